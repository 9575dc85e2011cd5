using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Disputes;

/// <summary>Takes a step of a 矛盾纠纷; its notes of progress are its history.</summary>
public sealed class TakeDisputeStep(CaseDb db, OfficeClock clock)
{
    /// <param name="Version">The one the user was looking at; null takes it as it stands.</param>
    public sealed record Command(string Number, DisputeStep Step, StepData Data, int? Version = null, Guid? RequestId = null);

    public sealed record Done(string Number, DisputeState State, int Version);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"dispute-{command.Step.Kebab()}", clock.Now, async () =>
    {
        if (command.Step is DisputeStep.Correct or DisputeStep.TurnIntoPetition)
        {
            throw new RefusedException($"“{command.Step.Display()}”请在它自己的页面或接口地址办理");
        }

        var dispute = await LoadAsync(command.Number, command.Version, cancel);
        await FireAsync(dispute, command.Step, command.Data, actor, cancel);
        return new Done(dispute.Number, dispute.State, dispute.Version);
    }, cancel);

    internal async Task<Dispute> LoadAsync(string number, int? version, CancellationToken cancel)
    {
        var wanted = number.Trim().ToUpperInvariant();
        var found = await db.Disputes.Where(d => d.Number == wanted).Select(d => new { d.Id, d.Version }).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该矛盾纠纷");
        return await db.LoadAsync<Dispute>(found.Id, version ?? found.Version, "该矛盾纠纷", cancel);
    }

    /// <summary>Links the petition that it was turned into, in the running write.</summary>
    internal void Turn(Dispute dispute, Guid petitionId, string petitionNumber, Actor actor)
    {
        var taken = DisputeWorkflow.Engine.Take(dispute, DisputeStep.TurnIntoPetition, StepData.Empty, actor, clock.Today);
        (dispute.PetitionId, dispute.PetitionNumber) = (petitionId, petitionNumber);
        Trace(dispute, DisputeStep.TurnIntoPetition, taken, StepData.Of(("petition", petitionNumber)), actor, $"信访事项 {petitionNumber}");
    }

    private async Task FireAsync(Dispute dispute, DisputeStep step, StepData data, Actor actor, CancellationToken cancel)
    {
        Guid? department = null;
        if (data.Text("department") is { } typed)
        {
            var id = Guid.TryParse(typed, out var given) ? given : Guid.Empty;
            department = await db.Departments.Where(d => (d.Id == id || d.Name == typed) && !d.IsClosed && !d.IsSubordinate).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel)
                ?? throw RefusedException.At("department", $"没有名为“{typed}”的科室，请重新选择");
            data = StepData.Of([.. data.Names.Where(n => n != "department").Select(n => (n, (object?)data.Text(n))), ("department", department)]);
        }

        var taken = DisputeWorkflow.Engine.Take(dispute, step, data, actor, clock.Today);
        switch (step)
        {
            case DisputeStep.Start:
                (dispute.Measures, dispute.PersonName, dispute.LimitOn) = (data.Text("measures"), data.Text("person"), data.Date("limitOn"));
                dispute.LeaderName = data.Text("leader") ?? dispute.LeaderName;
                dispute.DepartmentId = department ?? dispute.DepartmentId;
                break;
            case DisputeStep.Progress:
                (dispute.Progress, dispute.ProgressOn) = (data.Text("progress"), data.Date("on"));
                break;
            case DisputeStep.Contain:
                dispute.Measures = data.Text("measures");
                break;
            case DisputeStep.Resume:
                (dispute.ResolvedOn, dispute.Result) = (null, null);
                break;
            case DisputeStep.Resolve:
                (dispute.ResolvedOn, dispute.Result) = (data.Date("on"), data.Text("result"));
                break;
            case DisputeStep.CloseOff or DisputeStep.Void or DisputeStep.Correct or DisputeStep.TurnIntoPetition:
                break;
        }

        Trace(dispute, step, taken, data, actor, data.Text("reason"));
    }

    private void Trace(Dispute dispute, DisputeStep step, Taken<Dispute, DisputeState, DisputeStep> taken, StepData data, Actor actor, string? reason) =>
        db.Trace(dispute, actor, clock.Now, new Act(step.Kebab(), step.Display(), data.Date("on") ?? clock.Today)
        {
            From = taken.Fired!.From.ToString(),
            To = taken.Fired.To.ToString(),
            Reason = reason,
            Data = data.Names.ToDictionary(n => n, data.Text),
            Hat = taken.Hat,
            TableVersion = DisputeWorkflow.Engine.Version,
        });
}
