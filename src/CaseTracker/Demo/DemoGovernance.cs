using System.Globalization;
using System.Text;
using CaseTracker.Books;
using CaseTracker.Governance;
using CaseTracker.Reports;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Demo;

/// <summary>
/// 依法治理 of the demonstration. The year 2024 comes out as 合同协议12份、法律意见书5份、规范性文件2个、局机关文件39个（党组17、行政22）、双随机检查1户次, with what must not be counted beside it;
/// 2023 comes from the old book; around the first start there is an item in every open state, some of them late.
/// </summary>
internal sealed class DemoGovernance(DemoStory story, DateOnly today)
{
    private const string Office = "常思齐";
    private const string Lawyer = "卞公明";
    private const string OfficeHead = "纪明远";
    private const string Safety = "路平川";
    private const string SafetyHead = "关山月";
    private const string Economy = "古亦凡";
    private const string EconomyHead = "卓启文";
    private const string Industry = "祝一鸣";
    private const string Science = "项云舟";
    private const string Cadres = "舒清和";

    private static readonly string Adviser = DemoOffice.PersonOf(601) + "律师";

    public void Plan()
    {
        PlanBooks();
        PlanContracts();
        PlanOpinions();
        PlanNormative();
        PlanOfficers();
        PlanInspection();
        PlanArrears();
        PlanMeetings();
        PlanLiveReviews();
        PlanLiveInspections();
        PlanLiveArrears();
        PlanLiveTasks();
        PlanReport();
    }

    /// <summary>What the annual report of 2024 says in the office's own words.</summary>
    private void PlanReport() => At(story.Workday(new(2024, 12, 27)), 15, () => story.DoAsync(Office, async (services, actor) =>
    {
        await services.GetRequiredService<ChangeReportText>().ExecuteAsync(new()
        {
            Year = 2024,
            Key = ReportBlocks.CadreBasis.Key,
            Text = "按照区委[2011]第5号专题办公会议纪要（虚构），原区（县）管企业退休干部于2011年8月正式移交本局代管",
        }, actor, default);
        return true;
    }));

    /// <summary>The book of 2023 as it was, and that of 2024 quarter by quarter: 党组 and 行政文件, training, study, the catalogue, the powers.</summary>
    private void PlanBooks()
    {
        At(new(2024, 1, 4), 10, () => ImportAsync("demo-governance-2023.csv", _ => true));
        for (var quarter = 1; quarter <= 4; quarter++)
        {
            var last = new DateOnly(2024, quarter * 3, 1).AddMonths(1).AddDays(-1);
            var first = last.AddDays(1).AddMonths(-3);
            At(story.Workday(last), 16, () => ImportAsync("demo-governance-2024.csv", day => day >= first && day <= last));
        }
    }

