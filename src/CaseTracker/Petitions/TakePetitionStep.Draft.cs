using CaseTracker.Accounts;
using CaseTracker.Petitions.Papers;
using CaseTracker.Workflow;

namespace CaseTracker.Petitions;

public sealed partial class TakePetitionStep
{
    /// <summary>A proposal whose papers lack something is refused now, not when the last approver has agreed.</summary>
    private async Task CheckPapersAsync(Petition petition, Transition<Petition, PetitionState, PetitionStep> row, Command command, Actor actor, CancellationToken cancel)
    {
        if (!petition.IsConfidential && PetitionPapers.Of(row.Document).Count > 0)
        {
            await drafts.ComposeAsync(command, actor, cancel);
        }
    }

    /// <summary>The papers the step would issue, worked out on a copy of the case that is not saved. Only for <see cref="DraftPapers"/>, whose context is thrown away.</summary>
    internal async Task<IReadOnlyList<IssuePapers.Draft>> DraftAsync(Command command, Actor actor, CancellationToken cancel)
    {
        var petition = await load.CopyAsync(command.Number, cancel);
        if (petition.IsConfidential)
        {
            return [];
        }

        var data = await ResolvedAsync(petition, command, cancel);
        await facts.ExecuteAsync(petition, data, cancel);
        var from = petition.State;
        var taken = PetitionWorkflow.Engine.Take(petition, command.Step, data, actor, clock.Today);
        if (PetitionPapers.Of(taken.Row.Document).Count == 0)
        {
            return [];
        }

        var fired = taken.Fired ?? new Fired<Petition, PetitionState, PetitionStep>(taken.Row, from, taken.Row.To ?? from, actor, taken.Hat, data, clock.Today, Author.Of(actor, taken.Hat));
        var on = data.Date(PetitionWorkflow.On) ?? fired.On;
        await new PetitionEffects(db, values, sealing, petition, fired, on, null).ApplyAsync(cancel);
        await clocks.RefreshAsync(petition, cancel);
        return await papers.ComposeAsync(petition, fired, on, actor, cancel);
    }
}
