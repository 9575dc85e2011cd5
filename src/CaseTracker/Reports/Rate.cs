using CaseTracker.Bureau;

namespace CaseTracker.Reports;

/// <summary>One rate, declared once: the share of one figure in another that holds all of its rows.</summary>
/// <param name="Scope">口径: what is counted and what is left out, in a sentence for the reader.</param>
public sealed record Rate<T>(Indicator Indicator, Figure<T> Numerator, Figure<T> Denominator, string Scope) where T : Countable
{
    public CountedRate Of(IReadOnlyDictionary<string, CountedFigure> figures) => new(Indicator, figures[Numerator.Code], figures[Denominator.Code], Scope);
}

/// <summary>A rate of a period with the figures it rests on.</summary>
public sealed record CountedRate(Indicator Indicator, CountedFigure Numerator, CountedFigure Denominator, string Scope)
{
    public string Name => Indicator.Display();

    /// <summary>In hundredths, two decimals, half away from nought; null when there is nothing to divide by.</summary>
    public decimal? Percent => Denominator.Value == 0 ? null : Math.Round(100m * Numerator.Value / Denominator.Value, 2, MidpointRounding.AwayFromZero);

    /// <summary>97.50%, or — for an empty period.</summary>
    public string Text => Percent is { } percent ? $"{percent:0.00}%" : "—";
}
