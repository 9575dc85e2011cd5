using System.Globalization;
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

    // A line of the annex in characters of its type, and how much of one a letter or digit takes at most, whatever font the machine has.
    private const double AnnexLine = 46;
    private const double Half = 0.58;

    // From so many numbers in a row on, the first and the last are told.
    private const int Series = 3;

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
        Remark = narrative.Report.Bureau.DemonstrationNotice(),
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
        yield return new Block.Text($"统计期间{SheetNames.Days(report.Period.From, report.Period.To)}，上年{SheetNames.Days(report.Before.Period.From, report.Before.Period.To)}；状态截至{report.AsOf.Day()}，数据截至{clock.Local(report.Figures.KnownAt):yyyy年M月d日HH:mm}。记录的内容见附件2的明细。");
        yield return new Block.Grid([9, 33, 15, 15, 19, 9], ["代码", "指标", $"{report.Year}年", $"{report.Year - 1}年", "增减", "单位"], [.. Codes(narrative).SelectMany(code => Rows(report, FigureBook.MeasureOf(code)))]);
    }

    /// <summary>The figures of the text, and those of which its rates are made.</summary>
    private static IEnumerable<string> Codes(Narrative narrative) => narrative.Codes
        .SelectMany(code => narrative.Report.Figures.Rates.TryGetValue(code, out var rate) ? [code, rate.Numerator.Code, rate.Denominator.Code] : new[] { code }).Distinct(StringComparer.Ordinal);

    private static IEnumerable<Block.GridRow> Rows(AnnualReport.Report report, Measure measure)
    {
        var (now, before) = (measure.Of(report.Figures), measure.Of(report.Before));
        yield return new([AnnualReport.MarkOf(measure.Code), measure.Name, measure.Text(now), measure.Text(before), measure.ChangeText(measure.Change(now, before)), measure.Unit], MarkOf(measure.Code));
        yield return new([report.Figures.Rates.TryGetValue(measure.Code, out var rate)
            ? $"口径：{rate.Scope}。计算：{rate.Numerator.Name}{rate.Numerator.Text}÷{rate.Denominator.Name}{rate.Denominator.Text}，记录见该两项。"
            : Explained(report.Figure(measure.Code))]);
    }

    private static string Explained(CountedFigure figure)
    {
        var numbers = Numbers(figure).ToList();
        string[] told = numbers.Count switch
        {
            0 => ["记录：无"],
            > MostRows => ["记录：", .. numbers.Take(MostRows), $"……共{figure.Rows.Count}条，其余见附件2的明细"],
            _ => ["记录：", .. numbers],
        };
        return $"口径：{DetailSheet.Rule(figure)}。\n{string.Join('\n', Lines(told))}";
    }

    /// <summary>The numbers of the rows, in their order; those that follow one another as the first and the last, what counts other than 1 with its amount.</summary>
    private static IEnumerable<string> Numbers(CountedFigure figure)
    {
        var run = new List<string>();
        foreach (var row in figure.Rows.OrderBy(r => r.Of.Number, StringComparer.Ordinal).Append(null))
        {
            if (row is { Count: 1 } && run.Count > 0 && IsNext(run[^1], row.Of.Number))
            {
                run.Add(row.Of.Number);
                continue;
            }

            foreach (var number in run.Count >= Series ? [$"{run[0]}—{run[^1]}"] : run)
            {
                yield return number;
            }

            run.Clear();
            if (row is { Count: 1 })
            {
                run.Add(row.Of.Number);
            }
            else if (row is not null)
            {
                yield return $"{row.Of.Number}（{figure.Amount(row.Count)}）";
            }
        }
    }

    private static bool IsNext(string number, string next)
    {
        var digits = number.Length - number.AsSpan().TrimEnd("0123456789").Length;
        return digits is > 0 and <= 18 && next.Length == number.Length && next.AsSpan(0, next.Length - digits).SequenceEqual(number.AsSpan(0, number.Length - digits))
            && long.TryParse(next.AsSpan(next.Length - digits), NumberStyles.None, CultureInfo.InvariantCulture, out var second) && second == long.Parse(number.AsSpan(number.Length - digits), CultureInfo.InvariantCulture) + 1;
    }

    /// <summary>The words in lines, none of them torn apart: a number has hyphens at which a word processor would break it.</summary>
    private static IEnumerable<string> Lines(IEnumerable<string> words)
    {
        var (line, width) = ("", 0.0);
        foreach (var word in words)
        {
            var own = word.Sum(c => c < 0x1100 ? Half : 1);
            if (width > 0 && width + own > AnnexLine)
            {
                yield return line;
                (line, width) = ("", 0);
            }

            line += line.Length is 0 || line.EndsWith('：') ? word : $"　{word}";
            width += own + 1;
        }

        yield return line;
    }

    // A bookmark has letters, digits and _ only.
    private static string MarkOf(string code) => $"F_{code.Replace('-', '_')}";
}
