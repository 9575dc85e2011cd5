using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.ReceptionDays;

/// <summary>One 领导接访日 with the matters the viewer may know of, its history and his steps; and one of those matters.</summary>
public sealed class GetReceptionDay(CaseDb db, OfficeClock clock)
{
    public sealed record Details(ReceptionDay Day, IReadOnlyList<DayVisit> Visits, IReadOnlyList<CaseEvent> Events, IReadOnlyList<StepView<ReceptionDay, ReceptionDayState, ReceptionDayStep>> Steps);

    public sealed record VisitDetails(DayVisit Visit, ReceptionDay Day, IReadOnlyList<CaseEvent> Events, IReadOnlyList<StepView<DayVisit, DayVisitState, DayVisitStep>> Steps);

    public async Task<Details> ExecuteAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.SeeReceptionDays);
        var day = await db.ReceptionDays.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancel) ?? throw new NotFoundException("该接访安排");
        var visits = await db.DayVisits.AsNoTracking().Where(v => v.DayId == id).OrderBy(v => v.RecordedAt).ThenBy(v => v.Id).ToListAsync(cancel);
        return new(day, visits, await EventsAsync(ReceptionDay.Kind, id, cancel), ReceptionDayWorkflow.Engine.Explain(day, actor, clock.Today));
    }

    public async Task<VisitDetails> VisitAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.SeeReceptionDays);
        var visit = await db.DayVisits.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, cancel) ?? throw new NotFoundException("该接访事项");
        var day = await db.ReceptionDays.AsNoTracking().FirstAsync(d => d.Id == visit.DayId, cancel);
        return new(visit, day, await EventsAsync(DayVisit.Kind, id, cancel), DayVisitWorkflow.Engine.Explain(visit, actor, clock.Today));
    }

    private async Task<IReadOnlyList<CaseEvent>> EventsAsync(string kind, Guid id, CancellationToken cancel)
    {
        db.Opened.Add(id);
        return await db.Events.AsNoTracking().Where(e => e.RecordKind == kind && e.RecordId == id).OrderBy(e => e.Seq).ToListAsync(cancel);
    }
}
