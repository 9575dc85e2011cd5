using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using CaseTracker.Crypto;
using CaseTracker.Workflow;
using static CaseTracker.Governance.GovernanceFields;
using static CaseTracker.Governance.GovernanceKind;

namespace CaseTracker.Governance;

/// <summary>Parts that a book lists when it is entered: one a line, 名称｜编码｜说明.</summary>
public sealed record PartsAsked(GovernancePartKind Kind, string Label, string Help, bool IsRequired = false)
{
    public Ask Ask => new(PartsName, Label, AskKind.List, IsRequired, Help) { MaxLength = 20_000 };
}

/// <summary>One of the books of 依法治理, declared once: form, page, ledger, API, command line and import read it from here.</summary>
/// <param name="Series">Letters before its numbers.</param>
/// <param name="Asked">What is asked when an item is entered.</param>
/// <param name="Finishing">What is known when it is done: asked by 办结 of the shared table, or by the steps of its own.</param>
/// <param name="Figures">Figures that its items feed.</param>
public sealed partial record GovernanceBook(GovernanceKind Kind, string Series, GovernanceWay Way, IReadOnlyList<GovernanceField> Asked, IReadOnlyList<GovernanceField> Finishing, params IReadOnlyList<string> Figures)
{
    public string Name => Kind.Display();

    /// <summary>What its ledger counts in.</summary>
    public string Units { get; init; } = "件";

    public PartsAsked? Parts { get; init; }

    /// <summary>Whether what it lists can be taken away for a time and given back: 暂扣 of a certificate.</summary>
    public bool CanBeSuspended { get; init; }

    /// <summary>The four shared states in the words of this book.</summary>
    public IReadOnlyDictionary<GovernanceState, string> Words { get; init; } = new Dictionary<GovernanceState, string>();

    public string WordOf(GovernanceState state) => Words.TryGetValue(state, out var word) ? word : state.Display();

    public GovernanceState First => Way switch
    {
        GovernanceWay.Contract or GovernanceWay.Document => GovernanceState.Submitted,
        GovernanceWay.Inspection => GovernanceState.Planned,
        GovernanceWay.Shared or GovernanceWay.Arrears => GovernanceState.Registered,
    };

    /// <summary>The questions of a new item.</summary>
    public IReadOnlyList<Ask> Asks => [.. Asked.Select(f => f.Ask), .. Parts is { } parts ? [parts.Ask] : Array.Empty<Ask>()];

    /// <summary>What can be corrected: what was asked, the task, and once it is done what finished it.</summary>
    public IReadOnlyList<GovernanceField> Correctable(GovernanceItem item) =>
        [.. Asked, .. TaskFields.Where(f => !Asked.Any(a => a.Name == f.Name)), .. item.IsDone ? Finishing.Where(f => f.Name != Paid.Name && !Asked.Any(a => a.Name == f.Name)) : []];

    /// <summary>Every field that its page and its ledger show.</summary>
    public IReadOnlyList<GovernanceField> Shown =>
    [
        .. Asked.Where(f => f.Name != Note.Name), .. Parts is { } parts ? [PartNames.Called(parts.Label)] : Array.Empty<GovernanceField>(), .. Way is GovernanceWay.Contract or GovernanceWay.Document ? [Rounds] : Array.Empty<GovernanceField>(),
        .. Finishing.Where(f => !Asked.Any(a => a.Name == f.Name)), .. Asked.Where(f => f.Name == Note.Name),
    ];

    /// <summary>The words of 子类; empty where it has none.</summary>
    public IReadOnlyList<string> SubKinds => [.. Asked.Where(f => f.Name == "subKind").SelectMany(f => f.Ask.Choices).Select(c => c.Label)];

    /// <summary>The fields of L8, asked when work begins.</summary>
    public static readonly IReadOnlyList<GovernanceField> TaskFields = [Basis.Called("依据或来源"), Responsible, Leader, LimitOn, Measures];