    /// <summary>Twelve contracts; the third came twice, one was given up, one was finished in January, one was still open when the year ended.</summary>
    private void PlanContracts()
    {
        (string Who, string SubKind, string Title, string Party, decimal? Amount, DateOnly Sent, string Conclusion)[] contracts =
        [
            (Cadres, "合同", "老干部活动室维修改造合同", "江城恒筑建设有限公司（虚构）", 143_600m, new(2024, 1, 15), "修改后签订"),
            (Economy, "合同", "企业运行监测服务合同", "江城数智信息咨询有限公司（虚构）", 80_000m, new(2024, 2, 19), "可以签订"),
            (Industry, "合同", "工业互联网公共服务平台建设合同", "江城云联科技有限公司（虚构）", 480_000m, new(2024, 3, 11), "修改后签订"),
            (Science, "合同", "科技档案数字化加工服务合同", "江城文博数据有限公司（虚构）", 96_800m, new(2024, 3, 25), "可以签订"),
            (Industry, "协议", "智能制造战略合作框架协议", "江城理工职业学院（虚构）", null, new(2024, 4, 15), "修改后签订"),
            (Economy, "合同", "招商宣传片制作合同", "江城映象文化传媒有限公司（虚构）", 128_000m, new(2024, 5, 13), "可以签订"),
            (Science, "合同", "信息系统运行维护服务合同", "江城安网科技有限公司（虚构）", 156_000m, new(2024, 6, 3), "修改后签订"),
            (Industry, "协议", "产业发展规划编制委托协议", "江城工业规划研究院（虚构）", 298_000m, new(2024, 7, 8), "修改后签订"),
            (Safety, "合同", "安全生产检查技术服务合同", "江城安泰技术服务有限公司（虚构）", 238_000m, new(2024, 8, 12), "可以签订"),
            (Science, "协议", "科技成果转化对接活动承办协议", "江城创联会展有限公司（虚构）", 65_000.50m, new(2024, 9, 9), "修改后签订"),
            (Science, "合同", "数据安全测评服务合同", "江城安网科技有限公司（虚构）", 72_000m, new(2024, 10, 14), "可以签订"),
            (Cadres, "合同", "老干部健康体检服务合同", "云溪区虚构医院", 112_500m, new(2024, 11, 18), "可以签订"),
        ];
        for (var n = 1; n <= contracts.Length; n++)
        {
            var c = contracts[n - 1];
            var review = Contract(c.Who, c.SubKind, c.Title, c.Party, c.Amount, Number(n), c.Sent);
            if (n == 3)
            {
                review.Then(c.Sent.AddDays(2), Lawyer, GovernanceStep.ReturnForMore, ("reason", "缺采购文件和对方资质证明。"), ("on", c.Sent.AddDays(2)))
                    .Then(c.Sent.AddDays(4), c.Who, GovernanceStep.Resubmit, ("reason", "已补齐采购文件、资质证明。"), ("on", c.Sent.AddDays(4)));
            }

            Conclude(review, c.Sent.AddDays(7), c.Conclusion);
            if (n % 3 != 0)
            {
                review.Then(c.Sent.AddDays(14), c.Who, GovernanceStep.Archive, ("adopted", true), ("issuedOn", c.Sent.AddDays(14)), ("registryNumber", $"2024-合-{n:00}"));
            }
        }

        // The price was bargained down: the same contract once more, its number written with other brackets.
        var again = Conclude(Contract(Industry, "合同", "工业互联网公共服务平台建设合同（议价后）", contracts[2].Party, 465_000m, "新经科合[2024]3号", new(2024, 5, 6)), new(2024, 5, 10), "可以签订");
        again.Then(new(2024, 5, 20), Industry, GovernanceStep.Archive, ("adopted", true), ("issuedOn", new DateOnly(2024, 5, 20)), ("registryNumber", "2024-合-03"));
        Contract(Economy, "合同", "会议室音响设备采购合同", "江城声达电子有限公司（虚构）", 58_000m, Number(13), new(2024, 6, 17))
            .Then(new(2024, 6, 24), Economy, GovernanceStep.Withdraw, ("reason", "项目未列入年度预算，不再采购。"));
        Conclude(Contract(Economy, "合同", "中小企业培训服务合同", "江城启航管理咨询有限公司（虚构）", 88_000m, Number(14), new(2024, 12, 23)), new(2025, 1, 8), "可以签订");
        Contract(Safety, "合同", "园区安全标识牌制作合同", "江城彩艺标识有限公司（虚构）", 36_400m, Number(15), new(2024, 12, 25))
            .Then(new(2025, 1, 9), Lawyer, GovernanceStep.ReturnForMore, ("reason", "缺报价比选材料。"), ("on", new DateOnly(2025, 1, 9)))
            .Then(new(2025, 2, 20), Safety, GovernanceStep.Withdraw, ("reason", "改由园区自行采购。"));

        static string Number(int n) => $"新经科合〔2024〕{n}号";
    }

    /// <summary>Five opinions in the year, two of them on contracts that were reviewed as well; a sixth was asked for in December and given in January.</summary>
    private void PlanOpinions()
    {
        Opinion(1, Industry, "关于平台建设合同知识产权条款的法律意见", "新经科合〔2024〕3号", new(2024, 3, 13), new(2024, 3, 20), "建议约定平台源代码和数据归委托方所有。");
        Opinion(2, Cadres, "关于改制企业遗留问题答复口径的法律意见", null, new(2024, 5, 20), new(2024, 5, 28), "答复应当引用改制时有效的文件，并告知复查途径。");
        Opinion(3, Industry, "关于规划编制委托协议验收条款的法律意见", "新经科合〔2024〕8号", new(2024, 7, 9), new(2024, 7, 15), "建议补充专家评审不通过时的处理办法。");
        Opinion(4, Safety, "关于民爆企业行政处罚程序的法律意见", null, new(2024, 9, 2), new(2024, 9, 6), "处罚前应当告知听证权利，并经法制审核。");
        Opinion(5, Economy, "关于惠企资金追回的法律意见", null, new(2024, 11, 4), new(2024, 11, 12), "可以先行书面催告，逾期不退的依法申请强制执行。");
        Opinion(6, Science, "关于科技项目终止验收的法律意见", null, new(2024, 12, 24), new(2025, 1, 7), "同意按合同约定终止，退回未使用经费。");
    }

