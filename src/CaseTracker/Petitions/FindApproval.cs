using CaseTracker.Accounts;
using CaseTracker.Workflow;

namespace CaseTracker.Petitions;

/// <summary>Which proposal on a petition somebody means who names only the petition: the one that waits for him, else the only one that waits.</summary>
public sealed class FindApproval(GetPetition petitions)
{
    /// <param name="step">The proposed step, where several wait.</param>
    /// <param name="own">What the actor himself proposed, to take it back.</param>
    public async Task<Guid> ExecuteAsync(string number, PetitionStep? step, Actor actor, CancellationToken cancel, bool own = false)
    {
        var view = await petitions.ExecuteAsync(number, actor, cancel);
        var waiting = view.Approvals.Where(a => a.Approval.State == ApprovalState.Pending && (step is null || a.Step == step)).ToList();
        var his = waiting.Where(a => own ? a.MayWithdraw : a.Buttons.Any(b => b.Step == ApprovalStep.Return && b.Access == Access.Open)).ToList();
        return (his.Count > 0 ? his : waiting) switch
        {
            [var one] => one.Approval.Id,
            [] => throw new RefusedException(step is { } asked ? $"“{asked.Display()}”没有待审批的报批" : "该信访事项没有待审批的步骤"),
            var several => throw RefusedException.At("step", $"有几个步骤待审批（{string.Join("、", several.Select(a => a.Step.Display()))}），请写明审批哪一个"),
        };
    }
}
