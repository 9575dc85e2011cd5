using CaseTracker.Accounts;
using CaseTracker.Workflow;
using Xunit;
using static CaseTracker.Accounts.Role;
using static CaseTracker.Tests.Workflow.SampleMatters;

namespace CaseTracker.Tests.Workflow;

public sealed class ApprovalTests
{
    [Fact]
    public void Accepting_waits_for_one_approval_by_section_head_or_deputy()
    {
        var matter = new Matter();
        var approval = matter.Proposed(MatterStep.Accept, Person(XF));
        Assert.Equal((ApprovalState.Pending, "SH|VL", MatterState.Registered), (approval.State, approval.Chain, matter.State));

        var fired = matter.Approved(approval, Person(VL));

        Assert.Equal((MatterState.Registered, MatterState.Accepted, "15"), (fired!.From, fired.To, fired.Row.No));
        Assert.Equal(Today, fired.Data.Date("acceptedOn"));
        Assert.Equal(ApprovalState.Approved, approval.State);
        Assert.Empty(approval.Awaits);
    }

    [Fact]
    public void Extension_goes_through_three_approvers_in_order_and_fires_on_the_day_of_the_last()
    {
        var matter = Matter.In(MatterState.Handling);
        var approval = matter.Proposed(MatterStep.Extend, Person(CW));

        Assert.Equal("本环节须由科长审批", Assert.Throws<RefusedException>(() => matter.Approved(approval, Person(VL))).Message);
        Assert.Null(matter.Approved(approval, Person(SH)));
        Assert.Null(matter.Approved(approval, Person(VL)));
        Assert.Equal([DG], approval.Awaits);
        var fired = matter.Approved(approval, Person(DG), new DateOnly(2025, 4, 8));

        Assert.Equal(new DateOnly(2025, 4, 8), fired!.On);
        Assert.Equal(MatterState.Handling, matter.State);
        Assert.Equal([SH, VL, DG], approval.Decisions.Select(d => d.Role));
    }

