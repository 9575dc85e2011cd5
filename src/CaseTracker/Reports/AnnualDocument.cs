using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.Excel;

namespace CaseTracker.Reports;

/// <summary>The annual report as .docx by GB/T 9704-2012: the narrative, and 附件1 with the definition and the rows of every number that it tells. Each number of the text leads there.</summary>
public sealed class AnnualDocument(OfficeClock clock, ReadReportTexts texts)
{
    public const string AnnexName = "主要数据说明";

    // 二号 characters in a line; a longer title is broken after the name of the bureau.
    private const int TitleLine = 20;

    // Numbers of the rows of one figure; the rest stands in the workbook.
    private const int MostRows = 200;

    /// <summary>Refuses a report that does not balance, with the records that disturb it.</summary>
    /// <param name="issuedOn">成文日期; without it today.</param>
    public async Task ExecuteAsync(AnnualReport.Report report, Stream output, DateOnly? issuedOn, CancellationToken cancel)
    {
        report.DemandBalance();
        var narrative = Narrative.Of(report, await texts.ExecuteAsync(report.Year, report.Figures.KnownAt, cancel));
        await output.WriteAsync(PaperWriter.Write(Paper(narrative, issuedOn ?? clock.Today)), cancel);
    }

    private Paper Paper(Narrative narrative, DateOnly issuedOn) => new()
    {
        Title = narrative.Title.Length > TitleLine ? narrative.Title.Insert(narrative.Organ.Length, "\n") : narrative.Title,
        Recipient = narrative.Recipient.Length > 0 ? narrative.Recipient : null,
        Body = [.. narrative.Sections.SelectMany(Blocks)],
        Attachments = narrative.Attachments,
        Organ = narrative.Organ,
        Date = issuedOn,
        Remark = narrative.Report.Bureau.IsDemonstration ? "演示数据，单位和人物均为虚构" : null,
        Annexes = [new("附件1", AnnexName, [.. Explained(narrative)])],
    };

    private static IEnumerable<Block> Blocks(Narrative.Section section)
    {
        if (section.Level > 0)
        {
            yield return new Block.Heading(section.Level, section.Heading);
        }

        foreach (var paragraph in section.Paragraphs)
        {
            yield return new Block.Linked([.. paragraph.Runs.Select(r => (r.Text, r.Code is { } code ? MarkOf(code) : null))]);
        }
    }

    private IEnumerable<Block> Explained(Narrative narrative)
    {
        var report = narrative.Report;
        yield return new Block.Text($"统计期间为{SheetNames.Days(report.Period.From, report.Period.To)}，上年为{SheetNames.Days(report.Before.Period.From, report.Before.Period.To)}。状态截至{report.AsOf.Day()}，数据截至{clock.Local(report.Figures.KnownAt):yyyy年M月d日HH:mm}。各数字的记录全文见工作簿“annual-{report.Year}.xlsx”。");
        yield return new Block.Grid([10, 32, 15, 15, 20, 8], ["代码", "指标", $"{report.Year}年", $"{report.Year - 1}年", "增减", "单位"], [.. Codes(narrative).SelectMany(code => Rows(report, FigureBook.MeasureOf(code)))]);
    }

    /// <summary>The figures of the text, and those of which its rates are made.</summary>
    private static IEnumerable<string> Codes(Narrative narrative) => narrative.Codes
        .SelectMany(code => narrative.Report.Figures.Rates.TryGetValue(code, out var rate) ? [code, rate.Numerator.Code, rate.Denominator.Code] : new[] { code }).Distinct(StringComparer.Ordinal);

    private static IEnumerable<Block.GridRow> Rows(AnnualReport.Report report, Measure measure)
    {
        var (now, before) = (measure.Of(report.Figures), measure.Of(report.Before));
        yield return new([measure.Code, measure.Name, measure.Text(now), measure.Text(before), measure.ChangeText(measure.Change(now, before)), measure.Unit], MarkOf(measure.Code));
        yield return new([report.Figures.Rates.TryGetValue(measure.Code, out var rate)
            ? $"口径：{rate.Scope}。\n计算：{rate.Numerator.Name}（{rate.Numerator.Code}）{rate.Numerator.Text}÷{rate.Denominator.Name}（{rate.Denominator.Code}）{rate.Denominator.Text}。"
            : Explained(report.Figure(measure.Code))]);
    }

    private static string Explained(CountedFigure figure) => $"口径：{DetailSheet.Rule(figure)}。\n记录　{(figure.Rows.Count == 0 ? "无" : Numbers(figure))}";

    private static string Numbers(CountedFigure figure) =>
        string.Join("　", figure.Rows.Take(MostRows).Select(r => r.Count == 1 ? r.Of.Number : $"{r.Of.Number}（{figure.Amount(r.Count)}）")) + (figure.Rows.Count > MostRows ? $"　……共{figure.Rows.Count}条，其余见工作簿" : "");

    // A bookmark has letters, digits and _ only.
    private static string MarkOf(string code) => $"F_{code.Replace('-', '_')}";
}
