using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Workflow;
using static CaseTracker.CareVisits.CareVisitConditions;
using static CaseTracker.CareVisits.CareVisitState;

namespace CaseTracker.CareVisits;

public enum CareVisitState
{
    [Display(Name = "已触发")] Triggered,
    [Display(Name = "已拟计划")] Planned,
    [Display(Name = "待审批")] PendingApproval,
    [Display(Name = "已批准")] Approved,
    [Display(Name = "经费已落实")] FundsReady,
    [Display(Name = "已看望")] Visited,
    [Display(Name = "报销中")] Reimbursing,
    [Display(Name = "已办结")] Closed,
    [Display(Name = "已取消")] Cancelled,
}

public enum CareVisitStep
{
    [Display(Name = "拟定计划")] Plan,
    [Display(Name = "提交审批")] Submit,
    [Display(Name = "批准")] Approve,
    [Display(Name = "退回")] Return,
    [Display(Name = "领取经费")] DrawFunds,
    [Display(Name = "不需要经费")] MarkNoFunds,
    [Display(Name = "改期")] Reschedule,
    [Display(Name = "登记看望")] RecordVisit,
    [Display(Name = "提交报销")] SubmitReimbursement,
    [Display(Name = "结算")] Settle,
    [Display(Name = "退回报销")] RejectReimbursement,
    [Display(Name = "不报销办结")] CloseNoReimbursement,
    [Display(Name = "取消")] Cancel,
    [Display(Name = "对象去世")] PersonDied,
    [Display(Name = "更正")] Correct,
    [Display(Name = "撤销去世恢复")] DeathRevoked,
    [Display(Name = "登记退款")] RecordRefund,
    [Display(Name = "记录回访")] FollowUp,
}

/// <summary>The way of a care visit (走访慰问), row by row as the specification has it; the registration, its first row, is <see cref="RegisterCareVisit"/>.</summary>
public static class CareVisitWorkflow
{
    /// <summary>Held while a visit is entered or changed: budgets and doubles span several visits.</summary>
    internal const string Lock = "care-visits";

    public const string SlipName = "费用报销单";

    internal const int MostReschedules = 3;

    /// <summary>The step that receipts are attached to.</summary>
    public const string ReceiptStep = "submit-reimbursement";

    internal static readonly IReadOnlyList<Role> Caseworker = [Role.CW, Role.LC];

    private static readonly IReadOnlyList<Role> Leaders = [Role.VL, Role.DG];

    private static readonly Ask Reason = Ask.LongText("reason", "理由") with { MaxLength = 500 };

    private static readonly Ask Visitors = Ask.List("visitors", "陪同人员", required: false, help: "一行一人；连同带队领导至少两人") with { MaxLength = 500 };

    private static readonly IReadOnlyList<Ask> Refund =
    [
        Ask.Text("refundVoucher", "退款凭证号", required: false, help: "经费已经领取的必填") with { MaxLength = 60 },
        Ask.Date("refundOn", "退款日期", required: false),
    ];

    private static readonly When<CareVisit> WithinLimit = new("标准之内或不涉及经费", (v, _) => !v.NeedsDirector);

    private static readonly When<CareVisit> BeyondLimit = new("超过标准或没有适用的标准", (v, _) => v.NeedsDirector);

    private static Ask Long(string name, string label, bool required = true, string? help = null) => Ask.LongText(name, label, required, help) with { MaxLength = 2000 };

    private static Transition<CareVisit, CareVisitState, CareVisitStep> Revived(string no, CareVisitState to) => new(no, [Cancelled], CareVisitStep.DeathRevoked, to)
    {
        Proposers = [Role.SYS],
        When = new($"取消前为“{to.Display()}”", (v, _) => v.DeathOf is not null && v.Type != CareVisitType.Condolence && Before(v) == to),
        Duty = "按取消前的进度继续办理",
    };

    /// <summary>Where a visit cancelled by a death stood; what was returned since must be drawn again.</summary>
    private static CareVisitState? Before(CareVisit visit) => visit is { CancelledFrom: FundsReady, RefundedOn: not null } ? Approved : visit.CancelledFrom;

