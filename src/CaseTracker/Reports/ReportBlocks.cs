namespace CaseTracker.Reports;

/// <summary>A part of the annual report that the bureau words itself.</summary>
/// <param name="Key">As in addresses and in the database.</param>
/// <param name="Default">What it says until somebody has written another text.</param>
public sealed record ReportBlock(string Key, string Name, string Default)
{
    /// <summary>One line, not paragraphs.</summary>
    public bool IsLine { get; init; }
}

/// <summary>The blocks of the annual report, in their order.</summary>
public static class ReportBlocks
{
    /// <summary>Characters of one block.</summary>
    public const int Longest = 4000;

    public static readonly ReportBlock Recipient = new("recipient", "主送机关", "区委全面依法治区委员会办公室") { IsLine = true };

    public static readonly ReportBlock Opening = new("opening", "导语", "{年度}年，{单位}坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，落实上级关于法治政府建设的部署，把依法行政贯穿于各项工作之中。现将有关情况报告如下。");

    public static readonly ReportBlock Review = new("review", "法律顾问与合法性审查", "坚持法律顾问制度，重大事项事前听取法律意见，合同签订前、文件印发前均进行合法性审查。");

    public static readonly ReportBlock Enforcement = new("enforcement", "行政执法监督", "严格执行行政执法公示、执法全过程记录和重大执法决定法制审核制度，推行“双随机、一公开”监管。");

    public static readonly ReportBlock Study = new("study", "学法普法与送法进企业", "把学法用法列入党组议事日程和干部学习计划，落实“谁执法谁普法”责任制。");

    public static readonly ReportBlock Decisions = new("decisions", "重大行政决策与行政权力事项", "重大行政决策履行公众参与、专家论证、风险评估、合法性审查和集体讨论决定程序，行政权力事项实行动态管理。");

    public static readonly ReportBlock Petitions = new("petitions", "信访与矛盾纠纷化解", "落实《信访工作条例》，坚持依法依规、按时按序办理信访事项，把矛盾纠纷化解在基层、化解在萌芽状态。");

    public static readonly ReportBlock CadreBasis = new("cadre-basis", "老干部移交代管的依据", "按照区委关于企业退休干部移交代管的决定，原区（县）管企业退休干部由本局代管") { IsLine = true };

    public static readonly ReportBlock Cadres = new("cadres", "老干部服务", "坚持在政治上尊重、思想上关心、生活上照顾老干部，有诉求及时接待，有困难及时看望。");

    public static readonly ReportBlock Problems = new("problems", "存在的问题", """
        一是法治学习的深度还不够，少数干部运用法治思维解决问题的能力有待提高。
        二是执法力量与监管任务还不完全适应，执法人员的业务培训需要加强。
        三是部分信访事项成因复杂、时间跨度长，一次性化解的难度较大。
        """);

    public static readonly ReportBlock Plans = new("plans", "下一年度工作打算", """
        一是加强法治学习。坚持领导干部带头学法，把法治学习与业务工作结合起来，提高依法行政水平。
        二是规范行政行为。坚持合同和文件合法性审查全覆盖，落实重大行政决策程序，及时清理和公布行政权力事项。
        三是改进执法方式。落实“双随机、一公开”监管，加强执法人员培训，做到严格规范公正文明执法。
        四是做好信访工作。按照“三到位一处理”的要求，做到诉求合理的解决问题到位、诉求无理的思想教育到位、生活困难的帮扶救助到位、行为违法的依法处理。
        五是做好老干部服务。及时办理老干部的合理诉求，落实走访慰问和各项待遇。
        """);

    public static readonly IReadOnlyList<ReportBlock> All = [Recipient, Opening, Review, Enforcement, Study, Decisions, Petitions, CadreBasis, Cadres, Problems, Plans];

    /// <summary>An unknown key does not exist.</summary>
    public static ReportBlock Of(string key) => All.FirstOrDefault(b => b.Key == key) ?? throw new NotFoundException("报告的这一部分");
}
