using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Governance;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>Of the records behind a number: which the viewer may know of, and which he may open. An official number is the same for all; what stands behind it is not. One question a kind.</summary>
public sealed class SeeRecords(CaseDb db, CurrentActor who)
{
    // Ids go to the database in portions: a list of parameters has an end.
    private const int Portion = 1000;

    /// <param name="Known">Records that exist for him: their titles may be shown.</param>
    /// <param name="Open">Records whose pages he may open.</param>
    public sealed record Sight(IReadOnlySet<Guid> Known, IReadOnlySet<Guid> Open);

    public async Task<Sight> ExecuteAsync(IEnumerable<Countable> records, CancellationToken cancel)
    {
        HashSet<Guid> known = [], open = [];
        foreach (var kind in records.GroupBy(r => r.RecordKind, StringComparer.Ordinal))
        {
            foreach (var ids in kind.Select(r => r.RecordId).Distinct().Chunk(Portion))
            {
                switch (kind.Key)
                {
                    case Petition.Kinds when May(Permission.Cases):
                        known.UnionWith(await IdsAsync(db.Petitions, ids, cancel));
                        open.UnionWith(await IdsAsync(db.Petitions.Where(PetitionVisibility.Opens(db)), ids, cancel));
                        break;
                    case Reception.Kind when May(Permission.Desk) || May(Permission.Cases):
                        await BothAsync(db.Receptions, ids);
                        break;
                    case CareVisit.Kind when May(Permission.CareVisits):
                        await BothAsync(db.CareVisits, ids);
                        break;
                    case Benefit.Kind when May(Permission.Benefits):
                        await BothAsync(db.Benefits, ids);
                        break;
                    case Cadre.Kind when May(Permission.SeeCadres):
                        await BothAsync(db.Cadres, ids);
                        break;
                    case GovernanceItem.RecordName when May(Permission.SeeGovernance):
                        await BothAsync(db.Set<GovernanceItem>(), ids);
                        break;
                    case Dispute.Kind when May(Permission.SeeDisputes):
                        await BothAsync(db.Set<Dispute>(), ids);
                        break;
                    case ReceptionDay.Kind when May(Permission.SeeReceptionDays):
                        await BothAsync(db.Set<ReceptionDay>(), ids);
                        break;
                }
            }
        }

        return new(known, open);

        async Task BothAsync<T>(IQueryable<T> of, Guid[] ids) where T : class, IVersioned
        {
            var seen = await IdsAsync(of, ids, cancel);
            known.UnionWith(seen);
            open.UnionWith(seen);
        }
    }

    private bool May(Permission permission) => who.IsKnown && who.Actor.May(permission);

    private static Task<List<Guid>> IdsAsync<T>(IQueryable<T> of, Guid[] ids, CancellationToken cancel) where T : class, IVersioned => of.AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancel);
}
