using System.ComponentModel.DataAnnotations;
using CaseTracker.Workflow;
using static CaseTracker.Accounts.Role;
using static CaseTracker.Tests.Workflow.VisitState;
using static CaseTracker.Tests.Workflow.VisitStep;

namespace CaseTracker.Tests.Workflow;

public enum VisitState
{
    [Display(Name = "已触发")] Triggered,
    [Display(Name = "已拟计划")] Planned,
    [Display(Name = "待审批")] PendingApproval,
    [Display(Name = "已批准")] Approved,
    [Display(Name = "经费已落实")] FundsReady,
    [Display(Name = "已看望")] Visited,
    [Display(Name = "已办结")] Closed,
    [Display(Name = "已取消")] Cancelled,
}

public enum VisitStep
{
    [Display(Name = "拟计划")] Plan,
    [Display(Name = "提交")] Submit,
    [Display(Name = "批准")] Approve,
    [Display(Name = "退回")] Return,
    [Display(Name = "落实经费")] DrawFunds,
    [Display(Name = "无需经费")] MarkNoFunds,
    [Display(Name = "改期")] Reschedule,
    [Display(Name = "登记看望")] RecordVisit,
    [Display(Name = "办结")] Close,
    [Display(Name = "取消")] Cancel,
}

public sealed class Visit : ICase<VisitState>
{
    public Guid Id { get; } = Guid.NewGuid();

    public VisitState State { get; private set; }

    VisitState ICase<VisitState>.State { get => State; set => State = value; }

    public Guid? DepartmentId => SampleMatters.Ours;

    public bool IsRecused(Guid userId) => false;

    public decimal Amount { get; set; } = 500;

    public int Reschedules { get; set; }
}

public static class SampleVisits
{
    private static readonly When<Visit> WithinLimit = new("标准以内", (v, _) => v.Amount <= 1000);
    private static readonly When<Visit> OverLimit = new("超标准", (v, _) => v.Amount > 1000);
    private static readonly Condition<Visit> Few = new(v => v.Case.Reschedules < 3, "改期已达三次，请退回重新计划");
    private static readonly Condition<Visit> NoMoney = new(v => v.Case.Amount == 0, "批准金额不为零，应当落实经费");

    public static readonly CaseWorkflow<Visit, VisitState, VisitStep> Engine = new("care-visit", "走访慰问",
    [
        new(Triggered, 0, 0), new(Planned, 0, 1), new(PendingApproval, 0, 2), new(Approved, 0, 3), new(FundsReady, 0, 4), new(Visited, 0, 5), new(Closed, 0, 6, true), new(Cancelled, 1, 2, true),
    ],
    [
        new("1", [Triggered], Plan, Planned) { Proposers = [CW], Asks = [Ask.Date("on", "计划日期", future: true), Ask.List("visitors", "看望人员")], Conditions = [new(v => v.Data.List("visitors").Count >= 2, "看望人员不少于二人", Field: "visitors")] },
        new("2", [Planned], Submit, PendingApproval) { Proposers = [CW] },
        new("3a", [PendingApproval], VisitStep.Approve, Approved) { Proposers = [VL], When = WithinLimit },
        new("3b", [PendingApproval], VisitStep.Approve, Approved) { Proposers = [DG], When = OverLimit },
        new("4", [PendingApproval], VisitStep.Return, Planned) { Proposers = [VL, DG], Asks = [Ask.Text("reason", "理由")] },
        new("5", [Approved], DrawFunds, FundsReady) { Proposers = [FIN] },
        new("6", [Approved], MarkNoFunds, FundsReady) { Proposers = [CW], Conditions = [NoMoney] },
        new("7", [Approved, FundsReady], Reschedule, null) { Proposers = [CW], Conditions = [Few] },
        new("8", [FundsReady], RecordVisit, Visited) { Proposers = [CW], Asks = [Ask.Date("visitedOn", "看望日期")] },
        new("9", [Visited], Close, Closed) { Proposers = [CW] },
        new("10", [Triggered, Planned, PendingApproval, Approved, FundsReady], Cancel, Cancelled) { Proposers = [CW], Approvers = [[VL]], Asks = [Ask.Text("reason", "理由")] },
    ]);
}
