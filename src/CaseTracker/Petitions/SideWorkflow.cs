using System.Collections.Frozen;
using CaseTracker.Workflow;
using static CaseTracker.Accounts.Role;
using static CaseTracker.Petitions.SideState;
using static CaseTracker.Petitions.SideStep;

namespace CaseTracker.Petitions;

/// <summary>The small tables beside the main way: 调解、听证、督办、包案、重大紧急、执行、交办下级. Each begins by a step of the main table (or by time) and changes no main state.</summary>
public static class SideWorkflow
{
    private const string On = PetitionWorkflow.On;

    private static readonly Condition<SideTurn> NotBeforeStart = new(
        a => a.Data.Date(On) >= a.Case.Side.StartedOn, "日期不得早于立项日期", Field: On, Say: a => $"日期不得早于 {a.Case.Side.StartedOn:yyyy-MM-dd}");

    private static readonly Condition<SideTurn> Later = new(
        a => !(a.Data.Date("due") <= a.Case.Side.DueOn), "新的期限应当晚于原期限", Field: "due", Say: a => $"新的期限应当晚于原期限 {a.Case.Side.DueOn:yyyy-MM-dd}");

    private static readonly Condition<SideTurn> NotTheLeader = new(
        a => a.Case.Side.PersonId is not { } leader || !a.Persons.Contains(leader), "包案领导不得自行批准销案", LiftedBy: "局长");

    private static readonly Condition<SideTurn> ItemKnown = new(
        a => a.Data.Text("item") is not { } item || a.Case.Side.Items.Exists(i => i.Name == item), "没有这一包案事项", Field: "item",
        Say: a => $"没有“{a.Data.Text("item")}”这一包案事项，可填：{string.Join("、", a.Case.Side.Items.Select(i => i.Name))}");

    private static readonly Ask Day = Ask.Date(On, "日期");

