using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using CaseTracker.Documents;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace CaseTracker.Tests.Documents;

/// <summary>The layout of GB/T 9704-2012, measured in what is written.</summary>
public sealed class PaperWriterTests
{
    private static readonly Paper Notice = new()
    {
        RedHead = "某某区经济信息化和科技创新局",
        Number = "某科经信告〔2025〕3号",
        Title = "信访事项受理告知书",
        Recipient = "刘桂英",
        Body = [new Block.Heading(1, "一、事项"), new Block.Text("正文。"), new Block.Pairs([[("件号", "1"), ("日期", "2")], [("概况", "长文")]])],
        Attachments = ["登记表", "委托书"],
        Organ = "某某区经济信息化和科技创新局",
        Date = new DateOnly(2025, 1, 5),
        CopyTo = ["区信访局"],
        PrintedBy = "某某局办公室",
    };

    [Fact]
    public void The_embedded_base_is_what_its_parts_make()
    {
        var folder = Path.Combine(Folders.Root, "src", "CaseTracker", "Documents", "base");
        using var zip = ZipFile.OpenRead(Path.Combine(folder, "base.docx"));

        Assert.Equal(
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Where(f => f.EndsWith(".xml", StringComparison.Ordinal) || f.EndsWith(".rels", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            Assert.Equal(File.ReadAllText(Path.Combine(folder, entry.FullName)).ReplaceLineEndings("\n"), reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }

    [Fact]
    public void The_page_has_the_measures_of_the_standard_and_both_page_numbers()
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(PaperWriter.Write(Notice)), false);
        var main = word.MainDocumentPart!;
        var section = main.Document!.Body!.Elements<SectionProperties>().Single();

        Assert.Equal((11906u, 16838u), (section.GetFirstChild<PageSize>()!.Width!.Value, section.GetFirstChild<PageSize>()!.Height!.Value));
        var margin = section.GetFirstChild<PageMargin>()!;
        Assert.Equal((2098, 1984, 1588u, 1474u), (margin.Top!.Value, margin.Bottom!.Value, margin.Left!.Value, margin.Right!.Value));
        Assert.Equal(["default", "even"], section.Elements<FooterReference>().Select(f => f.Type!.InnerText).Order());
        Assert.NotNull(main.DocumentSettingsPart!.Settings!.GetFirstChild<EvenAndOddHeaders>());
        Assert.All(main.FooterParts, f => Assert.Matches("^— *PAGE *1 —$", f.Footer!.InnerText));
        Assert.Equal("560", main.StyleDefinitionsPart!.Styles!.DocDefaults!.Descendants<SpacingBetweenLines>().Single().Line!.Value);
        Assert.Empty(Docx.Faults(PaperWriter.Write(Notice)));
    }

    [Fact]
    public void The_text_stands_in_the_order_of_the_standard()
    {
        Assert.Equal(
            ["某某区经济信息化和科技创新局", "某科经信告〔2025〕3号", "信访事项受理告知书", "刘桂英：", "一、事项", "正文。", "件号", "1", "日期", "2", "概况", "长文", "附件：1.登记表", "2.委托书", "某某区经济信息化和科技创新局", "2025年1月5日", "抄送：区信访局。", "某某局办公室2025年1月5日印发"],
            Docx.Words(PaperWriter.Write(Notice)).Split('\n'));
    }

    [Fact]
    public void A_paper_that_goes_upwards_names_who_signed_it_off_beside_its_number()
    {
        var paper = PaperWriter.Write(Notice with { Number = "某科经信请〔2025〕1号", SignedOffBy = "严局长" });

        using var word = WordprocessingDocument.Open(new MemoryStream(paper), false);
        var line = word.MainDocumentPart!.Document!.Body!.Elements<Paragraph>().ElementAt(1);
        Assert.Equal(("DocNumberUpwards", "某科经信请〔2025〕1号签发人：严局长"), (line.ParagraphProperties!.ParagraphStyleId!.Val!.Value, line.InnerText));
        Assert.Equal("楷体_GB2312", line.Elements<Run>().Last().RunProperties!.RunFonts!.EastAsia!.Value);
        Assert.Empty(Docx.Faults(paper));
    }

    [Theory]
    [InlineData(1, "一"), InlineData(10, "十"), InlineData(11, "十一"), InlineData(20, "二十"), InlineData(35, "三十五")]
    public void Items_are_counted_in_Chinese(int n, string numeral) => Assert.Equal(numeral, PaperWords.Numeral(n));

    [Fact]
    public void A_paper_is_written_in_less_than_thirty_milliseconds()
    {
        PaperWriter.Write(Notice);
        var best = Enumerable.Range(0, 10).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            PaperWriter.Write(Notice);
            return watch.ElapsedMilliseconds;
        });

        Assert.InRange(best, 0, 30);
    }

    [Fact]
    public async Task A_document_becomes_a_PDF_where_LibreOffice_is_installed_and_a_clear_sentence_elsewhere()
    {
        var none = new PdfOfDocument(new DocumentOptions { LibreOffice = "/no/such/soffice" });
        Assert.False(none.IsInstalled);
        Assert.Contains("没有安装 LibreOffice", (await Assert.ThrowsAsync<RefusedException>(() => none.ExecuteAsync(PaperWriter.Write(Notice), TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);

        Assert.SkipUnless(Docx.HasLibreOffice, "LibreOffice is not installed");
        var pdf = await new PdfOfDocument(new DocumentOptions()).ExecuteAsync(PaperWriter.Write(Notice), TestContext.Current.CancellationToken);
        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
    }
}
