using CaseTracker.Data;
using CaseTracker.Governance;
using CaseTracker.Reports;
using CaseTracker.Tests.Documents;
using CaseTracker.Tests.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.Extensions.DependencyInjection;
using NPOI.SS.UserModel;
using NPOI.XSSF.UserModel;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>The report as files: valid, opened by LibreOffice, formulas that give the program's values, every number with its rows, nothing that a spreadsheet would run.</summary>
public sealed class AnnualFilesTests(AnnualFilesTests.Made made) : IClassFixture<AnnualFilesTests.Made>
{
    /// <summary>The published report, with a hostile title and 250 entries behind one figure.</summary>
    public sealed class Made : IAsyncLifetime
    {
        public AnnualReport.Report Report { get; } = MadeReport.Published().Add(GovernanceKind.EnterpriseLawVisit, 250)
            .Add(GovernanceKind.Publicity, 1, f => f with { Title = "=HYPERLINK(\"http://x\")\u0001" }).Add(GovernanceKind.ArrearsComplaint, 1, f => f with { Amount = 1_409_000.5m, Paid = 320_000m }).Report();

        public byte[] Document { get; private set; } = [];

        public byte[] Workbook { get; private set; } = [];

        /// <summary>The document of a year whose contracts have every second number.</summary>
        public byte[] Gaps { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
            Document = await WrittenAsync(office, (s, output) => s.GetRequiredService<AnnualDocument>().ExecuteAsync(Report, output, new DateOnly(2025, 1, 21), default));
            var gaps = new MadeReport();
            for (var i = 0; i < 12; i++)
            {
                gaps.Add(GovernanceKind.ContractReview, 1).Add(GovernanceKind.LegalOpinion, 1);
            }

            Gaps = await WrittenAsync(office, (s, output) => s.GetRequiredService<AnnualDocument>().ExecuteAsync(gaps.Report(), output, new DateOnly(2025, 1, 21), default));
            Workbook = await WrittenAsync(office, (s, output) => s.GetRequiredService<AnnualWorkbook>().ExecuteAsync(Report, output, default));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    [Fact]
    public void Both_are_valid_Open_XML()
    {
        Assert.All(Docx.Faults(made.Document), Assert.Fail);
        Ledgers.AssertValid(made.Workbook);
    }

    [Fact]
    public void Every_number_of_the_text_is_bookmarked_and_leads_to_its_definition_and_rows()
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(made.Document), false);
        var body = word.MainDocumentPart!.Document!.Body!;
        var marks = body.Descendants<BookmarkStart>().Select(b => b.Name!.Value!).ToList();
        var links = body.Descendants<Hyperlink>().ToList();

        Assert.Equal(marks.Count, marks.Distinct().Count());
        Assert.All(links, l => Assert.Contains(l.Anchor!.Value!, marks));
        var contracts = links.First(l => l.Anchor == "F_G1");
        Assert.Equal(("12份", "from_F_G1"), (contracts.InnerText, contracts.PreviousSibling<BookmarkStart>()!.Name!.Value));
        var told = Narrative.Of(made.Report, []).Sections.SelectMany(s => s.Paragraphs).SelectMany(p => p.Runs).Where(r => r.Code is not null).Select(r => r.Text);
        Assert.Equal(told, links.Select(l => l.InnerText));

        var words = Docx.Words(made.Document);
        Assert.Contains("附件：1.主要数据说明\n2.年度统计表（表1至表10）\n某某区经济信息化和科技创新局\n2025年1月21日\n附件1\n主要数据说明\n", words, StringComparison.Ordinal);
        Assert.Contains("口径：本期审结的合同协议，同一合同编号计一份，再次送审不另计，撤回的不计；按审结（完成）日期归期，以同一合同编号去重。\n记录：FZ-0001—FZ-0012", words, StringComparison.Ordinal);
        Assert.DoesNotContain("total", words, StringComparison.Ordinal); // a code of the program is no code of the bureau
    }

    [Fact]
    public void Each_formula_gives_the_value_of_the_program_and_each_link_its_place()
    {
        var formulas = Ledgers.AssertFormulas(made.Workbook);
        Assert.Contains(formulas, c => c.Sheet.SheetName == "表6 文件合法性审查" && c.NumericCellValue == 39);
        Assert.Contains(formulas, c => c.Sheet.SheetName == "表4 在册变动" && c.CellFormula.StartsWith("SUM(", StringComparison.Ordinal) && c.NumericCellValue == made.Report.Movement.Total.End);

        var book = new XSSFWorkbook(new MemoryStream(made.Workbook));
        var table = book.GetSheet("表5 法律顾问");
        var row = Ledgers.Rows(table).Single(r => r.GetCell(0)?.CellType == CellType.String && r.GetCell(0).StringCellValue == "G1");
        Assert.Equal((12d, "明细5第"), (row.GetCell(3).NumericCellValue, row.GetCell(7).StringCellValue[..4]));
        var place = row.GetCell(7).Hyperlink.Address.Split('!');
        var there = book.GetSheet(place[0].Trim('\''));
        var band = int.Parse(place[1][1..], System.Globalization.CultureInfo.InvariantCulture) - 1;
        Assert.StartsWith("G1　审查修改合同协议　12份（", there.GetRow(band).GetCell(0).StringCellValue, StringComparison.Ordinal);
        Assert.Equal(made.Report.Figure("G1").Rows.Select(r => r.Of.Number), Enumerable.Range(band + 1, 12).Select(i => there.GetRow(i).GetCell(1).StringCellValue));
        Assert.True(there.GetRow(band + 13).GetCell(0).StringCellValue is { } next && !next.StartsWith("G1　", StringComparison.Ordinal));
    }

