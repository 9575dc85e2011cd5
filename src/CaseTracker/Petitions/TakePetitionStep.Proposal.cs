using CaseTracker.Accounts;
using CaseTracker.Petitions.Papers;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

public sealed partial class TakePetitionStep
{
    /// <summary>The papers that the last approval of a waiting proposal would issue, worked out on a copy of the case that is not saved. Only for <see cref="DraftPapers"/>, whose context is thrown away.</summary>
    internal async Task<IReadOnlyList<IssuePapers.Draft>> DraftAsync(string number, Guid approvalId, Actor actor, CancellationToken cancel)
    {
        var petition = await load.CopyAsync(number, cancel);
        var approval = await db.Approvals.AsNoTracking().FirstOrDefaultAsync(a => a.Id == approvalId && a.SubjectId == petition.Id && a.State == ApprovalState.Pending, cancel) ?? throw new NotFoundException("该审批");
        if (petition.IsConfidential)
        {
            return [];
        }

        await facts.ExecuteAsync(petition, StepData.FromJson(approval.Data), cancel);
        var fired = PetitionWorkflow.Engine.Foresee(petition, approval, actor, clock.Today);
        if (PetitionPapers.Of(fired.Row.Document).Count == 0)
        {
            return [];
        }

        var on = fired.Data.Date(PetitionWorkflow.On) ?? fired.On;
        await new PetitionEffects(db, values, sealing, petition, fired, on, null).ApplyAsync(cancel);
        await clocks.RefreshAsync(petition, cancel);
        return await papers.ComposeAsync(petition, fired, on, actor, cancel);
    }
}
