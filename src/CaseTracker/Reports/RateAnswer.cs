using CaseTracker.Bureau;

namespace CaseTracker.Reports;

/// <summary>The rates as API and command line tell them.</summary>
public sealed record RateAnswer(
    DateOnly From, DateOnly To, string Period, DateOnly AsOf, string Whose, IReadOnlyList<RateAnswer.RateLine> Rates, IReadOnlyList<RateAnswer.FigureLine> Figures, RateAnswer.ScoreLines Score)
{
    /// <param name="Percent">In hundredths; null for an empty period.</param>
    public sealed record RateLine(Indicator Code, string Name, decimal? Percent, string Text, FigureLine Numerator, FigureLine Denominator, string Scope);

    public sealed record FigureLine(string Code, string Name, decimal Value, string Unit, string Date);

    public sealed record ScoreLines(decimal Points, decimal Attainable, IReadOnlyList<ScoreLine> Parts);

    public sealed record ScoreLine(string Name, decimal Most, decimal? Points, string How);

    public sealed record RowLine(string Number, string Title, DateOnly On, decimal Count);

    public static RateAnswer Of(CountRates.Report report, CountRates.Sheaf sheaf) => new(
        report.Period.From, report.Period.To, report.Period.Name, report.AsOf, sheaf.Whose,
        [.. sheaf.Rates.Select(r => new RateLine(r.Indicator!.Value, r.Name, r.Percent, r.Text, Of(r.Numerator), Of(r.Denominator), r.Scope))],
        [.. sheaf.Figures.Select(Of)],
        new ScoreLines(sheaf.Score.Points, sheaf.Score.Attainable, [.. sheaf.Score.Parts.Select(p => new ScoreLine(p.Item.Name, p.Item.Points, p.Points, p.How))]));

    public static FigureLine Of(CountedFigure figure) => new(figure.Code, figure.Name, figure.Value, figure.Unit.Display(), figure.DateName);

    /// <summary>The rows a figure rests on.</summary>
    public static IReadOnlyList<RowLine> Rows(CountedFigure figure) => [.. figure.Rows.Select(r => new RowLine(r.Of.Number, r.Of.Title, r.On, r.Count))];
}
