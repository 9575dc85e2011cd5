using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.CareVisits;

/// <summary>What a death, its revocation and a double row of the roster do to care visits; each inside the write of whoever calls it.</summary>
public sealed class ForDeath(CaseDb db, LoadCareVisit load, CareVisitSteps steps, RegisterCareVisit register, OfficeClock clock)
{
    /// <param name="Cancelled">Numbers of the visits to him alone.</param>
    /// <param name="DroppedFrom">Numbers of the trips that go on without him.</param>
    /// <param name="ToRefund">Of the cancelled ones those whose money is out.</param>
    public sealed record Ended(IReadOnlyList<string> Cancelled, IReadOnlyList<string> DroppedFrom, IReadOnlyList<string> ToRefund);

    /// <param name="Visits">Numbers of the visits that go on where they stood.</param>
    /// <param name="PutBackOn">Numbers of the trips he is on again.</param>
    /// <param name="CondolenceCancelled">The untouched 去世慰问 that was cancelled.</param>
    /// <param name="CondolenceLeft">One that is already under way: to be cancelled or explained by hand.</param>
    public sealed record Restored(IReadOnlyList<string> Visits, IReadOnlyList<string> PutBackOn, string? CondolenceCancelled, string? CondolenceLeft);

    /// <summary>Cancels his open visits and takes him off the trips of several people. What plans ask for him ends by itself: they ask only for people in care.</summary>
    public async Task<Ended> CancelForDeathAsync(Guid cadreId, DateOnly diedOn, Actor actor, CancellationToken cancel)
    {
        await db.LockAsync(CareVisitWorkflow.Lock, cancel);
        var found = await db.CareVisits.AsNoTracking()
            .Where(v => v.Type != CareVisitType.Condolence && v.State != CareVisitState.Visited && v.State != CareVisitState.Reimbursing && v.State != CareVisitState.Closed && v.State != CareVisitState.Cancelled
                && v.Persons.Any(p => p.CadreId == cadreId && p.DroppedOn == null))
            .OrderBy(v => v.Number).Select(v => new { v.Id, v.Version }).ToListAsync(cancel);
        List<string> cancelled = [], dropped = [], toRefund = [];
        foreach (var one in found)
        {
            var visit = await load.ToChangeAsync(one.Id, one.Version, cancel);
            if (visit.Present.All(p => p.CadreId == cadreId))
            {
                await steps.BySystemAsync(visit, CareVisitStep.PersonDied, StepData.Of(("diedOn", diedOn)), $"{visit.Present[0].Name}{diedOn:yyyy-MM-dd}去世", actor, cancel);
                visit.DeathOf = cadreId;
                cancelled.Add(visit.Number);
                if (visit.HoldsMoney)
                {
                    toRefund.Add(visit.Number);
                }

                continue;
            }

            var person = visit.Present.First(p => p.CadreId == cadreId);
            (person.DroppedOn, person.DropReason, person.IsDroppedByDeath) = (clock.Today, $"{diedOn:yyyy-MM-dd}去世", true);
            db.Trace(visit, actor, clock.Now, new Act("drop-person", "去世人员移出", diedOn) { Reason = $"{person.Name}{diedOn:yyyy-MM-dd}去世，其余人员照常走访" });
            dropped.Add(visit.Number);
        }

        return new(cancelled, dropped, toRefund);
    }