    private void PlanNormative()
    {
        Normative(1, Industry, "云溪区促进工业经济高质量发展若干措施", new(2024, 4, 22), kept: false);
        Normative(2, Science, "云溪区科技创新专项资金管理办法", new(2024, 9, 18), kept: true);
    }

    private void Normative(int n, string who, string title, DateOnly sent, bool kept)
    {
        var document = Enter(sent, who, GovernanceKind.NormativeReview, ("title", title), ("documentNumber", $"规范性文件草案2024-{n}"), ("materials", "送审稿、起草说明、制定依据、征求意见情况"), ("fairCompetition", true))
            .Then(sent.AddDays(1), Lawyer, GovernanceStep.StartAudit, ("on", sent.AddDays(1)));
        if (n == 1)
        {
            document.Then(sent.AddDays(4), Lawyer, GovernanceStep.ReturnForChange, ("reason", "第五条限定本地企业，违反公平竞争要求，请修改。"), ("on", sent.AddDays(4)))
                .Then(sent.AddDays(10), who, GovernanceStep.Resubmit, ("reason", "已删去限定本地企业的内容。"), ("on", sent.AddDays(10)));
        }

        Pass(document, sent.AddDays(15), "合法；已作公平竞争审查。")
            .Then(sent.AddDays(20), who, GovernanceStep.Discuss, ("meeting", "局长办公会"), ("on", sent.AddDays(20)), ("reason", "审议通过。"))
            .Then(sent.AddDays(24), who, GovernanceStep.Issue, ("documentNumber", $"新经科规〔2024〕{n}号"), ("issuedOn", sent.AddDays(24)), ("validTo", sent.AddDays(24).AddYears(5)))
            .Then(sent.AddDays(35), who, GovernanceStep.File, ("filedOn", sent.AddDays(35)), ("registryNumber", $"云备〔2024〕{n + 6}号（虚构）"));
        if (kept)
        {
            document.Then(new(2025, 1, 10), Lawyer, GovernanceStep.CleanUp, ("cleanup", CleanupResult.Keep), ("cleanedOn", new DateOnly(2025, 1, 10)), ("reason", "年度清理，仍然适用。"));
        }
    }

    /// <summary>Officers: four who hold, one struck off in 2024, one whose certificate ran out in 2024, one whose ran out lately, one who has applied, one who was without his when 2024 ended, one who is without his now.</summary>
    private void PlanOfficers()
    {
        var long_ = new DateOnly(today.Year + 2, 4, 30);
        OfficerOf(1, Safety, long_);
        OfficerOf(2, SafetyHead, long_);
        OfficerOf(3, Economy, long_);
        OfficerOf(4, "尹若川", long_, ("counterparty", DemoOffice.CompanyOf(2)));
        OfficerOf(5, "车予安", new(2027, 2, 28)).Then(new(2024, 6, 28), Lawyer, GovernanceStep.Finish, ("finishedOn", new DateOnly(2024, 6, 28)), ("opinion", "调离执法岗位，证件已收回。"));
        OfficerOf(6, "籍文渊", new(2024, 9, 30));
        OfficerOf(7, Industry, today.AddDays(-30));
        Suspended(OfficerOf(9, "乐知行", long_), new(2024, 11, 20)).Then(new(2025, 2, 10), Lawyer, GovernanceStep.Reinstate, ("reason", "补训考试合格。"), ("on", new DateOnly(2025, 2, 10)));
        Suspended(OfficerOf(10, "武思源", long_), Ago(15));
        Enter(Ago(12), Lawyer, GovernanceKind.Officer, Certificate(8, Science, long_, Ago(12)));
    }

    private static Matter Suspended(Matter officer, DateOnly on) => officer.Then(on, Lawyer, GovernanceStep.Suspend, ("reason", "年度学时不足，暂扣执法证。"), ("on", on));

    private Matter OfficerOf(int n, string name, DateOnly validTo, params (string, object?)[] more)
    {
        var applied = new DateOnly(2022, 2, 14);
        return Enter(new(2024, 1, 4), Lawyer, GovernanceKind.Officer, [.. Certificate(n, name, validTo, applied), .. more])
            .Then(new(2024, 1, 4), Lawyer, GovernanceStep.Start, ("on", applied.AddDays(15)), ("responsible", SafetyHead));
    }

    private static (string, object?)[] Certificate(int n, string name, DateOnly validTo, DateOnly applied) =>
        [("title", name), ("documentNumber", $"YX-ZF-{n:000}（虚构）"), ("field", n % 2 == 0 ? "民爆、盐业" : "民爆"), ("validFrom", applied), ("validTo", validTo), ("hours", 40), ("sentOn", applied)];

