namespace CaseTracker.Reports;

/// <summary>A monthly (month 1 to 12) or annual (month 0) report as files and as the answer of API and command line; the same for page, command line, API and closing.</summary>
public sealed class WriteReport(MonthlySummary monthly, AnnualReport annual, MonthlyWorkbook monthlyBook, AnnualWorkbook annualBook, AnnualDocument document, ReadReportTexts texts, CountAccusations accusations)
{
    /// <summary>A finished file under the name it is kept by: annual-2024.xlsx.</summary>
    public sealed record Written(string FileName, byte[] Bytes);

    /// <param name="withAccusations">Adds the 检举控告 that the asker may open, and the total with them. They are counted as known now; refused with an instant.</param>
    public async Task<ReportAnswer> AnswerAsync(int year, int month, DateOnly? asOf, DateTime? knownAt, bool withAccusations, CancellationToken cancel)
    {
        if (withAccusations && knownAt is not null)
        {
            throw RefusedException.At("withAccusations", "检举控告只按现在所知计数，不能与“以某一时刻所知为准”同时使用");
        }

        var answer = await AnswerAsync(year, month, asOf, knownAt, cancel);
        return withAccusations ? answer.With(await accusations.ExecuteAsync(Period.Of(answer.From, answer.To), cancel)) : answer;
    }

    private async Task<ReportAnswer> AnswerAsync(int year, int month, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel)
    {
        if (month > 0)
        {
            var summary = await monthly.ExecuteAsync(year, month, asOf, knownAt, cancel);
            return ReportAnswer.Of(summary, MonthlyWords.Of(summary));
        }

        var report = await annual.ExecuteAsync(year, asOf, knownAt, cancel);
        return ReportAnswer.Of(report, Narrative.Of(report, await texts.ExecuteAsync(year, report.Figures.KnownAt, cancel)).Text);
    }

    /// <summary>The workbook first, of a year the document too. Refuses what does not balance, with the records that disturb it.</summary>
    public Task<IReadOnlyList<Written>> FilesAsync(int year, int month, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel) => FilesAsync(NamesOf(year, month), year, month, asOf, knownAt, cancel);

    /// <summary>One of them; a name that is none of theirs does not exist.</summary>
    public async Task<Written> FileAsync(string name, int year, int month, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel) =>
        NamesOf(year, month).Contains(name) ? (await FilesAsync([name], year, month, asOf, knownAt, cancel))[0] : throw new NotFoundException("该文件");

    private static IReadOnlyList<string> NamesOf(int year, int month) => month > 0 ? [$"monthly-{FindClosings.NumberOf(year, month)}.xlsx"] : [$"annual-{year}.xlsx", $"annual-{year}.docx"];

    private async Task<IReadOnlyList<Written>> FilesAsync(IReadOnlyList<string> names, int year, int month, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel)
    {
        if (month > 0)
        {
            var summary = await monthly.ExecuteAsync(year, month, asOf, knownAt, cancel);
            return [await FileAsync(names[0], output => monthlyBook.ExecuteAsync(summary, output, cancel))];
        }

        var report = await annual.ExecuteAsync(year, asOf, knownAt, cancel);
        List<Written> files = [];
        foreach (var name in names)
        {
            files.Add(await FileAsync(name, output => Path.GetExtension(name) == ".xlsx" ? annualBook.ExecuteAsync(report, output, cancel) : document.ExecuteAsync(report, output, issuedOn: null, cancel)));
        }

        return files;
    }

    private static async Task<Written> FileAsync(string name, Func<Stream, Task> write)
    {
        using var bytes = new MemoryStream();
        await write(bytes);
        return new(name, bytes.ToArray());
    }
}