    /// <summary>Brings back exactly what <see cref="CancelForDeathAsync"/> took away; a trip made meanwhile was made without him.</summary>
    public async Task<Restored> RestoreAfterRevokedDeathAsync(Guid cadreId, Actor actor, CancellationToken cancel)
    {
        await db.LockAsync(CareVisitWorkflow.Lock, cancel);
        var found = await db.CareVisits.AsNoTracking().Where(v => v.DeathOf == cadreId || v.Persons.Any(p => p.CadreId == cadreId && p.IsDroppedByDeath)).OrderBy(v => v.Number).Select(v => new { v.Id, v.Version }).ToListAsync(cancel);
        List<string> restored = [], putBack = [];
        string? condolenceCancelled = null, condolenceLeft = null;
        foreach (var one in found)
        {
            var visit = await load.ToChangeAsync(one.Id, one.Version, cancel);
            switch (visit)
            {
                case { Type: CareVisitType.Condolence, State: CareVisitState.Triggered }:
                    await steps.BySystemAsync(visit, CareVisitStep.DeathRevoked, StepData.Empty, "撤销去世", actor, cancel);
                    condolenceCancelled = visit.Number;
                    break;
                case { Type: CareVisitType.Condolence, State: not CareVisitState.Cancelled }:
                    condolenceLeft = visit.Number;
                    visit.Version--; // looked at, not changed
                    break;
                case { State: CareVisitState.Cancelled, DeathOf: not null, Type: not CareVisitType.Condolence }:
                    await steps.BySystemAsync(visit, CareVisitStep.DeathRevoked, StepData.Empty, "撤销去世", actor, cancel);
                    restored.Add(visit.Number);
                    break;
                case { IsOpen: true, IsMade: false }:
                    var person = visit.Persons.First(p => p.CadreId == cadreId && p.IsDroppedByDeath);
                    (person.DroppedOn, person.DropReason, person.IsDroppedByDeath) = (null, null, false);
                    db.Trace(visit, actor, clock.Now, new Act("put-back-person", "撤销去世恢复人员", clock.Today) { Reason = $"撤销{person.Name}去世，恢复为走访对象" });
                    putBack.Add(visit.Number);
                    break;
                default:
                    visit.Version--;
                    break;
            }
        }

        return new(restored, putBack, condolenceCancelled, condolenceLeft);
    }

    /// <summary>Opens the 去世慰问 of a reported death with its reminder of two working days; where there is one already, gives that.</summary>
    public async Task<string> OpenCondolenceAsync(Guid cadreId, DateOnly diedOn, DateOnly reportedOn, Actor actor, CancellationToken cancel)
    {
        if (await db.CareVisits.Where(v => v.Type == CareVisitType.Condolence && v.State != CareVisitState.Cancelled && v.Persons.Any(p => p.CadreId == cadreId)).Select(v => v.Number).FirstOrDefaultAsync(cancel) is { } there)
        {
            return there;
        }

        var name = await db.Set<Cadres.Cadre>().Where(c => c.Id == cadreId).Select(c => c.Name).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该人员");
        var visit = await register.CreateAsync(CareVisitType.Condolence, $"{name}{diedOn:yyyy-MM-dd}去世，慰问遗属", reportedOn, [new(cadreId, name)], null, e => e with { DeathOf = cadreId }, actor, cancel);
        return visit.Number;
    }

    /// <summary>The visits of a row that was entered twice go to the row that is kept; where both are on one trip, the double is taken off it.</summary>
    public async Task<IReadOnlyList<string>> MoveToAsync(Guid fromCadre, Guid toCadre, Actor actor, CancellationToken cancel)
    {
        await db.LockAsync(CareVisitWorkflow.Lock, cancel);
        var found = await db.CareVisits.AsNoTracking().Where(v => v.Persons.Any(p => p.CadreId == fromCadre)).OrderBy(v => v.Number).Select(v => new { v.Id, v.Version }).ToListAsync(cancel);
        var kept = await db.CareVisitPersons.AsNoTracking().Where(p => p.CadreId == toCadre && p.PlanId != null).Select(p => new { p.PlanId, p.Occurrence }).ToListAsync(cancel);
        var moved = new List<string>();
        foreach (var one in found)
        {
            var visit = await load.ToChangeAsync(one.Id, one.Version, cancel);
            foreach (var person in visit.Persons.Where(p => p.CadreId == fromCadre).ToList())
            {
                if (visit.Present.Any(p => p.CadreId == toCadre) && person.DroppedOn is null)
                {
                    (person.DroppedOn, person.DropReason) = (clock.Today, "花名册重复登记");
                    continue;
                }

                if (kept.Exists(k => k.PlanId == person.PlanId && k.Occurrence == person.Occurrence))
                {
                    (person.PlanId, person.Occurrence) = (null, null); // the kept row has its own
                }

                person.CadreId = toCadre;
            }

            visit.DeathOf = visit.DeathOf == fromCadre ? toCadre : visit.DeathOf;
            db.Trace(visit, actor, clock.Now, new Act("move-person", "对象并入保留的人员", clock.Today) { Reason = "花名册重复登记，走访记录转到保留的人员" });
            moved.Add(visit.Number);
        }

        return moved;
    }
}
