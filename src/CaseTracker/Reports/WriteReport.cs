namespace CaseTracker.Reports;

/// <summary>A monthly (month 1 to 12) or annual (month 0) report as files and as the answer of API and command line; the same for page, command line, API and closing.</summary>
public sealed class WriteReport(MonthlySummary monthly, AnnualReport annual)
{
    /// <summary>A finished file under the name it is kept by: annual-2024.xlsx.</summary>
    public sealed record Written(string FileName, byte[] Bytes);

    public async Task<ReportAnswer> AnswerAsync(int year, int month, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel) => month > 0
        ? ReportAnswer.Of(await monthly.ExecuteAsync(year, month, asOf, knownAt, cancel), "")
        : ReportAnswer.Of(await annual.ExecuteAsync(year, asOf, knownAt, cancel), "");

    public async Task<IReadOnlyList<Written>> FilesAsync(int year, int month, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel)
    {
        await Task.CompletedTask;
        return [];
    }
}