    public static readonly IReadOnlyList<GovernanceBook> All =
    [
        new(ContractReview, "HT", GovernanceWay.Contract,
            [SubKind("合同", "协议").Needed(), Title.Called("合同名称"), DocumentNumber.Called("合同编号", "同一合同再次送审的，写同一编号；签订归档前必须有"), Counterparty.Called("对方当事人").Needed(), Amount.Called("合同金额（元）"), Department, SentOn.Called("送审日期"), Note],
            [Person, Conclusion, Opinion, FinishedOn.Called("审结日期"), Adopted, IssuedOn.Called("签订日期"), RegistryNumber.Called("档号")], "G1", "合同金额") { Units = "份、元" },
        new(LegalOpinion, "YJ", GovernanceWay.Shared,
            [Title.Called("事由"), DocumentNumber.Called("意见书编号"), LinkedNumber.Called("关联的合同或事项"), Person.Called("律师"), Department, SentOn.Called("委托日期"), Note],
            [FinishedOn.Called("出具日期"), Opinion.Called("法律意见").Needed(), Adopted.Called("采纳情况")], "G2") { Units = "份", Words = Stages("委托", "起草", "出具") },
        new(NormativeReview, "GF", GovernanceWay.Document,
            [Title.Called("文件名称"), DocumentNumber.Called("文号或草案编号"), Department.Called("起草科室"), SentOn.Called("送审日期"), Materials.Called("送审材料", "送审稿、起草说明、制定依据、征求意见情况"), FairCompetition, ValidTo.Called("有效期至"), Note],
            [Person.Called("审核人"), Opinion.Called("审核意见"), FinishedOn.Called("审结日期"), IssuedOn, FiledOn, RegistryNumber.Called("备案登记号"), Cleanup, CleanedOn], "G3", "公平竞争审查件") { Units = "个" },
        new(OfficeDocumentReview, "WJ", GovernanceWay.Document,
            [SubKind("党组文件", "行政文件").Called("文件类别", "文号里有“党组〔”的一律是党组文件"), Title.Called("文件名称"), DocumentNumber.Called("文号或草案编号"), Department.Called("起草科室"), SentOn.Called("送审日期"), Materials, FairCompetition, Note],
            [Person.Called("审核人"), Opinion.Called("审核意见"), FinishedOn.Called("审结日期"), IssuedOn, FiledOn, RegistryNumber.Called("备案登记号"), Cleanup, CleanedOn], "G4", "G5", "G6", "公平竞争审查件") { Units = "个" },
        new(Inspection, "SJ", GovernanceWay.Inspection,
            [Title.Called("检查任务"), SubKind("民爆", "其他"), DocumentNumber.Called("任务编号"), Basis.Called("检查依据"), Area.Called("执法领域", "写了的，只抽执法证上有该领域的人员"), Department, SentOn.Called("计划日期"), Note],
            [FinishedOn.Called("检查日期"), Quantity.Called("检查户次"), ProblemCount, Opinion.Called("检查情况"), EnteredOn, PublishedOn, RecheckedOn], "G7")
            { Units = "户次", Parts = new(GovernancePartKind.Subject, "检查对象名单", "一行一个：名称｜统一社会信用代码｜地址或联系人；也可以登记后再定") },
        new(Officer, "ZF", GovernanceWay.Shared,
            [Title.Called("姓名"), DocumentNumber.Called("执法证号").Needed(), Area.Called("执法领域").Needed(), ValidFrom.Called("发证日期").Needed(), ValidTo.Needed(), Hours, Counterparty.Called("应回避的单位", "有利害关系的单位，用顿号分开；抽取时自动回避"), Department, SentOn.Called("申领日期"), Note],
            [FinishedOn.Called("注销日期"), Opinion.Called("注销原因")], "执法证人数") { Units = "人", Words = Stages("申领", "在岗", "注销"), CanBeSuspended = true },
        new(OfficerTraining, "PX", GovernanceWay.Shared,
            [Title.Called("培训主题"), Person.Called("主讲人"), Place, Department, SentOn.Called("计划日期"), Note],
            [FinishedOn.Called("举办日期"), Attendees.Needed(), Hours, Opinion.Called("培训情况")], "G8") { Units = "次、人次", Words = Stages("计划", "举办", "记录归档") },
        new(LawStudy, "XX", GovernanceWay.Shared,
            [SubKind("中心组", "党组扩大会", "律师讲解", "旁听庭审", "考试", "其他").Called("学习形式"), Title.Called("学习内容"), Person.Called("主讲人"), Place, Department, SentOn.Called("计划日期"), Note],
            [FinishedOn.Called("学习日期"), Attendees.Needed(), Copies, Opinion.Called("学习情况")], "G8") { Units = "次、人次", Words = Stages("计划", "举办", "记录归档") },
        new(EnterpriseLawVisit, "SF", GovernanceWay.Shared,
            [Title.Called("活动主题"), Person.Called("律师或主讲人"), Department, SentOn.Called("计划日期"), Note],
            [FinishedOn.Called("活动日期"), Attendees.Needed(), ProblemCount.Called("解答问题数"), Copies.Called("审看合同份数"), Opinion.Called("问题跟踪")], "G12")
            { Units = "次、家、人次", Words = Stages("计划", "举办", "办结"), Parts = new(GovernancePartKind.Enterprise, "走进的企业", "一行一家：名称｜统一社会信用代码｜说明", IsRequired: true) },
        new(DecisionCatalogue, "JC", GovernanceWay.Shared,
            [SubKind("年度目录", "决策事项").Called("类别").Needed(), Title, Basis, Quantity.Called("事项数"), LimitOn.Called("计划完成日期"), Department, SentOn.Called("征集日期"), Note],
            [FinishedOn.Called("公布（决定）日期"), DocumentNumber.Called("公布文号"), AdjustedCount.Called("增减项数"), Opinion.Called("调整及理由")], "G9")
            { Units = "期、项", Parts = new(GovernancePartKind.DecisionStep, "决策程序", "公众参与、专家论证、风险评估、合法性审查、集体讨论决定，完成一步登记一步") },
        new(PowerReview, "QL", GovernanceWay.Shared,
            [Title, SubKind("许可", "处罚", "强制", "确认", "检查", "其他").Called("事项类型"), Basis, Quantity.Called("清理事项数"), Department, SentOn.Called("清理日期"), Note],
            [FinishedOn.Called("反馈备案日期"), AdjustedCount.Needed(), DocumentNumber.Called("公布文号"), Opinion.Called("清理结果")], "G10")
            { Units = "次、项", Parts = new(GovernancePartKind.Power, "事项清单", "一行一项：事项名称｜事项编码｜调整情况") },
        new(ArrearsComplaint, "QQ", GovernanceWay.Arrears,
            [Title.Called("投诉事项"), DocumentNumber.Called("投诉编号"), Counterparty.Called("投诉人（中小企业）").Needed(), OtherParty.Needed(), Amount.Called("投诉金额（元）").Needed(), Department, SentOn.Called("投诉日期"), Note],
            [AcceptedOn, ForwardedTo, Confirmed, Paid, FinishedOn.Called("清偿日期"), ClosedOn, Opinion.Called("处理结果")], "清欠") { Units = "件、元" },
        new(LeaderReception, "LD", GovernanceWay.Shared,
            [SubKind("局长大接访").Called("类别"), Title.Called("事由"), Person.Called("接访领导"), Place, Department, SentOn.Called("接访日期"), Note],
            [FinishedOn, Quantity.Called("接待批次"), Attendees.Called("接待人次"), Opinion.Called("处理结果"), ResolvedCount], "X2") { Units = "次、批、人次" },
        new(DisputeSweep, "PC", GovernanceWay.Shared,
            [Title.Called("排查范围"), Person.Called("排查人员"), Quantity.Called("排查起数"), Department, SentOn.Called("排查日期"), Note],
            [FinishedOn, ResolvedCount.Needed(), Opinion.Called("化解情况")], "X1") { Units = "起" },
        new(ArchiveActivity, "DA", GovernanceWay.Shared,
            [SubKind("档案", "下基层察民情", "营商环境", "其他").Called("类别").Needed(), Title.Called("事项"), Person.Called("负责人"), Place, Department, SentOn.Called("计划日期"), Note],
            [FinishedOn, Attendees, Quantity.Called("走访次数"), ProblemCount.Called("解决问题件数"), Opinion.Called("结果")], "G11", "G13") { Units = "次、件", Words = Stages("计划", "办理", "完成") },
        new(PartyMeeting, "DZ", GovernanceWay.Shared,
            [Title.Called("议题"), Person.Called("主持人"), Department, SentOn.Called("提请日期"), Note],
            [FinishedOn.Called("会议日期"), Attendees, DocumentNumber.Called("会议纪要"), Opinion.Called("会议决定")], "党组研究法治次数") { Units = "次" },
        new(TheoryStudy, "ZX", GovernanceWay.Shared,
            [Title.Called("学习内容"), Person.Called("主讲人"), Department, SentOn.Called("计划日期"), Note],
            [FinishedOn.Called("学习日期"), Attendees, Opinion.Called("学习情况")], "中心组学法次") { Units = "次、人次" },
        new(DutyReport, "SL", GovernanceWay.Shared,
            [Title.Called("述法安排"), Department, SentOn.Called("计划日期"), Note],
            [FinishedOn.Called("述法日期"), Attendees.Called("述法人数").Needed(), Opinion.Called("述法情况")], "述法人数") { Units = "人" },
        new(LegalAdviser, "GW", GovernanceWay.Shared,
            [SubKind("法律顾问", "公职律师").Called("类别").Needed(), Title.Called("姓名"), DocumentNumber.Called("执业证号"), Counterparty.Called("律师事务所或单位"), ValidFrom.Called("聘任（取证）日期").Needed(), ValidTo, Department, SentOn.Called("登记日期"), Note],
            [FinishedOn.Called("解聘（退出）日期"), Opinion.Called("原因")], "法律顾问和公职律师人数") { Units = "人", Words = Stages("登记", "在聘", "解聘") },
        new(Litigation, "FS", GovernanceWay.Shared,
            [SubKind("行政复议", "行政诉讼").Called("类别").Needed(), Title.Called("案由"), DocumentNumber.Called("案号"), Counterparty.Called("申请人或原告").Needed(), Person.Called("承办律师"), Department, SentOn.Called("收到日期"), Note],
            [FinishedOn.Called("结案日期"), Opinion.Called("结果").Needed(), Lost.Needed(), HeadAttended], "X4", "行政复议与诉讼件") { Units = "件" },
        new(Proposal, "JY", GovernanceWay.Shared,
            [SubKind("人大建议", "政协提案").Called("类别").Needed(), Title.Called("案由"), DocumentNumber.Called("编号"), Counterparty.Called("代表或委员"), LimitOn.Called("答复期限"), Department, SentOn.Called("交办日期"), Note],
            [FinishedOn.Called("答复日期"), Opinion.Called("办理结果")], "建议提案件") { Units = "件" },
        new(Publicity, "PF", GovernanceWay.Shared,
            [SubKind("宣传周", "讲座", "进社区", "网络宣传", "其他").Called("形式"), Title.Called("活动主题"), Person.Called("主讲人"), Place, Department, SentOn.Called("计划日期"), Note],
            [FinishedOn.Called("举办日期"), Attendees, Copies, Opinion.Called("活动情况")], "普法场次与人次") { Units = "场、人次" },
        new(WorkTask, "RW", GovernanceWay.Shared,
            [Title.Called("工作任务"), .. TaskFields, Department.Called("牵头科室"), SentOn.Called("部署日期"), Note],
            [FinishedOn, DocumentNumber.Called("成果文号"), Quantity.Called("成果件数"), Opinion.Called("成果")]) { Units = "项" },
    ];