    public static readonly CaseWorkflow<CareVisit, CareVisitState, CareVisitStep> Engine = new(CareVisit.Kind, "走访慰问",
    [
        new(Triggered, 0, 0),
        new(Planned, 0, 1),
        new(PendingApproval, 0, 2),
        new(Approved, 0, 3),
        new(FundsReady, 0, 4),
        new(Visited, 0, 5),
        new(Reimbursing, 0, 6),
        new(Closed, 0, 7, IsEnd: true),
        new(Cancelled, 1, 4, IsEnd: true),
    ],
    [
        new("2", [Triggered, Planned], CareVisitStep.Plan, Planned)
        {
            Proposers = Caseworker,
            Asks =
            [
                Ask.Date("plannedOn", "计划日期", future: true),
                Ask.Text("place", "地点"),
                Ask.Colleague("leader", "带队领导", Leaders, required: false, help: "春节、重阳走访和去世慰问必填"),
                Visitors,
                Ask.Choice<GiftForm>("form", "慰问形式"),
                Ask.Bool("noMoney", "不涉及经费"),
                Ask.Money("amount", "申请金额", required: false, help: "全部对象合计"),
                Ask.Text("fund", "经费来源", required: false, help: "不填即为慰问标准写明的来源") with { MaxLength = 60 },
                Ask.LongText("overReason", "超标准的理由", required: false) with { MaxLength = 500 },
            ],
            Conditions = [PlannedAfterTrigger, TwoVisitors, LeaderWanted, MoneyOrNone, FundKnown, OverReasoned],
            Duty = "核对后提交审批",
        },
        new("3", [Planned], CareVisitStep.Submit, PendingApproval)
        {
            Proposers = Caseworker,
            Asks = [Ask.LongText("note", "说明", required: false) with { MaxLength = 500 }],
            Conditions = [AmountStated, NoOtherOpen, NotSameFestival, DeathKnown],
            Duty = "标准之内由分管领导批准，超过标准的由局长批准",
        },
        new("4", [PendingApproval], CareVisitStep.Approve, Approved)
        {
            Proposers = Leaders,
            When = WithinLimit,
            Asks = [Ask.Money("approvedAmount", "批准金额"), Ask.LongText("opinion", "审批意见", required: false) with { MaxLength = 500 }],
            Conditions = [NotApplicant, ApprovedWithinApplied, BudgetCovers],
            Duty = "财务发放经费；不涉及经费的由经办人标记",
        },
        new("4a", [PendingApproval], CareVisitStep.Approve, Approved)
        {
            Proposers = [Role.DG],
            When = BeyondLimit,
            Asks = [Ask.Money("approvedAmount", "批准金额"), Ask.LongText("opinion", "审批意见", required: false) with { MaxLength = 500 }],
            Conditions = [NotApplicant, ApprovedWithinApplied, BudgetCovers],
            Duty = "财务发放经费；不涉及经费的由经办人标记",
        },
        new("5", [PendingApproval], CareVisitStep.Return, Planned) { Proposers = Leaders, Asks = [Reason], Duty = "经办人修改计划后重新提交" },
        new("5a", [Approved], CareVisitStep.Return, Planned) { Proposers = Leaders, Asks = [Reason], Conditions = [RescheduledOut], Duty = "经办人重新拟定计划，预留的经费已经释放" },
        new("6", [Approved], CareVisitStep.DrawFunds, FundsReady)
        {
            Proposers = [Role.FIN],
            Asks = [Ask.Text("voucher", "领款凭证号") with { MaxLength = 60 }, Ask.Date("on", "领取日期")],
            Conditions = [MoneyApproved, BudgetStillCovers, DrawnAfterApproval],
            Duty = "按计划日期看望",
        },
        new("7", [Approved], CareVisitStep.MarkNoFunds, FundsReady) { Proposers = Caseworker, Conditions = [NoMoneyApproved], Duty = "按计划日期看望" },
        new("8", [Approved, FundsReady], CareVisitStep.Reschedule, null)
        {
            Proposers = Caseworker,
            Asks = [Ask.Date("plannedOn", "新的计划日期", future: true), Reason],
            Conditions = [MayReschedule, NewDay, NotBackwards, SameBudgetYear],
            Duty = "按新的日期看望",
        },
        new("9", [FundsReady], CareVisitStep.RecordVisit, Visited)
        {
            Proposers = Caseworker,
            Asks =
            [
                Ask.Date("visitedOn", "看望日期"),
                Ask.EachPerson<VisitResult>("results", "看望结果"),
                Ask.Money("actualAmount", "实际金额", help: "没有发放的填 0"),
                Ask.EachPerson("signers", "签收人", required: false, help: "本人签收的写“本人”，代签的写代签人姓名"),
                Ask.EachPerson("relations", "代签人与本人关系", required: false, help: "由家属代签的必填"),
                Ask.EachPerson("conditions", "身体及家庭情况", required: false),
                Ask.EachPerson<SeenHealth>("health", "健康状况", required: false, help: "有变化的选填，同时更新花名册"),
                Ask.EachPerson("requests", "反映的问题", required: false),
                Visitors with { Help = "与计划不同的填写；连同带队领导至少两人" },
            ],
            Conditions = [InTheWindow, ResultForEach, SomebodySeen, InCareThen, NotFestivalTwice, TwoWentThere, ActualWithinApproved, Signed, RelationTold],
            Duty = "七日内回访；发生经费的上传票据后提交报销",
        },
        new("10", [Visited], CareVisitStep.SubmitReimbursement, Reimbursing)
        {
            Proposers = Caseworker,
            Asks = [Ask.LongText("vouchers", "票据", help: "写明票据种类、号码和张数") with { MaxLength = 1000 }],
            Conditions = [ReceiptsAttached, SomethingSpent, SpentWithinApproved],
            Document = SlipName,
            Duty = "财务审核报销",
        },
        new("11", [Reimbursing], CareVisitStep.Settle, Closed)
        {
            Proposers = [Role.FIN],
            Asks = [Ask.Text("voucher", "凭证号") with { MaxLength = 60 }, Ask.Date("on", "报销日期"), Ask.Money("amount", "报销金额")],
            Conditions = [NotReimburser, AmountsAgree, SettledAfterVisit],
        },
        new("12", [Reimbursing], CareVisitStep.RejectReimbursement, Visited) { Proposers = [Role.FIN], Asks = [Reason], Duty = "经办人补正后重新提交" },
        new("13", [Visited], CareVisitStep.CloseNoReimbursement, Closed)
        {
            Proposers = Caseworker,
            Asks = [Ask.Bool("settledByList", "已凭签收名单结清")],
            Conditions = [NothingToReimburse],
        },
        new("14", [Triggered, Planned, PendingApproval], CareVisitStep.Cancel, Cancelled) { Proposers = Caseworker, Asks = [Reason] },
        new("14a", [Approved, FundsReady], CareVisitStep.Cancel, Cancelled) { Proposers = Caseworker, Approvers = [Leaders], When = WithinLimit, Asks = [Reason, .. Refund], Conditions = [RefundTold] },
        new("14b", [Approved, FundsReady], CareVisitStep.Cancel, Cancelled) { Proposers = Caseworker, Approvers = [[Role.DG]], When = BeyondLimit, Asks = [Reason, .. Refund], Conditions = [RefundTold] },
        new("15", [Triggered, Planned, PendingApproval, Approved, FundsReady], CareVisitStep.PersonDied, Cancelled)
        {
            Proposers = [Role.SYS],
            Asks = [Ask.Date("diedOn", "去世日期")],
            Conditions = [NotCondolence],
            Duty = "另行办理去世慰问；经费已经领取的登记退款",
        },
        new("16", [Closed], CareVisitStep.Correct, Visited)
        {
            Proposers = [Role.SH],
            Approvers = [[Role.DG]],
            Asks =
            [
                Ask.LongText("what", "更正内容") with { MaxLength = 500 },
                Ask.LongText("why", "更正理由") with { MaxLength = 500 },
                Ask.Date("visitedOn", "更正后的看望日期", required: false),
                Ask.Money("actualAmount", "更正后的实际金额", required: false),
                Ask.EachPerson<VisitResult>("results", "更正后的看望结果", required: false),
            ],
            Conditions = [InOpenPeriod, ResultForEachOrNone, CorrectedInCare, CorrectedWithinApproved],
            Duty = "更正后重新报销或办结；所在期间的报表已经封存的，作更正说明",
        },
        Revived("17", Triggered),
        Revived("17a", Planned),
        Revived("17b", PendingApproval),
        Revived("17c", Approved),
        Revived("17d", FundsReady),
        new("17e", [Triggered], CareVisitStep.DeathRevoked, Cancelled)
        {
            Proposers = [Role.SYS],
            Conditions = [new(a => a.Case is { Type: CareVisitType.Condolence, DeathOf: not null }, "只有尚未办理的去世慰问才随撤销去世取消")],
        },
        new("18", [Cancelled], CareVisitStep.RecordRefund, null)
        {
            Proposers = [Role.FIN],
            Asks = [Ask.Text("voucher", "退款凭证号") with { MaxLength = 60 }, Ask.Date("on", "退款日期")],
            Conditions = [new(a => a.Case.HoldsMoney, "没有领取经费，或者已经退款，不需要再登记退款")],
        },
        new("19", [Visited, Reimbursing, Closed], CareVisitStep.FollowUp, null)
        {
            Proposers = Caseworker,
            Asks = [Ask.Date("on", "回访日期"), Long("followUp", "回访情况")],
            Conditions = [FollowedUpAfter],
        },
    ]);
}

/// <summary>健康状况 in the roster's words, as a visitor may find it.</summary>
public enum SeenHealth
{
    [Display(Name = "良好")] Good,
    [Display(Name = "一般")] Fair,
    [Display(Name = "慢性病")] Chronic,
    [Display(Name = "重病")] Serious,
    [Display(Name = "失能")] Disabled,
}
