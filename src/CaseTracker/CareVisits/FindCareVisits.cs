using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.CareVisits;

/// <summary>走访查询: newest occasion first, page by page; what the viewer may not know of is in neither list nor count.</summary>
public sealed class FindCareVisits(CaseDb db, OfficeClock clock)
{
    public const int PageSize = 50;

    public const int MostCounted = 10_000;

    public sealed record Filter
    {
        /// <summary>Number, name of a person, cause or place.</summary>
        [Display(Name = "关键词"), StringLength(100)] public string? Q { get; init; }

        [Display(Name = "类型")] public CareVisitType? Type { get; init; }

        [Display(Name = "状态")] public CareVisitState? State { get; init; }

        /// <summary>By the day of the visit, else of the plan, else of the occasion.</summary>
        [Display(Name = "日期从")] public DateOnly? From { get; init; }

        [Display(Name = "至")] public DateOnly? To { get; init; }

        /// <summary>Visits of one person of the roster.</summary>
        [Display(Name = "人员")] public Guid? CadreId { get; init; }

        [Display(Name = "只看未办结")] public bool OpenOnly { get; init; }

        [Display(Name = "只看超期")] public bool OverdueOnly { get; init; }

        public string? After { get; init; }
    }

    public sealed record Row(Guid Id, string Number, CareVisitType Type, CareVisitState State, string Cause, DateOnly TriggeredOn, DateOnly? PlannedOn, DateOnly? VisitedOn, DateOnly? DueOn, DateOnly? FollowUpDueOn, DateOnly? FollowedUpOn,
        string? Place, string? LeaderName, long? Fen, bool IsOverLimit, bool HasWarnings, bool IsSuspectedDouble, string? Pending, IReadOnlyList<string> Names)
    {
        /// <summary>In yuan: what was given, else approved, else applied for.</summary>
        public decimal? Amount => Fen?.Yuan();

        /// <summary>张三、李四等5人.</summary>
        public string People => Names.Count <= 3 ? string.Join("、", Names) : $"{string.Join("、", Names.Take(2))}等{Names.Count}人";

        public DateOnly? NextDueOn => State is CareVisitState.Visited or CareVisitState.Reimbursing or CareVisitState.Closed ? (FollowedUpOn is null ? FollowUpDueOn : null) : State == CareVisitState.Cancelled ? null : DueOn;

        public bool IsOverdue(DateOnly today) => NextDueOn < today;
    }

    public sealed record Page(IReadOnlyList<Row> Rows, int Count, string? Next);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        Inputs.Demand(filter);
        var matching = Matching(filter);
        var page = DayCursor.Read(filter.After) is var (day, id) ? matching.Where(v => v.TriggeredOn < day || (v.TriggeredOn == day && v.Id.CompareTo(id) < 0)) : matching;
        var rows = await Rows(page.OrderByDescending(v => v.TriggeredOn).ThenByDescending(v => v.Id).Take(PageSize + 1)).ToListAsync(cancel);
        var count = filter.After is null && rows.Count <= PageSize ? rows.Count : await matching.Take(MostCounted + 1).CountAsync(cancel);
        return new Page([.. rows.Take(PageSize)], count, rows.Count > PageSize ? DayCursor.Of(rows[PageSize - 1].TriggeredOn, rows[PageSize - 1].Id) : null);
    }

    internal static IQueryable<Row> Rows(IQueryable<CareVisit> visits) => visits.Select(v => new Row(v.Id, v.Number, v.Type, v.State, v.Cause, v.TriggeredOn, v.PlannedOn, v.VisitedOn, v.DueOn, v.FollowUpDueOn, v.FollowedUpOn,
        v.Place, v.LeaderName, v.ActualFen ?? v.ApprovedFen ?? v.AppliedFen, v.IsOverLimit, v.Warnings != null, v.RepeatsId != null, v.Pending,
        v.Persons.Where(p => p.DroppedOn == null).OrderBy(p => p.Ordinal).Select(p => p.Name).ToList()));

    private IQueryable<CareVisit> Matching(Filter filter)
    {
        var today = clock.Today;
        var visits = db.CareVisits.AsNoTracking();
        visits = Inputs.Tidy(filter.Q) is { } q ? visits.Where(v => v.Number == q || v.Cause.Contains(q) || (v.Place != null && v.Place.Contains(q)) || v.Persons.Any(p => p.Name.Contains(q))) : visits;
        visits = filter.State is { } state ? visits.Where(v => v.State == state) : visits;
        visits = filter.Type is { } type ? visits.Where(v => v.Type == type) : visits;
        visits = filter.CadreId is { } cadre ? visits.Where(v => v.Persons.Any(p => p.CadreId == cadre && p.DroppedOn == null)) : visits;
        visits = filter.From is { } from ? visits.Where(v => (v.VisitedOn ?? v.PlannedOn ?? v.TriggeredOn) >= from) : visits;
        visits = filter.To is { } to ? visits.Where(v => (v.VisitedOn ?? v.PlannedOn ?? v.TriggeredOn) <= to) : visits;
        visits = filter.OpenOnly ? visits.Where(v => v.State != CareVisitState.Closed && v.State != CareVisitState.Cancelled) : visits;
        return !filter.OverdueOnly ? visits
            : visits.Where(v => v.State == CareVisitState.Visited || v.State == CareVisitState.Reimbursing || v.State == CareVisitState.Closed ? v.FollowedUpOn == null && v.FollowUpDueOn < today : v.State != CareVisitState.Cancelled && v.DueOn < today);
    }
}

