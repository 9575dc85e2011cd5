using System.Runtime.CompilerServices;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Clocks;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;
using static CaseTracker.Excel.Column;

namespace CaseTracker.Petitions;

/// <summary>L2 信访事项台账: ordinary petitions by date of registration, the same rows for everybody who may run it; phones masked.</summary>
public sealed class PetitionLedger(CaseDb db, ProtectedValues values, OfficeClock clock) : Ledger(About)
{
    public const string Name = "信访事项台账";

    private const int Chunk = 1000;

    public static readonly LedgerBook About = new("petitions", Name, "登记日期", typeof(PetitionLedger));

    public sealed record Row(
        string Number, DateOnly RegisteredOn, string Source, string Petitioner, int PeopleCount, string? Phone, string Purpose, string? Category, string Summary, string Repeat, string Accepted,
        DateOnly? NoticeOn, string? Department, string? Handler, DateOnly? DueOn, DateOnly? ExtendedTo, DateOnly? AnsweredOn, string? Outcome, string Satisfaction, string State, string? Note);

    public static readonly Sheet<Row> Sheet = new(Name,
    [
        Ordinal<Row>(),
        Identity<Row>("信访编号", 20, r => r.Number),
        Date<Row>("登记日期", 10.5, r => r.RegisteredOn),
        Text<Row>("来源", 8, r => r.Source).Centred(),
        Text<Row>("信访人", 10, r => r.Petitioner),
        Number<Row>("人数", 5, r => r.PeopleCount).Summed(),
        Identity<Row>("电话", 12.5, r => r.Phone),
        Text<Row>("信访目的", 8, r => r.Purpose).Centred(),
        LongText<Row>("内容分类", 11, r => r.Category),
        LongText<Row>("概要", 30, r => r.Summary),
        Text<Row>("初/重件", 6, r => r.Repeat).Centred(),
        Text<Row>("是否受理", 7, r => r.Accepted).Centred(),
        Date<Row>("告知日期", 10.5, r => r.NoticeOn),
        Text<Row>("承办科室", 10, r => r.Department),
        Text<Row>("承办人", 7.5, r => r.Handler),
        Date<Row>("办理期限", 10.5, r => r.DueOn),
        Date<Row>("延期至", 10.5, r => r.ExtendedTo),
        Date<Row>("答复日期", 10.5, r => r.AnsweredOn),
        Text<Row>("办理结果", 8, r => r.Outcome).Centred(),
        Text<Row>("满意度", 7, r => r.Satisfaction).Centred(),
        LongText<Row>("状态(亮灯)", 11, r => r.State),
        LongText<Row>("备注", 8, r => r.Note),
    ]);

    public override bool IsOpenTo(Actor actor, Viewer viewer) => actor.May(Permission.Ledgers);

    protected override async Task<OpenLedger> ReadAsync(LedgerAsked asked, CancellationToken cancel) => new OpenLedger<Row>(
        Sheet, await HeadingAsync(asked.From, asked.To, cancel), RowsAsync(asked.From, asked.To, cancel), await Petitions(asked.From, asked.To).CountAsync(cancel));

