using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;
using static CaseTracker.Excel.Column;

namespace CaseTracker.Disputes;

/// <summary>L4 矛盾纠纷排查化解台账: the disputes found in a period, the same for whoever may run it. A period in which all departments found nothing says so.</summary>
public sealed class DisputeLedger(CaseDb db, OfficeClock clock) : PeriodLedger<DisputeLedger.Line>(About, Sheet)
{
    public const string Name = "矛盾纠纷排查化解台账";

    public static readonly LedgerBook About = new("disputes", Name, "排查日期", typeof(DisputeLedger));

    public sealed record Line(DateOnly FoundOn, string DisputeName, string Parties, string Type, int PeopleCount, string Demands, string Risk, string? Leader, string Responsible, string? Measures, DateOnly? LimitOn,
        string? Progress, string Resolved, DateOnly? ResolvedOn, string? Note);

    public static readonly Sheet<Line> Sheet = new(Name,
        Ordinal<Line>(),
        Date<Line>("排查时间", 10.5, r => r.FoundOn),
        LongText<Line>("纠纷名称", 14, r => r.DisputeName),
        LongText<Line>("涉及单位(企业)", 14, r => r.Parties),
        Text<Line>("类型", 9, r => r.Type).Centred(),
        Number<Line>("涉及人数", 7, r => r.PeopleCount).Summed(),
        LongText<Line>("主要诉求", 20, r => r.Demands),
        Text<Line>("风险等级", 7, r => r.Risk).Centred(),
        Text<Line>("包案领导", 8, r => r.Leader).Centred(),
        Text<Line>("责任科室/人", 11, r => r.Responsible),
        LongText<Line>("化解措施", 18, r => r.Measures),
        Date<Line>("化解时限", 10.5, r => r.LimitOn),
        LongText<Line>("进展", 16, r => r.Progress),
        Text<Line>("是否化解", 8, r => r.Resolved).Centred(),
        Date<Line>("化解日期", 10.5, r => r.ResolvedOn),
        LongText<Line>("备注", 19, r => r.Note));

    public override bool IsOpenTo(Actor actor, Viewer viewer) => actor.May(Permission.SeeDisputes) && SeesAll(viewer);

    public override async Task<SheetHeading> HeadingAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var states = await Disputes(from, to).Select(d => d.State).ToListAsync(cancel);
        var resolved = states.Count(s => s is DisputeState.Resolved or DisputeState.Closed);
        var zero = await db.SweepReports.CountAsync(r => r.IsZero && r.From >= from && r.To <= to, cancel);
        return await db.SheetHeadingAsync(from, to, Name, "起、人", [$"范围：全部科室排查的矛盾纠纷（不含作废），按排查日期；截至 {clock.Today:yyyy-MM-dd}", $"排查{states.Count}起，已化解{resolved}起；零报告{zero}份"], cancel);
    }

    public override async Task<IReadOnlyList<Line>> RowsAsync(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        if (!SeesAll(db.Viewer))
        {
            throw new RefusedException(new Reason("矛盾纠纷台账是全局的台账，由信访机构或局领导查看，请向他们索取；本科室的请在矛盾纠纷列表里查看", LiftedBy: "信访机构负责人"));
        }

        var names = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        var disputes = await Disputes(from, to).OrderBy(d => d.FoundOn).ThenBy(d => d.Number).ToListAsync(cancel);
        return [.. disputes.Select(d => new Line(
            d.FoundOn, d.Name, d.Parties, d.Type.Display(), d.PeopleCount, d.Demands, d.Risk, d.LeaderName, d.PersonName is null ? names[d.DepartmentId] : $"{names[d.DepartmentId]}/{d.PersonName}", d.Measures, d.LimitOn,
            d.Progress is null ? null : $"{d.ProgressOn:yyyy-MM-dd} {d.Progress}", d.State is DisputeState.Closed ? DisputeState.Resolved.Display() : d.State is DisputeState.Registered ? "未化解" : d.State.Display(), d.ResolvedOn,
            string.Join("；", new[] { d.PetitionNumber is null ? null : $"转信访件{d.PetitionNumber}", d.MayGather ? "可能引发集体访" : null, d.MayBypass ? "可能引发越级访" : null, d.Note }.OfType<string>())))];
    }

    private static bool SeesAll(Viewer viewer) => viewer.IsSystem || viewer.WholeOrdinary || viewer.Leads;

    private IQueryable<Dispute> Disputes(DateOnly from, DateOnly to) => db.Disputes.AsNoTracking().Where(d => d.State != DisputeState.Voided && d.FoundOn >= from && d.FoundOn <= to);
}
