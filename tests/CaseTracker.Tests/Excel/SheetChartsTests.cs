using System.IO.Compression;
using System.Xml.Linq;
using CaseTracker.Excel;
using NPOI.XSSF.UserModel;
using Xunit;

namespace CaseTracker.Tests.Excel;

/// <summary>Charts that Excel draws itself.</summary>
public sealed class SheetChartsTests
{
    [Fact]
    public async Task Bars_and_lines_are_valid_hold_the_values_and_are_drawn()
    {
        var book = new XSSFWorkbook();
        var sheet = book.CreateSheet("月度'汇总");
        string[] forms = ["来访", "来信", "网上信访", "12345热线"];
        for (var i = 0; i < forms.Length; i++)
        {
            var row = sheet.CreateRow(i);
            row.CreateCell(0).SetCellValue(forms[i]);
            row.CreateCell(1).SetCellValue(12 - (3 * i));
            if (i != 2)
            {
                row.CreateCell(2).SetCellValue(5 + i);
            }
        }

        using var file = new MemoryStream();
        book.Write(file, leaveOpen: true);
        var categories = new CellArea(0, 3, 0, 0);
        IReadOnlyList<ChartSeries> series = [new("本月", new(0, 3, 1, 1)), new("上月", new(0, 3, 2, 2))];
        var drawn = SheetCharts.Add(file.ToArray(),
            new SheetChart(0, new(6, 22, 0, 7), ChartKind.Bar, "信访形式<本月>", categories, series) { Unit = "件" },
            new SheetChart(0, new(24, 40, 0, 7), ChartKind.Line, "二十四个月走势", categories, series));

        Ledgers.AssertValid(drawn);
        using var zip = new ZipArchive(new MemoryStream(drawn));
        var charts = zip.Entries.Where(e => e.FullName.StartsWith("xl/charts/chart", StringComparison.Ordinal)).Select(e => XElement.Load(e.Open())).ToList();
        Assert.Equal(2, charts.Count);
        XNamespace c = "http://schemas.openxmlformats.org/drawingml/2006/chart";
        Assert.All(charts, chart =>
        {
            Assert.Equal(["'月度''汇总'!$B$1:$B$4", "'月度''汇总'!$C$1:$C$4"], chart.Descendants(c + "numRef").Select(n => n.Element(c + "f")!.Value));
            Assert.Equal(["12", "9", "6", "3", "5", "6", "8"], chart.Descendants(c + "numCache").SelectMany(n => n.Elements(c + "pt")).Select(p => p.Value)); // a cell without a value has no point
        });
        Assert.Equal("%PDF"u8.ToArray(), (await Office.ConvertAsync(drawn, "pdf"))[..4]);
        if (Environment.GetEnvironmentVariable("CASETRACKER_PAPERS") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "charts.xlsx"), drawn);
        }
    }
}
