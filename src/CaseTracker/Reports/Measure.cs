namespace CaseTracker.Reports;

/// <summary>A row of the monthly or an annual table: a figure, or a rate in hundredths.</summary>
public sealed record Measure(string Code, string Name, string Unit, string Definition)
{
    /// <summary>A rate: it is compared in 百分点, not in per cent of itself.</summary>
    public bool IsRate => Unit == Percent;

    private const string Percent = "%";

    /// <summary>The figures that measures rest on: each itself, of a rate both sides.</summary>
    public static IReadOnlySet<string> CodesOf(IEnumerable<Measure> measures)
    {
        var rates = FigureBook.Rates.ToDictionary(r => r.Code, StringComparer.Ordinal);
        return measures.SelectMany(m => rates.TryGetValue(m.Code, out var rate) ? [rate.Numerator.Code, rate.Denominator.Code] : new[] { m.Code }).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Its value; null for a rate with nothing to divide by.</summary>
    public decimal? Of(Figures figures) => figures.ByCode.TryGetValue(Code, out var figure) ? figure.Value : figures.Rates[Code].Percent;

    /// <summary>A value as the tables print it: — for none, yuan with two decimals, a rate with one.</summary>
    public string Text(decimal? value) => Text(value, Unit);

    /// <inheritdoc cref="Text(decimal?)"/>
    public static string Text(decimal? value, string unit) => value is not { } known ? "—" : unit == Percent ? $"{Rounded(known):0.0}%" : unit == FigureUnit.Yuan.Display() ? known.Text() : $"{known:#,##0.##}";

    /// <summary>环比, 同比: in per cent of the base; of a rate the difference in 百分点. Null where the base is nought or missing.</summary>
    public decimal? Change(decimal? now, decimal? before) => (now, before) switch
    {
        (null, _) or (_, null) => null,
        ({ } a, { } b) when IsRate => Rounded(a - b),
        (_, 0) => null,
        ({ } a, { } b) => Rounded(100 * (a - b) / b),
    };

    /// <summary>上升12.5%, 下降3.0个百分点, 持平, —.</summary>
    public string ChangeText(decimal? change) => change switch
    {
        null => "—",
        0 => "持平",
        { } up and > 0 => $"上升{up:0.0}{(IsRate ? "个百分点" : Percent)}",
        { } down => $"下降{-down:0.0}{(IsRate ? "个百分点" : Percent)}",
    };

    /// <summary>A figure below the one of which it is a part.</summary>
    public static Measure PartOfTotal(Figure figure) => (Measure)figure with { Name = $"其中：{figure.Name}" };

    public static implicit operator Measure(Figure figure) => new(figure.Code, figure.Name, figure.Unit.Display(), figure.Definition);

    public static implicit operator Measure(Rate rate) => new(rate.Code, rate.Name, Percent, rate.Scope);

    private static decimal Rounded(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);
}