    /// <summary>The heading of the printed sheet; both days are included.</summary>
    public async Task<SheetHeading> HeadingAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        return await db.SheetHeadingAsync(from, to, "信访工作台账", "件、人次", [$"范围：普通信访事项（不含检举控告），按登记日期；截至 {clock.Today:yyyy-MM-dd}", $"共{SheetHeading.RowCount}件"], cancel);
    }

    /// <summary>The rows of a period by date of registration, in the order of their numbers, read in chunks so that any period fits into memory; doubles and void entries are left out.</summary>
    public async IAsyncEnumerable<Row> RowsAsync(DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancel)
    {
        var departments = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        var codes = await db.Codes.AsNoTracking().Where(c => c.List == CodeList.Category).ToDictionaryAsync(c => c.Id, c => c.Name, cancel);
        var chunk = await ChunkAsync(Petitions(from, to), cancel);
        while (chunk.Count > 0)
        {
            var phones = await values.ReadAsync([.. chunk.Select(p => p.PhoneId).OfType<Guid>()], cancel);
            foreach (var line in chunk)
            {
                yield return RowOf(line, line.PhoneId is { } phone && phones.TryGetValue(phone, out var text) ? Mask.Phone(text) : null, departments, codes);
            }

            var (day, number) = (chunk[^1].RegisteredOn, chunk[^1].Number);
            chunk = chunk.Count < Chunk ? [] : await ChunkAsync(Petitions(day, to).Where(p => p.RegisteredOn > day || string.Compare(p.Number, number) > 0), cancel);
        }
    }

    private static Task<List<Line>> ChunkAsync(IQueryable<Petition> petitions, CancellationToken cancel) => petitions
        .OrderBy(p => p.RegisteredOn).ThenBy(p => p.Number)
        .Take(Chunk)
        .Select(p => new Line(
            p.Number, p.RegisteredOn, p.Channel, p.MainName, p.PeopleCount, p.Purpose, p.CategoryId, p.Summary, p.Title, p.IsRepeat, p.State, p.AcceptedOn, p.NoticeOn, p.DepartmentId, p.HandlerName,
            p.HandleDueOn, p.ExtendedDueOn, p.SignedOn, p.EndedOn, p.Outcome, p.Satisfaction, p.IsOpen, p.DueClock, p.DueRawOn, p.DueLegalOn, p.DueSafeOn, p.DueYellowOn, p.Note,
            p.Petitioners.Where(x => x.Position == 1).Select(x => x.PhoneId).FirstOrDefault()))
        .ToListAsync(cancel);

    // An official ledger has one scope, whoever runs it; accusations are a book of their own.
    private IQueryable<Petition> Petitions(DateOnly from, DateOnly to) => db.Petitions.IgnoreQueryFilters().AsNoTracking()
        .Where(p => !p.IsConfidential && !p.IsVoid && p.DoubleOf == null && p.RegisteredOn >= from && p.RegisteredOn <= to);

    // A third of the columns of a petition: reading all of them took most of the time of a ledger.
    private sealed record Line(
        string Number, DateOnly RegisteredOn, Channel Channel, string MainName, int PeopleCount, Purpose Purpose, string? CategoryId, string Summary, string Title, bool IsRepeat, PetitionState State,
        DateOnly? AcceptedOn, DateOnly? NoticeOn, Guid? DepartmentId, string? HandlerName, DateOnly? HandleDueOn, DateOnly? ExtendedDueOn, DateOnly? SignedOn, DateOnly? EndedOn, Outcome? Outcome, Satisfaction? Satisfaction,
        bool IsOpen, ClockId? DueClock, DateOnly? DueRawOn, DateOnly? DueLegalOn, DateOnly? DueSafeOn, DateOnly? DueYellowOn, string? Note, Guid? PhoneId);

    private Row RowOf(Line p, string? phone, Dictionary<Guid, string> departments, Dictionary<string, string> codes)
    {
        var colour = p.IsOpen && p.DueClock is not null ? new ClockDates(p.DueRawOn, p.DueLegalOn, p.DueSafeOn, p.DueYellowOn, null).On(clock.Today).Display() : null;
        return new Row(
            p.Number, p.RegisteredOn, p.Channel.Display(), p.MainName, p.PeopleCount, phone, p.Purpose.Display(), p.CategoryId is { } c ? codes.GetValueOrDefault(c, c) : null,
            p.Summary.Length > 0 ? p.Summary : p.Title, p.IsRepeat ? "重复" : "初次", p.State switch { PetitionState.NotAccepted => "不予受理", PetitionState.NoLongerAccepted => "不再受理", PetitionState.Diverted => "导入途径", _ => p.AcceptedOn is null ? "" : "受理" },
            p.NoticeOn, p.DepartmentId is { } d ? departments.GetValueOrDefault(d) : null, p.HandlerName,
            p.HandleDueOn, p.ExtendedDueOn,
            p.SignedOn ?? p.EndedOn, p.Outcome?.Display(), (p.Satisfaction ?? Satisfaction.NotRated).Display(), colour is null ? p.State.Display() : $"{p.State.Display()}（{colour}）", p.Note);
    }
}
