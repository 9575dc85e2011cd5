using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Receptions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Handovers;

/// <summary>
/// Takes a step with a person of the roster, and with it everything that it sets in motion elsewhere: all of it or none.
/// A death ends visits and birthdays, opens 去世慰问 and 丧葬抚恤, moves or ends what he was owed; its revocation brings back exactly that.
/// </summary>
public sealed class TakeCadreStep(CaseDb db, CadreSteps steps, ForDeath visits, BenefitsForDeath benefits, OfficeClock clock)
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
        return await FollowAsync(cadre, await steps.TakeAsync(cadre, command.Step, command.Data, actor, cancel), actor, cancel);
    }, cancel);

    /// <summary>Approves or returns what was proposed.</summary>
    /// <param name="approvalId">Null: the only one.</param>
    public Task<Done> DecideAsync(string number, Guid? approvalId, ApprovalStep decision, StepData data, int? version, Guid? requestId, Actor actor, CancellationToken cancel) =>
        db.WriteOnceAsync(requestId, actor.UserId, $"cadre-approval {approvalId} {decision}", clock.Now, async () =>
        {
            var cadre = await steps.LoadAsync(number, version, cancel);
            return await FollowAsync(cadre, await steps.DecideAsync(cadre, approvalId, decision, data, actor, cancel), actor, cancel);
        }, cancel);

    private async Task<Done> FollowAsync(Cadre cadre, Fired<Cadre, CadreState, CadreStep>? fired, Actor actor, CancellationToken cancel)
    {
        List<string> told = [];
        if (fired is not null)
        {
            await db.FlushAsync(cancel);
            told.AddRange(fired.Row.Step switch
            {
                CadreStep.ReportDeath => await ReportedAsync(cadre, actor, cancel),
                CadreStep.FalseReport => await RevokedAsync(cadre, actor, cancel),
                CadreStep.ConfirmDeath => await DiedAsync(cadre, fired, actor, cancel),
                CadreStep.RevokeDeath => await RevokedAsync(cadre, actor, cancel),
                CadreStep.TransferOut => await GoneAsync(cadre, cancel),
                CadreStep.VoidEntry => await MoveAsync(cadre, actor, cancel),
                CadreStep.HandOver or CadreStep.Restore or CadreStep.TellPensionOffice or CadreStep.Correct or CadreStep.CorrectDate => [],
            });
            await db.FlushAsync(cancel);
            told.AddRange(await YearsAsync(cadre, cancel));
        }

        return new Done(cadre.PersonNumber, cadre.State, fired is null && cadre.Pending is not null, cadre.Version, told);
    }

    private async Task<IReadOnlyList<string>> ReportedAsync(Cadre cadre, Actor actor, CancellationToken cancel) =>
        [$"去世慰问 {await visits.OpenCondolenceAsync(cadre.Id, cadre.ReportedDeathOn ?? clock.Today, clock.Today, actor, cancel)} 已先登记，请科长核实"];

    /// <summary>Whoever had been transferred out is no longer visited, nor is his funeral helped with; what he was still owed goes its way all the same.</summary>
    private async Task<IReadOnlyList<string>> DiedAsync(Cadre cadre, Fired<Cadre, CadreState, CadreStep> fired, Actor actor, CancellationToken cancel)
    {
        var died = fired.Data.Date(CadreWorkflow.On)!.Value;
        List<string> told = [];
        var ended = await visits.CancelForDeathAsync(cadre.Id, died, actor, cancel);
        if (ended.Cancelled.Count > 0)
        {
            told.Add($"已撤销走访 {string.Join("、", ended.Cancelled)}");
        }

        if (ended.DroppedFrom.Count > 0)
        {
            told.Add($"已从走访 {string.Join("、", ended.DroppedFrom)} 的对象中去掉");
        }

        if (ended.ToRefund.Count > 0)
        {
            told.Add($"走访 {string.Join("、", ended.ToRefund)} 的经费已经支取，请退回");
        }

        await db.FlushAsync(cancel);
        told.AddRange((await benefits.BeneficiaryDiedAsync(cadre.Id, died, actor, cancel)).Select(d => d.Text));
        if (fired.From == CadreState.DeathReported)
        {
            told.Add($"去世慰问 {await visits.OpenCondolenceAsync(cadre.Id, died, cadre.DeathReportedOn ?? clock.Today, actor, cancel)}");
            await db.FlushAsync(cancel);
            told.Add($"丧葬抚恤协助 {(await benefits.OpenFuneralAsync(cadre.Id, died, cadre.Survivor, actor, cancel)).Number} 已开立");
            told.Add("请通知社保停发养老金");
            if (cadre.Survivor is { } survivor)
            {
                told.Add($"遗属联系人：{survivor}");
            }
        }

        return told;
    }

    private async Task<IReadOnlyList<string>> RevokedAsync(Cadre cadre, Actor actor, CancellationToken cancel)
    {
        List<string> told = [];
        var back = await visits.RestoreAfterRevokedDeathAsync(cadre.Id, actor, cancel);
        if (back.Visits.Count > 0)
        {
            told.Add($"走访 {string.Join("、", back.Visits)} 已恢复");
        }

        if (back.PutBackOn.Count > 0)
        {
            told.Add($"已恢复为走访 {string.Join("、", back.PutBackOn)} 的对象");
        }

        if (back.CondolenceCancelled is { } cancelled)
        {
            told.Add($"去世慰问 {cancelled} 已撤销");
        }

        if (back.CondolenceLeft is { } left)
        {
            told.Add($"去世慰问 {left} 已经开始办理，请人工核对后撤销");
        }

        await db.FlushAsync(cancel);
        told.AddRange((await benefits.RestoreAfterRevokedDeathAsync(cadre.Id, actor, cancel)).Select(d => d.Text));
        return told;
    }

    private async Task<IReadOnlyList<string>> GoneAsync(Cadre cadre, CancellationToken cancel)
    {
        var open = await db.CareVisits.Where(v => v.State != CareVisitState.Visited && v.State != CareVisitState.Reimbursing && v.State != CareVisitState.Closed && v.State != CareVisitState.Cancelled
            && v.Persons.Any(p => p.CadreId == cadre.Id && p.DroppedOn == null)).OrderBy(v => v.Number).Select(v => v.Number).ToListAsync(cancel);
        return open.Count > 0 ? [$"还有没有办完的走访 {string.Join("、", open)}，请逐件撤销或移交"] : [];
    }

    /// <summary>The years that are over at whose end he counts now and did not before, or the other way round, each with the number in care.</summary>
    private async Task<IReadOnlyList<string>> YearsAsync(Cadre cadre, CancellationToken cancel)
    {
        var own = await db.CadreStatuses.AsNoTracking().Where(s => s.CadreId == cadre.Id && s.RetractedAt == null).ToListAsync(cancel);
        var first = own.Concat(cadre.Statuses).Select(s => s.From.Year).DefaultIfEmpty(clock.Today.Year).Min();
        var changed = Enumerable.Range(first, Math.Max(0, clock.Today.Year - first)).Select(y => new DateOnly(y, 12, 31))
            .Where(d => cadre.Statuses.InCareOn(d, DateTime.MaxValue) != own.InCareOn(d, DateTime.MaxValue)).ToList();
        if (changed.Count == 0)
        {
            return [];
        }

        var all = (await db.CadreStatuses.AsNoTracking().Where(s => s.RetractedAt == null).ToListAsync(cancel)).ToLookup(s => s.CadreId);
        return [.. from day in changed
            let now = all.Count(s => s.InCareOn(day, DateTime.MaxValue))
            let before = own.InCareOn(day, DateTime.MaxValue) ? now - 1 : now + 1
            select $"{day.Year}年末在册人数由{before}人变为{now}人，该年度已经印发的报表应作更正说明"];
    }

    /// <summary>What was entered under a mistaken row belongs to the person that is kept; also what whoever decides may not read himself.</summary>
    private async Task<IReadOnlyList<string>> MoveAsync(Cadre cadre, Actor actor, CancellationToken cancel)
    {
        var arrivals = await db.ReceptionVisitors.IgnoreQueryFilters().Where(v => v.CadreId == cadre.Id).ToListAsync(cancel);
        foreach (var visit in arrivals)
        {
            visit.CadreId = cadre.KeptCadreId;
        }

        foreach (var id in arrivals.Select(v => v.ReceptionId).Distinct())
        {
            db.Trace(await db.Receptions.IgnoreQueryFilters().FirstAsync(r => r.Id == id, cancel), actor, clock.Now, new Act("move-visitor", "来访人并入保留的人员", clock.Today));
        }

        List<string> told = arrivals.Count > 0 ? [$"{arrivals.Count}条来访记录已并到保留的人员"] : [];
        await db.FlushAsync(cancel);
        var trips = await visits.MoveToAsync(cadre.Id, cadre.KeptCadreId!.Value, actor, cancel);
        if (trips.Count > 0)
        {
            told.Add($"走访 {string.Join("、", trips)} 已并到保留的人员");
        }

        await db.FlushAsync(cancel);
        told.AddRange((await benefits.MoveToAsync(cadre.Id, cadre.KeptCadreId.Value, actor, cancel)).Select(d => d.Text));
        return told;
    }
}
