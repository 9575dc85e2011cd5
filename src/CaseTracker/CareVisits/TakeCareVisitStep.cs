using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.CareVisits;

using Fired = Fired<CareVisit, CareVisitState, CareVisitStep>;

/// <summary>Takes a step of a care visit, or proposes it where an approval follows; decides what was proposed.</summary>
public sealed class TakeCareVisitStep(CaseDb db, LoadCareVisit load, CareVisitSteps steps, OfficeClock clock)
{
    /// <param name="Version">The one the user was looking at; null takes it as it stands.</param>
    public sealed record Command(string Number, CareVisitStep Step, StepData Data, int? Version = null, Guid? RequestId = null);

    public sealed record Done(string Number, CareVisitState State, bool IsProposed, int Version, IReadOnlyList<string> Warnings);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"care-visit-{command.Step.Kebab()}", clock.Now, async () =>
    {
        actor.Demand(Permission.CareVisits);
        var visit = await load.ToChangeAsync(command.Number, command.Version, cancel);
        var data = await ResolvedAsync(visit, command.Step, command.Data, cancel);
        var fired = db.Take(CareVisitWorkflow.Engine, visit, command.Step, data, actor, clock, asks => CareVisitSteps.Told(visit, asks, data));
        return await DoneAsync(visit, fired, actor, cancel);
    }, cancel);

    /// <summary>Approves or returns what waits on the visit.</summary>
    /// <param name="approvalId">Null: the only one.</param>
    public Task<Done> DecideAsync(string number, Guid? approvalId, ApprovalStep decision, StepData data, int? version, Guid? requestId, Actor actor, CancellationToken cancel) =>
        db.WriteOnceAsync(requestId, actor.UserId, $"care-visit-{decision.Kebab()}", clock.Now, async () =>
        {
            actor.Demand(Permission.CareVisits);
            var visit = await load.ToChangeAsync(number, version, cancel);
            var approval = await db.ApprovalAsync(visit, approvalId, cancel);
            return await DoneAsync(visit, await db.DecideAsync(CareVisitWorkflow.Engine, visit, approval, decision, data, actor, clock, cancel), actor, cancel);
        }, cancel);

    private async Task<Done> DoneAsync(CareVisit visit, Fired? fired, Actor actor, CancellationToken cancel)
    {
        if (fired is not null)
        {
            await steps.CompleteAsync(visit, fired, actor, cancel);
        }

        return new Done(visit.Number, visit.State, fired is null && visit.Pending is not null, visit.Version, visit.WarningLines);
    }

    /// <summary>The leader may be named; the engine knows him by id.</summary>
    private async Task<StepData> ResolvedAsync(CareVisit visit, CareVisitStep step, StepData data, CancellationToken cancel)
    {
        var asks = CareVisitWorkflow.Engine.Asks(visit.State, step);
        var pairs = data.Names.ToDictionary(n => n, n => (object?)data.Text(n), StringComparer.OrdinalIgnoreCase);
        foreach (var ask in asks.Where(a => a.Kind == AskKind.User && data.Has(a.Name)))
        {
            var typed = data.Text(ask.Name)!;
            var id = Guid.TryParse(typed, out var given) ? given : Guid.Empty;
            var found = await Holders.In(db, ask.HeldBy ?? [], clock.Today).Where(u => u.Id == id || u.Name == typed).Select(u => u.Id).ToListAsync(cancel);
            pairs[ask.Name] = found is [var one] ? one : throw RefusedException.At(ask.Name, found.Count == 0 ? $"{ask.Label}“{typed}”不是在任的{Roles.Names(ask.HeldBy ?? [])}，请重新选择" : $"有{found.Count}人名叫“{typed}”，请在页面上选择");
        }

        return StepData.Of(pairs.Select(p => (p.Key, p.Value)));
    }
}

/// <summary>What the steps of a care visit change, with their events.</summary>
public sealed class CareVisitSteps(CaseDb db, ProtectedValues values, IssueDocument issue, OfficeClock clock)
{
    /// <summary>Takes a step that the office's own works takes, and completes it.</summary>
    internal async Task BySystemAsync(CareVisit visit, CareVisitStep step, StepData data, string reason, Actor actor, CancellationToken cancel)
    {
        var taken = CareVisitWorkflow.Engine.Take(visit, step, data, Actor.System, clock.Today);
        await CompleteAsync(visit, taken.Fired!, actor, cancel, reason);
    }

