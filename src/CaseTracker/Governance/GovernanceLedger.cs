using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;
using static CaseTracker.Excel.Column;

namespace CaseTracker.Governance;

/// <summary>L8 依法治理工作台账 over all books, and L9–L16: one sheet a book, its columns by the book's declaration. Rows: what happened or was finished in the period, 撤回 aside.</summary>
public sealed class GovernanceLedger(CaseDb db, OfficeClock clock) : Ledger(About)
{
    public const string Name = "依法治理工作台账";

    public static readonly LedgerBook About = new("governance", Name, "发生或办结日期", typeof(GovernanceLedger))
    {
        Kinds = [.. GovernanceBook.All.Select(b => new LedgerKind(b.Kind.Kebab(), b.Name))],
        Permissions = [Permission.Ledgers, Permission.SeeGovernance],
    };

    /// <summary>A row: the item with what only the database knows of it.</summary>
    public sealed record Line(GovernanceItem Item, string Department, int Files);

    /// <summary>L8.</summary>
    public static readonly Sheet<Line> Whole = new(Name,
        Ordinal<Line>(),
        LongText<Line>("工作任务", 20, l => l.Item.Kind == GovernanceKind.WorkTask ? l.Item.Title : $"{l.Item.Kind.Display()}：{l.Item.Title}"),
        LongText<Line>("依据/来源", 14, l => l.Item.Basis),
        Text<Line>("牵头科室", 10, l => l.Department),
        Text<Line>("责任人", 8, l => l.Item.ResponsibleName ?? l.Item.PersonName).Centred(),
        Text<Line>("责任领导", 8, l => l.Item.LeaderName).Centred(),
        Date<Line>("完成时限", 10.5, l => l.Item.LimitOn),
        LongText<Line>("工作措施", 16, l => l.Item.Measures),
        LongText<Line>("进展情况", 16, l => l.Item.Progress is null || l.Item.IsDone ? l.Item.StateWord : $"{l.Item.ProgressOn:yyyy-MM-dd} {l.Item.Progress}"),
        Date<Line>("完成日期", 10.5, l => l.Item.FinishedOn),
        LongText<Line>("成果(文号/件数)", 22, l => Outcome(l.Item)),
        Text<Line>("佐证材料", 8, l => l.Files == 0 ? null : $"附件{l.Files}件").Centred(),
        LongText<Line>("备注", 10, l => l.Item.Note));

    private static readonly Dictionary<GovernanceKind, Sheet<Line>> Sheets = GovernanceBook.All.ToDictionary(b => b.Kind, b => new Sheet<Line>($"{b.Name}台账",
        [Ordinal<Line>(), Identity<Line>("登记编号", 18, l => l.Item.Number), .. b.Shown.Where(f => f.Name != GovernanceFields.Note.Name).Select(Of), Text<Line>("状态", 8, l => l.Item.StateWord).Centred(), LongText<Line>("备注", 11, l => l.Item.Note)]));

    /// <summary>The sheet of a book; null: L8 over all of them.</summary>
    public static Sheet<Line> SheetOf(GovernanceKind? kind) => kind is { } one ? Sheets[one] : Whole;

    public static bool IsAllowed(Viewer viewer) => viewer.IsSystem || viewer.Governs;

    public override bool IsOpenTo(Actor actor, Viewer viewer) => actor.May(Permission.SeeGovernance) && IsAllowed(viewer);

    protected override async Task<OpenLedger> ReadAsync(LedgerAsked asked, CancellationToken cancel)
    {
        var kind = DisplayNames.Parse<GovernanceKind>(asked.Kind);
        var rows = await RowsAsync(kind, asked.From, asked.To, cancel);
        return new OpenLedger<Line>(SheetOf(kind), await HeadingAsync(kind, asked.From, asked.To, cancel), rows);
    }

    public async Task<SheetHeading> HeadingAsync(GovernanceKind? kind, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var dates = await Items(kind, from, to).Select(i => new { i.SentOn, i.FinishedOn, i.State }).ToListAsync(cancel);
        var done = dates.Count(d => GovernanceItem.DoneStates.Contains(d.State) && d.FinishedOn >= from && d.FinishedOn <= to);
        return await db.SheetHeadingAsync(from, to, SheetOf(kind).Name, kind is { } one ? GovernanceBook.Of(one).Units : "件、项", [$"范围：期间内发生或办结的，不含撤回；截至 {clock.Today:yyyy-MM-dd}", $"发生{dates.Count(d => d.SentOn >= from && d.SentOn <= to)}件，办结{done}件"], cancel);
    }

    /// <summary>The rows of a period, both days included; refuses whoever does not see the whole bureau's.</summary>
    public async Task<IReadOnlyList<Line>> RowsAsync(GovernanceKind? kind, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        if (!IsAllowed(db.Viewer))
        {
            throw new RefusedException(new Reason("依法治理台账是全局的台账，由法制审核、科长、信访机构或局领导查看，请向他们索取；本科室的请在依法治理列表里查看", LiftedBy: Role.LEGAL.Display()));
        }

        var names = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        var items = await Items(kind, from, to).OrderBy(i => i.SentOn).ThenBy(i => i.Number).ToListAsync(cancel);
        var ids = items.Select(i => i.Id).ToList();
        db.Opened.AddRange(ids); // who reads the ledger may open each of its rows
        var files = await db.Attachments.AsNoTracking().Where(a => a.RecordKind == GovernanceItem.RecordName && ids.Contains(a.RecordId)).GroupBy(a => a.RecordId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return [.. items.Select(i => new Line(i, names[i.DepartmentId], files.GetValueOrDefault(i.Id)))];
    }

    private IQueryable<GovernanceItem> Items(GovernanceKind? kind, DateOnly from, DateOnly to)
    {
        var items = db.GovernanceItems.AsNoTracking().Where(i => i.State != GovernanceState.Withdrawn && ((i.SentOn >= from && i.SentOn <= to) || (i.FinishedOn >= from && i.FinishedOn <= to)));
        return kind is { } one ? items.Where(i => i.Kind == one) : items;
    }

    private static Column<Line> Of(GovernanceField field) => field.Name == GovernanceFields.DepartmentName ? Text<Line>(field.Label, 10, l => l.Department) : field.Column switch
    {
        ColumnKind.Date => Date<Line>(field.Label, field.Width, l => (DateOnly?)field.Get(l.Item)),
        ColumnKind.Number when field.Name == GovernanceFields.Rounds.Name => Number<Line>(field.Label, field.Width, l => (int?)field.Get(l.Item)), // how often, not how many
        ColumnKind.Number => Number<Line>(field.Label, field.Width, l => (int?)field.Get(l.Item)).Summed(),
        ColumnKind.Money => Money<Line>(field.Label, field.Width, l => (decimal?)field.Get(l.Item)).Summed(),
        ColumnKind.LongText => LongText<Line>(field.Label, field.Width, l => field.Text(l.Item)),
        _ => Text<Line>(field.Label, field.Width, l => field.Text(l.Item)).Centred(),
    };

    private static string? Outcome(GovernanceItem item)
    {
        var parts = new[]
        {
            item.DocumentNumber,
            item.Quantity is { } n ? $"{n}{item.Unit ?? "件"}" : null,
            item.Attendees is { } people ? $"{people}人次" : null,
            item.ResolvedCount is { } resolved ? $"化解{resolved}起" : null,
            item.AdjustedCount is { } adjusted ? $"调整{adjusted}项" : null,
            item.Paid is { } paid ? $"清偿{paid.Text()}元" : null,
        }.OfType<string>().ToList();
        return parts.Count == 0 ? null : string.Join('，', parts);
    }
}
