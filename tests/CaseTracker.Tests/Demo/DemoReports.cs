using CaseTracker.Accounts;
using CaseTracker.Reports;
using CaseTracker.Tests.Documents;
using CaseTracker.Tests.Excel;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Extensions.DependencyInjection;
using NPOI.SS.UserModel;
using NPOI.XSSF.UserModel;
using Xunit;

namespace CaseTracker.Tests.Demo;

/// <summary>The reports of the demonstration year: the published sentences, files that are valid, formulas and charts that show what the program counted.</summary>
internal static class DemoReports
{
    public static async Task HoldAsync(TestOffice office)
    {
        var answer = await office.AsAsync(Actor.System, s => s.GetRequiredService<WriteReport>().AnswerAsync(2024, 0, new(2024, 12, 31), null, false, default));
        Assert.All(answer.Balance, b => Assert.True(b.Holds, b.Rule));
        foreach (var sentence in new[]
        {
            "厂级干部信访接待15人次，解决补差待遇1次、养老金增资1次，生病看望4人次，厂级干部去世对家属慰问1次。中层干部信访接待2次。",
            "审查修改各类合同协议12份，出具法律意见书5份", "2个规范性文件", "39个局机关文件(含党组文件17个、行政文件22个)", "共65人，现剩下44人", "未发生行政复议、行政诉讼案件",
        })
        {
            Assert.Contains(sentence, answer.Narrative, StringComparison.Ordinal);
        }

        var (report, texts) = await office.AsAsync(Actor.System, async s => (await s.GetRequiredService<AnnualReport>().ExecuteAsync(2024, null, null, default), await s.GetRequiredService<ReadReportTexts>().ExecuteAsync(2024, null, default)));
        Assert.Empty(CheckReport.Of(Narrative.Of(report, texts)));
        var files = await office.AsAsync(Actor.System, async s => (IReadOnlyList<WriteReport.Written>)
        [
            .. await s.GetRequiredService<WriteReport>().FilesAsync(2024, 0, null, null, default),
            .. await s.GetRequiredService<WriteReport>().FilesAsync(2024, 10, null, null, default),
        ]);
        Assert.Equal(["annual-2024.xlsx", "annual-2024.docx", "monthly-2024-10.xlsx"], files.Select(f => f.FileName));
        Ledgers.AssertValid(files[0].Bytes);
        Assert.Empty(Docx.Faults(files[1].Bytes));
        Ledgers.AssertValid(files[2].Bytes);
        using (var monthly = SpreadsheetDocument.Open(new MemoryStream(files[2].Bytes), isEditable: false))
        {
            Assert.Equal(2, monthly.WorkbookPart!.WorksheetParts.SelectMany(p => p.DrawingsPart?.ChartParts ?? []).Count());
        }

        Ledgers.AssertFormulas(files[0].Bytes);
        var summary = await office.AsAsync(Actor.System, s => s.GetRequiredService<MonthlySummary>().ExecuteAsync(2024, 10, null, null, default));
        var table = new XSSFWorkbook(new MemoryStream(files[2].Bytes)).GetSheet(MonthlySummary.Name);
        foreach (var row in summary.Rows.Where(r => r.Now is not null && !r.Measure.IsRate))
        {
            Assert.Contains(Ledgers.Rows(table), line => line.GetCell(0)?.CellType == CellType.String && line.GetCell(0).StringCellValue == row.Measure.Name && line.GetCell(2)?.CellType == CellType.Numeric && (decimal)line.GetCell(2).NumericCellValue == row.Now);
        }

        if (Environment.GetEnvironmentVariable("CASETRACKER_PAPERS") is { } folder)
        {
            foreach (var file in files)
            {
                await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, file.FileName), file.Bytes);
            }
        }
    }
}
