using CaseTracker.Bureau;
using CaseTracker.Data;
using static CaseTracker.Reports.GovernanceFigures;
using static CaseTracker.Reports.PetitionFigures;
using static CaseTracker.Reports.PreventionFigures;
using static CaseTracker.Reports.RetireeFigures;

namespace CaseTracker.Reports;

/// <summary>月度汇总表: every indicator of a reporting month beside last month, the year so far and the same of last year. Recomputed from the records each time, never added up from old tables.</summary>
public sealed class MonthlySummary(CaseDb db, OfficeClock clock, LoadFacts load, NextMonth next)
{
    public const string Name = "月度汇总表";

    /// <summary>The indicators, in the order of the table.</summary>
    public static readonly IReadOnlyList<(string Group, IReadOnlyList<Measure> Rows)> Indicators =
    [
        ("信访", [
            Total, .. Forms.Select(Measure.PartOfTotal), Visits, Visitors, Groups, GroupVisitors, Repeat, RateOf(Indicator.Repeats), Accepted, Declined, NoticeRate,
            DueToSettle, SettledInTime, SettledRate, Open, DueSoon, Overdue, Extended, PleasedRate, Arrivals, ArrivalPeople,
        ]),
        ("接访与排查", [LeaderDays, LeaderArrivals, LeaderPeople, Found, Resolved, ResolvedShare]),
        ("老干部服务", [PlantVisits, MiddleVisits, Allowances, Adjustments, SickVisits, RetireeFigures.Rounds, Hardships, Died, AllCondolences, InCare, Spending]),
        ("法治建设", [Contracts, Opinions, Normative, DocumentReviews, Inspections, Trainings, Studies, EnterpriseVisits, Complaints, Settled, Repaid]),
    ];

    /// <summary>The figures that stand in the table.</summary>
    public static readonly IReadOnlySet<string> Codes = Measure.CodesOf(Indicators.SelectMany(i => i.Rows));

    /// <summary>One row of the table. Cumulative is from the beginning of the reporting year to the end of the month, by each figure's own date.</summary>
    /// <param name="Note">备注: what is restated of earlier months.</param>
    public sealed record Row(string Group, Measure Measure, decimal? Now, decimal? LastMonth, decimal? YearToDate, decimal? SameMonth, decimal? SameYearToDate, string? Note = null)
    {
        public decimal? MonthOnMonth => Measure.Change(Now, LastMonth);

        public decimal? YearOnYear => Measure.Change(Now, SameMonth);

        public decimal? YearToDateOnYear => Measure.Change(YearToDate, SameYearToDate);
    }

    /// <param name="Figures">Of the month, with the rows behind each number.</param>
    /// <param name="Same">Of the same month of last year.</param>
    /// <param name="SameCumulative">Of last year from its beginning to the same month.</param>
    public sealed record Report(int Year, int Month, Figures Figures, Figures Before, Figures Cumulative, Figures Same, Figures SameCumulative, IReadOnlyList<Row> Rows, bool IsDemonstration)
    {
        /// <summary>原数, 更正数 of frozen periods, told in this month; of a figure of this table it stands in 备注 too.</summary>
        public required IReadOnlyList<FindClosings.Restated> Restated { get; init; }

        public Period Period => Figures.Period;

        public string Title => $"{Year}年{Month}月";

        public Row Row(string code) => Rows.First(r => r.Measure.Code == code);

        /// <summary>下月重点, as far as it follows from what is registered: see <see cref="NextMonth"/>.</summary>
        public IReadOnlyList<string> Ahead { get; init; } = [];
    }

    /// <param name="asOf">Judges what is open; without it the end of the month, or today while it runs.</param>
    /// <param name="knownAt">Without it now.</param>
    public async Task<Report> ExecuteAsync(int year, int month, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        var months = ReportMonths.Of(bureau);
        var whole = months.Month(year, month);
        var (before, after) = (new DateOnly(year, month, 1).AddMonths(-1), new DateOnly(year, month, 1).AddMonths(1));
        var day = asOf ?? (whole.To < clock.Today ? whole.To : clock.Today);
        if (day < whole.From)
        {
            throw RefusedException.At("asOf", $"截止日{day:yyyy-MM-dd}早于{year}年{month}月的起日{whole.From:yyyy-MM-dd}，请改正");
        }

        var period = Period.Of(whole.From, day < whole.To ? day : whole.To);
        var last = months.Month(before.Year, before.Month);
        var span = Period.Of(months.Year(year - 1).From < last.From ? months.Year(year - 1).From : last.From, period.To);
        var facts = await load.ExecuteAsync(span, day, knownAt, cancel);
        var now = Figures.Of(facts, period);
        foreach (var balance in FigureBook.Balances)
        {
            balance.Demand(now.ByCode);
        }

        var (lastMonth, cumulative) = (Figures.Of(facts, last), Figures.Of(facts, Period.Of(months.Year(year).From, period.To)));
        var (same, sameCumulative) = (Figures.Of(facts, months.Month(year - 1, month)), Figures.Of(facts, months.ToMonth(year - 1, month)));
        var restated = await FindClosings.ToldInAsync(db, FindClosings.NumberOf(year, month), facts.KnownAt, cancel);
        var told = restated.ToLookup(t => t.Restatement.Code, StringComparer.Ordinal);
        return new(year, month, now, lastMonth, cumulative, same, sameCumulative,
        [
            .. from indicators in Indicators
               from measure in indicators.Rows
               select new Row(indicators.Group, measure, measure.Of(now), measure.Of(lastMonth), measure.Of(cumulative), measure.Of(same), measure.Of(sameCumulative), Note(measure)),
        ], bureau.IsDemonstration)
        {
            Restated = restated,
            Ahead = await next.ExecuteAsync(now, months.Month(after.Year, after.Month), cancel),
        };

        string? Note(Measure measure) => told[measure.Code].ToList() is { Count: > 0 } own ? string.Join('；', own.Select(t => t.Text)) : null;
    }
}
