namespace CaseTracker.Reports;

/// <summary>What the annual report says, section by section: the blocks of the bureau, and the sentences that are computed. What did not happen is said in words or left out, never as 0件.</summary>
internal sealed class NarrativeSections(AnnualReport.Report report, NarrativeWords words, Func<ReportBlock, string> textOf)
{
    public IEnumerable<Narrative.Section> All =>
    [
        new(0, "", [.. Own(ReportBlocks.Opening)]),
        new(1, "主要工作情况", []),
        new(2, "法律顾问与合法性审查", [.. Own(ReportBlocks.Review), .. Told(Reviews, Documents)]),
        new(2, "行政执法监督", [.. Own(ReportBlocks.Enforcement), .. Told(Inspections, Officers), .. Told(Litigation)]),
        new(2, "学法普法与送法进企业", [.. Own(ReportBlocks.Study), .. Told(Studies, Publicity)]),
        new(2, "重大行政决策、行政权力事项与档案", [.. Own(ReportBlocks.Decisions), .. Told(Decisions, Powers, Others)]),
        new(2, "信访工作与矛盾纠纷化解", [.. Own(ReportBlocks.Petitions), .. Told(Petitions, Visits, InTime), .. Told(Disputes, LeaderDays, Incidents), .. Told(Arrears), .. Told(FieldVisits)]),
        new(2, "老干部服务", [.. Basis, .. Own(ReportBlocks.Cadres), .. Told(Plant, Middle), .. Told(Rounds)]),
        new(1, "存在的问题", [.. Own(ReportBlocks.Problems)]),
        new(1, $"{report.Year + 1}年工作打算", [.. Own(ReportBlocks.Plans)]),
    ];

    private IEnumerable<Narrative.Run> Reviews => words.Sentence("", "本年度没有需要审查的合同协议和需要出具的法律意见。", "审查修改各类合同协议{G1}", "出具法律意见书{G2}")
        .Concat(words.Sentence("现聘有", "", "法律顾问和公职律师{F4}"));

    private IEnumerable<Narrative.Run> Documents
    {
        get
        {
            string[] reviewed = (Of("G3"), Of("G4")) switch
            {
                (0, 0) => [],
                (_, 0) => ["{G3}规范性文件"],
                (0, _) => [Papers],
                _ => ["{G3}规范性文件、" + Papers],
            };
            return reviewed is [var what]
                ? words.Runs($"对{what}进行了合法性审查{(Of("F6") > 0 ? "，其中作公平竞争审查{F6}" : "")}。")
                : words.Runs("本年度没有需要作合法性审查的文件。");
        }
    }

    private string Papers => (Of("G5"), Of("G6")) switch
    {
        (0, _) => "{G4}局机关文件(均为行政文件)",
        (_, 0) => "{G4}局机关文件(均为党组文件)",
        _ => "{G4}局机关文件(含党组文件{G5}、行政文件{G6})",
    };

    private IEnumerable<Narrative.Run> Inspections => words.Sentence("", "本年度没有安排执法监督检查。", "开展执法监督检查{G7}", "发现并督促整改问题{G7a}")
        .Concat(Of("G7b") > 0 && Of("G7b") == Of("G7c") ? words.Runs("检查结果均已录入“双随机、一公开”系统。") : []);

    private IEnumerable<Narrative.Run> Officers => words.Sentence("", "", "现有持证执法人员{F8}", "组织执法人员培训{G8b}、{G8c}");

    private IEnumerable<Narrative.Run> Litigation => Of("X4") == 0
        ? words.Runs("本年度未发生行政复议、行政诉讼案件。")
        : words.Runs($"本年度发生行政复议、行政诉讼案件{{X4}}{(Of("F7") > 0 ? "，被撤销、变更或者败诉{F7}" : "，没有被撤销、变更或者败诉的案件")}。");

    private IEnumerable<Narrative.Run> Studies => words.Sentence("", "本年度没有登记学法活动。", "党组研究法治建设{F1}", "中心组学法{F2}", "举办学法活动{G8d}", "年度述法{F3}");

