using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions;

/// <summary>撤回报批：what waits for approval is taken back by whoever proposed it.</summary>
public sealed class WithdrawnProposalTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_proposal_is_taken_back_by_its_proposer_and_the_case_stays_as_it_was(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = (await o.RegisterAsync()).Number;
        await o.StepAsync(o.Office1, number, PetitionStep.Accept, ("on", o.Today), ("route", Route.R6), ("withinPowers", true));
        var before = await o.ViewAsync(o.Office1, number);
        Assert.True(Assert.Single(before.Approvals).MayWithdraw);
        Assert.False(Assert.Single((await o.ViewAsync(o.Deputy, number)).Approvals).MayWithdraw);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => WithdrawAsync(o.Deputy));
        Assert.Equal("只有报批人李信访可以撤回报批，审批人请批准或退回", Assert.Single(refused.Reasons).Text);
        await WithdrawAsync(o.Office1);

        var after = await o.ViewAsync(o.Office1, number);
        Assert.Equal((PetitionState.Registered, null, ApprovalState.Withdrawn), (after.Petition.State, after.Petition.Pending, Assert.Single(after.Approvals).Approval.State));
        Assert.Equal(before.Petition.Clocks.Select(c => (c.Id, c.Dates)), after.Petition.Clocks.Select(c => (c.Id, c.Dates)));
        Assert.Equal(("withdraw-proposal", "撤回报批：受理", "李信访", "途径选错"), (after.Timeline[^1].Step, after.Timeline[^1].StepName, after.Timeline[^1].ActorName, after.Timeline[^1].Reason));
        Assert.Empty((await o.Office.AsAsync(o.Deputy, s => s.GetRequiredService<MyWork>().ExecuteAsync(o.Deputy, default))).Approvals);
        await Assert.ThrowsAsync<RefusedException>(() => WithdrawAsync(o.Office1));
        await o.StepAsync(o.Office1, number, PetitionStep.Accept, ("on", o.Today), ("route", Route.R6), ("withinPowers", true));
        Assert.Equal(PetitionState.Accepted, (await o.DecideAsync(o.Deputy, number)).State);

        Task<TakePetitionStep.Done> WithdrawAsync(CaseTracker.Accounts.Actor by) => o.Office.AsAsync(by, s =>
            s.GetRequiredService<TakePetitionStep>().WithdrawAsync(number, before.Approvals[0].Approval.Id, StepData.Of((ApprovalWorkflow.Opinion, "途径选错")), null, null, by, default));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_level_of_a_visit_is_corrected_and_cleared_like_the_other_fields(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = (await o.RegisterAsync()).Number;
        await o.StepAsync(o.Clerk, number, PetitionStep.Correct, ("reason", "漏填"), ("visitLevel", "进京"));
        var view = await o.ViewAsync(o.Office1, number);
        Assert.Equal(VisitLevel.Nation, view.Petition.VisitLevel);
        Assert.Contains(PetitionChanges.Of(view.Timeline[^1], new Dictionary<Guid, string>()), c => (c.Name, c.Before, c.After) == ("到访层级", "（空）", "进京"));
        await o.StepAsync(o.Clerk, number, PetitionStep.Correct, ("reason", "误填"), ("visitLevel", "-"));
        Assert.Null((await o.ViewAsync(o.Office1, number)).Petition.VisitLevel);
        Assert.Equal("visitLevel", (await Assert.ThrowsAsync<RefusedException>(() => o.StepAsync(o.Clerk, number, PetitionStep.Correct, ("reason", "误填"), ("visitLevel", "到县")))).Reasons[0].Field);
    }
}