    [Fact]
    public void Last_approval_after_the_limit_is_refused_and_leaves_everything_as_it_was()
    {
        var matter = Matter.In(MatterState.Handling);
        var approval = matter.Proposed(MatterStep.Extend, Person(CW));
        matter.Approved(approval, Person(SH));
        matter.Approved(approval, Person(VL));

        var refused = Assert.Throws<RefusedException>(() => matter.Approved(approval, Person(DG), new DateOnly(2025, 5, 6)));

        Assert.Equal("办理期限2025-05-02已过，不能再延期（条例第三十四条）", refused.Message);
        Assert.Equal((ApprovalState.Pending, 2, 2), (approval.State, approval.Position, approval.Decisions.Count));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Author_may_not_approve_in_any_combination_of_cover(bool proposedThroughCover, bool approvesThroughCover)
    {
        var author = Guid.NewGuid();
        var matter = new Matter();
        var approval = matter.Proposed(MatterStep.Accept, proposedThroughCover
            ? new(Guid.NewGuid(), "代理人", [new Hat(XF, null, author, "本人")])
            : new(author, "本人", [new Hat(XF, null)]));
        var approver = approvesThroughCover ? new Actor(Guid.NewGuid(), "另一人", [new Hat(VL, null, author, "本人")]) : new Actor(author, "本人", [new Hat(VL, null)]);

        var refused = Assert.Throws<RefusedException>(() => matter.Approved(approval, approver));

        Assert.StartsWith("审批人不得是经办人", Assert.Single(refused.Reasons).Text);
        Assert.Equal(MatterState.Registered, matter.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_person_may_not_approve_at_two_places(bool throughCover)
    {
        var head = Guid.NewGuid();
        var matter = Matter.In(MatterState.Handling);
        var approval = matter.Proposed(MatterStep.Extend, Person(CW));
        matter.Approved(approval, new(head, "科长", [new Hat(SH, Ours)]));
        var again = throughCover ? new Actor(Guid.NewGuid(), "代理人", [new Hat(VL, null, head, "科长")]) : new Actor(head, "科长", [new Hat(VL, null)]);

        Assert.StartsWith("同一人不得审批两个环节", Assert.Single(Assert.Throws<RefusedException>(() => matter.Approved(approval, again)).Reasons).Text);
    }

    [Fact]
    public void Own_role_is_used_where_the_role_held_by_cover_is_barred()
    {
        var author = Guid.NewGuid();
        var matter = new Matter();
        var approval = matter.Proposed(MatterStep.Accept, new(author, "经办", [new Hat(XF, null)]));

        var fired = matter.Approved(approval, new(Guid.NewGuid(), "领导", [new Hat(SH, Ours, author, "经办"), new Hat(VL, null)]));

        Assert.Equal(VL, fired!.Hat!.Role);
    }

    [Fact]
    public void Recused_approver_and_section_head_of_another_department_are_refused()
    {
        var matter = new Matter();
        var approval = matter.Proposed(MatterStep.Accept, Person(XF));
        var recused = Person(SH);
        matter.Recused.Add(recused.UserId);

        Assert.Contains("已经回避", Assert.Single(Assert.Throws<RefusedException>(() => matter.Approved(approval, recused)).Reasons).Text);
        Assert.Contains("承办科室", Assert.Single(Assert.Throws<RefusedException>(() => matter.Approved(approval, new(Guid.NewGuid(), "外科长", [new Hat(SH, Elsewhere)]))).Reasons).Text);
    }

    [Fact]
    public void Returning_needs_a_reason_and_ends_the_approval()
    {
        var matter = new Matter();
        var approval = matter.Proposed(MatterStep.Accept, Person(XF));
        Fired<Matter, MatterState, MatterStep>? Return(StepData data) => Engine.Decide(matter, approval, ApprovalStep.Return, data, Person(SH), Today, DateTime.UnixEpoch);

        Assert.Equal("请填写退回理由", Assert.Throws<RefusedException>(() => Return(StepData.Empty)).Message);
        Assert.Null(Return(StepData.Of(("opinion", "材料不全"))));

        Assert.Equal((ApprovalState.Returned, MatterState.Registered), (approval.State, matter.State));
        Assert.StartsWith("“退回”的事项不能“批准”", Assert.Throws<RefusedException>(() => matter.Approved(approval, Person(SH))).Message);
    }

    [Fact]
    public void Only_the_proposer_takes_his_proposal_back_and_only_while_it_waits()
    {
        var matter = new Matter();
        var author = Person(XF);
        var approval = matter.Proposed(MatterStep.Accept, author);

        Assert.Equal("只有报批人可以撤回报批，审批人请批准或退回", Assert.Single(Assert.Throws<RefusedException>(() => Withdraw(Person(SH))).Reasons).Text.Replace(author.Name, "", StringComparison.Ordinal));
        Assert.False(Engine.MayWithdraw(matter, approval, Person(XF), Today));
        Assert.True(Engine.MayWithdraw(matter, approval, author, Today));
        Assert.Equal(XF, Withdraw(author)!.Role);
        Assert.Equal((ApprovalState.Withdrawn, MatterState.Registered, 0), (approval.State, matter.State, approval.Decisions.Count));
        Assert.StartsWith("“已撤回”的事项不能“批准”", Assert.Throws<RefusedException>(() => matter.Approved(approval, Person(SH))).Message);
        Assert.Throws<RefusedException>(() => Withdraw(author));

        Hat? Withdraw(Actor who) => Engine.Withdraw(matter, approval, StepData.Empty, who, Today);
    }

    [Fact]
    public void What_is_approved_remains_the_work_of_its_proposer()
    {
        var matter = new Matter();
        var author = Person(XF);

        var fired = matter.Approved(matter.Proposed(MatterStep.Accept, author), Person(SH));

        Assert.Equal(new Author(author.UserId, author.Name, null), fired!.Author);
        Assert.NotEqual(author.UserId, fired.Actor.UserId);
    }

    [Fact]
    public void Proposal_overtaken_by_another_step_can_only_be_returned()
    {
        var matter = new Matter();
        var accept = matter.Proposed(MatterStep.Accept, Person(XF));
        var decline = matter.Proposed(MatterStep.Decline, Person(XF));
        matter.Approved(decline, Person(VL));

        var refused = Assert.Throws<RefusedException>(() => matter.Approved(accept, Person(SH)));
        var views = Engine.Explain(matter, accept, Person(SH), Today);

        Assert.Equal("事项现为“不予受理”，报批的“受理”已不能办理，请退回", Assert.Single(refused.Reasons).Text);
        Assert.Equal([(ApprovalStep.Approve, Access.Refused), (ApprovalStep.Return, Access.Open)], views.Select(v => (v.Step, v.Access)));
    }

    [Fact]
    public void Approval_dated_before_the_proposal_is_refused()
    {
        var matter = new Matter();
        var approval = matter.Proposed(MatterStep.Accept, Person(XF));

        var refused = Assert.Throws<RefusedException>(() =>
            Engine.Decide(matter, approval, ApprovalStep.Approve, StepData.Of(("happenedOn", "2025-03-31")), Person(SH), Today, DateTime.UnixEpoch));

        Assert.Equal("happenedOn", Assert.Single(refused.Reasons).Field);
    }
}
