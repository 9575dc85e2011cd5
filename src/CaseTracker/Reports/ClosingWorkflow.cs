using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Workflow;
using static CaseTracker.Reports.ClosingState;

namespace CaseTracker.Reports;

public enum ClosingState
{
    [Display(Name = "未报")] Open,
    [Display(Name = "已填报")] Submitted,
    [Display(Name = "已审核")] Reviewed,
    [Display(Name = "已签发")] Signed,
    [Display(Name = "已封存")] Frozen,
}

public enum ClosingStep
{
    [Display(Name = "填报")] Submit,
    [Display(Name = "审核通过")] Review,
    [Display(Name = "退回")] Return,
    [Display(Name = "签发")] Sign,
    [Display(Name = "封存")] Freeze,
    [Display(Name = "登记更正")] Restate,
}

/// <summary>The way of a monthly or annual table: filled in, reviewed by another, signed by a leader, frozen. A frozen one is never opened again; what changes is restated.</summary>
public static class ClosingWorkflow
{
    public const string Code = "code";

    private static readonly Ask Reason = Ask.LongText("reason", "理由") with { MaxLength = 500 };

    private static readonly Condition<Closing> NotSubmitter = new(
        a => !a.Persons.Any(p => p == a.Case.SubmittedById || p == a.Case.SubmittedForId), "审核、签发人不得是填报人，代理他人时亦同，请由其他有权人员办理", LiftedBy: "其他有权人员");

    public static readonly CaseWorkflow<Closing, ClosingState, ClosingStep> Engine = new(Closing.Kind, "报表结账",
    [
        new(Open, 0, 0),
        new(Submitted, 0, 1),
        new(Reviewed, 0, 2),
        new(Signed, 0, 3),
        new(Frozen, 0, 4, IsEnd: true),
    ],
    [
        new("1", [Open], ClosingStep.Submit, Submitted)
        {
            Proposers = [Role.XF, Role.RC, Role.LC],
            Asks = [Ask.LongText("note", "填报说明", required: false) with { MaxLength = 2000 }],
            Conditions = [new(a => a.Case.To < a.Today, "统计期间尚未结束，期满后才能填报", Say: a => $"统计期间到{a.Case.To:yyyy-MM-dd}才结束，期满后才能填报")],
            Duty = "由另一人审核",
        },
        new("2", [Submitted], ClosingStep.Review, Reviewed) { Proposers = [Role.SH, Role.XF], Asks = [Ask.LongText("opinion", "审核意见", required: false) with { MaxLength = 500 }], Conditions = [NotSubmitter], Duty = "由分管领导或局长签发" },
        new("3", [Submitted, Reviewed, Signed], ClosingStep.Return, Open) { Proposers = [Role.SH, Role.XF, Role.VL, Role.DG], Asks = [Reason], Duty = "核对后重新填报" },
        new("4", [Reviewed], ClosingStep.Sign, Signed) { Proposers = [Role.VL, Role.DG], Asks = [Ask.Date("on", "签发日期")], Conditions = [NotSubmitter], Duty = "封存后数字不再变动" },
        new("5", [Signed], ClosingStep.Freeze, Frozen) { Proposers = [Role.XF, Role.SH, Role.DG], Duty = "封存后的变化登记更正，在以后的表中列原数、更正数" },
        new("6", [Frozen], ClosingStep.Restate, null) { Proposers = [Role.XF, Role.SH, Role.DG], Asks = [Ask.Text(Code, "指标代码"), Reason with { Label = "更正原因" }] },
    ]);
}
