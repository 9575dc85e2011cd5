using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Disputes;

/// <summary>矛盾纠纷查询: newest found first, page by page; what the viewer may not know of is in neither list nor count.</summary>
public sealed class FindDisputes(CaseDb db, OfficeClock clock)
{
    public const int PageSize = 50;

    public const int MostCounted = 10_000;

    public sealed record Filter
    {
        [Display(Name = "关键词"), StringLength(100)] public string? Q { get; init; }

        [Display(Name = "状态")] public DisputeState? State { get; init; }

        [Display(Name = "类型")] public DisputeType? Type { get; init; }

        [Display(Name = "风险等级"), StringLength(8)] public string? Risk { get; init; }

        [Display(Name = "责任科室")] public Guid? DepartmentId { get; init; }

        [Display(Name = "排查日期从")] public DateOnly? From { get; init; }

        [Display(Name = "至")] public DateOnly? To { get; init; }

        [Display(Name = "可能引发集体访")] public bool MayGather { get; init; }

        [Display(Name = "只看未化解")] public bool OpenOnly { get; init; }

        [Display(Name = "只看超期")] public bool OverdueOnly { get; init; }

        public string? After { get; init; }
    }

    public sealed record Row(Guid Id, string Number, DateOnly FoundOn, string Name, DisputeType Type, string Parties, int PeopleCount, string Risk, int RiskRank, bool MayGather, Guid DepartmentId, string? PersonName,
        string? LeaderName, DateOnly? LimitOn, DisputeState State, DateOnly? ResolvedOn, string? PetitionNumber)
    {
        public bool IsOverdue(DateOnly today) => State is DisputeState.Registered or DisputeState.Resolving or DisputeState.Contained && LimitOn < today;
    }

    public sealed record Page(IReadOnlyList<Row> Rows, int Count, string? Next);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var matching = Matching(filter);
        var page = DayCursor.Read(filter.After) is var (day, id) ? matching.Where(d => d.FoundOn < day || (d.FoundOn == day && d.Id.CompareTo(id) < 0)) : matching;
        var rows = await page.OrderByDescending(d => d.FoundOn).ThenByDescending(d => d.Id).Take(PageSize + 1)
            .Select(d => new Row(d.Id, d.Number, d.FoundOn, d.Name, d.Type, d.Parties, d.PeopleCount, d.Risk, d.RiskRank, d.MayGather, d.DepartmentId, d.PersonName, d.LeaderName, d.LimitOn, d.State, d.ResolvedOn, d.PetitionNumber))
            .ToListAsync(cancel);
        var count = filter.After is null && rows.Count <= PageSize ? rows.Count : await matching.Take(MostCounted + 1).CountAsync(cancel);
        return new Page([.. rows.Take(PageSize)], count, rows.Count > PageSize ? DayCursor.Of(rows[PageSize - 1].FoundOn, rows[PageSize - 1].Id) : null);
    }

    private IQueryable<Dispute> Matching(Filter filter)
    {
        var today = clock.Today;
        var disputes = db.Disputes.AsNoTracking();
        disputes = Inputs.Tidy(filter.Q) is { } q ? disputes.Where(d => d.Number == q || d.PetitionNumber == q || d.Name.Contains(q) || d.Parties.Contains(q) || d.Demands.Contains(q)) : disputes;
        disputes = filter.State is { } state ? disputes.Where(d => d.State == state) : disputes.Where(d => d.State != DisputeState.Voided);
        disputes = filter.Type is { } type ? disputes.Where(d => d.Type == type) : disputes;
        disputes = Inputs.Tidy(filter.Risk) is { } risk ? disputes.Where(d => d.Risk == risk) : disputes;
        disputes = filter.DepartmentId is { } department ? disputes.Where(d => d.DepartmentId == department) : disputes;
        disputes = filter.From is { } from ? disputes.Where(d => d.FoundOn >= from) : disputes;
        disputes = filter.To is { } to ? disputes.Where(d => d.FoundOn <= to) : disputes;
        disputes = filter.MayGather ? disputes.Where(d => d.MayGather) : disputes;
        disputes = filter.OpenOnly || filter.OverdueOnly ? disputes.Where(d => d.State == DisputeState.Registered || d.State == DisputeState.Resolving || d.State == DisputeState.Contained) : disputes;
        return filter.OverdueOnly ? disputes.Where(d => d.LimitOn < today) : disputes;
    }
}

/// <summary>One 矛盾纠纷 with its history and the steps of the viewer.</summary>
public sealed class GetDispute(CaseDb db, OfficeClock clock)
{
    public sealed record Details(Dispute Dispute, string Department, string ReportDepartment, IReadOnlyList<CaseEvent> Events, IReadOnlyList<StepView<Dispute, DisputeState, DisputeStep>> Steps);

    public async Task<Details> ExecuteAsync(string number, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.SeeDisputes);
        var wanted = number.Trim().ToUpperInvariant();
        var dispute = await db.Disputes.AsNoTracking().FirstOrDefaultAsync(d => d.Number == wanted, cancel) ?? throw new NotFoundException("该矛盾纠纷");
        db.Opened.Add(dispute.Id);
        var events = await db.Events.AsNoTracking().Where(e => e.RecordKind == Dispute.Kind && e.RecordId == dispute.Id).OrderBy(e => e.Seq).ToListAsync(cancel);
        var names = await db.Departments.AsNoTracking().Where(d => d.Id == dispute.DepartmentId || d.Id == dispute.ReportDepartmentId).ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        return new(dispute, names[dispute.DepartmentId], names[dispute.ReportDepartmentId], events, DisputeWorkflow.Engine.Explain(dispute, actor, clock.Today));
    }
}
