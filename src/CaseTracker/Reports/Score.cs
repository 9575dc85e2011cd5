using CaseTracker.Bureau;

namespace CaseTracker.Reports;

/// <summary>One line of the assessment with what it gave; no points where the period has nothing to divide by, or where people decide.</summary>
public sealed record ScorePart(ScoreItem Item, CountedRate? Rate)
{
    public decimal? Points => (Item.Kind, Rate) switch
    {
        (ScoreKind.Share, { Denominator.Value: > 0 } rate) => Math.Round(Item.Points * rate.Numerator.Value / rate.Denominator.Value, 2, MidpointRounding.AwayFromZero),
        (ScoreKind.PerCase, { Denominator.Value: > 0 } rate) => Math.Max(0, Item.Points - (Item.Step * rate.Numerator.Value)),
        _ => null,
    };

    /// <summary>How the points came about: 10分×95.00%, 10分−2件×1分.</summary>
    public string How => (Item.Kind, Rate) switch
    {
        (ScoreKind.Manual, _) or (_, null) => "由考核人员评定",
        (_, { Denominator.Value: 0 } rate) => $"{rate.Name}本期无，不计分",
        (ScoreKind.Share, { } rate) => $"{Item.Points:0.##}分×{rate.Text}",
        (_, { } rate) => $"{Item.Points:0.##}分−{rate.Numerator.Text}×{Item.Step:0.##}分",
    };
}

/// <summary>考核得分: the sum of its parts, of so many that could be had.</summary>
public sealed record Score(IReadOnlyList<ScorePart> Parts)
{
    public decimal Points => Parts.Sum(p => p.Points ?? 0);

    public decimal Attainable => Parts.Where(p => p.Points is not null).Sum(p => p.Item.Points);

    /// <summary>Points that people give, or that this period has no ground for.</summary>
    public decimal Open => Parts.Where(p => p.Points is null).Sum(p => p.Item.Points);

    public static Score Of(IReadOnlyList<ScoreItem> model, IReadOnlyList<CountedRate> rates) =>
        new([.. model.Select(item => new ScorePart(item, rates.FirstOrDefault(r => r.Indicator == item.Indicator)))]);
}