    internal async Task CompleteAsync(CareVisit visit, Fired fired, Actor actor, CancellationToken cancel, string? reason = null)
    {
        var data = fired.Data;
        var told = await ApplyAsync(visit, fired, actor, cancel);
        visit.TableVersion = CareVisitWorkflow.Engine.Version;
        db.Trace(visit, actor, clock.Now, new Act(fired.Row.Step.Kebab(), fired.Row.Step.Display(), data.Date("on") ?? (fired.Row.Step == CareVisitStep.RecordVisit ? data.Date("visitedOn") : null) ?? fired.On)
        {
            From = fired.From.ToString(),
            To = fired.To.ToString(),
            Reason = reason ?? data.Text("reason") ?? data.Text("why") ?? data.Text("opinion"),
            Data = Told(visit, fired.Row.Asks, data, told),
            Hat = fired.Hat,
            TableVersion = visit.TableVersion,
        });
    }

    /// <summary>What the event keeps of the data, in words; what was seen of somebody's health stands in it protected only, so not at all.</summary>
    internal static Dictionary<string, string?> Told(CareVisit visit, IReadOnlyList<Ask> asks, StepData data, params IEnumerable<(string Name, string? Text)> more)
    {
        var told = data.Names.Where(n => n is not ("conditions" or "health" or "reason")).ToDictionary(n => n, n => InWords(visit, asks.FirstOrDefault(a => a.Name == n), data, n));
        foreach (var (name, text) in more)
        {
            told[name] = text;
        }

        return told;
    }

    private static string? InWords(CareVisit visit, Ask? ask, StepData data, string name) => ask switch
    {
        { PerEntry: true } => string.Join("；", visit.Present.Select((p, i) => CareVisitConditions.Entry(data, name, i) is { } said ? $"{p.Name}：{Label(ask, said)}" : null).OfType<string>()),
        { Kind: AskKind.List } => string.Join('、', CareVisitConditions.Names(data, name)),
        { Kind: AskKind.Choice } => Label(ask, data.Text(name)!),
        { Kind: AskKind.Money } => data.Money(name)?.Text(),
        _ => data.Text(name),
    };

    private static string Label(Ask ask, string given) => ask.Choices.FirstOrDefault(c => c.Label == given || string.Equals(c.Id.Replace("-", ""), given.Replace("-", ""), StringComparison.OrdinalIgnoreCase)).Label ?? given;

    internal static string? Told(IReadOnlyList<string> warnings) => warnings.Count == 0 ? null : string.Join('\n', warnings) is var all && all.Length > 4000 ? all[..4000] : all;

