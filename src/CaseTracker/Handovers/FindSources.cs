using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.ReceptionDays;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Handovers;

/// <summary>From which 矛盾纠纷 or 领导接访 a petition came: those records hold the link, this reads it from the petition's side.</summary>
public sealed class FindSources(CaseDb db)
{
    /// <param name="Dispute">Number of the dispute; null of a matter brought to a leader.</param>
    /// <param name="VisitId">The matter brought to a leader; null of a dispute.</param>
    public sealed record Source(string Words, string? Dispute, Guid? VisitId);

    public async Task<IReadOnlyList<Source>> ExecuteAsync(Guid petitionId, CancellationToken cancel)
    {
        var disputes = await db.Disputes.AsNoTracking().Where(d => d.PetitionId == petitionId).Select(d => new { d.Number, d.Name }).ToListAsync(cancel);
        var visits = await (from visit in db.DayVisits.AsNoTracking()
                            where visit.PetitionId == petitionId
                            join day in db.Set<ReceptionDay>() on visit.DayId equals day.Id
                            select new { visit.Id, day.On, Leader = day.SubstituteName ?? day.LeaderName }).ToListAsync(cancel);
        return [.. disputes.Select(d => new Source($"矛盾纠纷 {d.Number} {d.Name}", d.Number, null)), .. visits.Select(v => new Source($"{v.On:yyyy-MM-dd} {v.Leader}接访", null, v.Id))];
    }
}