    /// <summary>The inspection that the published report names, drawn by lot from a list of three.</summary>
    private void PlanInspection() =>
        Inspected(new(2024, 5, 10), "2024年民爆物品从业单位执法监督检查", "2024年第127期开奖号码", ["武汉市鑫兴安民爆器材有限公司新洲分公司", "云溪爆破工程有限公司（虚构）", "芦湾采石有限公司（虚构）"], 11, problems: 2)
            .Then(new(2024, 5, 28), Safety, GovernanceStep.Enter, ("enteredOn", new DateOnly(2024, 5, 28)))
            .Then(new(2024, 6, 5), Safety, GovernanceStep.Publish, ("publishedOn", new DateOnly(2024, 6, 5)))
            .Then(new(2024, 6, 20), Safety, GovernanceStep.Recheck, ("recheckedOn", new DateOnly(2024, 6, 20)), ("result", "两处台账记录已补齐。"));

    /// <summary>Four complaints of the year: one paid in two parts, one of which the rest came in March, one not accepted, one that went to court.</summary>
    private void PlanArrears()
    {
        Repay(Planned(1, new(2024, 3, 4), DemoOffice.CompanyOf(0), "拖欠设备款", 350_000m, 320_000m, new(2024, 10, 31)), (new(2024, 6, 20), 120_000m), (new(2024, 9, 25), 200_000m))
            .Then(new(2024, 9, 30), EconomyHead, GovernanceStep.Close, ("closedOn", new DateOnly(2024, 9, 30)), ("opinion", "账款已全部清偿。"));
        Repay(Planned(2, new(2024, 8, 12), DemoOffice.CompanyOf(1), "拖欠零部件货款", 260_000m, 260_000m, new(2025, 6, 30)), (new(2024, 12, 10), 150_000m), (new(2025, 3, 18), 110_000m));
        Complaint(3, new(2024, 10, 14), DemoOffice.CompanyOf(3), "工程质量争议引起的尾款纠纷", 45_000m)
            .Then(new(2024, 10, 17), EconomyHead, GovernanceStep.Reject, ("reason", "双方对工程质量有争议，不属于拖欠账款投诉的范围。"), ("on", new DateOnly(2024, 10, 17)));
        Forwarded(4, new(2024, 10, 28), DemoOffice.CompanyOf(2), "拖欠建材货款", 198_000m)
            .Then(new(2024, 11, 25), Economy, GovernanceStep.Litigate, ("reason", "双方对供货数量各执一词，协调不成。"), ("on", new DateOnly(2024, 11, 25)));
    }