    private async Task<IReadOnlyList<(string, string?)>> ApplyAsync(CareVisit visit, Fired fired, Actor actor, CancellationToken cancel)
    {
        var data = fired.Data;
        switch (fired.Row.Step)
        {
            case CareVisitStep.Plan:
                await PlanAsync(visit, data, actor, cancel);
                return [("leader", visit.LeaderName)];
            case CareVisitStep.Submit:
                (visit.AppliedById, visit.AppliedByName) = (actor.UserId, actor.Name);
                break;
            case CareVisitStep.Approve:
                visit.ApprovedFen = CareVisitConditions.Fen(data, "approvedAmount");
                (visit.ApprovedByName, visit.ApprovedOn) = (actor.Name, clock.Today);
                visit.BudgetYear = visit.ApprovedFen > 0 ? visit.PlannedOn!.Value.Year : null;
                break;
            case CareVisitStep.Return:
                (visit.ApprovedFen, visit.ApprovedByName, visit.ApprovedOn, visit.BudgetYear, visit.RescheduleCount) = (null, null, null, null, 0);
                break;
            case CareVisitStep.DrawFunds:
                (visit.DrawnOn, visit.DrawVoucher) = (data.Date("on"), data.Text("voucher"));
                break;
            case CareVisitStep.Reschedule:
                (visit.PlannedOn, visit.DueOn) = (data.Date("plannedOn"), data.Date("plannedOn"));
                visit.RescheduleCount++;
                visit.Warnings = Told(visit.Facts.WarningsOf(visit));
                break;
            case CareVisitStep.RecordVisit:
                await RecordAsync(visit, data, actor, cancel);
                break;
            case CareVisitStep.SubmitReimbursement:
                (visit.Receipts, visit.ReimbursedOn, visit.ReimbursedById) = (data.Text("vouchers"), clock.Today, actor.UserId);
                var slip = await issue.ExecuteAsync(new(CareVisit.Kind, visit.Id, CareVisitWorkflow.SlipName, ReimbursementSlip.Of(visit, actor.Name, await db.BureauAsync(cancel)), clock.Today, fired.Row.Step.Kebab()) { MadeBy = actor }, cancel);
                return [("document", $"{slip.Name} SHA-256 {slip.Sha256}")];
            case CareVisitStep.Settle:
                (visit.SettledOn, visit.SettlementVoucher) = (data.Date("on"), data.Text("voucher"));
                break;
            case CareVisitStep.CloseNoReimbursement:
                visit.SettledByList = data.Bool("settledByList") == true;
                break;
            case CareVisitStep.Cancel:
                (visit.CancelledOn, visit.CancelledFrom, visit.CancelReason, visit.DueOn) = (clock.Today, fired.From, data.Text("reason"), null);
                if (visit.HoldsMoney)
                {
                    (visit.RefundVoucher, visit.RefundedOn) = (data.Text("refundVoucher"), data.Date("refundOn"));
                }

                break;
            case CareVisitStep.PersonDied:
                (visit.CancelledOn, visit.CancelledFrom, visit.CancelReason) = (clock.Today, fired.From, $"对象{data.Date("diedOn"):yyyy-MM-dd}去世");
                break;
            case CareVisitStep.DeathRevoked:
                Revive(visit, fired.To);
                break;
            case CareVisitStep.RecordRefund:
                (visit.RefundVoucher, visit.RefundedOn) = (data.Text("voucher"), data.Date("on"));
                break;
            case CareVisitStep.Correct:
                await CorrectAsync(visit, data, cancel);
                break;
            case CareVisitStep.FollowUp:
                (visit.FollowedUpOn, visit.FollowUpNote) = (data.Date("on"), data.Text("followUp"));
                break;
            case CareVisitStep.MarkNoFunds or CareVisitStep.RejectReimbursement:
                break;
        }

        return [];
    }

    private async Task PlanAsync(CareVisit visit, StepData data, Actor actor, CancellationToken cancel)
    {
        visit.PlannedOn = data.Date("plannedOn");
        visit.DueOn = visit.PlannedOn;
        visit.Place = data.Text("place");
        visit.LeaderId = data.Guid("leader");
        visit.LeaderName = visit.LeaderId is { } leader ? await db.Users.AsNoTracking().Where(u => u.Id == leader).Select(u => u.Name).FirstOrDefaultAsync(cancel) : null;
        visit.Visitors = string.Join('、', CareVisitConditions.Names(data, "visitors")) is { Length: > 0 } names ? names : null;
        visit.Form = data.Choice<GiftForm>("form");
        visit.NoMoney = data.Bool("noMoney") == true;
        visit.AppliedFen = CareVisitConditions.Applied(data);
        visit.OverReason = data.Text("overReason");
        visit.PlannedById = actor.UserId;
        var limit = visit.Facts.LimitOf(visit, visit.Form!.Value, visit.PlannedOn!.Value);
        visit.LimitFen = limit.Fen;
        visit.IsOverLimit = limit.Fen is { } most && visit.AppliedFen > most;
        visit.Fund = visit.AppliedFen > 0 ? data.Text("fund") ?? limit.Fund : null;
        visit.Warnings = Told(visit.Facts.WarningsOf(visit));
    }

