using System.Runtime.CompilerServices;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;
using static CaseTracker.Excel.Column;

namespace CaseTracker.Receptions;

/// <summary>L1 来访登记台账: the ordinary receptions of a period, the same for whoever may run it, by the query of the list. Voided and merged entries are no receptions; a suspected double counts once.</summary>
public sealed class ReceptionLedger(CaseDb db, FindReceptions find, ProtectedValues values, OfficeClock clock) : Ledger(About)
{
    public const string Name = "来访登记台账";

    public static readonly LedgerBook About = new("receptions", Name, "来访日期", typeof(ReceptionLedger));

    private const int Chunk = 500;

    /// <param name="Identity">Level by the roster on the day, else as typed.</param>
    public sealed record Line(string Number, DateTime ArrivedAt, string Visitor, string Identity, int PeopleCount, string Phone, string UnitOrAddress, string Demand, string Problem,
        string Receiver, string Leader, string Opinion, string Outcome, string Note);

    public static readonly Sheet<Line> Sheet = new(Name,
        Ordinal<Line>(width: 5),
        Identity<Line>("登记编号", 18, r => r.Number),
        Column.DateTime<Line>("来访时间", 16, r => r.ArrivedAt),
        Text<Line>("来访人", 12, r => r.Visitor),
        Text<Line>("身份", 7, r => r.Identity).Centred(),
        Number<Line>("人数", 6, r => r.PeopleCount).Summed(),
        Identity<Line>("联系电话", 14, r => r.Phone),
        Text<Line>("原单位/住址", 18, r => r.UnitOrAddress),
        Text<Line>("诉求类别", 10, r => r.Demand).Centred(),
        LongText<Line>("反映问题", 30, r => r.Problem),
        Text<Line>("接待人", 9, r => r.Receiver).Centred(),
        Text<Line>("接待领导", 9, r => r.Leader).Centred(),
        LongText<Line>("处理意见", 20, r => r.Opinion),
        LongText<Line>("办结情况", 20, r => r.Outcome),
        LongText<Line>("备注", 10, r => r.Note));

    /// <summary>The heading of the printed sheet; both days are included.</summary>
    public async Task<SheetHeading> HeadingAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        return await db.SheetHeadingAsync(from, to, Name, "批次、人次", [$"范围：来访登记（不含保密登记），按来访日期；截至 {clock.Today:yyyy-MM-dd}", $"共{SheetHeading.RowCount}批"], cancel);
    }

    public override bool IsOpenTo(Actor actor, Viewer viewer) => SeesAll(viewer);

    protected override async Task<OpenLedger> ReadAsync(LedgerAsked asked, CancellationToken cancel) => await OpenAsync(new FindReceptions.Filter { From = asked.From, To = asked.To }, cancel);

    /// <summary>The ledger of what the list shows: a filter with both days.</summary>
    public async Task<OpenLedger> OpenAsync(FindReceptions.Filter filter, CancellationToken cancel) => new OpenLedger<Line>(
        Sheet, await HeadingAsync(filter.From!.Value, filter.To!.Value, cancel), RowsAsync(filter, cancel), await Query(filter).CountAsync(cancel));

    /// <summary>The filter of the page, brought to the official scope.</summary>
    public IQueryable<Reception> Query(FindReceptions.Filter filter)
    {
        if (!SeesAll(db.Viewer))
        {
            throw new RefusedException(new Reason("来访登记台账由信访机构、接访员、老干部服务专干或局领导查看，请向他们索取", LiftedBy: "信访机构负责人"));
        }

        return find.Query(filter).Where(r => !r.IsConfidential && r.State != ReceptionState.Voided && r.State != ReceptionState.Merged && r.RepeatsId == null);
    }

    /// <summary>The rows in the order of arrival, read in chunks so that any period fits into memory.</summary>
    public async IAsyncEnumerable<Line> RowsAsync(FindReceptions.Filter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = Query(filter).OrderBy(r => r.ArrivedOn).ThenBy(r => r.Number);
        List<Reception> chunk = await query.Take(Chunk).ToListAsync(cancel);
        while (chunk.Count > 0)
        {
            foreach (var line in await LinesAsync(chunk, cancel))
            {
                yield return line;
            }

            var (day, number) = (chunk[^1].ArrivedOn, chunk[^1].Number);
            chunk = chunk.Count < Chunk ? [] : await query.Where(r => r.ArrivedOn > day || (r.ArrivedOn == day && string.Compare(r.Number, number) > 0)).Take(Chunk).ToListAsync(cancel);
        }
    }

    private static bool SeesAll(Viewer viewer) => viewer.WholeOrdinary || viewer.OrdinaryLines;

    private async Task<IReadOnlyList<Line>> LinesAsync(List<Reception> receptions, CancellationToken cancel)
    {
        var ids = receptions.ConvertAll(r => r.Id);
        var visitors = (await db.ReceptionVisitors.AsNoTracking().Where(v => ids.Contains(v.ReceptionId)).OrderBy(v => v.Ordinal).ToListAsync(cancel)).ToLookup(v => v.ReceptionId);
        var levels = (await db.VisitorLevels(clock.Now).Where(v => ids.Contains(v.ReceptionId)).ToListAsync(cancel)).ToLookup(v => v.ReceptionId);
        var mains = visitors.Select(v => v.First()).ToList();
        var texts = await values.ReadAsync([.. mains.SelectMany(v => new[] { v.PhoneId, v.AddressId }).OfType<Guid>()], cancel);
        return receptions.ConvertAll(r =>
        {
            var main = visitors[r.Id].FirstOrDefault();
            var typed = main is null or { Identity: VisitorIdentity.Plant or VisitorIdentity.Middle } ? VisitorIdentity.Other : main.Identity;
            var found = levels[r.Id].Select(l => l.Grade).OfType<CadreGrade>().Select(g => g.Level()).Distinct().Order().Select(l => l.Display()).ToList();
            return new Line(r.Number, r.ArrivedOn.ToDateTime(r.ArrivedAt ?? TimeOnly.MinValue),
                r.MainVisitor is { } name ? name + (r.PeopleCount > 1 ? $"等{r.PeopleCount}人" : "") : "匿名",
                found.Count > 0 ? string.Join("、", found) : typed.Display(), r.PeopleCount,
                Mask.Phone(Text(main?.PhoneId)), main?.Unit ?? Mask.Address(Text(main?.AddressId)), r.Demand?.Display() ?? "", r.Problem ?? "",
                r.ReceiverName ?? "", r.LeaderName ?? "", r.Opinion ?? "", r.Outcome ?? (r.State == ReceptionState.Registered ? "" : r.State.Display()), r.Note ?? "");
        });

        string? Text(Guid? id) => id is { } i ? texts.GetValueOrDefault(i) : null;
    }
}
