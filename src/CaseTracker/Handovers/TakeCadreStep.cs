using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Receptions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Handovers;

/// <summary>Takes a step with a person of the roster, and with it everything that it sets in motion elsewhere: all of it or none.</summary>
public sealed class TakeCadreStep(CaseDb db, CadreSteps steps, OfficeClock clock)
{
    /// <param name="Version">The one the user was looking at; null takes it as it stands.</param>
    public sealed record Command(string Number, CadreStep Step, StepData Data, int? Version = null, Guid? RequestId = null);

    /// <param name="IsProposed">It waits for approval.</param>
    /// <param name="Told">What else was done, and which years' figures changed: sentences for the user.</param>
    public sealed record Done(string Number, CadreState State, bool IsProposed, int Version, IReadOnlyList<string> Told);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"cadre-{command.Step.Kebab()}", clock.Now, async () =>
    {
        if (command.Step == CadreStep.Correct)
        {
            throw new RefusedException("更正请在“更正”页面办理");
        }

        var cadre = await steps.LoadAsync(command.Number, command.Version, cancel);
        var before = await YearsAsync(cancel);
        return await FollowAsync(cadre, await steps.TakeAsync(cadre, command.Step, command.Data, actor, cancel), before, actor, cancel);
    }, cancel);

    /// <summary>Approves or returns what was proposed.</summary>
    public Task<Done> DecideAsync(string number, Guid approvalId, ApprovalStep decision, StepData data, int? version, Guid? requestId, Actor actor, CancellationToken cancel) =>
        db.WriteOnceAsync(requestId, actor.UserId, $"cadre-approval {approvalId} {decision}", clock.Now, async () =>
        {
            var cadre = await steps.LoadAsync(number, version, cancel);
            var before = await YearsAsync(cancel);
            return await FollowAsync(cadre, await steps.DecideAsync(cadre, approvalId, decision, data, actor, cancel), before, actor, cancel);
        }, cancel);

    private async Task<Done> FollowAsync(Cadre cadre, Fired<Cadre, CadreState, CadreStep>? fired, IReadOnlyList<int> before, Actor actor, CancellationToken cancel)
    {
        List<string> told = [];
        if (fired is not null)
        {
            await db.FlushAsync(cancel);
            if (fired.Row.Step == CadreStep.VoidEntry)
            {
                told.AddRange(await MoveAsync(cadre, actor, cancel));
            }

            var after = await YearsAsync(cancel);
            told.AddRange(Enumerable.Range(0, after.Count).Where(i => before[i] != after[i])
                .Select(i => $"{FirstYear + i}年末在册人数由{before[i]}人变为{after[i]}人，该年度已经印发的报表应作更正说明"));
        }

        return new Done(cadre.PersonNumber, cadre.State, fired is null && cadre.Pending is not null, cadre.Version, told);
    }

    private int FirstYear => clock.Today.Year - 15;

    /// <summary>Who was in care at the end of each of the years that are over.</summary>
    private async Task<IReadOnlyList<int>> YearsAsync(CancellationToken cancel)
    {
        var now = clock.Now;
        List<int> counts = [];
        for (var year = FirstYear; year < clock.Today.Year; year++)
        {
            counts.Add(await db.InCareOn(new DateOnly(year, 12, 31), now).CountAsync(cancel));
        }

        return counts;
    }

    /// <summary>What was entered under a mistaken row belongs to the person that is kept; also what whoever decides may not read himself.</summary>
    private async Task<IReadOnlyList<string>> MoveAsync(Cadre cadre, Actor actor, CancellationToken cancel)
    {
        var visits = await db.ReceptionVisitors.IgnoreQueryFilters().Where(v => v.CadreId == cadre.Id).ToListAsync(cancel);
        foreach (var visit in visits)
        {
            visit.CadreId = cadre.KeptCadreId;
        }

        foreach (var id in visits.Select(v => v.ReceptionId).Distinct())
        {
            db.Trace(await db.Receptions.IgnoreQueryFilters().FirstAsync(r => r.Id == id, cancel), actor, clock.Now, new Act("move-visitor", "来访人并入保留的人员", clock.Today));
        }

        return visits.Count > 0 ? [$"{visits.Count}条来访记录已并到保留的人员"] : [];
    }
}
