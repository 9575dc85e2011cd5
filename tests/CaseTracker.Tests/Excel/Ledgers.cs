using CaseTracker.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using NPOI.SS.UserModel;
using NPOI.XSSF.UserModel;
using Xunit;

namespace CaseTracker.Tests.Excel;

/// <summary>A ledger as the bureau prints it, and what the tests ask of every written file.</summary>
internal static class Ledgers
{
    public sealed record Line(string Number, DateOnly? Registered, string? Petitioner, int? People, string? Phone, string? Summary, DateTime? Arrived, decimal? Amount, string? Outcome);

    public static readonly Sheet<Line> Sheet = new("信访事项台账",
        Column.Ordinal<Line>(),
        Column.Identity<Line>("信访编号", 14, l => l.Number),
        Column.Date<Line>("登记日期", 12, l => l.Registered),
        Column.Text<Line>("信访人", 9, l => l.Petitioner).Under("来访情况"),
        Column.Number<Line>("人数", 6, l => l.People).Under("来访情况").Summed(),
        Column.Identity<Line>("联系电话", 13, l => l.Phone).Under("来访情况"),
        Column.LongText<Line>("概要", 34, l => l.Summary),
        Column.DateTime<Line>("来访时间", 17, l => l.Arrived),
        Column.Money<Line>("金额(元)", 12, l => l.Amount).Summed(),
        Column.Text<Line>("办理结果", 10, l => l.Outcome).Centred());

    public static readonly SheetHeading Heading = SheetHeading.For("新洲区经科局", new(2024, 10, 1), new(2024, 10, 31), "信访工作台账", "件、人次");

    public static IEnumerable<Line> Lines(int count) => Enumerable.Range(1, count).Select(i => new Line(
        $"XF2024-{i:0000}", new DateOnly(2024, 10, 1).AddDays(i % 31), i % 7 == 0 ? null : $"张{i}", i % 5 == 0 ? null : i % 9, "13800000000",
        $"反映第{i}号楼拖欠工程款问题，要求核实并答复。", i % 3 == 0 ? null : new DateTime(2024, 10, 8, 9, i % 60, 0, DateTimeKind.Unspecified), i * 10.01m, "解释说明"));

    public static Line Saying(string text) => new("XF2024-0001", new(2024, 10, 8), text, 1, text, text, null, null, text);

    public static async Task<byte[]> WriteAsync(IEnumerable<Line> lines, LedgerOptions? options = null, SheetHeading? heading = null)
    {
        using var stream = new MemoryStream();
        await LedgerWriter.WriteAsync(stream, Sheet, heading ?? Heading, lines, options, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    /// <summary>The rows of a sheet that are there.</summary>
    public static IEnumerable<IRow> Rows(ISheet sheet) => Enumerable.Range(0, sheet.LastRowNum + 1).Select(sheet.GetRow).Where(r => r is not null);

    /// <summary>Every formula of a workbook gives the value that the program wrote for it.</summary>
    public static IReadOnlyList<ICell> AssertFormulas(byte[] file)
    {
        var book = new XSSFWorkbook(new MemoryStream(file));
        var evaluator = new XSSFFormulaEvaluator(book);
        var formulas = Enumerable.Range(0, book.NumberOfSheets).SelectMany(i => Rows(book.GetSheetAt(i))).SelectMany(r => r.Cells).Where(c => c.CellType == CellType.Formula).ToList();
        Assert.NotEmpty(formulas);
        Assert.All(formulas, c => Assert.Equal(c.NumericCellValue, evaluator.Evaluate(c).NumberValue));
        return formulas;
    }

    /// <summary>The Open XML rules find nothing.</summary>
    public static void AssertValid(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var errors = new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}").ToList();
        Assert.Empty(errors);
    }
}
