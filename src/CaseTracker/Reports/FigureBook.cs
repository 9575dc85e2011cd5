namespace CaseTracker.Reports;

/// <summary>Every figure and rate there is, by its code: page, sheet, sentence, API and command line look here.</summary>
public static class FigureBook
{
    public static readonly IReadOnlyList<Figure> Figures = [.. GovernanceFigures.All, .. PreventionFigures.All, GovernanceFigures.Litigation, .. RetireeFigures.All, .. PetitionFigures.All, .. PetitionFigures.OfTables];

    public static readonly IReadOnlyList<Rate> Rates = [.. PetitionFigures.Rates, PetitionFigures.NoticeRate, PetitionFigures.SettledRate, PetitionFigures.PleasedRate, PreventionFigures.ResolvedShare, GovernanceFigures.EnteredShare];

    public static readonly IReadOnlyList<Balance> Balances = [GovernanceFigures.DocumentsBalance, .. PetitionFigures.Balances];

    private static readonly Dictionary<string, Figure> ByCode = Figures.ToDictionary(f => f.Code, StringComparer.Ordinal);

    /// <summary>An unknown code does not exist.</summary>
    public static Figure Figure(string code) => ByCode.TryGetValue(code, out var figure) ? figure : throw new NotFoundException("该指标");

    public static bool IsKnown(string code) => ByCode.ContainsKey(code) || Rates.Any(r => r.Code == code);

    /// <summary>A figure or rate as a row of a table; an unknown code does not exist.</summary>
    public static Measure MeasureOf(string code) => Rates.FirstOrDefault(r => r.Code == code) is { } rate ? rate : Figure(code);
}
