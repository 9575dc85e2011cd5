using CaseTracker.Bureau;

namespace CaseTracker.Reports;

/// <summary>
/// The reporting months of the bureau: by the calendar, or, from a month on, from a day of the month before (21日至次月20日). Months follow each other without a gap; the reporting year is its twelve months.
/// </summary>
public sealed class ReportMonths(IReadOnlyList<ReportMonthRule> rules)
{
    public static ReportMonths Of(BureauSettings bureau) => new(ReportMonthRule.Parse(bureau.ReportMonths) ?? []);

    /// <summary>The days of a reporting month.</summary>
    public Period Month(int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return Period.Of(LastDay(first.AddMonths(-1)).AddDays(1), LastDay(first));
    }

    public Period Year(int year) => Period.Of(Month(year, 1).From, Month(year, 12).To);

    /// <summary>From the beginning of the reporting year to the end of the month.</summary>
    public Period ToMonth(int year, int month) => Period.Of(Month(year, 1).From, Month(year, month).To);

    /// <summary>The reporting month that holds the day.</summary>
    public (int Year, int Month) Holding(DateOnly day) => LastDay(new DateOnly(day.Year, day.Month, 1)) >= day ? (day.Year, day.Month) : day.AddMonths(1) is var next ? (next.Year, next.Month) : default;

    private DateOnly LastDay(DateOnly first) => rules.LastOrDefault(r => r.From <= first)?.StartDay is { } start and > 1 ? first.AddDays(start - 2) : first.AddMonths(1).AddDays(-1);
}
