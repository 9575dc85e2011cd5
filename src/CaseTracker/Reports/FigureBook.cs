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
}