    /// <summary>What the bureau's own old book has no category for.</summary>
    private void PlanMeetings()
    {
        foreach (var (on, topic, study) in new (DateOnly, string, string)[]
        {
            (new(2024, 2, 27), "研究年度法治建设工作要点", "习近平法治思想专题"), (new(2024, 5, 30), "听取行政执法工作汇报", "民法典专题"), (new(2024, 8, 29), "研究规范性文件清理", "保障中小企业款项支付条例"), (new(2024, 11, 28), "听取法治建设年度工作汇报", "宪法和信访工作条例"),
        })
        {
            Held(GovernanceKind.PartyMeeting, on, OfficeHead, [("title", topic), ("person", "严正清")], ("attendees", 7), ("documentNumber", $"党组会议纪要2024年第{on.Month}期（虚构）"));
            Held(GovernanceKind.TheoryStudy, on.AddDays(-7), OfficeHead, [("title", study), ("person", Adviser)], ("attendees", 18 + on.Month));
            Held(GovernanceKind.ArchiveActivity, on.AddDays(-12), OfficeHead, [("subKind", "下基层察民情"), ("title", "下基层察民情解民忧暖民心"), ("person", "桂景行"), ("place", DemoOffice.Places[1 + (on.Month % 4)].Name)], ("attendees", 5), ("quantity", 1), ("problemCount", on.Month % 3 + 1));
        }

        Held(GovernanceKind.DutyReport, new(2024, 12, 18), OfficeHead, [("title", "2024年度述法")], ("attendees", 6), ("opinion", "主要负责人和科长逐一述法。"));
        Held(GovernanceKind.ArchiveActivity, new(2024, 10, 22), OfficeHead, [("subKind", "档案"), ("title", "档案工作省一级复查验收"), ("person", "籍文渊")], ("opinion", "通过省一级复查验收。"));
        Held(GovernanceKind.Proposal, new(2024, 6, 26), Economy, [("subKind", "人大建议"), ("title", "关于优化惠企政策兑现流程的建议"), ("documentNumber", "2024-31（虚构）"), ("limitOn", new DateOnly(2024, 7, 31))], ("opinion", "已答复，代表满意。"));
        Held(GovernanceKind.Proposal, new(2024, 7, 16), Science, [("subKind", "政协提案"), ("title", "关于支持科技型企业融资的提案"), ("documentNumber", "2024-58（虚构）"), ("limitOn", new DateOnly(2024, 8, 30))], ("opinion", "已答复，委员满意。"));
        Held(GovernanceKind.Proposal, new(2024, 8, 7), Industry, [("subKind", "政协提案"), ("title", "关于盘活闲置厂房的提案"), ("documentNumber", "2024-72（虚构）"), ("limitOn", new DateOnly(2024, 8, 30))], ("opinion", "已答复，委员基本满意。"));
        Held(GovernanceKind.Publicity, new(2024, 4, 15), OfficeHead, [("subKind", "进社区"), ("title", "国家安全教育日宣传")], ("attendees", 120), ("copies", 300));
        Held(GovernanceKind.Publicity, new(2024, 6, 14), SafetyHead, [("subKind", "讲座"), ("title", "安全生产月法律讲座"), ("person", Adviser)], ("attendees", 85), ("copies", 90));
        Held(GovernanceKind.Publicity, new(2024, 12, 3), OfficeHead, [("subKind", "宣传周"), ("title", "宪法宣传周")], ("attendees", 210), ("copies", 500));
        foreach (var (kind, name, paper, from) in new (string, string, string, DateOnly)[]
        {
            ("法律顾问", Adviser, "律师执业证42010001（虚构）", new(2023, 1, 1)), ("法律顾问", DemoOffice.PersonOf(602) + "律师", "律师执业证42010002（虚构）", new(2023, 1, 1)), ("公职律师", Lawyer, "公职律师证YX-01（虚构）", new(2022, 7, 1)),
        })
        {
            Enter(new(2024, 1, 4), Lawyer, GovernanceKind.LegalAdviser, ("subKind", kind), ("title", name), ("documentNumber", paper), ("counterparty", kind == "法律顾问" ? "江城正衡律师事务所（虚构）" : DemoOffice.ShortName), ("validFrom", from), ("sentOn", from))
                .Then(new(2024, 1, 4), Lawyer, GovernanceStep.Start, ("on", from));
        }

        Enter(new(2024, 2, 6), OfficeHead, GovernanceKind.WorkTask, ("title", "完成年度法治政府建设报告"), ("basis", "市区法治建设工作要点"))
            .Then(new(2024, 2, 7), OfficeHead, GovernanceStep.Start, ("responsible", Lawyer), ("leader", "岳长青"), ("limitOn", new DateOnly(2024, 12, 31)), ("measures", "按季收集数据，年底成稿。"), ("on", new DateOnly(2024, 2, 7)))
            .Then(new(2024, 12, 27), OfficeHead, GovernanceStep.Finish, ("finishedOn", new DateOnly(2024, 12, 27)), ("documentNumber", "新经科〔2024〕22号"), ("quantity", 1), ("opinion", "报告已报送。"));
    }

    private void PlanLiveReviews()
    {
        Enter(Ago(1), Economy, GovernanceKind.ContractReview, Contract("合同", "企业服务平台短信服务合同", "江城云联科技有限公司（虚构）", 24_000m, Live("合", 1)));
        Contract(Industry, "合同", "工业设计大赛承办合同", "江城创联会展有限公司（虚构）", 168_000m, Live("合", 2), Ago(6));
        Contract(Science, "协议", "科技特派员服务协议", "江城农业科学研究所（虚构）", null, Live("合", 3), Ago(9)).Then(Ago(6), Lawyer, GovernanceStep.ReturnForMore, ("reason", "请补充服务内容和考核办法。"), ("on", Ago(6)));
        Conclude(Contract(Cadres, "合同", "老干部活动中心物业合同", "云溪恒洁物业服务有限公司（虚构）", 96_000m, Live("合", 4), Ago(14)), Ago(8), "修改后签订");
        Enter(Ago(2), OfficeHead, GovernanceKind.OfficeDocumentReview, ("subKind", "党组文件"), ("title", "党组理论学习中心组学习计划"), ("documentNumber", "草案" + today.Year + "-1"));
        Audited(Ago(6), Industry, "技术改造项目管理办法", "行政文件");
        Audited(Ago(11), Economy, "企业走访服务工作制度", "行政文件").Then(Ago(7), Lawyer, GovernanceStep.ReturnForChange, ("reason", "第四条增设企业义务没有依据，请删去。"), ("on", Ago(7)));
        Pass(Audited(Ago(16), OfficeHead, "公务接待管理规定", "行政文件"), Ago(10), "合法。");
        Pass(Enter(Ago(30), Science, GovernanceKind.NormativeReview, ("title", "云溪区科技企业孵化器认定办法"), ("documentNumber", "规范性文件草案" + today.Year + "-1"), ("materials", "送审稿、起草说明、制定依据、征求意见情况"))
            .Then(Ago(28), Lawyer, GovernanceStep.StartAudit, ("on", Ago(28))), Ago(18), "合法；已作公平竞争审查。")
            .Then(Ago(9), Science, GovernanceStep.Discuss, ("meeting", "局长办公会"), ("on", Ago(9)), ("reason", "原则通过，按会议意见修改后印发。"));
        Issued(Ago(45), "工业企业用能监测办法", 61);
        Issued(Ago(50), "会议管理办法", 57).Then(Ago(5), Lawyer, GovernanceStep.CleanUp, ("cleanup", CleanupResult.Amend), ("cleanedOn", Ago(5)), ("reason", "与新的财务规定不一致。"));
        Issued(Ago(55), "临时用工管理规定", 52).Then(Ago(5), Lawyer, GovernanceStep.CleanUp, ("cleanup", CleanupResult.Repeal), ("cleanedOn", Ago(5)), ("reason", "已由新制度代替。"));
        Enter(Ago(4), Economy, GovernanceKind.LegalOpinion, ("title", "关于奖补资金发放争议的法律意见"), ("person", Adviser));
    }

