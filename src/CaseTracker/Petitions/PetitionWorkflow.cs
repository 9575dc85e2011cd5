using CaseTracker.Clocks;
using CaseTracker.Workflow;
using static CaseTracker.Accounts.Role;
using static CaseTracker.Petitions.PetitionState;
using static CaseTracker.Petitions.PetitionStep;

namespace CaseTracker.Petitions;

/// <summary>办理流程，依据《信访工作条例》（2022年5月1日起施行）：the ordinary way of a petition. The numbers are those of the bureau's list of transitions.</summary>
public static class PetitionWorkflow
{
    /// <summary>The field of every step that says on which day the thing became true.</summary>
    public const string On = "on";

    private static readonly PetitionState[] OpenStates = [Registered, Accepted, Handling, OpinionReview, OpinionIssued, Concluded];

    private static readonly Condition<Petition> Ordinary = new(
        a => !a.Case.IsConfidential, "检举控告类事项按检举控告程序办理，不适用本步骤", "第三十条", "派驻纪检或指定经办人");

    private static readonly Condition<Petition> IsClaim = new(
        a => a.Case.Kind == PetitionKind.Claim, "只有申诉求决类事项适用信访程序，请先更正信访目的或按其类别办理", "第三十一条", "更正");

    private static readonly Condition<Petition> RouteIsR6 = new(
        a => a.Data.Choice<Route>("route") == Petitions.Route.R6, "属于诉讼、仲裁、党内申诉、行政程序或履职途径的，应当导入该途径，不得按信访程序受理", "第三十一条", "改选途径", "route");

    private static readonly Condition<Petition> WithinPowers = new(
        a => a.Data.Bool("withinPowers") == true, "不属于本单位职权范围的，应当告知信访人向有权机关提出", "第二十三条", "告知向有权机关提出", "withinPowers");

    private static readonly Condition<Petition> CameDirectly = new(
        a => a.Case.Source == PetitionSource.Direct, "转送、交办来的事项不属于本单位职权的，应当向转送、交办机关提出异议，不能直接告知信访人", "第二十三条第三款");

    private static readonly Condition<Petition> NotBeforeReceipt = new(
        a => a.Data.Date(On) >= a.Case.ReceivedOn, "日期不得早于收到日期", Field: On, Say: a => $"日期不得早于收到日期 {a.Case.ReceivedOn:yyyy-MM-dd}");

    private static readonly Condition<Petition> NotBeforeAcceptance = new(
        a => !(a.Data.Date(On) < a.Case.AcceptedOn), "日期不得早于受理日期", Field: On, Say: a => $"日期不得早于受理日期 {a.Case.AcceptedOn:yyyy-MM-dd}");

    private static readonly Condition<Petition> NotBeforeSigning = new(
        a => a.Data.Date(On) >= a.Case.SignedOn, "送达日期不得早于签发日期", Field: On, Say: a => $"送达日期不得早于签发日期 {a.Case.SignedOn:yyyy-MM-dd}");

    private static readonly Condition<Petition> Investigated = new(
        a => a.Case.InvestigationCount > 0, "提交意见前至少要有一份调查记录", "第三十二条", "承办人：调查记录");

    private static readonly Condition<Petition> EveryDemandAnswered = new(
        a => a.Case.Demands.Count <= 1 || a.Data.List("answers").Count == a.Case.Demands.Count,
        "每一项诉求都要逐项答复", "第三十二条", Field: "answers", Say: a => $"本件有{a.Case.Demands.Count}项诉求，请逐项答复（一项一行）");

    private static readonly Condition<Petition> AnswersGiven = new(
        a => a.Case.Demands.Count <= 1 || a.Data.Has("answers") || !a.Data.Has("opinion"),
        "每一项诉求都要逐项答复", "第三十二条", "承办人", "opinion", a => $"本件有{a.Case.Demands.Count}项诉求，请在“逐项答复”中一项一行填写");

    private static readonly Condition<Petition> HandlerNotRecused = new(
        a => a.Data.Guid("handler") is not { } handler || !a.Case.IsRecused(handler), "该人员已回避，请另选承办人", "第二十八条", Field: "handler");

