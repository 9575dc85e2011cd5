using CaseTracker.Cadres;

namespace CaseTracker.Reports;

/// <summary>A monthly or annual report as API and command line tell it: every figure with the numbers of its records.</summary>
public sealed record ReportAnswer
{
    public int Year { get; init; }

    /// <summary>1 to 12; null of a year.</summary>
    public int? Month { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required DateOnly AsOf { get; init; }

    public required DateTime KnownAt { get; init; }

    public required IReadOnlyList<FigureLine> Figures { get; init; }

    public required IReadOnlyList<TableLine> Tables { get; init; }

    public required IReadOnlyList<AnnualReport.Check> Balance { get; init; }

    /// <summary>原数, 更正数 of frozen periods that this report tells.</summary>
    public required IReadOnlyList<RestatedLine> Restated { get; init; }

    /// <summary>The text of the report.</summary>
    public required string Narrative { get; init; }

    /// <param name="Rows">Numbers of the records, in the order of their dates; empty of a rate.</param>
    public sealed record FigureLine(string Code, string Name, string Unit, decimal? Value, IReadOnlyList<string> Rows);

    /// <param name="Movement">Of 表4 alone.</param>
    public sealed record TableLine(int Number, string Name, IReadOnlyList<object> Rows, IReadOnlyList<CountMovement.Row>? Movement = null);

    public sealed record AnnualLine(string Code, string Name, string Unit, decimal? Value, decimal? LastYear, decimal? Change, string Definition);

    public sealed record MonthlyLine(string Code, string Name, string Unit, decimal? Value, decimal? LastMonth, decimal? MonthOnMonth, decimal? YearToDate, decimal? SameMonthLastYear, decimal? YearOnYear, decimal? SameYearToDate, decimal? YearToDateOnYear, string? Note);

    /// <param name="Of">The frozen month or year.</param>
    public sealed record RestatedLine(string Of, string Code, string Name, string Unit, decimal? Old, decimal? New, string Reason);

    public static ReportAnswer Of(AnnualReport.Report report, string narrative) => new()
    {
        Year = report.Year,
        From = report.Period.From,
        To = report.Period.To,
        AsOf = report.AsOf,
        KnownAt = report.Figures.KnownAt,
        Figures = FiguresOf(report.Figures),
        Tables =
        [
            .. report.Tables.Select(t => new TableLine(t.Number, t.Name, [.. t.Rows.Select(r => new AnnualLine(r.Measure.Code, r.Measure.Name, r.Measure.Unit, r.Now, r.Before, r.Change, r.Measure.Definition))],
                t.Number == AnnualReport.MovementTable ? report.Movement.Rows : null)),
        ],
        Balance = report.Balance,
        Restated = RestatedOf(report.Restated),
        Narrative = narrative,
    };

    public static ReportAnswer Of(MonthlySummary.Report report, string narrative) => new()
    {
        Year = report.Year,
        Month = report.Month,
        From = report.Period.From,
        To = report.Period.To,
        AsOf = report.Figures.AsOf,
        KnownAt = report.Figures.KnownAt,
        Figures = FiguresOf(report.Figures),
        Tables =
        [
            new(1, MonthlySummary.Name,
            [
                .. report.Rows.Select(r => new MonthlyLine(r.Measure.Code, r.Measure.Name, r.Measure.Unit, r.Now, r.LastMonth, r.MonthOnMonth, r.YearToDate, r.SameMonth, r.YearOnYear, r.SameYearToDate, r.YearToDateOnYear, r.Note)),
            ]),
        ],
        Balance = [.. FigureBook.Balances.Select(b => new AnnualReport.Check(b.Rule, b.Holds(report.Figures.ByCode)))],
        Restated = RestatedOf(report.Restated),
        Narrative = narrative,
    };

    private static IReadOnlyList<RestatedLine> RestatedOf(IEnumerable<FindClosings.Restated> restated) =>
        [.. restated.Select(r => new RestatedLine(r.Of, r.Restatement.Code, r.Restatement.Name, r.Restatement.Unit, r.Restatement.Old, r.Restatement.New, r.Restatement.Reason))];

    /// <summary>The same with the 检举控告 beside the figures; they enter none of them.</summary>
    internal ReportAnswer With(CountAccusations.Counted counted)
    {
        var total = Figures.First(f => f.Code == PetitionFigures.Total.Code);
        return this with
        {
            Figures =
            [
                .. Figures,
                new(CountAccusations.Counted.Code, CountAccusations.Counted.Name, total.Unit, counted.Numbers.Count, counted.Numbers),
                new(CountAccusations.Counted.TotalCode, CountAccusations.Counted.TotalName, total.Unit, total.Value + counted.Numbers.Count, [.. total.Rows, .. counted.Numbers]),
            ],
        };
    }

    private static IReadOnlyList<FigureLine> FiguresOf(Figures figures) => [.. FrozenFigure.Of(figures).Select(f => new FigureLine(f.Code, f.Name, f.Unit, f.Value, [.. f.Rows.Select(r => r.Number)]))];
}