    private void PlanLiveInspections()
    {
        string[] list = ["云溪爆破工程有限公司（虚构）", "芦湾采石有限公司（虚构）", DemoOffice.CompanyOf(0), DemoOffice.CompanyOf(2), DemoOffice.CompanyOf(3)];
        Enter(Ago(3), Safety, GovernanceKind.Inspection, ("title", "盐业经营单位双随机检查"), ("subKind", "其他"), ("field", "盐业"), ("basis", "年度抽查计划"), ("parts", list));
        Draw(Task(Ago(8), "四季度民爆物品双随机检查", list), Ago(5), null);
        Inspected(Ago(75), "民爆物品储存安全双随机检查", "公开抽取第11轮", list, 7, problems: 1);
        Inspected(Ago(25), "民爆物品运输双随机检查", "公开抽取第12轮", list, 6, problems: 0).Then(Ago(12), Safety, GovernanceStep.Enter, ("enteredOn", Ago(12)));
        Inspected(Ago(40), "工业企业节能双随机检查", "公开抽取第13轮", list, 8, problems: 3).Then(Ago(27), Safety, GovernanceStep.Enter, ("enteredOn", Ago(27))).Then(Ago(20), Safety, GovernanceStep.Publish, ("publishedOn", Ago(20)));
    }

    private void PlanLiveArrears()
    {
        Complaint(11, Ago(1), DemoOffice.CompanyOf(0), "拖欠加工费", 38_000m);
        Complaint(12, Ago(6), DemoOffice.CompanyOf(3), "拖欠检测服务费", 52_600m).Then(Ago(4), Economy, GovernanceStep.Accept, ("acceptedOn", Ago(4)));
        Forwarded(13, Ago(18), DemoOffice.CompanyOf(1), "拖欠货款", 175_000m);
        Verified(14, Ago(45), DemoOffice.CompanyOf(2), "拖欠工程材料款", 420_000m, 395_000m);
        Repay(Planned(15, Ago(80), DemoOffice.CompanyOf(3), "拖欠新材料货款", 268_000m, 268_000m, Ago(5)), (Ago(30), 100_000m));
        Repay(Planned(16, Ago(90), DemoOffice.CompanyOf(0), "拖欠机械配件款", 64_000m, 64_000m, today.AddDays(20)), (Ago(9), 64_000m));
    }