    private static readonly CaseWorkflow<SideTurn, SideState, SideStep>[] All =
    [
        new("mediation", "调解", [new(Mediating, 0, 0), new(Agreed, 0, 1, IsEnd: true), new(NotAgreed, 1, 1, IsEnd: true)],
        [
            new("1", [Mediating], Fail, NotAgreed) { Proposers = [CW], Conditions = [NotBeforeStart], Article = "第三十三条", Asks = [Day, Ask.LongText("result", "未达成的情况")], Duty = "继续调查处理" },
        ]),
        new("hearing", "听证", [new(HearingDecided, 0, 0), new(HearingHeld, 0, 1), new(HearingEnded, 0, 2, IsEnd: true)],
        [
            new("1", [HearingDecided], Hold, HearingHeld)
            {
                Proposers = [CW, XF], Conditions = [NotBeforeStart], Article = "第三十一条第六项", Document = "听证笔录", Duty = "形成听证报告",
                Asks = [Day, Ask.List("parties", "参加人", help: "一行一人"), Ask.LongText("answer", "各方陈述和证据")],
            },
            new("2", [HearingHeld], Report, HearingEnded)
            {
                Proposers = [CW, XF], Conditions = [NotBeforeStart], Article = "第三十六条第二款", Document = "听证报告", Duty = "听证结论作为处理意见的依据",
                Asks = [Ask.Date(On, "报告形成日期"), Ask.LongText("result", "评议结论")],
            },
        ]),
        new("supervision", "督办", [new(Supervised, 0, 0), new(Answered, 0, 1), new(Lifted, 0, 2, IsEnd: true)],
        [
            new("1", [Supervised], SideStep.Answer, Answered) { Proposers = [CW, SH], Conditions = [NotBeforeStart], Article = "第四十条", Document = "督办反馈", Asks = [Ask.Date(On, "反馈日期"), Ask.LongText("answer", "整改情况")], Duty = "督办人员核实" },
            new("2", [Answered], SendBack, Supervised) { Proposers = [SU], Article = "第四十条", Asks = [Ask.Date("due", "新的反馈期限", future: true), Ask.LongText("reason", "退回理由")], Duty = "重新反馈" },
            new("3", [Supervised, Answered], Lift, Lifted) { Proposers = [SU], Conditions = [NotBeforeStart], Article = "第四十条", Asks = [Ask.Date(On, "销号日期"), Ask.LongText("result", "销号理由")] },
        ]),
        new("lead", "包案", [new(Led, 0, 0), new(ClosingAsked, 0, 1), new(LeadClosed, 0, 2, IsEnd: true)],
        [
            new("1", [Led], Progress, null)
            {
                Proposers = [CW, SH, VL, DG], Conditions = [NotBeforeStart, ItemKnown], Duty = "继续化解",
                Asks =
                [
                    Day, Ask.Choice<LeadAct>("act", "形式", required: false), Ask.LongText("answer", "会商、约谈、走访、帮扶情况"), Ask.List("parties", "参加人", required: false, help: "一行一人"),
                    Ask.Text("item", "对应的包案事项", required: false, help: "照包案表写，如：包思想教育"), Ask.Text("person", "该项责任人", required: false), Ask.Bool("itemDone", "该项已完成"),
                ],
            },
            new("2", [Led], Prolong, null) { Proposers = [DG], Conditions = [Later], Asks = [Ask.Date("due", "新的化解时限", future: true), Ask.LongText("reason", "延期理由")] },
            new("3", [Led], AskClosing, ClosingAsked) { Proposers = [CW, SH, VL], Conditions = [NotBeforeStart], Asks = [Day, Ask.LongText("answer", "化解结果"), Ask.Choice<Attitude>("attitude", "信访人态度")], Duty = "局长审批销案" },
            new("4", [ClosingAsked], CloseLead, LeadClosed) { Proposers = [DG], Conditions = [NotBeforeStart, NotTheLeader], Asks = [Ask.Date(On, "销案日期"), Ask.LongText("result", "审批意见")] },
            new("5", [ClosingAsked], RefuseClosing, Led) { Proposers = [DG], Asks = [Ask.LongText("reason", "退回理由")], Duty = "继续化解" },
        ]),
        new("urgent", "重大紧急", [new(Reported, 0, 0), new(Relieved, 0, 1, IsEnd: true)],
        [
            new("1", [Reported], Inform, null) { Proposers = [RC, XF, SH], Conditions = [NotBeforeStart], Article = "第二十五条", Document = "紧急信息报告", Asks = [Day, Ask.Text("at", "报告时间", required: false, help: "时:分"), Ask.LongText("answer", "续报内容")] },
            new("2", [Reported], Relieve, Relieved) { Proposers = [XF, VL, DG], Conditions = [NotBeforeStart], Article = "第二十五条", Asks = [Day, Ask.LongText("result", "处置结果")] },
        ]),
        new("performance", "执行", [new(ToPerform, 0, 0), new(Performed, 0, 1, IsEnd: true), new(Dropped, 1, 1, IsEnd: true)],
        [
            new("1", [ToPerform], Prolong, null) { Proposers = [VL], Conditions = [Later], Article = "第三十二条第二款", Asks = [Ask.Date("due", "新的执行期限", future: true), Ask.LongText("reason", "理由")] },
            new("2", [ToPerform], Perform, Performed) { Proposers = [CW], Conditions = [NotBeforeStart], Article = "第三十二条第二款", Document = "执行情况记录", Asks = [Day, Ask.LongText("result", "执行情况"), Ask.Text("proof", "凭证", required: false)] },
        ]),
        new("order", "交办下级", [new(SideState.Ordered, 0, 0), new(OrderDone, 0, 1, IsEnd: true)],
        [
            new("1", [SideState.Ordered], CloseOrder, OrderDone) { Proposers = [XF], Conditions = [NotBeforeStart], Article = "第二十二条", Asks = [Ask.Date(On, "收到报结日期"), Ask.LongText("result", "办理结果")] },
        ]),
    ];

    private static readonly FrozenDictionary<SideKind, CaseWorkflow<SideTurn, SideState, SideStep>> ByKind =
        Enum.GetValues<SideKind>().Zip(All).ToFrozenDictionary(p => p.First, p => p.Second);

    /// <summary>All the small tables, in the order of <see cref="SideKind"/>.</summary>
    public static IReadOnlyList<CaseWorkflow<SideTurn, SideState, SideStep>> Engines => All;

    public static CaseWorkflow<SideTurn, SideState, SideStep> Of(SideKind kind) => ByKind[kind];

    /// <summary>What a step asks for, in whichever of the tables it stands.</summary>
    public static IReadOnlyList<Ask> Asks(SideStep step) => [.. All.SelectMany(e => e.Asks(step)).DistinctBy(a => a.Name)];
}
