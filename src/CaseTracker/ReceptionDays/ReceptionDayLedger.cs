using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;
using static CaseTracker.Excel.Column;

namespace CaseTracker.ReceptionDays;

/// <summary>L3 领导接访(下访)台账: a line for each 批 by date of reception, the same for whoever may run it. A day on which nobody came, or the leader was absent, has a line of its own.</summary>
public sealed class ReceptionDayLedger(CaseDb db, OfficeClock clock) : PeriodLedger<ReceptionDayLedger.Line>(About, Sheet)
{
    public const string Name = "领导接访（下访）台账";

    public static readonly LedgerBook About = new("reception-days", Name, "接访日期", typeof(ReceptionDayLedger));

    public sealed record Line(DateOnly On, string Leader, string Form, string Visitor, string Count, string? UnitOrAddress, string? Problem, string? Place, string? Cause, string? Opinion, string? Responsible,
        DateOnly? LimitOn, string? Result, string? FollowUp, string? Note);

    public static readonly Sheet<Line> Sheet = new(Name,
        Ordinal<Line>(),
        Date<Line>("接访日期", 10.5, r => r.On),
        Text<Line>("接访领导及职务", 15, r => r.Leader),
        Text<Line>("接访方式", 8, r => r.Form).Centred(),
        Text<Line>("来访人", 9, r => r.Visitor),
        Text<Line>("批次/人数", 8, r => r.Count).Centred(),
        LongText<Line>("单位和住址", 14, r => r.UnitOrAddress),
        LongText<Line>("主要问题", 24, r => r.Problem),
        Text<Line>("问题发生地", 9, r => r.Place),
        LongText<Line>("产生原因", 12, r => r.Cause),
        LongText<Line>("批示(处理)意见", 16, r => r.Opinion),
        Text<Line>("责任单位/责任人", 11, r => r.Responsible),
        Date<Line>("办理时限", 10.5, r => r.LimitOn),
        LongText<Line>("办理结果", 14, r => r.Result),
        LongText<Line>("回访情况", 10, r => r.FollowUp),
        LongText<Line>("备注", 10, r => r.Note));

    public override bool IsOpenTo(Actor actor, Viewer viewer) => actor.May(Permission.SeeReceptionDays) && SeesAll(viewer);

    public override async Task<SheetHeading> HeadingAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var held = await Days(from, to).CountAsync(d => d.State == ReceptionDayState.Held, cancel);
        var people = await Visits(from, to).Select(v => v.PeopleCount).ToListAsync(cancel);
        return await db.SheetHeadingAsync(from, to, Name, "次、批、人次", [$"范围：全部领导接访（下访），按接访日期；截至 {clock.Today:yyyy-MM-dd}", $"接访{held}次，接待{people.Count}批{people.Sum()}人次"], cancel);
    }

    public override async Task<IReadOnlyList<Line>> RowsAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        if (!SeesAll(db.Viewer))
        {
            throw new RefusedException(new Reason("领导接访台账由信访机构、接访员或局领导查看，请向他们索取", LiftedBy: "信访机构负责人"));
        }

        var days = await Days(from, to).OrderBy(d => d.On).ThenBy(d => d.From).ThenBy(d => d.Id).ToListAsync(cancel);
        var visits = (await Visits(from, to).OrderBy(v => v.RecordedAt).ThenBy(v => v.Id).ToListAsync(cancel)).ToLookup(v => v.DayId);
        return [.. days.SelectMany(d => visits[d.Id].Any() ? visits[d.Id].Select(v => LineOf(d, v)) : d.State is ReceptionDayState.Held or ReceptionDayState.Missed ? [EmptyLine(d)] : [])];
    }

    private static bool SeesAll(Viewer viewer) => viewer.IsSystem || viewer.WholeOrdinary || viewer.OrdinaryLines || viewer.Leads;

    private IQueryable<ReceptionDay> Days(DateOnly from, DateOnly to) => db.ReceptionDays.AsNoTracking().Where(d => d.On >= from && d.On <= to && d.State != ReceptionDayState.Cancelled);

    // Whoever may run the book sees every line of it: the check stands in RowsAsync, and the filter lets all of them through.
    private IQueryable<DayVisit> Visits(DateOnly from, DateOnly to) => db.DayVisits.AsNoTracking().Where(v => v.On >= from && v.On <= to && v.State != DayVisitState.Voided);

    private static Line LineOf(ReceptionDay d, DayVisit v) => new(d.On, $"{d.ReceivedBy}（{d.ReceivedByPost}）", d.Form.Display(), v.VisitorName, $"1批{v.PeopleCount}人", v.UnitOrAddress, v.Problem, v.Place, v.Cause, v.Opinion,
        v.UnitName is null ? v.PersonName : v.PersonName is null ? v.UnitName : $"{v.UnitName}/{v.PersonName}", v.LimitOn,
        v.Result ?? (v.PetitionNumber is { } number ? $"转信访事项{number}" : v.State == DayVisitState.Instructed ? "办理中" : null),
        v.FollowUp, string.Join("；", new[] { d.SubstituteName is null ? null : $"代{d.LeaderName}接访", v.PetitionNumber is { } n && v.Result is not null ? $"信访事项{n}" : null, v.Note }.OfType<string>()));

    private static Line EmptyLine(ReceptionDay d) => d.State == ReceptionDayState.Missed
        ? new(d.On, $"{d.LeaderName}（{d.LeaderPost}）", d.Form.Display(), "", "", null, null, null, null, null, null, null, null, null, "领导缺席，没有安排代班")
        : new(d.On, $"{d.ReceivedBy}（{d.ReceivedByPost}）", d.Form.Display(), "无", "0批0人", null, d.Summary ?? "无群众来访", null, null, null, null, null, null, null, d.SubstituteName is null ? null : $"代{d.LeaderName}接访");
}
