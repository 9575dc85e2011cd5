namespace CaseTracker.Reports;

/// <summary>All figures and rates of a period, counted from one set of facts.</summary>
/// <param name="Period">The days that were counted.</param>
public sealed record Figures(Period Period, DateOnly AsOf, DateTime KnownAt, IReadOnlyDictionary<string, CountedFigure> ByCode, IReadOnlyDictionary<string, CountedRate> Rates)
{
    public static Figures Of(Facts facts, Period period)
    {
        var figures = FigureBook.Figures.ToDictionary(f => f.Code, f => f.Over(facts, period), StringComparer.Ordinal);
        return new(period, facts.AsOf, facts.KnownAt, figures, FigureBook.Rates.ToDictionary(r => r.Code, r => r.Of(figures), StringComparer.Ordinal));
    }

    /// <summary>A figure by its code; an unknown one does not exist.</summary>
    public CountedFigure Figure(string code) => ByCode.TryGetValue(code, out var figure) ? figure : throw new NotFoundException("该指标");
}
