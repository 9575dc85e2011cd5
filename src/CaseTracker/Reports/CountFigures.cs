using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Data;

namespace CaseTracker.Reports;

/// <summary>All figures and rates of a period, counted from one set of facts.</summary>
/// <param name="Period">The days that were counted.</param>
public sealed record Figures(Period Period, DateOnly AsOf, DateTime KnownAt, IReadOnlyDictionary<string, CountedFigure> ByCode, IReadOnlyDictionary<string, CountedRate> Rates)
{
    public static Figures Of(Facts facts, Period period)
    {
        var figures = FigureBook.Figures.ToDictionary(f => f.Code, f => f.Over(facts, period), StringComparer.Ordinal);
        return new(period, facts.AsOf, facts.KnownAt, figures, FigureBook.Rates.ToDictionary(r => r.Code, r => r.Of(figures), StringComparer.Ordinal));
    }

    /// <summary>A figure by its code; an unknown one does not exist.</summary>
    public CountedFigure Figure(string code) => ByCode.TryGetValue(code, out var figure) ? figure : throw new NotFoundException("该指标");
}

/// <summary>The figures of a period with the 在册变动; a table that does not balance is refused with the rows that disturb it.</summary>
public sealed class CountFigures(CaseDb db, LoadFacts load, CountMovement movement)
{
    public sealed record Report(Figures Figures, CountMovement.Table Movement, bool IsDemonstration)
    {
        public CountedFigure Figure(string code) => Figures.Figure(code);
    }

    /// <param name="asOf">Judges what is open; without it today.</param>
    /// <param name="knownAt">Without it now.</param>
    public async Task<Report> ExecuteAsync(Period period, DateOnly? asOf, DateTime? knownAt, CancellationToken cancel)
    {
        var facts = await load.ExecuteAsync(period, asOf, knownAt, cancel);
        var moves = await movement.ExecuteAsync(period.From, period.To, facts.KnownAt, cancel, isOfficial: true);
        Demand(moves);
        var figures = Figures.Of(facts, period);
        foreach (var balance in FigureBook.Balances)
        {
            balance.Demand(figures.ByCode);
        }

        return new(figures, moves, (await db.BureauAsync(cancel)).IsDemonstration);
    }

    /// <summary>Refuses a roster whose movement does not add up.</summary>
    internal static void Demand(CountMovement.Table moves)
    {
        if (moves.Rows.FirstOrDefault(r => !r.Balances) is { } row)
        {
            throw new RefusedException($"在册变动不平衡：{row.Name}年初{row.Start}、新增{row.Added}、恢复{row.Restored}、去世{row.Died}、转出{row.TransferredOut}、年末{row.End}，不能出表。请联系系统管理员");
        }
    }
}