    private void PlanLiveTasks()
    {
        Enter(Ago(2), OfficeHead, GovernanceKind.WorkTask, ("title", "开展行政执法案卷评查"), ("basis", "区司法局通知（虚构）"));
        Task("规范性文件年度清理", 40, 6, 12, "已清理完成三分之二。");
        Task("法治政府建设示范创建迎检", 30, -25, 8, "材料已整理，等待现场核验。");
        Enter(Ago(20), Industry, GovernanceKind.Proposal, ("subKind", "人大建议"), ("title", "关于加快老旧厂房改造的建议"), ("documentNumber", today.Year + "-17（虚构）"), ("limitOn", today.AddDays(6)))
            .Then(Ago(18), Industry, GovernanceStep.Start, ("on", Ago(18)));
        Enter(Ago(35), Industry, GovernanceKind.DecisionCatalogue, ("subKind", GovernanceBook.Decision), ("title", "云溪区产业园区布局调整方案"), ("basis", "年度重大行政决策事项目录"), ("parts", new[] { "公众参与｜｜网上征求意见30日，收到12条", "专家论证｜｜五名专家论证通过" }))
            .Then(Ago(20), Industry, GovernanceStep.RecordPart, ("name", "风险评估"), ("on", Ago(20)), ("partNote", "低风险。"));

        void Task(string title, int begun, int late, int told, string progress) =>
            Enter(Ago(begun), OfficeHead, GovernanceKind.WorkTask, ("title", title), ("basis", "市区法治建设工作要点"))
                .Then(Ago(begun - 1), OfficeHead, GovernanceStep.Start, ("responsible", Lawyer), ("leader", "岳长青"), ("limitOn", today.AddDays(-late)), ("on", Ago(begun - 1)))
                .Then(Ago(told), OfficeHead, GovernanceStep.Progress, ("progress", progress), ("progressOn", Ago(told)));
    }

    /// <summary>Entered and taken up by the reviewer on the next day.</summary>
    private Matter Contract(string who, string subKind, string title, string party, decimal? amount, string number, DateOnly sent) =>
        Enter(sent, who, GovernanceKind.ContractReview, Contract(subKind, title, party, amount, number)).Then(sent.AddDays(1), Lawyer, GovernanceStep.StartReview, ("on", sent.AddDays(1)));

    private static (string, object?)[] Contract(string subKind, string title, string party, decimal? amount, string number) =>
        [("subKind", subKind), ("title", title), ("documentNumber", number), ("counterparty", party), ("amount", amount)];

    private static Matter Conclude(Matter contract, DateOnly on, string conclusion) => contract.Then(on, Lawyer, GovernanceStep.Conclude,
        ("conclusion", conclusion), ("opinion", conclusion == "可以签订" ? "主体、内容和程序合法。" : "修改违约责任和争议解决条款。"), ("finishedOn", on));

    private void Opinion(int n, string who, string title, string? linked, DateOnly asked, DateOnly given, string text) =>
        Enter(asked, who, GovernanceKind.LegalOpinion, ("title", title), ("documentNumber", $"法意〔2024〕{n}号（虚构）"), ("linkedNumber", linked), ("person", Adviser))
            .Then(given, who, GovernanceStep.Finish, ("finishedOn", given), ("opinion", text), ("adopted", true));

    private Matter Audited(DateOnly sent, string who, string title, string subKind) =>
        Enter(sent, who, GovernanceKind.OfficeDocumentReview, ("subKind", subKind), ("title", title), ("documentNumber", $"草案{sent:MMdd}")).Then(sent.AddDays(1), Lawyer, GovernanceStep.StartAudit, ("on", sent.AddDays(1)));

    private static Matter Pass(Matter document, DateOnly on, string opinion) => document.Then(on, Lawyer, GovernanceStep.Pass, ("opinion", opinion), ("fairCompetition", true), ("finishedOn", on));

    private Matter Issued(DateOnly sent, string title, int number) => Pass(Audited(sent, OfficeHead, title, "行政文件"), sent.AddDays(4), "合法。")
        .Then(sent.AddDays(8), OfficeHead, GovernanceStep.Issue, ("documentNumber", $"新经科〔{today.Year}〕{number}号"), ("issuedOn", sent.AddDays(8)));

    private Matter Task(DateOnly planned, string title, string[] subjects) =>
        Enter(planned, Safety, GovernanceKind.Inspection, ("title", title), ("subKind", "民爆"), ("field", "民爆"), ("basis", "《民用爆炸物品安全管理条例》"), ("parts", subjects));

    private static Matter Draw(Matter task, DateOnly on, string? seed) => task.Then(on, SafetyHead, GovernanceStep.Draw, ("subjectCount", 1), ("officerCount", 2), ("witness", "廉守正"), ("seed", seed), ("on", on));

    private Matter Inspected(DateOnly planned, string title, string seed, string[] subjects, int after, int problems) => Draw(Task(planned, title, subjects), planned.AddDays(5), seed)
        .Then(planned.AddDays(after), Safety, GovernanceStep.Inspect, ("finishedOn", planned.AddDays(after)), ("quantity", 1), ("problemCount", problems), ("opinion", problems == 0 ? "未发现问题。" : "部分台账记录不完整，已责令限期改正。"));

    private Matter Complaint(int n, DateOnly sent, string complainant, string title, decimal amount) => Enter(sent, Economy, GovernanceKind.ArrearsComplaint,
        ("title", title), ("documentNumber", $"QQ-{sent.Year}-{n:00}"), ("counterparty", complainant), ("otherParty", "江城虚构建设投资有限公司"), ("amount", amount));

