using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Workflow;
using static CaseTracker.ReceptionDays.DayVisitState;

namespace CaseTracker.ReceptionDays;

public enum DayVisitState
{
    [Display(Name = "已接待")] Received,
    [Display(Name = "已交办")] Instructed,
    [Display(Name = "已办结")] Finished,
    [Display(Name = "已回访")] FollowedUp,
    [Display(Name = "作废")] Voided,
}

public enum DayVisitStep
{
    [Display(Name = "更正")] Correct,
    [Display(Name = "批示交办")] Instruct,
    [Display(Name = "当场答复")] Answer,
    [Display(Name = "反馈结果")] Report,
    [Display(Name = "回访")] FollowUp,
    [Display(Name = "转为信访事项")] TurnIntoPetition,
    [Display(Name = "作废")] Void,
}

/// <summary>What comes of a matter brought to a leader: answered at once, or instructed with a limit, reported by the department, followed up.</summary>
public static class DayVisitWorkflow
{
    private static readonly IReadOnlyList<Role> Keepers = [Role.XF, Role.RC];

    private static readonly Ask Reason = Ask.LongText("reason", "理由") with { MaxLength = 500 };

    private static readonly Ask Result = Ask.LongText("result", "办理结果") with { MaxLength = 2000 };

    private static Condition<DayVisit> NotBeforeTheDay(string field) =>
        new(a => a.Data.Date(field) is not { } on || on >= a.Case.On, "日期不得早于接访日期，请核对", Field: field);

    public static readonly CaseWorkflow<DayVisit, DayVisitState, DayVisitStep> Engine = new(DayVisit.Kind, "领导接访事项",
    [
        new(Received, 0, 0),
        new(Instructed, 0, 1),
        new(Finished, 0, 2),
        new(FollowedUp, 0, 3, IsEnd: true),
        new(Voided, 1, 1, IsEnd: true),
    ],
    [
        new("1", [Received, Instructed, Finished], DayVisitStep.Correct, null) { Proposers = Keepers, Asks = [Reason], TakesMore = true },
        new("2", [Received, Instructed], DayVisitStep.Instruct, Instructed)
        {
            Proposers = [Role.XF, Role.RC, Role.DG],
            Asks =
            [
                Ask.LongText("opinion", "批示（处理）意见") with { MaxLength = 2000 },
                Ask.Department("department", "责任科室", required: false, help: "本局科室选择；由该科室反馈结果"),
                Ask.Text("unit", "责任单位", required: false, help: "外单位写全称；选了责任科室的不填") with { MaxLength = 100 },
                Ask.Text("person", "责任人", required: false) with { MaxLength = 64 },
                Ask.Date("instructedOn", "交办日期"),
                Ask.Date("limitOn", "办结时限", future: true),
            ],
            Conditions =
            [
                NotBeforeTheDay("instructedOn"),
                new(a => a.Data.Date("limitOn") is not { } limit || limit >= (a.Data.Date("instructedOn") ?? a.Case.On), "办结时限不得早于交办日期，请核对", Field: "limitOn"),
            ],
            Duty = "责任科室在时限内反馈结果",
        },
        new("3", [Received], DayVisitStep.Answer, Finished) { Proposers = Keepers, Asks = [Ask.LongText("opinion", "处理意见") with { MaxLength = 2000 }, Result], Duty = "当场答复应当书面告知" },
        new("4", [Instructed], DayVisitStep.Report, Finished)
        {
            Proposers = [Role.XF, Role.RC, Role.CW, Role.SH],
            Asks = [Result, Ask.Date("finishedOn", "办结日期")],
            Conditions = [NotBeforeTheDay("finishedOn")],
            Duty = "告知接访领导和分管领导，答复来访人并回访",
        },
        new("5", [Finished], DayVisitStep.FollowUp, FollowedUp)
        {
            Proposers = [Role.XF, Role.RC, Role.CW, Role.SH],
            Asks = [Ask.LongText("followUp", "回访情况") with { MaxLength = 1000 }, Ask.Date("followedUpOn", "回访日期")],
            Conditions = [NotBeforeTheDay("followedUpOn")],
        },
        new("6", [Received, Instructed, Finished], DayVisitStep.TurnIntoPetition, null)
        {
            Proposers = Keepers,
            Conditions =
            [
                new(a => a.Case.PetitionNumber is null, "已经转为信访事项，不重复登记", Say: a => $"已经转为信访事项 {a.Case.PetitionNumber}，不重复登记"),
                new(a => a.Case.ReceptionId is not null, "请先登记来访，再在“更正”里填写来访登记编号；信访人的姓名、住址和电话从来访登记取"),
            ],
            Duty = "转成的事项按信访事项的流程办理",
        },
        new("7", [Received, Instructed, Finished], DayVisitStep.Void, Voided)
        {
            Proposers = Keepers,
            Asks = [Reason],
            Conditions = [new(a => a.Case.PetitionNumber is null, "已经转为信访事项，不能作废")],
        },
    ]);
}