    private async Task RecordAsync(CareVisit visit, StepData data, Actor actor, CancellationToken cancel)
    {
        visit.VisitedOn = data.Date("visitedOn");
        visit.ActualFen = CareVisitConditions.Fen(data, "actualAmount");
        visit.DueOn = null;
        if (data.Has("visitors"))
        {
            visit.Visitors = string.Join('、', CareVisitConditions.Names(data, "visitors"));
        }

        var people = visit.Present;
        for (var i = 0; i < people.Count; i++)
        {
            var person = people[i];
            person.Result = DisplayNames.Parse<VisitResult>(CareVisitConditions.Entry(data, "results", i));
            person.Grade = visit.Facts.GradeOn(person.CadreId, visit.VisitedOn!.Value) ?? person.Grade;
            person.Requests = CareVisitConditions.Entry(data, "requests", i);
            var signer = CareVisitConditions.Entry(data, "signers", i);
            person.Signer = signer is not null && CareVisitConditions.IsHimself(signer, person) && visit.Type != CareVisitType.Condolence ? "本人" : signer;
            person.SignerRelation = person.Signer is null or "本人" ? null : CareVisitConditions.Entry(data, "relations", i);
            person.ConditionId = await values.ReplaceAsync(person.ConditionId, CareVisit.Kind, visit.Id, ProtectedField.HealthNote, CareVisitConditions.Entry(data, "conditions", i), cancel, isFindable: false);
            if (DisplayNames.Parse<SeenHealth>(CareVisitConditions.Entry(data, "health", i)) is { } health && person.Result == VisitResult.Seen && visit.Type != CareVisitType.Condolence)
            {
                await TellRosterAsync(visit, person, health, actor, cancel);
            }
        }

        visit.FollowUpDueOn = visit.VisitedOn!.Value.AddDays(7);
        visit.Warnings = Told(visit.Facts.WarningsOf(visit));
        visit.RepeatsId = await RepeatedAsync(visit, cancel);
    }

    /// <summary>健康状况 as seen goes to the roster, where it differs.</summary>
    private async Task TellRosterAsync(CareVisit visit, CareVisitPerson person, SeenHealth health, Actor actor, CancellationToken cancel)
    {
        var cadre = await db.Cadres.FirstAsync(c => c.Id == person.CadreId, cancel);
        var now = await values.ReplaceAsync(cadre.HealthId, Cadre.Kind, cadre.Id, ProtectedField.HealthNote, health.Display(), cancel);
        if (now != cadre.HealthId)
        {
            cadre.HealthId = now;
            cadre.Version++;
            db.Trace(cadre, actor, clock.Now, new Act("health-seen", "走访更新健康状况", visit.VisitedOn!.Value) { Reason = $"走访 {visit.Number}" });
        }
    }

    /// <summary>Same type, same day, same people: one visit, the first entry counts.</summary>
    private async Task<Guid?> RepeatedAsync(CareVisit visit, CancellationToken cancel)
    {
        var seen = visit.Present.Where(p => p.Result == VisitResult.Seen).Select(p => p.CadreId).ToHashSet();
        var same = await db.CareVisits.AsNoTracking().Include(v => v.Persons)
            .Where(v => v.Id != visit.Id && v.Type == visit.Type && v.VisitedOn == visit.VisitedOn && v.RepeatsId == null
                && (v.State == CareVisitState.Visited || v.State == CareVisitState.Reimbursing || v.State == CareVisitState.Closed))
            .OrderBy(v => v.Number).ToListAsync(cancel);
        return same.Find(v => seen.SetEquals(v.Present.Where(p => p.Result == VisitResult.Seen).Select(p => p.CadreId)))?.Id;
    }

    private async Task CorrectAsync(CareVisit visit, StepData data, CancellationToken cancel)
    {
        visit.VisitedOn = data.Date("visitedOn") ?? visit.VisitedOn;
        visit.ActualFen = data.Has("actualAmount") ? CareVisitConditions.Fen(data, "actualAmount") : visit.ActualFen;
        foreach (var (person, i) in visit.Present.Select((p, i) => (p, i)))
        {
            person.Result = data.Has("results") ? DisplayNames.Parse<VisitResult>(CareVisitConditions.Entry(data, "results", i)) : person.Result;
            person.Grade = visit.Facts.GradeOn(person.CadreId, visit.VisitedOn!.Value) ?? person.Grade;
        }

        (visit.SettledOn, visit.SettlementVoucher, visit.SettledByList, visit.ReimbursedById) = (null, null, false, null);
        visit.RepeatsId = await RepeatedAsync(visit, cancel);
        visit.Warnings = Told(visit.Facts.WarningsOf(visit));
    }

    private void Revive(CareVisit visit, CareVisitState to)
    {
        if (to == CareVisitState.Cancelled)
        {
            (visit.CancelledOn, visit.CancelledFrom, visit.CancelReason, visit.DueOn) = (clock.Today, CareVisitState.Triggered, "撤销去世", null);
            return;
        }

        if (visit.RefundedOn is not null)
        {
            (visit.DrawnOn, visit.DrawVoucher, visit.RefundedOn, visit.RefundVoucher) = (null, null, null, null);
        }

        (visit.CancelledOn, visit.CancelledFrom, visit.CancelReason, visit.DeathOf) = (null, null, null, null);
    }
}
