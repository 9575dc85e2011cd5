using CaseTracker.Workflow;
using static CaseTracker.Accounts.Role;
using static CaseTracker.Petitions.PetitionConditions;
using static CaseTracker.Petitions.PetitionState;
using static CaseTracker.Petitions.PetitionStep;

namespace CaseTracker.Petitions;

/// <summary>办理流程，依据《信访工作条例》（2022年5月1日起施行）. The numbers are those of the bureau's list of transitions; a letter after one marks a row that the list only implies.</summary>
public static class PetitionWorkflow
{
    /// <summary>The field of every step that says on which day the thing became true.</summary>
    public const string On = "on";

    private static readonly PetitionState[] BeforeSigning = [Registered, Accepted, Handling, SimpleHandling, Rehandling, OpinionReview];

    private static readonly PetitionState[] OpenStates =
    [
        Registered, ObjectionFiled, Diverted, PetitionState.Confidential, PetitionState.Suggestion, Accepted, Handling, SimpleHandling, Rehandling,
        OpinionReview, OpinionIssued, Concluded, UnderReview, Reviewed, UnderRecheck,
    ];

    private static readonly PetitionState[] Ends = [Returned, Forwarded, ReferredOut, NotAccepted, NoLongerAccepted, Merged, Finalized, Lapsed, Closed, Withdrawn, Terminated];

    /// <summary>Signed by the head of the bureau: a group visit, a refusal with risk, a major or urgent matter.</summary>
    private static readonly When<Petition> Major = new("集体访、有风险的不予支持、重大事项", (p, _) => NeedsHead(p));

    private static readonly When<Petition> NotMajor = new("普通事项", (p, _) => !NeedsHead(p));

    private static readonly When<Petition> ReceiptMoves = new("更改已告知事项的收到日期", (p, d) => MovesReceipt(p, d));

    private static readonly When<Petition> ReceiptStays = new("更改其他内容", (p, d) => !MovesReceipt(p, d));

    private static readonly When<Petition> LastDelivery = new("全部送达", (p, d) => Undelivered(p, d).Count == 0);

    private static readonly When<Petition> MoreToDeliver = new("尚有信访人未送达", (p, d) => Undelivered(p, d).Count > 0);

    private static readonly When<Petition> FirstRound = new("首次办理", (p, _) => p.Round == 1);

    private static readonly When<Petition> LaterRound = new("重新办理", (p, _) => p.Round > 1);

    private static readonly When<Petition> NotHidden = new("普通事项", (p, _) => !p.IsConfidential);

    private static readonly When<Petition> Hidden = new("检举控告", (p, _) => p.IsConfidential);

    private static readonly When<Petition> DisciplineAlone = new("信访机构须回避的检举控告", (p, _) => p.DisciplineAlone, "handlers");

    private static readonly When<Petition> OfficeMayPropose = new("信访机构可以参与的检举控告", (p, _) => !p.DisciplineAlone, "handlers");

    private static readonly Ask[] AccusationFields =
    [
        Ask.Date(On, "转办日期"), Ask.Colleagues("handlers", "指定办理人", [JW, DG, XF], help: "只有他们和登记人可以看到本件"),
        Ask.Colleague("accusedAccount", "被检举控告人（本单位人员）", [], required: false, help: "系统据此排除本人及向其汇报工作的人员"), Ask.Department("accusedUnit", "被检举控告人所在科室", required: false),
        Ask.Text("transferTo", "移送单位", required: false), Ask.LongText("note", "办理要求", required: false),
    ];

    private static readonly Condition<Petition>[] AccusationConditions = [IsAccusation, NotBeforeReceipt, HandlersNotRecused, HandlersNotBarred, SomeoneMayClose, ActorNotBarred];

    private static readonly Ask[] TerminationFields = [Ask.Date(On, "终止日期"), Ask.Choice<TerminationReason>("ground", "终止情形"), Ask.LongText("reason", "理由")];

    private static readonly Ask[] DeliveryFields =
    [
        Ask.Date(On, "送达日期"),
        Ask.List("petitioners", "受送达人", required: false, help: "一行一人，写姓名或序号；不填即为全部未送达的信访人"),
        Ask.Choice<DeliveryMethod>("method", "送达方式"),
        Ask.Text("proof", "送达凭证", help: "送达回证编号，或邮寄单号"),
        Ask.Text("signedBy", "签收人", required: false),
        Ask.Bool("refused", "拒收"),
        Ask.Text("refusalReason", "拒收情况", required: false),
        Ask.List("witnesses", "见证人", required: false, help: "拒收时填写两名，一行一人"),
        Ask.Choice<Attitude>("attitude", "信访人意见", required: false),
    ];

    private static readonly Ask[] CorrectionFields = [Ask.LongText("reason", "更正理由")];

    /// <summary>三到位一处理 (条例第二十七条): one to four of them apply.</summary>
    private static readonly Ask[] InPlaceFields =
    [
        Ask.LongText("resolved", "诉求合理的，解决问题到位", required: false),
        Ask.LongText("educated", "诉求无理的，思想教育到位", required: false),
        Ask.LongText("helped", "生活困难的，帮扶救助到位", required: false),
        Ask.LongText("disciplined", "行为违法的，依法处理", required: false),
    ];

