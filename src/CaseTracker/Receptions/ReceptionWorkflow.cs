using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Workflow;
using static CaseTracker.Receptions.ReceptionState;

namespace CaseTracker.Receptions;

public enum ReceptionState
{
    [Display(Name = "有效")] Registered,
    [Display(Name = "已答复")] Answered,
    [Display(Name = "已转办")] TurnedIntoCase,
    [Display(Name = "已合并")] Merged,
    [Display(Name = "作废")] Voided,
}

public enum ReceptionStep
{
    [Display(Name = "更正")] Correct,
    [Display(Name = "答复")] Answer,
    [Display(Name = "转为事项")] TurnIntoCase,
    [Display(Name = "合并")] Merge,
    [Display(Name = "作废")] Void,
}

/// <summary>The way of a reception. It is short: what is to be handled becomes a matter of its own.</summary>
public static class ReceptionWorkflow
{
    private static readonly IReadOnlyList<Role> Desk = [Role.RC, Role.LC, Role.XF];

    private static readonly Ask Reason = Ask.LongText("reason", "理由") with { MaxLength = 500 };

    private static readonly Condition<Reception> NotBeforeArrival = new(
        a => a.Data.Date("answeredOn") is not { } on || on >= a.Case.ArrivedOn, "答复日期不得早于来访日期，请核对", Field: "answeredOn");

    public static readonly CaseWorkflow<Reception, ReceptionState, ReceptionStep> Engine = new(Reception.Kind, "来访登记",
    [
        new(Registered, 0, 0),
        new(Answered, 0, 1, IsEnd: true),
        new(TurnedIntoCase, 1, 1, IsEnd: true),
        new(Merged, 2, 1, IsEnd: true),
        new(Voided, 3, 1, IsEnd: true),
    ],
    [
        new("1", [Registered, Answered, TurnedIntoCase], ReceptionStep.Correct, null) { Proposers = Desk, Asks = [Reason] },
        new("2", [Registered], ReceptionStep.Answer, Answered)
        {
            Proposers = Desk,
            Asks = [Ask.Date("answeredOn", "答复日期", required: false, help: "不填即为今天"), Ask.LongText("outcome", "办结情况") with { MaxLength = 1000 }],
            Conditions = [NotBeforeArrival],
        },
        new("3", [Registered, Answered], ReceptionStep.TurnIntoCase, TurnedIntoCase)
            { Proposers = Desk, Asks = [Ask.Text("outcome", "转往何处")], Duty = "转成的事项按其流程办理" },
        new("4", [Registered, Answered], ReceptionStep.Merge, Merged)
            { Proposers = Desk, Asks = [Reason, Ask.Text("keptNumber", "保留的登记编号")], Duty = "同一批来访只计一次" },
        new("5", [Registered, Answered], ReceptionStep.Void, Voided) { Proposers = Desk, Asks = [Reason] },
    ]);
}