    private static readonly Condition<Petition> SomeoneElse = new(
        a => a.Data.Guid("handler") != a.Case.HandlerId, "新承办人与现承办人相同，请另选", Field: "handler");

    private static readonly Condition<Petition> FirstExtension = new(
        a => a.Case.ExtensionDays is null, "办理期限只能延长一次", "第三十四条");

    private static readonly Condition<Petition> BeforeLimit = new(
        a => a.Case.Clocks.FirstOrDefault(c => c.Id == ClockId.C3) is { } handling && handling.Dates.Allows(a.On),
        "办理期限已过，不能再申请或批准延期", "第三十四条", Say: a => a.Case.Clocks.FirstOrDefault(c => c.Id == ClockId.C3) is { } c
            ? $"办理期限 {c.Dates.Legal ?? c.Dates.Raw:yyyy-MM-dd} 已过，不能再申请或批准延期" : "办理期限尚未起算");

    private static readonly Condition<Petition> ThirtyDays = new(
        a => a.Data.Int("days") is >= 1 and <= 30, "延长期限为1至30日", "第三十四条", Field: "days");

    private static readonly Condition<Petition> SignerIsNotAuthor = Condition.NotByAuthor<Petition>(
        p => new[] { p.DraftedById, p.DraftedForId }.OfType<Guid>(), "签发人不得是意见起草人，代理他人时本人与被代理人均不得是起草人");

    private static readonly Condition<Petition> TwoWitnesses = new(
        a => a.Data.Bool("refused") != true || (a.Data.List("witnesses").Count >= 2 && a.Data.Has("refusalReason")),
        "拒收的，应当写明拒收情况并由两名见证人见证", Field: "refused");

    private static readonly Condition<Petition> SomeoneSigned = new(
        a => a.Data.Bool("refused") == true || a.Data.Has("signedBy") || !a.Data.Has("method"), "请填写签收人；拒收的请勾选拒收并填写两名见证人", Field: "method");

    private static readonly Condition<Petition> PaperOnFile = new(
        a => a.Case.ImportedFrom is not null || a.Case.NoticeNumber is null || a.Case.IssuedPapers.Count > 0 || a.Case.AttachmentKinds.Contains("文书"),
        "卷内缺少已编号的文书，请先上传附件（类别“文书”）", LiftedBy: "承办人：上传附件");

    private static readonly Condition<Petition> DeliveryOnFile = new(
        a => a.Case.ImportedFrom is not null || a.Case.OpinionNumber is null || a.Case.DeliveredOn is null || a.Case.AttachmentKinds.Contains("送达回证"),
        "卷内缺少送达回证，请先上传附件（类别“送达回证”）", LiftedBy: "承办人：上传附件");

    private static readonly Condition<Petition> NothingPending = new(
        a => a.Case.Pending is null, "尚有步骤在审批中，不能归档", LiftedBy: "审批人");

    private static readonly Condition<Petition> ReviewPeriodOver = new(
        _ => false, "复查申请期限内不得归档，须待期满未申请（程序办结）后再归档", "第三十五条", "系统（期满日后）");

    private static readonly Condition<Petition> EveryPeriodOver = new(
        a => a.Case.LapsesOn is { } day && a.Today >= day, "复查申请期限尚未届满", "第三十五条",
        Say: a => a.Case.LapsesOn is { } day ? $"复查申请期限至 {day.AddDays(-1):yyyy-MM-dd}，尚未届满" : "复查申请期限的届满日尚不能确定");

    /// <summary>Signed by the head of the bureau: a group visit, a refusal with risk, a major or urgent matter.</summary>
    private static readonly When<Petition> Major = new("集体访、有风险的不予支持、重大事项", (p, _) => NeedsHead(p));

    private static readonly When<Petition> NotMajor = new("普通事项", (p, _) => !NeedsHead(p));

    private static readonly When<Petition> ReceiptMoves = new("更改已告知事项的收到日期", (p, d) => MovesReceipt(p, d));

    private static readonly When<Petition> ReceiptStays = new("更改其他内容", (p, d) => !MovesReceipt(p, d));

