using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using CaseTracker.Petitions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>
/// 检举控告 that the viewer may open, by date of registration, beside the official figures, which never hold one (条例第三十条). Only where he chooses so: that he looked stands in the audit log, and no printed table shows them.
/// </summary>
public sealed class CountAccusations(CaseDb db, CurrentActor who, OfficeClock clock)
{
    /// <param name="Numbers">Of the cases that he may open, in order.</param>
    public sealed record Counted(IReadOnlyList<string> Numbers)
    {
        public const string Name = "检举控告（本人有权查看的）", TotalName = "信访登记总量（含检举控告）", Code = "accusations", TotalCode = "total-with-accusations";
    }

    /// <summary>Whether there is anything to choose for him.</summary>
    public Task<bool> IsOfferedAsync(Period period, CancellationToken cancel) => Of(period).AnyAsync(cancel);

    /// <param name="period">Both days are included.</param>
    public async Task<Counted> ExecuteAsync(Period period, CancellationToken cancel)
    {
        var numbers = await Of(period).OrderBy(p => p.RegisteredOn).ThenBy(p => p.Number).Select(p => p.Number).ToListAsync(cancel);
        await AuditLog.WriteAsync(db, who.Actor, clock.Now, new AuditNote("count-accusations", "report", Guid.Empty) { Details = new { period.From, period.To } }, cancel);
        return new(numbers);
    }

    private IQueryable<Petition> Of(Period period)
    {
        var (from, to) = (period.From, period.To);
        return db.Petitions.AsNoTracking().Where(PetitionVisibility.Opens(db)).Where(p => p.IsConfidential && !p.IsVoid && p.DoubleOf == null && p.RegisteredOn >= from && p.RegisteredOn <= to);
    }
}
