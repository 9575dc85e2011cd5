using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Workflow;
using static CaseTracker.Disputes.DisputeState;

namespace CaseTracker.Disputes;

public enum DisputeState
{
    [Display(Name = "已登记")] Registered,
    [Display(Name = "化解中")] Resolving,
    [Display(Name = "稳控")] Contained,
    [Display(Name = "已化解")] Resolved,
    [Display(Name = "已销号")] Closed,
    [Display(Name = "作废")] Voided,
}

public enum DisputeStep
{
    [Display(Name = "更正")] Correct,
    [Display(Name = "开始化解")] Start,
    [Display(Name = "记录进展")] Progress,
    [Display(Name = "转为稳控")] Contain,
    [Display(Name = "恢复化解")] Resume,
    [Display(Name = "登记化解")] Resolve,
    [Display(Name = "转为信访事项")] TurnIntoPetition,
    [Display(Name = "销号")] CloseOff,
    [Display(Name = "作废")] Void,
}

/// <summary>The way of a 矛盾纠纷: entered, being resolved, contained or resolved, struck off the list. The most dangerous ones have a leader in charge and only a leader strikes them off.</summary>
public static class DisputeWorkflow
{
    private static readonly IReadOnlyList<Role> Department = [Role.CW, Role.SH, Role.XF];

    private static readonly Ask Reason = Ask.LongText("reason", "理由") with { MaxLength = 500 };

    private static readonly Ask On = Ask.Date("on", "日期");

    private static readonly Condition<Dispute> NotBeforeFound = new(a => a.Data.Date("on") is not { } on || on >= a.Case.FoundOn, "日期不得早于排查日期，请核对", Field: "on");

    private static Ask Long(string name, string label, bool required = true, string? help = null) => Ask.LongText(name, label, required, help) with { MaxLength = 2000 };

    public static readonly CaseWorkflow<Dispute, DisputeState, DisputeStep> Engine = new(Dispute.Kind, "矛盾纠纷",
    [
        new(Registered, 0, 0),
        new(Resolving, 0, 1),
        new(Contained, 1, 1),
        new(Resolved, 0, 2),
        new(Closed, 0, 3, IsEnd: true),
        new(Voided, 2, 1, IsEnd: true),
    ],
    [
        new("1", [Registered, Resolving, Contained, Resolved], DisputeStep.Correct, null) { Proposers = Department, Asks = [Reason], TakesMore = true },
        new("2", [Registered], DisputeStep.Start, Resolving)
        {
            Proposers = Department,
            Asks =
            [
                Long("measures", "化解措施"),
                Ask.Department("department", "责任科室", required: false, help: "不选即为原来的科室"),
                Ask.Text("person", "责任人") with { MaxLength = 64 },
                Ask.Text("leader", "包案领导", required: false, help: "风险等级最高的必填") with { MaxLength = 64 },
                Ask.Date("limitOn", "化解时限", future: true),
            ],
            Conditions =
            [
                new(a => a.Case.RiskRank > 0 || a.Case.LeaderName is not null || a.Data.Text("leader") is not null, "风险等级最高的矛盾纠纷应当明确包案领导，请填写", Field: "leader"),
                new(a => a.Data.Date("limitOn") is not { } limit || limit >= a.Case.FoundOn, "化解时限不得早于排查日期，请核对", Field: "limitOn"),
            ],
            Duty = "责任人按时限化解，随时记录进展",
        },
        new("3", [Registered, Resolving, Contained], DisputeStep.Progress, null) { Proposers = Department, Asks = [Long("progress", "进展情况"), On], Conditions = [NotBeforeFound] },
        new("4", [Registered, Resolving], DisputeStep.Contain, Contained) { Proposers = Department, Asks = [Long("measures", "稳控措施"), On], Conditions = [NotBeforeFound], Duty = "落实稳控责任，条件具备时恢复化解" },
        new("5", [Contained, Resolved], DisputeStep.Resume, Resolving) { Proposers = Department, Asks = [Reason] },
        new("6", [Registered, Resolving, Contained], DisputeStep.Resolve, Resolved) { Proposers = Department, Asks = [Long("result", "化解结果"), On with { Label = "化解日期" }], Conditions = [NotBeforeFound], Duty = "由信访机构或局领导核实后销号" },
        new("7", [Registered, Resolving, Contained], DisputeStep.TurnIntoPetition, null)
        {
            Proposers = [Role.XF],
            Conditions = [new(a => a.Case.PetitionNumber is null, "已经转为信访事项，不重复登记", Say: a => $"已经转为信访事项 {a.Case.PetitionNumber}，不重复登记")],
            Duty = "转成的事项按信访事项的流程办理，化解情况仍在这里登记",
        },
        new("8", [Resolved], DisputeStep.CloseOff, Closed) { Proposers = [Role.XF, Role.VL, Role.DG], When = new("一般风险", (d, _) => d.RiskRank > 0), Asks = [Long("opinion", "核实意见")] },
        new("9", [Resolved], DisputeStep.CloseOff, Closed) { Proposers = [Role.VL, Role.DG], When = new("风险等级最高", (d, _) => d.RiskRank == 0), Asks = [Long("opinion", "核实意见")] },
        new("10", [Registered, Resolving, Contained], DisputeStep.Void, Voided)
        {
            Proposers = [Role.SH, Role.XF],
            Asks = [Reason],
            Conditions = [new(a => a.Case.PetitionNumber is null, "已经转为信访事项，不能作废")],
        },
    ]);
}