    private static readonly When<Petition> LastDelivery = new("全部送达", (p, d) => Undelivered(p, d).Count == 0);

    private static readonly When<Petition> MoreToDeliver = new("尚有信访人未送达", (p, d) => Undelivered(p, d).Count > 0);

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

    public static readonly CaseWorkflow<Petition, PetitionState, PetitionStep> Engine = new("petition", "信访事项",
    [
        new(Draft, 1, 0), new(Registered, 1, 1),
        new(ReferredOut, 0, 2, IsEnd: true), new(NotAccepted, 0, 3, IsEnd: true),
        new(Accepted, 1, 2), new(Handling, 1, 3), new(OpinionReview, 1, 4), new(OpinionIssued, 1, 5), new(Concluded, 1, 6),
        new(Lapsed, 1, 7, IsEnd: true), new(Closed, 2, 6, IsEnd: true), new(Terminated, 2, 3, IsEnd: true), new(Archived, 1, 8, IsEnd: true),
    ],
    [
        new("1", [Draft], Register, Registered)
        {
            Proposers = [RC, XF, SYS], Article = "第二十一条、第二十三条", Starts = ["C1"], Document = "信访事项登记表", Duty = "甄别并告知",
        },
        new("2", [Registered, Accepted, Handling, OpinionReview], Correct, null)
        {
            When = ReceiptStays, Proposers = [RC, XF], Asks = CorrectionFields, TakesMore = true, Article = "第二十一条",
        },
        new("2", [Registered, Accepted, Handling, OpinionReview], Correct, null)
        {
            When = ReceiptMoves, Proposers = [XF], Approvers = [[VL]], Asks = CorrectionFields, TakesMore = true, Article = "第二十一条",
        },
        new("3", [Registered, Accepted, Handling, OpinionReview], MarkUrgent, null)
        {
            Proposers = [RC, XF], Article = "第二十五条", Document = "紧急信息报告",
            Asks = [Ask.Date(On, "报告日期"), Ask.Text("reportedTo", "报告对象", help: "本级党委和政府、主管部门、联席会议办公室"), Ask.LongText("what", "情况")],
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
        new("15", [Registered], Accept, Accepted)
        {
            Proposers = [XF], Approvers = [[SH, VL]], Conditions = [Ordinary, IsClaim, RouteIsR6, WithinPowers, NotBeforeReceipt],
            Stops = ["C1"], Starts = ["C3"], Article = "第二十三条、第三十一条、第三十四条", Document = "受理告知书", Duty = "交办科室",
            Asks = [Ask.Date(On, "受理日期", help: "受理告知书的落款日期"), Ask.Choice<Route>("route", "办理途径"), Ask.Bool("withinPowers", "属于本单位职权范围", required: true), Ask.Text("contact", "联系人及电话", required: false)],
        },
        new("17", [Accepted], Assign, Handling)
        {
            Proposers = [XF, VL], Conditions = [HandlerNotRecused], Article = "第三十二条", Document = "交办单", Duty = "调查核实",
            Asks = [Ask.Department("department", "承办科室"), Ask.User("handler", "承办人"), Ask.Date("internalDue", "内部限办日期", required: false, future: true), Ask.LongText("instruction", "办理要求", required: false)],
        },
        new("18", [Handling], Reassign, null)
        {
            Proposers = [SH, XF], Conditions = [HandlerNotRecused, SomeoneElse], Article = "第二十八条", Document = "改派单", Duty = "调查核实",
            Asks = [Ask.User("handler", "新承办人"), Ask.Department("department", "承办科室", required: false, help: "不填即为原科室"), Ask.LongText("reason", "改派理由"), Ask.Bool("recused", "原承办人回避")],
        },
        new("19", [Handling], Investigate, null)
        {
            Proposers = [CW], Conditions = [NotBeforeReceipt], Article = "第三十二条", Document = "调查笔录",
            Asks = [Ask.Date(On, "调查日期"), Ask.Text("place", "地点"), Ask.List("investigators", "调查人员", help: "一行一人"), Ask.Text("interviewee", "被调查人", required: false), Ask.LongText("record", "调查情况")],
        },
        new("20", [Handling], Extend, null)
        {
            Proposers = [CW], Approvers = [[SH], [VL], [DG]], Conditions = [FirstExtension, BeforeLimit, ThirtyDays], Article = "第三十四条", Document = "延期办理告知书", Duty = "在原期限届满前告知信访人延期理由",
            Asks = [Ask.Int("days", "延长天数", help: "1至30日"), Ask.LongText("reason", "延期理由")],
        },
        new("26", [Handling], SubmitOpinion, OpinionReview)
        {
            Proposers = [CW], Conditions = [Investigated, EveryDemandAnswered, AnswersGiven], Article = "第三十二条", Document = "审批单", Duty = "审核、签发",
            Asks =
            [
                Ask.Choice<Outcome>("outcome", "处理结果"), Ask.LongText("opinion", "处理意见"), Ask.LongText("basis", "法律法规依据"),
                Ask.List("answers", "逐项答复", required: false, help: "有多项诉求的，一项一行"), Ask.Bool("hasRisk", "存在稳定风险"), Ask.Bool("isMajor", "重大复杂疑难"),
            ],
        },
        new("27", [OpinionReview], ReturnOpinion, Handling)
        {
            Proposers = [SH, LEGAL, VL, DG], Asks = [Ask.LongText("reason", "修改意见")], Article = "第三十二条", Duty = "修改后重新提交",
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
            When = LastDelivery, Proposers = [CW, RC], Conditions = [NotBeforeSigning, SomeoneSigned, TwoWitnesses], Stops = ["C4"], Starts = ["C5"], Article = "第三十五条", Document = "送达回证", Duty = "30日内可申请复查", Asks = DeliveryFields,
        },
        new("29", [OpinionIssued], Deliver, null)
        {
            When = MoreToDeliver, Proposers = [CW, RC], Conditions = [NotBeforeSigning, SomeoneSigned, TwoWitnesses], Starts = ["C5"], Article = "第三十五条", Document = "送达回证", Duty = "送达其余信访人", Asks = DeliveryFields,
        },
        new("31", [Concluded], Lapse, Lapsed)
        {
            Proposers = [SYS], Conditions = [EveryPeriodOver], Stops = ["C5"], Article = "第三十五条", Duty = "归档",
        },
        new("42", OpenStates, Terminate, Terminated)
        {
            Proposers = [XF], Approvers = [[VL]], Conditions = [NotBeforeReceipt], Stops = ["C1", "C3", "C4", "C5"], Document = "终止告知书", Duty = "归档",
            Asks = [Ask.Date(On, "终止日期"), Ask.Choice<TerminationReason>("ground", "终止情形"), Ask.LongText("reason", "理由")],
        },
        new("44", [Lapsed, Closed, ReferredOut, NotAccepted, Terminated], Archive, Archived)
        {
            Proposers = [AR], Conditions = [PaperOnFile, DeliveryOnFile, NothingPending], Article = "国家档案局令第8号", Document = "卷内目录",
            Asks = [Ask.Date(On, "归档日期"), Ask.Choice<Retention>("retention", "保管期限"), Ask.Text("place", "存放位置", required: false)],
        },
        new("52", [Concluded], Archive, Archived) { Proposers = [AR], Conditions = [ReviewPeriodOver], Article = "第三十五条" },
    ]);

    /// <summary>Those whom a delivery with this data would leave without the opinion.</summary>
    internal static List<Petitioner> Undelivered(Petition petition, StepData data)
    {
        var named = data.List("petitioners");
        return [.. petition.Petitioners.Where(p => p.DeliveredOn is null && named.Count > 0 && !named.Any(n => IsNamed(p, n)))];
    }

    internal static bool IsNamed(Petitioner petitioner, string name) => name == petitioner.Name || name == petitioner.Position.ToString();

    private static bool NeedsHead(Petition p) => p.IsGroup || p.IsMajor || p.IsUrgent || (p.Outcome == Petitions.Outcome.NotSupported && p.HasRisk);

    private static bool MovesReceipt(Petition p, StepData data) =>
        p.NoticeOn is not null && data.Has("receivedOn") && data.Date("receivedOn") != p.ReceivedOn;
}
