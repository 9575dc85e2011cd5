using CaseTracker.Bureau;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cadres;

/// <summary>The 移交批次 as the minutes state them beside the people whom the roster has for that month: each person once, the dead and those gone included.</summary>
public sealed class CompareBatches(CaseDb db)
{
    /// <param name="Stated">Of the minutes; null where the settings name no batch of that month.</param>
    public sealed record Row(DateOnly Month, int? Stated, int OnRoster, string? Basis)
    {
        public int? Difference => OnRoster - Stated;
    }

    public async Task<IReadOnlyList<Row>> ExecuteAsync(CancellationToken cancel)
    {
        var batches = HandoverBatch.Parse((await db.BureauAsync(cancel)).HandoverBatches) ?? [];
        var handed = await (
            from s in db.CadreStatuses.AsNoTracking()
            where s.Kind == CadreStatusKind.HandedOver && s.RetractedAt == null
            join c in db.Cadres on s.CadreId equals c.Id
            where c.State != CadreState.Void
            select new { s.CadreId, s.From }).ToListAsync(cancel);
        var counted = handed.GroupBy(h => h.CadreId, h => h.From, (_, days) => days.Min()).CountBy(d => new DateOnly(d.Year, d.Month, 1)).ToDictionary();
        return [.. from month in counted.Keys.Union(batches.Select(b => b.Month)).Order()
            let batch = batches.FirstOrDefault(b => b.Month == month)
            select new Row(month, batch?.Stated, counted.GetValueOrDefault(month), batch?.Basis)];
    }
}
