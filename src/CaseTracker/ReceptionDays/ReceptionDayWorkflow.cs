using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Workflow;
using static CaseTracker.ReceptionDays.ReceptionDayState;

namespace CaseTracker.ReceptionDays;

public enum ReceptionDayState
{
    [Display(Name = "待公示")] Planned,
    [Display(Name = "已公示")] Published,
    [Display(Name = "已接访")] Held,
    [Display(Name = "缺席未接访")] Missed,
    [Display(Name = "已取消")] Cancelled,
}

public enum ReceptionDayStep
{
    [Display(Name = "更正安排")] Correct,
    [Display(Name = "公示")] Publish,
    [Display(Name = "代班")] Substitute,
    [Display(Name = "登记接访情况")] Hold,
    [Display(Name = "登记缺席")] Miss,
    [Display(Name = "取消")] Cancel,
    [Display(Name = "撤销登记")] Undo,
}

/// <summary>The way of a 领导接访日: arranged, published in time, held by the leader or by his substitute, or missed.</summary>
public static class ReceptionDayWorkflow
{
    private const string Law = "《信访工作条例》第十八条第二款";

    private static readonly IReadOnlyList<Role> Keepers = [Role.XF, Role.RC];

    private static readonly Ask Reason = Ask.LongText("reason", "理由") with { MaxLength = 500 };

    private static readonly Ask PublishedOn = Ask.Date("publishedOn", "公示日期");

    private static readonly Ask PublishedHow = Ask.Text("how", "公示方式", help: "如：门户网站、来访接待场所公示栏") with { MaxLength = 100 };

    private static readonly Ask Summary = Ask.LongText("summary", "接访情况", required: false, help: "没有群众来访的，写明“无群众来访”") with { MaxLength = 2000 };

    private static readonly Condition<ReceptionDay> NotAfterTheDay = new(
        a => a.Data.Date("publishedOn") is not { } on || on <= a.Case.On, "公示日期不得晚于接访日期；没有公示就接访的，在“登记接访情况”里写明理由", Law, Field: "publishedOn");

    private static readonly Condition<ReceptionDay> DayHasCome = new(
        a => a.Case.On <= a.Today, "接访日还没有到，请在接访当日或以后登记", Say: a => $"接访日（{a.Case.On:yyyy-MM-dd}）还没有到，请在接访当日或以后登记");

    public static readonly CaseWorkflow<ReceptionDay, ReceptionDayState, ReceptionDayStep> Engine = new(ReceptionDay.Kind, "领导接访日",
    [
        new(Planned, 0, 0),
        new(Published, 0, 1),
        new(Held, 0, 2, IsEnd: true),
        new(Missed, 1, 2, IsEnd: true),
        new(Cancelled, 2, 1, IsEnd: true),
    ],
    [
        new("1", [Planned], ReceptionDayStep.Correct, null) { Proposers = Keepers, Asks = [Reason], TakesMore = true },
        new("2", [Published], ReceptionDayStep.Correct, Planned) { Proposers = Keepers, Asks = [Reason], TakesMore = true, Duty = "改动后的安排要重新公示" },
        new("3", [Planned], ReceptionDayStep.Publish, Published)
        {
            Proposers = Keepers,
            When = new("在规定天数之前公示", (d, data) => data.Date("publishedOn") is not { } on || on <= d.PublishBy, "publishedOn"),
            Asks = [PublishedOn, PublishedHow],
            Article = Law,
        },
        new("4", [Planned], ReceptionDayStep.Publish, Published)
        {
            Proposers = Keepers,
            When = new("公示迟于规定天数", (d, data) => data.Date("publishedOn") is { } on && on > d.PublishBy, "publishedOn"),
            Asks = [PublishedOn, PublishedHow, Ask.LongText("lateReason", "公示迟的理由", help: "公示不足规定天数时必填") with { MaxLength = 500 }],
            Conditions = [NotAfterTheDay],
            Article = Law,
        },
        new("5", [Planned, Published], ReceptionDayStep.Substitute, null)
        {
            Proposers = Keepers,
            Asks = [Ask.Text("leader", "代班领导") with { MaxLength = 64 }, Ask.Text("post", "代班领导职务", required: false, help: "系统里有账号的可不填") with { MaxLength = 60 }, Ask.Date("arrangedOn", "安排日期"), Reason],
            Conditions =
            [
                new(a => a.Data.Date("arrangedOn") is not { } on || on <= a.Case.On, "代班应当在接访日之前安排好，安排日期不得晚于接访日期", Field: "arrangedOn"),
                new(a => a.Data.Text("leader") != a.Case.LeaderName, "代班领导不能是原定的接访领导，请另选一位", Field: "leader"),
            ],
            Duty = "已公示的，把代班情况一并告知来访群众",
        },
        new("6", [Published], ReceptionDayStep.Hold, Held) { Proposers = Keepers, Asks = [Summary], Conditions = [DayHasCome], Duty = "逐批登记接访事项，有交办的写明责任单位和时限" },
        new("7", [Planned], ReceptionDayStep.Hold, Held)
        {
            Proposers = Keepers,
            Asks = [Summary, Ask.LongText("lateReason", "没有公示的理由") with { MaxLength = 500 }],
            Conditions = [DayHasCome],
            Duty = "逐批登记接访事项，有交办的写明责任单位和时限",
        },
        new("8", [Planned, Published], ReceptionDayStep.Miss, Missed)
        {
            Proposers = Keepers,
            Asks = [Reason],
            Conditions = [DayHasCome, new(a => a.Case.SubstituteName is null, "已经安排了代班领导，请登记接访情况")],
        },
        new("9", [Planned, Published], ReceptionDayStep.Cancel, Cancelled) { Proposers = Keepers, Asks = [Reason], Duty = "已公示的，公告取消" },
        new("10", [Held, Missed], ReceptionDayStep.Undo, Published) { Proposers = [Role.XF], When = new("已公示的", (d, _) => d.PublishedOn is not null), Asks = [Reason] },
        new("11", [Held, Missed], ReceptionDayStep.Undo, Planned) { Proposers = [Role.XF], When = new("没有公示的", (d, _) => d.PublishedOn is null), Asks = [Reason] },
    ]);
}