    private IEnumerable<Narrative.Run> Publicity => words.Sentence("", "", "举办普法活动{F9}、{F9a}", "开展送法进企业{G12}", "走进企业{G12a}、{G12b}");

    private IEnumerable<Narrative.Run> Decisions => words.Sentence("", "本年度没有公布重大行政决策事项目录。", "公布重大行政决策事项目录{G9}", "列入决策事项{G9a}");

    private IEnumerable<Narrative.Run> Powers => words.Sentence("", "", "清理行政权力事项{G10}", "核对{G10a}、调整{G10b}");

    private IEnumerable<Narrative.Run> Others => words.Sentence("", "", "完成档案工作复查验收{G11}", "答复人大代表建议和政协委员提案{F10}");

    private IEnumerable<Narrative.Run> Petitions => words.Sentence("1.信访办理。", "1.信访办理。本年度没有登记信访事项。", "登记信访事项{total}", "其中初次信访{first}、重复信访{repeat}", "受理{accepted}、不予受理{declined}");

    private IEnumerable<Narrative.Run> Visits => words.Sentence("", "", "接待来访{V1}、{V1a}", "其中集体访{groups}、{groups-people}");

    private IEnumerable<Narrative.Run> InTime => words.Sentence("", "", "到期应结{due-all}", "按期办结{due-settled}", "按期办结率{settled-rate}");

    private IEnumerable<Narrative.Run> Disputes => words.Sentence("2.矛盾纠纷排查化解。", "2.矛盾纠纷排查化解。本年度没有排查出矛盾纠纷。", "排查矛盾纠纷{X1}", "化解{X1a}");

    private IEnumerable<Narrative.Run> LeaderDays => words.Sentence("", "", "开展局长大接访{X2}", "接待来访群众{X2a}、{X2b}");

    private IEnumerable<Narrative.Run> Incidents => words.Sentence("", "未发生重大群体性事件。", "发生重大群体性事件{X3}");

    private IEnumerable<Narrative.Run> Arrears => words.Sentence("3.清理拖欠账款。", "3.清理拖欠账款。本年度没有收到拖欠中小企业账款投诉。", "收到拖欠中小企业账款投诉{Q1}", "办结{Q2}", "清偿{Q3}");

    private IEnumerable<Narrative.Run> FieldVisits => words.Sentence("4.服务基层。", "", "开展下基层察民情解民忧暖民心活动{G13}", "解决问题{G13a}");

    private IEnumerable<Narrative.Paragraph> Basis => Of("R1") == 0 ? [] :
        [new([.. words.Runs(textOf(ReportBlocks.CadreBasis)), .. words.Runs(Of("R2") == 0 ? "，共{R1}，现已无在册人员。" : "，共{R1}，现剩下{R2}。")], ReportBlocks.CadreBasis.Key)];

    private IEnumerable<Narrative.Run> Plant => words.Sentence("", "本年度没有厂级干部信访接待和生病看望。", "厂级干部信访接待{R3}", "解决补差待遇{R4}、养老金增资{R5}", "生病看望{R6}", "厂级干部去世对家属慰问{R7}");

    private IEnumerable<Narrative.Run> Middle => words.Sentence("", "没有中层干部信访接待。", "中层干部信访接待{R8}");

    private IEnumerable<Narrative.Run> Rounds => words.Sentence("", "", "春节走访{C4}", "重阳走访{C5}", "困难慰问{C6}", "生日慰问{C7}");

    private decimal Of(string code) => report.Figure(code).Value;

    private IEnumerable<Narrative.Paragraph> Own(ReportBlock block) =>
        textOf(block).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => new Narrative.Paragraph([.. words.Runs(line)], block.Key));

    /// <summary>Sentences as one paragraph; none where nothing is to be said.</summary>
    private static IEnumerable<Narrative.Paragraph> Told(params IReadOnlyList<IEnumerable<Narrative.Run>> sentences) =>
        sentences.SelectMany(s => s).ToList() is { Count: > 0 } runs ? [new(runs)] : [];
}
