using CaseTracker.Documents;
using CaseTracker.Petitions;
using CaseTracker.Petitions.Papers;
using CaseTracker.Tests.Documents;
using Xunit;

namespace CaseTracker.Tests.Petitions.Papers;

public sealed class PaperTests
{
    /// <summary>A paper, the step that makes it, what is typed for it, and what it must then say.</summary>
    private sealed record Sample(string Paper, PetitionStep Step, (string, object?)[] Data, params string[] Says);

    private static readonly Sample[] Samples =
    [
        new("受理告知书", PetitionStep.Accept, [("contact", "李信访，000-00001235")], "受理告知书", "XF420117202500012", "2025年3月3日", "落实补差待遇", "经济运行科", "李信访，000-00001235", "60日内", "2025年5月6日", "ABCD2345", "2025年3月5日", "第三十四条"),
        new("程序性告知书", PetitionStep.ReferOut, [("organ", "区人力资源和社会保障局"), ("organContact", "某某路1号，000-00005678"), ("basis", "《劳动争议调解仲裁法》第二条"), ("explanation", "拖欠工资的争议应当先行仲裁。")], "区人力资源和社会保障局", "某某路1号", "《劳动争议调解仲裁法》第二条", "期限"),
        new("转送告知书", PetitionStep.Forward, [("organ", "区企业服务中心"), ("organContact", "000-00005679")], "区企业服务中心", "2025年3月5日", "000-00005679", "转送"),
        new("不予受理告知书", PetitionStep.Decline, [("ground", DeclineGround.ReviewRunning), ("related", "某科经信答〔2024〕9号"), ("basis", "《信访工作条例》第三十五条"), ("explanation", "该意见书送达未满30日。")], "复查", "某科经信答〔2024〕9号", "第三十五条", "该意见书送达未满30日", "不予受理"),
        new("不再受理告知书", PetitionStep.DeclineForGood, [("related", "XF420117202300007"), ("comparison", "与三级终结的事项逐项比对，事实和理由相同。")], "某市复核〔2023〕9号", "2023年9月1日", "没有新的事实和理由", "第三十六条第三款", "不再受理"),
        new("并案告知书", PetitionStep.Merge, [("master", "XF420117202500003"), ("reason", "同一信访人就补差待遇先后来信来访")], "XF420117202500003", "并入", "不因并案而改变"),
        new("接收告知书", PetitionStep.TakeSuggestion, [], "建议意见", "第二十九条", "研究论证", "ABCD2345"),
        new("转普通程序告知书", PetitionStep.ToOrdinary, [("reason", "案情较为复杂，需要实地调查")], "案情较为复杂", "2025年5月6日", "ABCD2345"),
        new("终止告知书", PetitionStep.Terminate, [("ground", TerminationReason.PetitionerDied), ("reason", "信访人于2025年3月1日去世。")], "信访人死亡且无承继人", "去世", "终止办理"),
        new("异议函", PetitionStep.Object, [("reason", "反映的是劳动保障监察事项"), ("basis", "区委编委关于本机关主要职责的规定第三条"), ("unit", "区人力资源和社会保障局")], "某某区信访局", "420117250300001", "反映的是劳动保障监察事项", "第三条", "建议由区人力资源和社会保障局办理"),
        new("退回函", PetitionStep.ObjectionAgreed, [("proof", "2025年3月4日电话记录"), ("materials", new[] { "信访信件原件", "转办单" })], "2025年3月4日电话记录", "信访信件原件", "转办单"),
        new("转送函", PetitionStep.Forward, [("organ", "区企业服务中心"), ("isOrder", true), ("due", new DateOnly(2025, 4, 1))], "关于交办信访事项的函", "2025年4月1日前办结", "办结报告", "XF420117202500012"),
        new("交办单", PetitionStep.Assign, [("instruction", "查清补差发放情况")], "经济运行科", "陈承办", "查清补差发放情况", "2025年6月3日", "报结要求"),
        new("调查笔录", PetitionStep.Investigate, [("place", "机械厂留守处"), ("investigators", new[] { "陈承办", "吴承办" }), ("interviewee", "刘桂英"), ("record", "问：补差何时停发？\n答：2019年1月起。\n问：有无书面通知？\n答：没有。\n当场出示工资存折。")], "机械厂留守处", "陈承办、吴承办", "刘桂英", "问：补差何时停发？", "答：2019年1月起。", "签名"),
        new("延期办理告知书", PetitionStep.Extend, [("days", 30), ("reason", "需调取二十七年前的改制档案")], "2025年5月6日", "30日", "2025年6月3日", "需调取二十七年前的改制档案", "负责人批准"),
        new("信访处理意见书", PetitionStep.Sign, [], "受理情况", "2025年3月3日", "落实补差待遇", "予以支持", "区委专题办公会议纪要", "自收到本意见书之日起30日内", "区人民政府或市级主管部门", "申请复查"),
        new("简易办理答复", PetitionStep.ReplySimple, [("channel", ReplyChannel.Phone), ("contact", "138****5678，3月5日10时，李信访")], "情况属实", "简易办理程序", "申请复查", "电话", "3月5日10时"),
        new("调解协议书", PetitionStep.Settle, [("agreement", "某某公司于2025年6月30日前支付货款10万元。\n双方再无其他争议。"), ("performBy", new DateOnly(2025, 6, 30)), ("performer", "某某机械有限公司")], "某某机械有限公司", "郑科长", "货款支付争议", "支付货款10万元", "2025年6月30日前", "签名"),
        new("听证通知书", PetitionStep.Hear, [("heldOn", new DateOnly(2025, 3, 20)), ("time", "09:30"), ("place", "区政府二号会议室"), ("chair", "冯分管"), ("panel", new[] { "郑科长", "周律师" }), ("subject", "补差停发是否合规")], "2025年3月20日 09:30", "二号会议室", "冯分管", "周律师", "补差停发是否合规", "回避"),
        new("听证笔录", PetitionStep.Hear, [("parties", new[] { "刘桂英", "陈承办" }), ("answer", "信访人陈述补差停发的经过。\n出示改制方案复印件。")], "刘桂英、陈承办", "信访人陈述补差停发的经过", "改制方案复印件", "冯分管", "补差停发是否合规"),
        new("听证报告", PetitionStep.Hear, [("result", "补差应当恢复发放。")], "补差应当恢复发放", "评议结论", "刘桂英、陈承办", "双方陈述"),
        new("复查复核意见登记单", PetitionStep.RecordReview, [("number", "某政复查〔2025〕5号"), ("result", ReviewResult.Upheld), ("deliveredOn", new DateOnly(2025, 3, 6))], "某科经信答〔2025〕7号", "某政复查〔2025〕5号", "维持", "30日内可以申请复核"),
        new("复查申请登记表", PetitionStep.RequestReview, [("organ", "某某区人民政府"), ("claim", "补差计算有误")], "某科经信答〔2025〕7号", "某某区人民政府", "收到申请日期", "补差计算有误"),
        new("送达回证", PetitionStep.Deliver, [("method", DeliveryMethod.Mail), ("proof", "EMS 1234"), ("signedBy", "刘桂英")], "某科经信答〔2025〕7号", "邮寄送达", "EMS 1234", "刘桂英"),
        new("督办函", PetitionStep.Supervise, [("issue", "告知期限届满仍未书面告知信访人"), ("unit", "经济运行科"), ("due", new DateOnly(2025, 3, 12))], "告知期限届满仍未书面告知信访人", "2025年3月12日前", "经济运行科"),
        new("办结报告", PetitionStep.ReportCompletion, [("report", "补差自2019年起停发，情况属实，已补发。"), ("attitude", Attitude.Agrees)], "某某区信访局", "420117250300001", "补差自2019年起停发", "支持", "同意"),
        new("撤回申请", PetitionStep.Withdraw, [("reason", "问题已经解决")], "问题已经解决", "刘桂英", "签名"),
        new("紧急信息报告", PetitionStep.MarkUrgent, [("occurredAt", "09:20"), ("reportedTo", "区委、区政府"), ("what", "约三十人在厂门口聚集。"), ("measures", "已派员现场劝导。")], "区委、区政府", "09:20", "约三十人在厂门口聚集", "已派员现场劝导"),
        new("建议答复", PetitionStep.ReplySuggestion, [("adopt", Adoption.PartlyAdopted), ("reason", "窗口编制须另行报批"), ("reply", "对建立政策服务窗口的建议予以采纳。")], "部分采纳", "窗口编制须另行报批", "建立政策服务窗口"),
    ];

