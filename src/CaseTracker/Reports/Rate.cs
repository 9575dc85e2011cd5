using CaseTracker.Bureau;

namespace CaseTracker.Reports;

/// <summary>One rate, declared once: the share of one figure in another.</summary>
/// <param name="Scope">口径: what is counted and what is left out, in a sentence for the reader.</param>
public sealed record Rate(string Code, string Name, Figure Numerator, Figure Denominator, string Scope)
{
    /// <summary>The indicator of the assessment that it is; null for a rate of the tables alone.</summary>
    public Indicator? Indicator { get; init; }

    public static Rate Of(Indicator indicator, Figure numerator, Figure denominator, string scope) => new($"{indicator.Kebab()}-rate", indicator.Display(), numerator, denominator, scope) { Indicator = indicator };

    public CountedRate Of(IReadOnlyDictionary<string, CountedFigure> figures) => new(Code, Name, figures[Numerator.Code], figures[Denominator.Code], Scope) { Indicator = Indicator };

    public CountedRate Over(Facts facts, Period period) => new(Code, Name, Numerator.Over(facts, period), Denominator.Over(facts, period), Scope) { Indicator = Indicator };
}

/// <summary>A rate of a period with the figures it rests on.</summary>
public sealed record CountedRate(string Code, string Name, CountedFigure Numerator, CountedFigure Denominator, string Scope)
{
    public Indicator? Indicator { get; init; }

    /// <summary>In hundredths, two decimals, half away from nought; null when there is nothing to divide by.</summary>
    public decimal? Percent => Denominator.Value == 0 ? null : Math.Round(100m * Numerator.Value / Denominator.Value, 2, MidpointRounding.AwayFromZero);

    /// <summary>97.50%, or — for an empty period.</summary>
    public string Text => Percent is { } percent ? $"{percent:0.00}%" : "—";
}