/// <summary>One care visit with its history, its steps and what waits for approval.</summary>
public sealed class GetCareVisit(CaseDb db, LoadCareVisit load, ProtectedValues values, OfficeClock clock)
{
    /// <param name="Conditions">身体及家庭情况 by person; empty for whoever may not read it.</param>
    /// <param name="MayReadHealth">Whether he may.</param>
    public sealed record Details(CareVisit Visit, IReadOnlyList<CaseEvent> Events, IReadOnlyList<StepView<CareVisit, CareVisitState, CareVisitStep>> Steps, IReadOnlyList<Approval> Approvals,
        IReadOnlyDictionary<Guid, string> Conditions, bool MayReadHealth, string? RepeatsNumber);

    /// <summary>Steps that no person takes.</summary>
    public static bool IsOfSystem(CareVisitStep step) => step is CareVisitStep.PersonDied or CareVisitStep.DeathRevoked;

    public async Task<Details> ExecuteAsync(string number, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.CareVisits);
        var visit = await load.ReadAsync(number, cancel);
        var events = await db.Events.AsNoTracking().Where(e => e.RecordKind == CareVisit.Kind && e.RecordId == visit.Id).OrderBy(e => e.Seq).ToListAsync(cancel);
        var mayRead = CareVisit.MayReadHealth(actor, visit.DepartmentId);
        var texts = mayRead ? await values.ReadAsync([.. visit.Persons.Select(p => p.ConditionId).OfType<Guid>()], cancel) : new Dictionary<Guid, string>();
        var repeats = visit.RepeatsId is { } first ? await db.CareVisits.Where(v => v.Id == first).Select(v => v.Number).FirstOrDefaultAsync(cancel) : null;
        return new(visit, events, [.. CareVisitWorkflow.Engine.Explain(visit, actor, clock.Today).Where(s => !IsOfSystem(s.Step))],
            await db.WaitingFor(visit).AsNoTracking().ToListAsync(cancel),
            visit.Persons.Where(p => p.ConditionId is { } id && texts.ContainsKey(id)).ToDictionary(p => p.Id, p => texts[p.ConditionId!.Value]), mayRead, repeats);
    }
}

/// <summary>The visits in which the actor has something to do, the most pressing first: part of 我的工作. A projection, nothing is stored.</summary>
public sealed class MyCareVisits(CaseDb db, OfficeClock clock)
{
    private const int Most = 200;

    /// <param name="Steps">What he can do next.</param>
    /// <param name="IsApproval">A proposed step waits for him.</param>
    public sealed record Item(FindCareVisits.Row Row, IReadOnlyList<CareVisitStep> Steps, bool IsApproval);

    public async Task<IReadOnlyList<Item>> ExecuteAsync(Actor actor, CancellationToken cancel)
    {
        if (!actor.May(Permission.CareVisits) || await db.Departments.AsNoTracking().Where(d => d.IsRetireeOffice && !d.IsClosed).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel) is not { } office)
        {
            return [];
        }

        var today = clock.Today;
        var roles = Roles.Of(actor.Hats.Where(h => h.Role switch { Role.CW or Role.SH => h.DepartmentId == office, Role.VL => h.DepartmentId is null || h.DepartmentId == office, _ => true }).Select(h => h.Role));
        var open = await FindCareVisits.Rows(db.CareVisits.AsNoTracking()
            .Where(v => (v.State != CareVisitState.Closed && v.State != CareVisitState.Cancelled) || v.Pending != null || (v.FollowedUpOn == null && v.FollowUpDueOn != null && v.State == CareVisitState.Closed))
            .OrderBy(v => v.DueOn ?? v.FollowUpDueOn ?? v.TriggeredOn).Take(Most)).ToListAsync(cancel);
        var items = new List<Item>();
        foreach (var row in open)
        {
            List<CareVisitStep> steps = [.. CareVisitWorkflow.Engine.StepsFor(row.State, roles).Where(s => IsWork(row, s, roles))];
            var approves = row.Pending is not null && actor.Has(Role.DG, Role.VL);
            if (steps.Count > 0 || approves)
            {
                items.Add(new Item(row, steps, approves));
            }
        }

        return [.. items.OrderBy(i => i.Row.NextDueOn ?? DateOnly.MaxValue).ThenBy(i => i.Row.Number)];
    }

    /// <summary>The step that the way goes on by, not every one that could be taken.</summary>
    private static bool IsWork(FindCareVisits.Row row, CareVisitStep step, Roles roles) => step switch
    {
        CareVisitStep.Plan => row.State == CareVisitState.Triggered,
        CareVisitStep.Submit or CareVisitStep.DrawFunds or CareVisitStep.RecordVisit or CareVisitStep.Settle => step != CareVisitStep.DrawFunds || row.Fen > 0,
        CareVisitStep.Approve => !row.IsOverLimit || Roles.Of(Role.DG) is var director && (roles.Bits & director.Bits) != 0,
        CareVisitStep.MarkNoFunds => row.Fen is null or 0,
        CareVisitStep.SubmitReimbursement => row.Fen > 0,
        CareVisitStep.CloseNoReimbursement => row.Fen is null or 0,
        CareVisitStep.FollowUp => row.FollowUpDueOn is not null && row.FollowedUpOn is null,
        CareVisitStep.Return or CareVisitStep.Reschedule or CareVisitStep.RejectReimbursement or CareVisitStep.Cancel or CareVisitStep.PersonDied or CareVisitStep.Correct or CareVisitStep.DeathRevoked or CareVisitStep.RecordRefund => false,
    };
}
