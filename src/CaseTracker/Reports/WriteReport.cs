namespace CaseTracker.Reports;

/// <summary>A monthly (month 1 to 12) or annual (month 0) report as files and as the answer of API and command line; the same for page, command line, API and closing.</summary>
public sealed class WriteReport(MonthlySummary monthly, AnnualReport annual, ReadReportTexts texts, AnnualDocument document, AnnualWorkbook annualWorkbook, MonthlyWorkbook monthlyWorkbook)
{
    /// <summary>A finished file under the name it is kept by: annual-2024.xlsx.</summary>
    public sealed record Written(string FileName, byte[] Bytes);

    public async Task<ReportAnswer> AnswerAsync(int year, int month, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel)
    {
        if (month > 0)
        {
            var summary = await monthly.ExecuteAsync(year, month, asOf, knownAt, cancel);
            return ReportAnswer.Of(summary, MonthlyWords.Of(summary));
        }

        var report = await annual.ExecuteAsync(year, asOf, knownAt, cancel);
        return ReportAnswer.Of(report, Narrative.Of(report, await texts.ExecuteAsync(year, report.Figures.KnownAt, cancel)).Text);
    }

    /// <summary>Of a year the workbook and the document, of a month the workbook. Refuses figures that do not balance.</summary>
    public async Task<IReadOnlyList<Written>> FilesAsync(int year, int month, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel)
    {
        if (month > 0)
        {
            var summary = await monthly.ExecuteAsync(year, month, asOf, knownAt, cancel);
            return [await FileAsync($"monthly-{year}-{month:00}.xlsx", output => monthlyWorkbook.ExecuteAsync(summary, output, cancel))];
        }

        var report = await annual.ExecuteAsync(year, asOf, knownAt, cancel);
        return
        [
            await FileAsync($"annual-{year}.xlsx", output => annualWorkbook.ExecuteAsync(report, output, cancel)),
            await FileAsync($"annual-{year}.docx", output => document.ExecuteAsync(report, output, null, cancel)),
        ];
    }

    private static async Task<Written> FileAsync(string name, Func<Stream, Task> write)
    {
        using var bytes = new MemoryStream();
        await write(bytes);
        return new(name, bytes.ToArray());
    }
}
