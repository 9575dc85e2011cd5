using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Petitions;

namespace CaseTracker.Handovers;

/// <summary>Turns a 矛盾纠纷 into a petition of those who quarrel; the dispute keeps the petition's number and goes on being resolved. A 检举控告 is never linked to it.</summary>
public sealed class TurnDispute(CaseDb db, RegisterPetition petitions, TakeDisputeStep steps, OfficeClock clock)
{
    /// <param name="Version">The one the user was looking at; null takes it as it stands.</param>
    public sealed record Command(string Number, RegisterPetition.Command Petition, int? Version = null, Guid? RequestId = null);

    public sealed record Done(string Number, string PetitionNumber, IReadOnlyList<string> Warnings);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "turn-dispute", clock.Now, async () =>
    {
        if (command.Petition.Purpose == Purpose.Accuse)
        {
            throw RefusedException.At(nameof(RegisterPetition.Command.Purpose), "检举控告不得与矛盾纠纷台账关联，请在“登记信访事项”里另行登记");
        }

        var dispute = await steps.LoadAsync(command.Number, command.Version, cancel);
        var view = DisputeWorkflow.Engine.View(dispute, DisputeStep.TurnIntoPetition, actor, clock.Today);
        if (view.Reasons.Count > 0)
        {
            throw new RefusedException(view.Reasons);
        }

        var petition = await petitions.ExecuteAsync(command.Petition with { RequestId = null, ReceptionId = null }, actor, cancel);
        steps.Turn(dispute, petition.Id, petition.Number, actor);
        return new Done(dispute.Number, petition.Number, petition.Warnings);
    }, cancel);
}