    public static TheoryData<string> Papers => [.. Samples.Select(s => s.Paper)];

    /// <summary>Those that only exist on a case handed over by another organ.</summary>
    private static readonly string[] OnlyHandedOver = ["异议函", "退回函", "办结报告"];

    [Fact]
    public void Every_paper_is_tried() => Assert.Equal(PetitionPapers.All.Select(p => p.Name).Order(), Samples.Select(s => s.Paper).Order());

    [Theory, MemberData(nameof(Papers))]
    public void A_full_case_says_all_that_the_paper_must(string name)
    {
        var (sample, paper) = Find(name);

        var words = Docx.Words(PaperWriter.Write(paper.Compose(PaperCases.Full(sample.Step, sample.Data))));

        Assert.All(sample.Says, s => Assert.Contains(s, words, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Papers))]
    public void The_least_case_makes_a_sound_document_too(string name)
    {
        var (sample, paper) = Find(name);
        var facts = OnlyHandedOver.Contains(name) ? PaperCases.Full(sample.Step, sample.Data) : PaperCases.Minimal(sample.Step, sample.Data);

        var document = PaperWriter.Write(paper.Compose(facts with { Number = null }));

        Assert.Empty(Docx.Faults(document));
        Assert.Contains("刘桂英", Docx.Words(document) + "刘桂英等", StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Papers))]
    public void Everything_that_is_missing_is_refused_at_once(string name)
    {
        var (sample, paper) = Find(name);

        var refused = Assert.Throws<RefusedException>(() => paper.Compose(PaperCases.Empty(sample.Step)));

        Assert.NotEmpty(refused.Reasons);
        Assert.All(refused.Reasons, r => Assert.Matches("必须写明|应当|请", r.Text));
    }

    [Theory, MemberData(nameof(Papers))]
    public void A_hidden_case_has_no_such_papers(string name)
    {
        var (sample, paper) = Find(name);
        var facts = PaperCases.Full(sample.Step, sample.Data);
        var hidden = new Petition
        {
            Id = facts.Petition.Id,
            Number = "XFJ420117202500001",
            IsConfidential = true,
            Channel = Channel.Letter,
            Source = PetitionSource.Direct,
            Purpose = Purpose.Accuse,
            Kind = PetitionKind.Accusation,
            Title = "",
            ReceivedOn = facts.Petition.ReceivedOn,
            RegisteredOn = facts.Petition.RegisteredOn,
            RegisteredAt = facts.Petition.RegisteredAt,
            RegisteredById = facts.Petition.RegisteredById,
            RegisteredByName = "王登记",
        };

        Assert.Throws<NotFoundException>(() => paper.Compose(facts with { Petition = hidden }));
    }

    [Fact]
    public void An_opinion_names_review_as_the_only_remedy()
    {
        var words = Docx.Words(PaperWriter.Write(new HandlingOpinion().Compose(PaperCases.Full(PetitionStep.Sign))));

        Assert.Contains("申请复查", words, StringComparison.Ordinal);
        Assert.DoesNotContain("诉讼", words, StringComparison.Ordinal);
        Assert.DoesNotContain("行政复议", words, StringComparison.Ordinal);
        Assert.Contains("抄送：某某区信访局，区信访局。", words, StringComparison.Ordinal);
        foreach (var demand in PaperCases.Case(full: true).Demands)
        {
            Assert.Contains($"关于“{demand.Text}”", words, StringComparison.Ordinal);
            Assert.Contains(demand.Answer!, words, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Route.R4), InlineData(Route.R5)]
    public void The_procedures_of_administration_bring_their_ordinary_remedies(Route route)
    {
        var words = Docx.Words(PaperWriter.Write(new ProcedureNotice().Compose(PaperCases.Full(PetitionStep.Accept, ("route", route), ("organ", "某某区经济信息化和科技创新局"), ("basis", "《保障中小企业款项支付条例》")))));

        Assert.Contains("行政复议", words, StringComparison.Ordinal);
        Assert.Contains("行政诉讼", words, StringComparison.Ordinal);
        Assert.Contains("由本机关按照该途径的程序办理", words, StringComparison.Ordinal);
    }

    [Fact]
    public void An_opinion_without_basis_or_an_answer_to_one_demand_is_refused_with_both_at_their_fields()
    {
        var facts = PaperCases.Full(PetitionStep.Sign);
        facts.Petition.Basis = null;
        facts.Petition.Demands[1].Answer = " ";

        var refused = Assert.Throws<RefusedException>(() => new HandlingOpinion().Compose(facts));

        Assert.Equal(["answers", "basis"], refused.Reasons.Select(r => r.Field).Order());
        Assert.Contains(refused.Reasons, r => r.Text.Contains("第2项诉求", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_routes_than_the_petition_procedure_have_no_opinion()
    {
        var facts = PaperCases.Full(PetitionStep.Sign);
        facts.Petition.Route = Route.R4;

        Assert.Contains("只用于信访程序", Assert.Throws<RefusedException>(() => new HandlingOpinion().Compose(facts)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_demonstration_says_so_on_every_paper()
    {
        var facts = PaperCases.Full(PetitionStep.Sign);

        Assert.Contains("均为虚构", Docx.Words(PaperWriter.Write(new HandlingOpinion().Compose(facts with { Bureau = facts.Bureau with { IsDemonstration = true } }))), StringComparison.Ordinal);
    }

    /// <summary>Every paper of both cases on one heap, to be looked at: set CASETRACKER_PAPERS to a folder.</summary>
    [Fact]
    public async Task Every_paper_is_printed_on_A4_by_LibreOffice()
    {
        Assert.SkipUnless(Docx.HasLibreOffice, "LibreOffice is not installed");
        var papers = Samples.Select(s => (s.Paper, Bytes: PaperWriter.Write(Find(s.Paper).Paper.Compose(PaperCases.Full(s.Step, s.Data)))))
            .Concat(Samples.Where(s => !OnlyHandedOver.Contains(s.Paper)).Select(s => (Paper: s.Paper + "-最小", Bytes: PaperWriter.Write(Find(s.Paper).Paper.Compose(PaperCases.Minimal(s.Step, s.Data)))))).ToList();

        var pdfs = await Docx.PrintAsync(papers);

        Assert.Equal(papers.Count, pdfs.Count);
        Assert.All(pdfs, pdf => Assert.Equal("%PDF"u8.ToArray(), pdf.Bytes[..4]));
    }

    private static (Sample Sample, PetitionPaper Paper) Find(string name) => (Samples.Single(s => s.Paper == name), PetitionPapers.All.Single(p => p.Name == name));
}