    private static readonly Ask[] OpinionFields =
    [
        Ask.Choice<Outcome>("outcome", "处理结果"), Ask.LongText("opinion", "处理意见"), Ask.LongText("basis", "法律法规依据"),
        Ask.EachDemand<Outcome>("outcomes", "逐项结果"), Ask.EachDemand("answers", "逐项答复", help: "有多项诉求的，一项一行"),
        Ask.Text("performer", "执行单位", required: false, help: "予以支持的必填"), Ask.Date("performBy", "执行期限", required: false, help: "予以支持的必填", future: true),
        Ask.Bool("hasRisk", "存在稳定风险"), Ask.Bool("isMajor", "重大复杂疑难"),
        .. InPlaceFields,
    ];

    private static readonly Condition<Petition>[] OpinionConditions =
        [Ordinary, Investigated, OutcomeOfOpinion, EveryDemandAnswered, EveryDemandDecided, SupportIsPerformed];

    private static readonly Ask[] SimpleFields =
    [
        Ask.Choice<SimpleGround>("ground", "简易办理情形"),
        Ask.Bool("mayRefuse", "可能不予支持", required: true), Ask.Bool("hasProcedure", "已进入或可通过法定行政程序", required: true), Ask.Bool("manyParties", "涉及多个责任主体", required: true),
        Ask.Department("department", "承办科室"), Ask.User("handler", "承办人"),
    ];

    private static readonly Condition<Petition>[] SimpleConditions =
        [Ordinary, IsClaim, FirstPetition, NotOrdered, NotCollective, NoRefusalLikely, NoProcedure, OneParty, WithinSimpleTime, HandlerNotRecused];

    private static readonly Ask[] DivertFields =
    [
        Ask.Date(On, "告知日期"), Ask.Choice<Route>("route", "办理途径"), Ask.Choice<Procedure>("procedure", "具体程序"), Ask.Text("organ", "受理机关"),
        Ask.Text("organContact", "该机关地址、电话", required: false), Ask.Text("basis", "法律依据"),
        Ask.Text("limit", "该程序的期限", required: false, help: "履职为2个月，特别法另有规定的写 30日、3个月或具体日期"), Ask.LongText("explanation", "告知内容", required: false),
    ];

    private static readonly Ask[] MergeFields =
    [
        Ask.Date(On, "并案日期"), Ask.Case("master", "主件编号"), Ask.Bool("sameMatter", "主要诉求和事实基本相同", required: true), Ask.LongText("reason", "认定为同一事项的理由"),
    ];

    private static readonly Ask[] HearingFields =
    [
        Ask.Date(On, "听证通知日期"), Ask.Date("heldOn", "举行日期", future: true), Ask.Text("time", "举行时间", required: false, help: "时:分"), Ask.Text("place", "地点"),
        Ask.Text("chair", "主持人"), Ask.List("panel", "听证员", help: "一行一人"), Ask.LongText("subject", "听证事项"),
    ];

    private static readonly Ask[] ReviewRequestFields =
    [
        Ask.Date(On, "收到申请日期", help: "复查复核机关收到申请之日"), Ask.Text("organ", "受理机关"), Ask.List("applicants", "申请人", required: false, help: "一行一人；不填即为全部信访人"),
        Ask.LongText("claim", "申请理由", required: false), Ask.LongText("lateReason", "逾期理由", required: false, help: "逾期而有正当理由的填写"),
    ];

    private static readonly Ask[] ReviewOpinionFields =
    [
        Ask.Date(On, "意见日期"), Ask.Text("number", "意见书文号"), Ask.Choice<ReviewResult>("result", "结论"), Ask.LongText("conclusion", "意见要点", required: false), Ask.Date("deliveredOn", "送达信访人日期"),
    ];

    private static readonly Ask[] DeliveriesOfReview =
        [Ask.List("deliveries", "各信访人的送达日期", required: false, help: "日期不同的才填，一行一人，写作“姓名 2025-05-01”；没有写到的，按上面的送达日期")];