    private Matter Forwarded(int n, DateOnly sent, string complainant, string title, decimal amount) => Complaint(n, sent, complainant, title, amount)
        .Then(sent.AddDays(2), Economy, GovernanceStep.Accept, ("acceptedOn", sent.AddDays(2)))
        .Then(sent.AddDays(8), Economy, GovernanceStep.Forward, ("forwardedTo", "云溪区住房和建设局（虚构）"), ("on", sent.AddDays(8)));

    private Matter Verified(int n, DateOnly sent, string complainant, string title, decimal amount, decimal confirmed) => Forwarded(n, sent, complainant, title, amount)
        .Then(sent.AddDays(28), Economy, GovernanceStep.Verify, ("confirmed", confirmed), ("opinion", "拖欠属实，金额经双方对账确认。"), ("on", sent.AddDays(28)));

    private Matter Planned(int n, DateOnly sent, string complainant, string title, decimal amount, decimal confirmed, DateOnly limit) => Verified(n, sent, complainant, title, amount, confirmed)
        .Then(sent.AddDays(36), Economy, GovernanceStep.PlanRepayment, ("measures", "签订还款协议，分期支付。"), ("limitOn", limit));

    private static Matter Repay(Matter complaint, params (DateOnly On, decimal Amount)[] payments)
    {
        foreach (var (on, amount) in payments)
        {
            complaint.Then(on, Economy, GovernanceStep.Repay, ("amount", amount), ("on", on));
        }

        return complaint;
    }

    /// <summary>Entered and finished on the day on which it was held.</summary>
    private void Held(GovernanceKind kind, DateOnly on, string who, (string, object?)[] entered, params (string, object?)[] finished)
    {
        var day = story.Workday(on);
        Enter(day, who, kind, entered).Then(day, who, GovernanceStep.Finish, [("finishedOn", day), .. finished]);
    }

    private string Live(string series, int n) => $"新经科{series}〔{today.Year}〕{n}号";

    private Matter Enter(DateOnly on, string who, GovernanceKind kind, params (string Name, object? Value)[] data)
    {
        var matter = new Matter(this, on);
        matter.At(on, () => story.DoAsync(who, async (services, actor) =>
        {
            var sent = data.Any(d => d.Name == "sentOn") ? data : [("sentOn", on), .. data];
            return matter.Number = (await services.GetRequiredService<RegisterGovernance>().ExecuteAsync(new(kind, StepData.Of(sent)), actor, default)).Number;
        }));
        return matter;
    }

    private Task ImportAsync(string resource, Func<DateOnly, bool> takes) => story.DoAsync(Office, async (services, actor) =>
    {
        using var stream = typeof(DemoGovernance).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var headings = lines[0].Split(',');
        var (sent, finished) = (Array.IndexOf(headings, "送审(发生)日期"), Array.IndexOf(headings, "审结(完成)日期"));
        var rows = lines.Skip(1).Where(l => l.Split(',') is var cells && (!DateOnly.TryParse(cells[finished].Length > 0 ? cells[finished] : cells[sent], CultureInfo.InvariantCulture, out var day) || takes(day)));
        var book = string.Join('\n', rows.Prepend(lines[0]));
        return await services.GetRequiredService<ImportGovernance>().ExecuteAsync(new(new MemoryStream(Encoding.UTF8.GetBytes(book)), "依法治理台账.csv"), actor, default);
    });

    private DateOnly Ago(int days) => story.Workday(today.AddDays(-days));

    private void At(DateOnly day, int hour, Func<Task> act) => story.At(day.ToDateTime(new TimeOnly(hour, 0)), act);

    /// <summary>One item on its way: each act an hour after the one before of the same day.</summary>
    private sealed class Matter(DemoGovernance demo, DateOnly begun)
    {
        private DateOnly last = begun;
        private int hour = 8;

        public string Number { get; set; } = "";

        public Matter Then(DateOnly on, string who, GovernanceStep step, params (string, object?)[] data)
        {
            At(on, () => demo.StepAsync(who, Number, step, data));
            return this;
        }

        public void At(DateOnly on, Func<Task> act)
        {
            (hour, last) = (on == last ? hour + 1 : 9, on);
            demo.At(on, hour, act);
        }
    }

    private Task StepAsync(string who, string number, GovernanceStep step, (string, object?)[] data) =>
        story.DoAsync(who, (services, actor) => services.GetRequiredService<TakeGovernanceStep>().ExecuteAsync(new(number, step, StepData.Of(data)), actor, default));
}
