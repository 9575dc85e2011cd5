using CaseTracker.Bureau;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>The annual table against the twelve signed months, line by line: a month that is frozen counts as it was frozen, another as it is counted now.</summary>
public sealed class YearAgainstMonths(CaseDb db, LoadFacts load)
{
    /// <summary>One figure: the year, its months, what they add up to.</summary>
    /// <param name="Causes">Numbers of the records that stand on one side only.</param>
    public sealed record Row(Measure Measure, decimal Year, IReadOnlyList<decimal> Months, IReadOnlyList<string> Causes)
    {
        public decimal Sum => Months.Sum();

        public decimal Difference => Year - Sum;
    }

    /// <param name="Frozen">The months, 1 to 12, that stand as frozen.</param>
    public sealed record Report(int Year, IReadOnlyList<int> Frozen, IReadOnlyList<Row> Rows);

    /// <summary>Every figure of the annual tables that adds up over months; what is counted as it stands on a day (在册, 在办) does not.</summary>
    public async Task<Report> ExecuteAsync(int year, CancellationToken cancel)
    {
        var months = ReportMonths.Of(await db.BureauAsync(cancel));
        var whole = months.Year(year);
        var facts = await load.ExecuteAsync(whole, whole.To, knownAt: null, cancel);
        var numbers = Enumerable.Range(1, 12).Select(m => FindClosings.NumberOf(year, m)).ToList();
        var closed = await db.Closings.AsNoTracking().Where(c => numbers.Contains(c.Number) && c.State == ClosingState.Frozen).ToListAsync(cancel);
        var frozen = new Dictionary<int, IReadOnlyDictionary<string, FrozenFigure>>();
        foreach (var closing in closed)
        {
            frozen[closing.Month] = (await FindClosings.FrozenAsync(db, closing.Id, cancel)).ToDictionary(f => f.Code, StringComparer.Ordinal);
        }

        var annual = Figures.Of(facts, whole);
        var counted = Enumerable.Range(1, 12).ToDictionary(m => m, m => frozen.ContainsKey(m) ? null : Figures.Of(facts, months.Month(year, m)));
        return new(year, [.. frozen.Keys.Order()],
        [
            .. from figure in FigureBook.Figures
               where !figure.IsStanding && AnnualReport.Codes.Contains(figure.Code)
               let ofYear = annual.ByCode[figure.Code]
               let ofMonths = Enumerable.Range(1, 12).Select(m => Rows(m, figure.Code)).ToList()
               select new Row(figure, ofYear.Value, [.. ofMonths.Select(rows => rows.Sum(r => r.Count))], Causes(ofYear.Rows.Select(r => (r.Of.Number, r.Count)), ofMonths.SelectMany(m => m))),
        ]);

        IReadOnlyList<(string Number, decimal Count)> Rows(int month, string code) => counted[month] is { } figures
            ? [.. figures.ByCode[code].Rows.Select(r => (r.Of.Number, r.Count))]
            : frozen[month].TryGetValue(code, out var kept) ? [.. kept.Rows.Select(r => (r.Number, r.Count))] : [];
    }

    private static IReadOnlyList<string> Causes(IEnumerable<(string Number, decimal Count)> year, IEnumerable<(string Number, decimal Count)> months)
    {
        var ofYear = year.ToLookup(r => r.Number, r => r.Count, StringComparer.Ordinal);
        var ofMonths = months.ToLookup(r => r.Number, r => r.Count, StringComparer.Ordinal);
        return [.. ofYear.Select(g => g.Key).Union(ofMonths.Select(g => g.Key), StringComparer.Ordinal).Where(n => ofYear[n].Sum() != ofMonths[n].Sum()).Order(StringComparer.Ordinal)];
    }
}
