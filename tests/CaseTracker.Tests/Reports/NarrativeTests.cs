using CaseTracker.Governance;
using CaseTracker.Reports;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>The words of the annual report: the published sentences, what is said of nought, and what the checker strikes out.</summary>
public sealed class NarrativeTests
{
    [Fact]
    public void The_published_sentences_come_out_as_they_were_printed()
    {
        var text = MadeReport.Published().Narrative().Text;

        Assert.StartsWith("某某区经济信息化和科技创新局2024年度法治政府建设情况报告\n", text, StringComparison.Ordinal);
        Assert.Contains("厂级干部信访接待15人次，解决补差待遇1次、养老金增资1次，生病看望4人次，厂级干部去世对家属慰问1次。中层干部信访接待2次。", text, StringComparison.Ordinal);
        Assert.Contains("审查修改各类合同协议12份，出具法律意见书5份", text, StringComparison.Ordinal);
        Assert.Contains("2个规范性文件", text, StringComparison.Ordinal);
        Assert.Contains("39个局机关文件(含党组文件17个、行政文件22个)", text, StringComparison.Ordinal);
        Assert.Contains("共65人，现剩下44人", text, StringComparison.Ordinal);
        Assert.Contains("\n一、主要工作情况\n（一）法律顾问与合法性审查\n", text, StringComparison.Ordinal);
        Assert.Contains("\n三、2025年工作打算\n", text, StringComparison.Ordinal);
        Assert.Contains("未发生行政复议、行政诉讼案件", text, StringComparison.Ordinal);
        Assert.Empty(CheckReport.Of(MadeReport.Published().Narrative()));
    }

    [Fact]
    public void Nought_is_said_in_words_or_not_at_all()
    {
        var narrative = new MadeReport().Narrative();

        Assert.Contains("本年度没有需要审查的合同协议和需要出具的法律意见。", narrative.Text, StringComparison.Ordinal);
        Assert.Contains("本年度没有厂级干部信访接待和生病看望。没有中层干部信访接待。", narrative.Text, StringComparison.Ordinal);
        Assert.Contains("未发生重大群体性事件。", narrative.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("现剩下", narrative.Text, StringComparison.Ordinal);
        Assert.Empty(CheckReport.Of(narrative));
        Assert.All(narrative.Codes, code => Assert.Fail($"{code} is told"));
    }

    [Fact]
    public void A_clause_without_cause_is_left_out_of_its_sentence()
    {
        var made = new MadeReport().Add(GovernanceKind.LegalOpinion, 3).Add(GovernanceKind.OfficeDocumentReview, 2, f => f with { Series = DocumentSeries.Administrative })
            .Add(GovernanceKind.Litigation, 1);

        var text = made.Narrative().Text;

        Assert.Contains("出具法律意见书3份。", text, StringComparison.Ordinal);
        Assert.DoesNotContain("合同协议0", text, StringComparison.Ordinal);
        Assert.Contains("对2个局机关文件(均为行政文件)进行了合法性审查。", text, StringComparison.Ordinal);
        Assert.Contains("发生行政复议、行政诉讼案件1件，没有被撤销、变更或者败诉的案件。", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Yuan_are_told_in_ten_thousands_where_nothing_is_lost_by_it()
    {
        Assert.Contains("清偿32万元。", Told(320_000m), StringComparison.Ordinal);
        Assert.Contains("清偿320050元。", Told(320_050m), StringComparison.Ordinal);
        Assert.Contains("清偿9900元。", Told(9_900m), StringComparison.Ordinal);

        static string Told(decimal paid) => new MadeReport().Add(GovernanceKind.ArrearsComplaint, 1, f => f with { Amount = paid, Paid = paid }).Narrative().Text;
    }

    [Fact]
    public void A_block_prints_figures_and_years_in_its_place()
    {
        var narrative = MadeReport.Published().Narrative((ReportBlocks.Study, "{年度}年审查合同{G1}，比{上年}年扎实；{下年}年继续。"));

        var paragraph = narrative.Sections.SelectMany(s => s.Paragraphs).Single(p => p.Block == ReportBlocks.Study.Key);
        Assert.Equal("2024年审查合同12份，比2023年扎实；2025年继续。", paragraph.Text);
        Assert.Equal(["G1"], paragraph.Runs.Select(r => r.Code).OfType<string>());
    }

    [Theory]
    [InlineData("一是甲。二是乙。三是丙。四是丁。五是戊。五是己。", Irregularity.OrdinalTwice, "又一个“五是”", "六是")]
    [InlineData("1、加强学习。", Irregularity.EnumerationComma, "1、", "1.")]
    [InlineData("(一)加强学习。", Irregularity.HalfWidthOrdinal, "(一)", "（一）")]
    [InlineData("某某区经济信息化和科技创新局", Irregularity.OrganTwice, "某某区经济信息化和科技创新局", "删去")]
    [InlineData("办理建议 3 件。", Irregularity.BlankAtNumber, "议 3 件", "议3件")]
    [InlineData("审查修改各类合同协议13份。", Irregularity.NumberDiffers, "审查修改各类合同协议13份", "12份")]
    [InlineData("审核3个规范性文件。", Irregularity.NumberDiffers, "审核3个规范性文件", "{G3}")]
    [InlineData("厂级干部信访接待16人次。", Irregularity.NumberDiffers, "厂级干部信访接待16人次", "15人次")]
    [InlineData("24年以来成效明显。", Irregularity.ShortYear, "24年", "2024年")]
    [InlineData("19年度先进。", Irregularity.ShortYear, "19年度", "2019年")]
    [InlineData("二〇二四年成效明显。", Irregularity.ChineseNought, "二〇二四年", "阿拉伯数字")]
    [InlineData("发生事故0起。", Irregularity.NoughtInText, "0起", "未发生")]
    public void An_irregularity_is_found_where_it_stands_with_a_proposal(string text, Irregularity what, string found, string proposal)
    {
        var finding = Assert.Single(CheckReport.Of(MadeReport.Published().Narrative((ReportBlocks.Problems, text))));

        Assert.Equal((what, "二、存在的问题第1段", found, ReportBlocks.Problems.Key), (finding.What, finding.Place, finding.Found, finding.Block));
        Assert.Contains(proposal, finding.Proposal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("审查修改各类合同协议12份。")]
    [InlineData("2023年审查修改各类合同协议13份。")]
    [InlineData("工作20年的干部3人，零报告制度落实到位，1—12月无事故。")]
    [InlineData("一是甲；二是乙。\n一是丙；二是丁。")]
    [InlineData("按照区委[2011]第5号专题办公会议纪要办理，10个工作日内答复。")]
    public void What_is_right_is_left_alone(string text) => Assert.Empty(CheckReport.Of(MadeReport.Published().Narrative((ReportBlocks.Problems, text))));

    [Fact]
    public void No_two_figures_and_rates_share_a_code() =>
        Assert.Empty(FigureBook.Figures.Select(f => f.Code).Concat(FigureBook.Rates.Select(r => r.Code)).GroupBy(c => c, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void A_report_to_nobody_is_told_so()
    {
        var finding = Assert.Single(CheckReport.Of(MadeReport.Published().Narrative((ReportBlocks.Recipient, ""))));

        Assert.Equal((Irregularity.NoRecipient, ReportBlocks.Recipient.Key), (finding.What, finding.Block));
    }
}