    public static readonly CaseWorkflow<Petition, PetitionState, PetitionStep> Engine = new("petition", "信访事项",
    [
        new(Draft, 2, 0), new(Registered, 2, 1),
        new(ObjectionFiled, 1, 2), new(Returned, 1, 3, IsEnd: true),
        new(Forwarded, 0, 2, IsEnd: true), new(ReferredOut, 0, 3, IsEnd: true), new(NotAccepted, 0, 4, IsEnd: true), new(NoLongerAccepted, 0, 5, IsEnd: true), new(Merged, 0, 6, IsEnd: true),
        new(Diverted, 1, 4), new(PetitionState.Confidential, 4, 2), new(PetitionState.Suggestion, 4, 3), new(SimpleHandling, 3, 2),
        new(Accepted, 2, 2), new(Handling, 2, 3), new(Rehandling, 3, 3), new(OpinionReview, 2, 4), new(OpinionIssued, 2, 5), new(Concluded, 2, 6),
        new(UnderReview, 3, 6), new(Reviewed, 3, 7), new(UnderRecheck, 3, 8), new(Finalized, 3, 9, IsEnd: true),
        new(Lapsed, 2, 8, IsEnd: true), new(Closed, 4, 5, IsEnd: true), new(Withdrawn, 4, 6, IsEnd: true), new(Terminated, 4, 7, IsEnd: true), new(Archived, 2, 10, IsEnd: true),
    ],
    [
        new("1", [Draft], Register, Registered)
        {
            Proposers = [RC, XF, SYS], Article = "第二十一条、第二十三条", Starts = ["C1", "C2", "C11"], Document = "信访事项登记表", Duty = "甄别并告知",
        },
        new("2", BeforeSigning, Correct, null)
        {
            When = ReceiptStays, Proposers = [RC, XF], Asks = CorrectionFields, TakesMore = true, Article = "第二十一条",
        },
        new("2", BeforeSigning, Correct, null)
        {
            When = ReceiptMoves, Proposers = [XF], Approvers = [[VL]], Asks = CorrectionFields, TakesMore = true, Article = "第二十一条",
        },
        new("3", OpenStates, MarkUrgent, null)
        {
            Proposers = [RC, XF], Conditions = [Ordinary], Article = "第二十五条", Document = "紧急信息报告", Duty = "续报、处置，直至解除",
            Asks =
            [
                Ask.Date(On, "报告日期"), Ask.Text("occurredAt", "发生时间", required: false, help: "时:分，如 09:20"), Ask.Text("reportedAt", "报告时间", required: false, help: "时:分，如 09:45"),
                Ask.Text("reportedTo", "报告对象", help: "本级党委和政府、主管部门、联席会议办公室"), Ask.LongText("what", "情况"), Ask.LongText("measures", "已采取的措施", required: false),
            ],
        },
        new("4", [Registered], PetitionStep.Object, ObjectionFiled)
        {
            Proposers = [XF], Approvers = [[VL]], Conditions = [Ordinary, CameFromElsewhere, NotBeforeReceipt, WithinObjectionTime], Stops = ["C2"], Article = "第二十三条第三款", Document = "异议函", Duty = "等待对方核实，告知期限照常计算",
            Asks = [Ask.Date(On, "异议函日期"), Ask.LongText("reason", "异议理由"), Ask.Text("unit", "建议责任单位"), Ask.Text("basis", "依据（职责文件）")],
        },
        new("5", [ObjectionFiled], ObjectionAgreed, Returned)
        {
            Proposers = [XF], Conditions = [NotBeforeReceipt], Stops = ["C1"], Article = "第二十三条第三款", Document = "退回函", Duty = "归档",
            Asks = [Ask.Date(On, "收到同意的日期"), Ask.Text("proof", "对方复函文号或记录"), Ask.List("materials", "退还材料清单", help: "一行一件")],
        },
        new("6", [ObjectionFiled], ObjectionRefused, Registered)
        {
            Proposers = [XF], Conditions = [NotBeforeReceipt], Article = "第二十三条第三款", Duty = "在告知期限内甄别办理",
            Asks = [Ask.Date(On, "收到答复的日期"), Ask.LongText("reason", "对方不同意的理由")],
        },
        new("7", [Registered], Forward, Forwarded)
        {
            Proposers = [XF], Approvers = [[VL]], Conditions = [Ordinary, NotBeforeReceipt, OrderHasLimit], Stops = ["C1"], Article = "第二十三条第一款、第二款", Document = "转送函、转送告知书", Duty = "交办的，跟踪下级办结",
            Asks =
            [
                Ask.Date(On, "转送交办日期"), Ask.Text("organ", "下级单位"), Ask.Text("organContact", "该单位联系方式", required: false), Ask.Bool("isOrder", "交办（要求报结）"),
                Ask.Date("due", "指定办理期限", required: false, help: "交办的必填", future: true), Ask.LongText("explanation", "办理要求", required: false),
            ],
        },
        new("8", [Registered], ReferOut, ReferredOut)
        {
            Proposers = [XF], Approvers = [[VL]], Conditions = [Ordinary, CameDirectly, NotBeforeReceipt], Stops = ["C1"], Article = "第二十三条", Document = "程序性告知书",
            Asks = [Ask.Date(On, "告知日期"), Ask.Text("organ", "有权机关"), Ask.Text("organContact", "该机关地址、电话", required: false), Ask.Text("basis", "依据"), Ask.LongText("explanation", "告知内容", required: false)],
        },
        new("9", [Registered], Decline, NotAccepted)
        {
            Proposers = [XF], Approvers = [[VL]], Conditions = [Ordinary, NotBeforeReceipt], Stops = ["C1"], Article = "第十九条、第三十五条、第三十六条", Document = "不予受理告知书",
            Asks = [Ask.Date(On, "告知日期"), Ask.Choice<DeclineGround>("ground", "不予受理情形"), Ask.Text("basis", "依据"), Ask.Text("related", "相关事项编号", required: false), Ask.LongText("explanation", "理由")],
        },
        new("10", [Registered], DeclineForGood, NoLongerAccepted)
        {
            Proposers = [XF], Approvers = [[VL]], Conditions = [Ordinary, NotBeforeReceipt, LinkedFinalized, NoNewFacts], Stops = ["C1"], Article = "第三十六条第三款", Document = "不再受理告知书",
            Asks =
            [
                Ask.Date(On, "告知日期"), Ask.Case("related", "已三级终结的事项编号"), Ask.LongText("comparison", "比对说明", help: "与原事项的诉求、事实和理由逐一比对"),
                Ask.Bool("noNewFacts", "没有新的事实和理由", required: true), Ask.Text("checkedBy", "核对人"), Ask.LongText("explanation", "告知内容", required: false),
            ],
        },
        new("11", [Registered], Merge, Merged)
        {
            Proposers = [XF], Approvers = [[SH]], Conditions = [Ordinary, NotBeforeReceipt, MasterFound, MasterOpen, PetitionConditions.SamePerson, SameMatter], Stops = ["C1"], Article = "重信重访认定规则", Document = "并案告知书", Duty = "随主件办理，主件期限不变",
            Asks = MergeFields,
        },
        new("12", [Registered], Divert, Diverted)
        {
            Proposers = [SH, XF], Approvers = [[VL]], Conditions = [Ordinary, IsClaim, RouteIsAnother, NotBeforeReceipt, LimitReadable], Stops = ["C1"], Starts = ["C12"], Article = "第三十一条第一至五项", Document = "程序性告知书", Duty = "跟踪该程序的结果",
            Asks = DivertFields,
        },
        new("13", [Registered], TakeAccusation, PetitionState.Confidential)
        {
            When = OfficeMayPropose, Proposers = [XF], Approvers = [[DG, JW]], Conditions = AccusationConditions, Stops = ["C1"], Article = "第三十条", Document = "线索移送单", Duty = "由指定人员办理，不得透露给被检举控告人",
            Asks = AccusationFields,
        },
        new("13b", [Registered], TakeAccusation, PetitionState.Confidential)
        {
            When = DisciplineAlone, Proposers = [JW], Conditions = AccusationConditions, Stops = ["C1"], Article = "第三十条", Document = "线索移送单", Duty = "由派驻纪检直接办理，不得透露给被检举控告人",
            Asks = AccusationFields,
        },
        new("13a", [Registered], PetitionStep.SplitAccusation, null)
        {
            When = NotHidden, Proposers = [XF], Article = "第三十条", Duty = "检举控告部分单独办理，本件只留其他诉求",
            Conditions = [SomeDemandsStay],
            Asks =
            [
                Ask.List("demands", "分出的诉求项", help: "写序号，一行一项"), Ask.Text("accused", "被检举控告人或单位"), Ask.LongText("accusation", "检举控告的内容"),
                Ask.Text("title", "本件新标题", help: "不得出现被检举控告人"), Ask.LongText("summary", "本件新概况", help: "不得出现被检举控告人"), Ask.LongText("facts", "本件新的事实与理由", required: false),
            ],
        },
        new("14", [Registered], TakeSuggestion, PetitionState.Suggestion)
        {
            Proposers = [XF], Conditions = [Ordinary, IsSuggestion, NotBeforeReceipt, HandlerNotRecused], Stops = ["C1"], Starts = ["C14"], Article = "第二十九条", Document = "接收告知书", Duty = "研究论证并回复",
            Asks = [Ask.Date(On, "告知日期"), Ask.Department("department", "承办科室"), Ask.User("handler", "承办人"), Ask.Text("contact", "联系人及电话", required: false)],
        },
        new("15", [Registered], Accept, Accepted)
        {
            Proposers = [XF], Approvers = [[SH, VL]], Conditions = [Ordinary, IsClaim, RouteIsR6, WithinPowers, WaysFit, NotBeforeReceipt],
            Stops = ["C1"], Starts = ["C3"], Article = "第二十三条、第三十一条、第三十四条", Document = "受理告知书", Duty = "交办科室",
            Asks =
            [
                Ask.Date(On, "受理日期", help: "受理告知书的落款日期"), Ask.Choice<Route>("route", "办理途径"), Ask.Bool("withinPowers", "属于本单位职权范围", required: true),
                Ask.EachDemand<DemandWay>("ways", "各诉求项的途径", help: "不填即全部适用信访程序"), Ask.Text("contact", "联系人及电话", required: false),
            ],
        },
        new("16", [Registered], AcceptSimple, SimpleHandling)
        {
            Proposers = [XF], Conditions = [.. SimpleConditions, NotBeforeReceipt], Stops = ["C1", "C9"], Starts = ["C10", "C3"], Article = "《信访事项简易办理办法》第四条至第六条", Document = "受理告知书", Duty = "10个工作日内答复",
            Asks = [Ask.Date(On, "受理日期"), .. SimpleFields, Ask.Text("contact", "联系人及电话", required: false)],
        },
        new("17", [Accepted], Assign, Handling)
        {
            Proposers = [XF, VL], Conditions = [HandlerNotRecused], Article = "第三十二条", Document = "交办单", Duty = "调查核实",
            Asks = [Ask.Department("department", "承办科室"), Ask.User("handler", "承办人"), Ask.Date("internalDue", "内部限办日期", required: false, future: true), Ask.LongText("instruction", "办理要求", required: false)],
        },
        new("18", [Handling, SimpleHandling, Rehandling, PetitionState.Suggestion], Reassign, null)
        {
            Proposers = [SH, XF], Conditions = [HandlerNotRecused, SomeoneElse], Article = "第二十八条", Document = "改派单", Duty = "调查核实",
            Asks = [Ask.User("handler", "新承办人"), Ask.Department("department", "承办科室", required: false, help: "不填即为原科室"), Ask.LongText("reason", "改派理由"), Ask.Bool("recused", "原承办人回避")],
        },
        new("18a", [PetitionState.Confidential], Reassign, null)
        {
            Proposers = [JW, DG], Conditions = [HandlersNotRecused, HandlersNotBarred, SomeoneMayClose, ActorNotBarred], Article = "第二十八条、第三十条", Duty = "由指定人员办理",
            Asks = [Ask.Colleagues("handlers", "指定办理人", [JW, DG, XF], help: "未列入的不再看到本件"), Ask.LongText("reason", "改派理由")],
        },
        new("19", [Handling, SimpleHandling, Rehandling, PetitionState.Suggestion], Investigate, null)
        {
            Proposers = [CW], Conditions = [NotBeforeReceipt], Article = "第三十二条", Document = "调查笔录",
            Asks = [Ask.Date(On, "调查日期"), Ask.Text("place", "地点"), Ask.List("investigators", "调查人员", help: "一行一人"), Ask.Text("interviewee", "被调查人", required: false), Ask.LongText("record", "调查情况")],
        },
        new("20", [Handling], Extend, null)
        {
            Proposers = [CW], Approvers = [[SH], [VL], [DG]], Conditions = [FirstExtension, BeforeLimit, ThirtyDays], Article = "第三十四条", Document = "延期办理告知书", Duty = "在原期限届满前告知信访人延期理由",
            Asks = [Ask.Int("days", "延长天数", help: "1至30日"), Ask.LongText("reason", "延期理由")],
        },
        new("21", [Handling, Rehandling], Mediate, null)
        {
            Proposers = [CW], Conditions = [BothAgree, NotYetMediated, NotBeforeReceipt], Article = "第三十三条", Duty = "办理期限不停止",
            Asks = [Ask.Date(On, "启动日期"), Ask.Text("mediator", "调解人"), Ask.List("parties", "当事人", help: "一行一方"), Ask.Text("dispute", "争议事项"), Ask.Bool("bothAgree", "双方自愿", required: true)],
        },
        new("22", [Handling, Rehandling], Settle, Closed)
        {
            Proposers = [CW], Approvers = [[SH], [VL]], Conditions = [Mediated, NotBeforeAcceptance], Stops = ["C3"], Article = "第三十三条", Document = "调解协议书", Duty = "督促按期履行",
            Asks = [Ask.Date(On, "协议签订日期"), Ask.LongText("agreement", "协议内容"), Ask.Text("performer", "履行单位"), Ask.Date("performBy", "履行期限", future: true), .. InPlaceFields],
        },
        new("23", [Handling, Rehandling], Hear, null)
        {
            Proposers = [DG], Conditions = [NoHearingOpen], Article = "第三十一条第六项", Document = "听证通知书", Duty = "举行听证并形成报告；办理期限不停止（设置另有规定的除外）", Asks = HearingFields,
        },
        new("23a", [UnderRecheck], Hear, null)
        {
            Proposers = [XF], Conditions = [NoHearingOpen], Article = "第三十六条第二款", Duty = "听证时间不计入复核期限", Asks = HearingFields,
        },
        new("24", [SimpleHandling], ReplySimple, OpinionIssued)
        {
            Proposers = [CW], Approvers = [[SH]], Conditions = [SimpleRefusesNothing, CallNoted, EveryDemandAnswered, SupportIsPerformed, NotBeforeAcceptance], Stops = ["C10", "C3"], Starts = ["C4"], Article = "《信访事项简易办理办法》", Document = "简易办理答复", Duty = "送达信访人",
            Asks =
            [
                Ask.Date(On, "答复日期"), Ask.Choice<Outcome>("outcome", "处理结果"), Ask.LongText("opinion", "答复内容"), Ask.LongText("basis", "依据", required: false), Ask.EachDemand("answers", "逐项答复"),
                Ask.Choice<ReplyChannel>("channel", "答复方式"), Ask.Text("contact", "号码、时间、通话人", required: false, help: "电话、短信答复的必填"),
                Ask.Text("performer", "执行单位", required: false, help: "予以支持的必填"), Ask.Date("performBy", "执行期限", required: false, help: "予以支持的必填", future: true), .. InPlaceFields,
            ],
        },
        new("25", [SimpleHandling], ToOrdinary, Handling)
        {
            Proposers = [CW, XF, SYS], Stops = ["C10"], Article = "《信访事项简易办理办法》", Document = "转普通程序告知书", Duty = "办理期限仍自原受理日期起算",
            Asks = [Ask.LongText("reason", "转普通程序的理由"), Ask.Text("contact", "联系人及电话", required: false)],
        },
        new("26", [Handling], SubmitOpinion, OpinionReview)
        {
            Proposers = [CW], Conditions = OpinionConditions, Article = "第三十二条", Document = "审批单", Duty = "审核、签发",
            Asks = OpinionFields,
        },
        new("27", [OpinionReview], ReturnOpinion, Handling)
        {
            When = FirstRound, Proposers = [SH, LEGAL, VL, DG], Asks = [Ask.LongText("reason", "修改意见")], Article = "第三十二条", Duty = "修改后重新提交",
        },
        new("27a", [OpinionReview], ReturnOpinion, Rehandling)
        {
            When = LaterRound, Proposers = [SH, LEGAL, VL, DG], Asks = [Ask.LongText("reason", "修改意见")], Article = "第三十二条", Duty = "修改后重新提交",
        },
        new("28", [OpinionReview], Sign, OpinionIssued)
        {
            When = NotMajor, Proposers = [VL], Conditions = [SignerIsNotAuthor, NotBeforeAcceptance], Stops = ["C3"], Starts = ["C4"], Article = "第三十二条、第三十四条", Document = "信访处理意见书", Duty = "送达信访人",
            Asks = [Ask.Date(On, "签发日期", help: "意见书的落款日期"), Ask.Text("comment", "签批意见", required: false)],
        },
        new("28", [OpinionReview], Sign, OpinionIssued)
        {
            When = Major, Proposers = [DG], Conditions = [SignerIsNotAuthor, NotBeforeAcceptance], Stops = ["C3"], Starts = ["C4"], Article = "第三十二条、第三十四条", Document = "信访处理意见书", Duty = "送达信访人",
            Asks = [Ask.Date(On, "签发日期", help: "意见书的落款日期"), Ask.Text("comment", "签批意见", required: false)],
        },
        new("29", [OpinionIssued], Deliver, Concluded)
        {
            When = LastDelivery, Proposers = [CW, RC], Conditions = [NotBeforeSigning, RecipientsKnown, SomeoneSigned, TwoWitnesses], Stops = ["C4"], Starts = ["C5", "C13"], Article = "第三十五条", Document = "送达回证", Duty = "30日内可申请复查", Asks = DeliveryFields,
        },
        new("29", [OpinionIssued], Deliver, null)
        {
            When = MoreToDeliver, Proposers = [CW, RC], Conditions = [NotBeforeSigning, RecipientsKnown, SomeoneSigned, TwoWitnesses], Starts = ["C5"], Article = "第三十五条", Document = "送达回证", Duty = "送达其余信访人", Asks = DeliveryFields,
        },
        new("29a", [Concluded, UnderReview, Reviewed, UnderRecheck, Finalized, Lapsed], Evaluate, null)
        {
            Proposers = [RC, XF], Conditions = [MayBeRated, NotYetRated, NotBeforeDelivery, WithinEvaluation, RealRating, WhyDissatisfied], Stops = ["C13"], Article = "群众满意度评价工作办法",
            Asks = [Ask.Date(On, "评价日期"), Ask.Choice<Satisfaction>("rating", "满意度"), Ask.LongText("reason", "不满意的原因", required: false)],
        },
        new("29b", [Accepted, Handling, OpinionReview, OpinionIssued, Concluded, UnderReview, Reviewed, UnderRecheck, Finalized, Rehandling, Diverted, Lapsed, Closed], ReportCompletion, null)
        {
            Proposers = [CW, XF], Approvers = [[DG]], Conditions = [Ordinary, CameByOrder, ReportedOnce, NotBeforeReceipt], Stops = ["C11"], Article = "第二十二条第一款第三项", Document = "办结报告",
            Asks = [Ask.Date(On, "报告日期"), Ask.LongText("report", "办理过程、事实和处理"), Ask.Choice<Attitude>("attitude", "信访人态度"), Ask.List("materials", "附件清单", required: false, help: "一行一件")],
        },
        new("30", [Concluded], RequestReview, UnderReview)
        {
            Proposers = [RC, XF], Conditions = [ApplicantsKnown, NotBeforeDelivery, WithinReviewTime], Stops = ["C5"], Starts = ["C6"], Article = "第三十五条", Document = "复查申请登记表", Duty = "复查机关30日内答复", Asks = ReviewRequestFields,
        },
        new("31", [Concluded], Lapse, Lapsed)
        {
            Proposers = [SYS], Conditions = [EveryPeriodOver], Stops = ["C5"], Article = "第三十五条", Duty = "归档",
        },
        new("32", [UnderReview], RecordReview, Reviewed)
        {
            Proposers = [XF], Conditions = [NotRevoked, NotBeforeRequest, DeliveredAfterOpinion, DeliveriesReadable], Stops = ["C6"], Starts = ["C7"], Article = "第三十五条", Document = "复查意见书", Duty = "30日内可申请复核，自各人收到之日起算",
            Asks = [.. ReviewOpinionFields, .. DeliveriesOfReview],
        },
        new("33", [UnderReview, UnderRecheck], OrderRehandling, Rehandling)
        {
            Proposers = [XF], Conditions = [NotBeforeRequest, LimitReadable], Stops = ["C6", "C8"], Starts = ["C3"], Article = "第三十五条、第三十六条", Document = "复查意见书", Duty = "重新调查处理",
            Asks = [Ask.Date(On, "收到决定的日期"), Ask.Text("number", "决定文号"), Ask.LongText("conclusion", "撤销的理由"), Ask.Text("limit", "决定指定的期限", required: false, help: "30日或具体日期；不填即为60日")],
        },
        new("34", [Rehandling], SubmitNewOpinion, OpinionReview)
        {
            Proposers = [CW], Conditions = [.. OpinionConditions, DifferentOpinion], Article = "第三十二条", Document = "审批单", Duty = "审核、签发",
            Asks = [.. OpinionFields, Ask.LongText("difference", "与原意见的区别", help: "新的事实、理由或不同的结论")],
        },
        new("35", [Reviewed], RequestRecheck, UnderRecheck)
        {
            Proposers = [RC, XF], Conditions = [ApplicantsKnown, NotBeforeDelivery, WithinRecheckTime], Stops = ["C7"], Starts = ["C8"], Article = "第三十六条第一款", Document = "复核申请登记表", Duty = "复核机关30日内答复", Asks = ReviewRequestFields,
        },
        new("36", [Reviewed], Lapse, Lapsed)
        {
            Proposers = [SYS], Conditions = [EveryPeriodOver], Stops = ["C7"], Article = "第三十六条第一款", Duty = "归档",
        },
        new("37", [UnderRecheck], RecordRecheck, Finalized)
        {
            Proposers = [XF], Conditions = [NotRevoked, NotBeforeRequest, DeliveredAfterOpinion], Stops = ["C8"], Article = "第三十六条", Document = "复核意见书", Duty = "三级终结，归档", Asks = ReviewOpinionFields,
        },
        new("38", [PetitionState.Suggestion], ReplySuggestion, Closed)
        {
            Proposers = [SH], Approvers = [[VL]], Conditions = [NotBeforeReceipt], Stops = ["C14"], Article = "第二十九条", Document = "建议答复", Duty = "归档",
            Asks = [Ask.Date(On, "回复日期"), Ask.Choice<Adoption>("adopt", "采纳情况"), Ask.LongText("reason", "理由"), Ask.LongText("reply", "回复内容")],
        },
        new("39", [PetitionState.Confidential], CloseAccusation, Closed)
        {
            Proposers = [JW, DG], Conditions = [NotBeforeReceipt], Article = "第三十条", Duty = "归档",
            Asks = [Ask.Date(On, "办结日期"), Ask.LongText("result", "办理结果", help: "只有指定人员可以看到")],
        },
        new("40", [Diverted], CloseDiverted, Closed)
        {
            Proposers = [CW, XF], Conditions = [NotBeforeReceipt], Stops = ["C12"], Article = "第三十一条", Duty = "归档",
            Asks = [Ask.Date(On, "办结日期"), Ask.LongText("result", "该程序的结果，或者已告知信访人的情况")],
        },
        new("41", [.. BeforeSigning, PetitionState.Suggestion], Withdraw, Withdrawn)
        {
            Proposers = [RC], Approvers = [[SH]], Conditions = [Ordinary, NotBeforeReceipt, EveryoneSigned, NoPublicRisk], Stops = ["C1", "C3", "C10", "C14"], Document = "撤回申请、终止告知书", Duty = "归档",
            Asks = [Ask.Date(On, "撤回日期"), Ask.List("signers", "在撤回申请上签名的信访人", help: "一行一人，须为全部信访人"), Ask.LongText("reason", "撤回理由"), Ask.Bool("noPublicRisk", "不涉及公共安全或公共利益", required: true)],
        },
        new("42", OpenStates, Terminate, Terminated)
        {
            When = NotHidden, Proposers = [XF], Approvers = [[VL]], Conditions = [NotBeforeReceipt], Stops = ["C1", "C3", "C4", "C5"], Document = "终止告知书", Duty = "归档",
            Asks = TerminationFields,
        },
        new("42a", [Registered, PetitionState.Confidential], Terminate, Terminated)
        {
            When = Hidden, Proposers = [JW, DG], Conditions = [NotBeforeReceipt], Article = "第三十条", Duty = "只有指定人员可以看到", Asks = TerminationFields,
        },
        new("43", [Merged], Unmerge, Registered)
        {
            Proposers = [XF], Approvers = [[VL]], Starts = ["C1"], Duty = "告知期限自原收到日期继续计算",
            Asks = [Ask.Date(On, "撤销日期"), Ask.LongText("reason", "撤销并案的理由")],
        },
        new("44", Ends, Archive, Archived)
        {
            When = NotHidden, Proposers = [AR], Conditions = [PaperOnFile, DeliveryOnFile, NothingPending, NothingBeside, ThreeInPlace], Article = "国家档案局令第8号", Document = "卷内目录",
            Asks = [Ask.Date(On, "归档日期"), Ask.Choice<Retention>("retention", "保管期限"), Ask.Text("place", "存放位置", required: false), .. InPlaceFields],
        },
        new("44a", [Closed, Terminated], Archive, Archived)
        {
            When = Hidden, Proposers = [JW, DG, XF], Conditions = [NotBeforeReceipt, NothingPending, NothingBeside], Article = "第三十条", Duty = "只有指定人员可以看到",
            Asks = [Ask.Date(On, "归档日期"), Ask.Choice<Retention>("retention", "保管期限"), Ask.Text("place", "存放位置", required: false)],
        },
        new("45", [Archived, Closed, Lapsed], Reopen, Rehandling)
        {
            Proposers = [XF], Approvers = [[DG]], Conditions = [Ordinary, IsClaim, NotBeforeReceipt, LimitReadable, HandlerNotRecused], Starts = ["C3"], Article = "第三十五条、第四十条", Document = "审批单", Duty = "重新调查处理",
            Asks =
            [
                Ask.Date(On, "重启日期"), Ask.Choice<ReopenGround>("ground", "重启情形"), Ask.LongText("reason", "依据和理由"), Ask.Text("limit", "指定的期限", required: false, help: "30日或具体日期；不填即为60日"),
                Ask.Department("department", "承办科室"), Ask.User("handler", "承办人"),
            ],
        },
        new("46", [.. OpenStates, Forwarded, Lapsed, Closed, Finalized], Supervise, null)
        {
            Proposers = [SU, SYS], Conditions = [Ordinary], Starts = ["督办期限"], Article = "第四十条", Document = "督办函", Duty = "在限期内反馈",
            Asks =
            [
                Ask.Date(On, "立项日期"), Ask.Choice<SupervisionGround>("ground", "督办情形"), Ask.LongText("issue", "问题"), Ask.LongText("demand", "要求", required: false),
                Ask.Text("unit", "被督办科室或人员"), Ask.Date("due", "反馈期限", future: true), Ask.Text("trigger", "触发条件", required: false),
            ],
        },
        new("47", [.. OpenStates, Lapsed, Finalized], LeadCase, null)
        {
            Proposers = [XF], Approvers = [[DG]], Conditions = [Ordinary], Starts = ["包案期限"], Article = "第十八条", Document = "包案表", Duty = "制定化解方案并推进",
            Asks = [Ask.Date(On, "包案日期"), Ask.Colleague("leader", "包案领导", [VL, DG]), Ask.Text("unit", "责任单位"), Ask.Text("person", "责任人", required: false), Ask.Date("due", "化解时限", future: true), Ask.LongText("plan", "化解方案")],
        },
        new("48", [Accepted, Handling], Divert, Diverted)
        {
            Proposers = [SH], Approvers = [[VL]], Conditions = [Ordinary, IsClaim, RouteIsAnother, NotBeforeAcceptance, LimitReadable], Stops = ["C3"], Starts = ["C12"], Article = "第三十一条第一至五项", Document = "程序性告知书", Duty = "跟踪该程序的结果；办理期限作废",
            Asks = DivertFields,
        },
        new("49", [Accepted, Handling, OpinionReview], Merge, Merged)
        {
            Proposers = [XF], Approvers = [[SH]], Conditions = [Ordinary, NotBeforeAcceptance, MasterFound, MasterOpen, MasterOlder, PetitionConditions.SamePerson, SameMatter], Stops = ["C3"], Article = "重信重访认定规则", Document = "并案告知书", Duty = "随主件办理，主件期限不变",
            Asks = MergeFields,
        },
        new("50", [Accepted], ToSimple, SimpleHandling)
        {
            Proposers = [XF], Approvers = [[SH]], Conditions = [.. SimpleConditions, NotBeforeAcceptance], Stops = ["C9"], Starts = ["C10"], Article = "《信访事项简易办理办法》第四条至第六条", Duty = "自受理之日起10个工作日内答复",
            Asks = [Ask.Date(On, "改用日期"), .. SimpleFields],
        },
        new("51", [OpinionIssued, Concluded, UnderReview, Reviewed, UnderRecheck, Finalized, Lapsed, Closed], TrackPerformance, null)
        {
            Proposers = [CW], Conditions = [PerformanceOwed], Article = "第三十二条第二款", Document = "执行情况记录",
            Asks = [Ask.Date(On, "日期"), Ask.LongText("progress", "执行情况"), Ask.Bool("done", "已执行完毕"), Ask.Text("proof", "凭证", required: false)],
        },
        new("52", [Concluded, UnderReview, Reviewed, UnderRecheck], Archive, Archived) { Proposers = [AR], Conditions = [ReviewPeriodOver], Article = "第三十五条、第三十六条" },
    ]);