    /// <summary>The five steps of a 重大行政决策 (《重大行政决策程序暂行条例》 chapters 2 and 3).</summary>
    public static readonly IReadOnlyList<string> DecisionSteps = ["公众参与", "专家论证", "风险评估", "合法性审查", "集体讨论决定"];

    /// <summary>子类 of an entry that is a decision, not a list of them.</summary>
    public const string Decision = "决策事项";

    private static readonly FrozenDictionary<GovernanceKind, GovernanceBook> ByKind = All.ToFrozenDictionary(b => b.Kind);

    public static GovernanceBook Of(GovernanceKind kind) => ByKind[kind];

    /// <summary>What makes two entries one contract or one document: brackets of any shape, width of letters and blanks do not tell them apart. Null where there is no number.</summary>
    public static string? KeyOf(string? documentNumber)
    {
        var bare = documentNumber is null ? "" : Blanks().Replace(string.Concat(documentNumber.Select(Normalised.HalfWidth)), "").ToUpper(CultureInfo.InvariantCulture);
        var key = new string([.. bare.Select(c => c switch { '[' or '【' or '(' or '〈' or '{' or '﹝' => '〔', ']' or '】' or ')' or '〉' or '}' or '﹞' => '〕', '—' or '–' or '－' => '-', _ => c })]);
        return key.Length == 0 ? null : key;
    }

    /// <summary>党组 or 行政: the 文号 decides, where there is none the word that was ticked.</summary>
    public static DocumentSeries? SeriesOf(string? documentNumber, string? subKind) =>
        KeyOf(documentNumber) is { } key && key.Contains('〔', StringComparison.Ordinal) ? (PartyNumber().IsMatch(key) ? DocumentSeries.Party : DocumentSeries.Administrative)
        : DisplayNames.Parse<DocumentSeries>(subKind);

    private static Dictionary<GovernanceState, string> Stages(string registered, string handling, string finished) => new()
    {
        [GovernanceState.Registered] = registered,
        [GovernanceState.Handling] = handling,
        [GovernanceState.Finished] = finished,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("党组[^〔]{0,3}〔")]
    private static partial Regex PartyNumber();
}