    [Fact]
    public void Sheets_are_printed_as_the_bureau_prints_them_and_nothing_in_them_runs()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(made.Workbook), isEditable: false);
        var sheets = document.WorkbookPart!.Workbook!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(s => s.Name!.Value!).ToList();
        Assert.Equal(["封面", .. made.Report.Tables.Select(t => t.Title), .. made.Report.Tables.Skip(1).Select(t => $"明细{t.Number}")], sheets); // 表1 takes from the others
        Assert.All(document.WorkbookPart.WorksheetParts, part =>
        {
            var page = part.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.PageSetup>().Single();
            Assert.Equal((9u, "landscape"), (page.PaperSize!.Value, page.Orientation!.InnerText));
            Assert.NotNull(part.Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Pane>().Single().TopLeftCell);
        });

        var book = new XSSFWorkbook(new MemoryStream(made.Workbook));
        var hostile = Ledgers.Rows(book.GetSheet("明细8")).SelectMany(r => r.Cells).First(c => c.CellType == CellType.String && c.StringCellValue.StartsWith("=HYPERLINK", StringComparison.Ordinal));
        Assert.Equal((CellType.String, "=HYPERLINK(\"http://x\")", true), (hostile.CellType, hostile.StringCellValue, ((XSSFCellStyle)hostile.CellStyle).GetCoreXf().quotePrefix));
    }

    [Fact]
    public void Numbers_that_do_not_follow_one_another_stand_whole_on_their_lines()
    {
        var words = Docx.Words(made.Gaps);
        var lines = words[words.IndexOf("记录：FZ-0001", StringComparison.Ordinal)..].Split('\n').TakeWhile(l => l.Contains("FZ-", StringComparison.Ordinal)).ToList();

        Assert.True(lines.Count > 1);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"FZ-{(i * 2) + 1:0000}"), string.Join('　', lines)["记录：".Length..].Split('　'));
    }

    [Fact]
    public async Task LibreOffice_opens_both()
    {
        Assert.SkipUnless(Docx.HasLibreOffice, "LibreOffice is not installed");
        Assert.Equal("%PDF"u8.ToArray(), (await Docx.PrintAsync([("annual", made.Document)])).Single().Bytes[..4]);
        Assert.Equal("%PDF"u8.ToArray(), (await Office.ConvertAsync(made.Workbook, "pdf"))[..4]);
    }

    [Fact]
    public async Task A_report_that_does_not_balance_is_not_printed_and_says_which_rows_disturb_it()
    {
        var broken = MadeReport.Published().Add(GovernanceKind.OfficeDocumentReview, 1, f => f with { Number = "FZ-LOOSE", Series = null }).Report();
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        foreach (var write in new Func<IServiceProvider, Stream, Task>[]
        {
            (s, output) => s.GetRequiredService<AnnualDocument>().ExecuteAsync(broken, output, null, default),
            (s, output) => s.GetRequiredService<AnnualWorkbook>().ExecuteAsync(broken, output, default),
        })
        {
            Assert.Contains("FZ-LOOSE", (await Assert.ThrowsAsync<RefusedException>(() => WrittenAsync(office, write))).Message, StringComparison.Ordinal);
        }

        var unmoved = made.Report with { Movement = made.Report.Movement with { People = [.. made.Report.Movement.People.Take(1).Select(p => p with { AtEnd = false }), .. made.Report.Movement.People.Skip(1)] } };
        Assert.Contains("在册变动不平衡", (await Assert.ThrowsAsync<RefusedException>(() => WrittenAsync(office, (s, output) => s.GetRequiredService<AnnualWorkbook>().ExecuteAsync(unmoved, output, default)))).Message, StringComparison.Ordinal);
    }

    internal static Task<byte[]> WrittenAsync(TestOffice office, Func<IServiceProvider, Stream, Task> write) => office.AsAsync(CaseTracker.Accounts.Actor.System, async s =>
    {
        using var output = new MemoryStream();
        await write(s, output);
        return output.ToArray();
    });
}