    /// <summary>Marks and side matters that many may open at any time: nobody's work of today.</summary>
    public static readonly IReadOnlySet<PetitionStep> Everyday = new HashSet<PetitionStep>
    {
        Correct, MarkUrgent, Terminate, Withdraw, Supervise, LeadCase, Hear, Mediate, Extend, Reopen, Evaluate, ReportCompletion, Merge, Divert, PetitionStep.SplitAccusation, ToOrdinary, ToSimple,
    };

    /// <summary>Those whom a delivery with this data would leave without the opinion.</summary>
    internal static List<Petitioner> Undelivered(Petition petition, StepData data)
    {
        var named = data.List("petitioners");
        return [.. petition.Petitioners.Where(p => p.DeliveredOn is null && named.Count > 0 && !named.Any(n => IsNamed(p, n)))];
    }

    /// <summary>The lines of 各信访人的送达日期: whom each names and his day; null for what cannot be read.</summary>
    internal static IEnumerable<(Petitioner? Person, DateOnly? On)> Deliveries(Petition petition, StepData data) => data.List("deliveries").Select(line =>
    {
        var cut = line.LastIndexOfAny([' ', '　', '，', '：', ':', ',']);
        var name = cut < 0 ? "" : line[..cut].Trim();
        return (petition.Petitioners.Find(p => IsNamed(p, name)), StepData.Of(("on", line[(cut + 1)..])).Date("on"));
    });

    internal static bool IsNamed(Petitioner petitioner, string name) => name == petitioner.Name || name == petitioner.Position.ToString();

    private static bool NeedsHead(Petition p) => p.IsGroup || p.IsMajor || p.IsUrgent || (p.Outcome == Outcome.NotSupported && p.HasRisk);

    private static bool MovesReceipt(Petition p, StepData data) =>
        p.NoticeOn is not null && data.Has("receivedOn") && data.Date("receivedOn") != p.ReceivedOn;
}
