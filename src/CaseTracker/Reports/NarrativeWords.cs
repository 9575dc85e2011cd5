using System.Text.RegularExpressions;

namespace CaseTracker.Reports;

/// <summary>Turns a text with {G1} and {年度} in it into runs, and leaves out of a sentence what did not happen.</summary>
internal sealed partial class NarrativeWords(AnnualReport.Report report)
{
    private const string YearOf = "年度", YearBefore = "上年", YearAfter = "下年", Organ = "单位";

    /// <summary>Codes in a text that mean nothing, as they stand there.</summary>
    public static IReadOnlyList<string> Unknown(string text) =>
        [.. Placeholder().Matches(text).Where(m => m.Groups[1].Value is not (YearOf or YearBefore or YearAfter or Organ) && !FigureBook.IsKnown(m.Groups[1].Value)).Select(m => m.Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The runs of a text: figures as 12份, with their code.</summary>
    public IEnumerable<Narrative.Run> Runs(string text)
    {
        var at = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            if (match.Index > at)
            {
                yield return new(text[at..match.Index]);
            }

            at = match.Index + match.Length;
            yield return match.Groups[1].Value switch
            {
                YearOf => new($"{report.Year}"),
                YearBefore => new($"{report.Year - 1}"),
                YearAfter => new($"{report.Year + 1}"),
                Organ => new(report.Bureau.Name),
                var code => new(Print(code), code),
            };
        }

        if (at < text.Length)
        {
            yield return new(text[at..]);
        }
    }

    /// <summary>
    /// A sentence of clauses: one with a figure that is nought is left out, within it also the parts between 、; where none is left, <paramref name="none"/> says so in words, or nothing does.
    /// </summary>
    public IEnumerable<Narrative.Run> Sentence(string lead, string none, params IReadOnlyList<string> clauses)
    {
        var told = clauses.Select(Told).OfType<string>().ToList();
        return told.Count == 0 ? Runs(none) : Runs($"{lead}{string.Join('，', told)}。");
    }

    // 、 within brackets belongs to one part of the clause.
    private string? Told(string clause)
    {
        var parts = Parts().Matches(clause).Select(m => m.Value).Where(Happened).ToList();
        return parts.Count == 0 ? null : string.Join('、', parts);
    }

    private bool Happened(string part) => Placeholder().Matches(part).All(m => Value(m.Groups[1].Value) is not (null or 0));

    private decimal? Value(string code) => FigureBook.MeasureOf(code).Of(report.Figures);

    // No thousands separators in running text, 万 where nothing is lost by it (GB/T 15835); no blank between number and unit; 100%, not 100.0%.
    private string Print(string code)
    {
        var measure = FigureBook.MeasureOf(code);
        return (measure.Of(report.Figures), measure) switch
        {
            (null, _) => measure.Text(null),
            ({ } rate, { IsRate: true }) => $"{Math.Round(rate, 1, MidpointRounding.AwayFromZero):0.#}%",
            ({ } yuan and >= 10_000, _) when measure.Unit == FigureUnit.Yuan.Display() && yuan % 100 == 0 => $"{yuan / 10_000:0.##}万元",
            ({ } value, _) => $"{value:0.##}{measure.Unit}",
        };
    }

    [GeneratedRegex(@"\{([^{}\s]{1,40})\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?:\([^)]*\)|[^、(])+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}
