using CaseTracker.Data;
using CaseTracker.Search;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>Fills the word index of ordinary petitions where it is empty: a move to the other kind of database brings the records without it.</summary>
public sealed class RefillPetitionSearch(IEnumerable<SearchKind> kinds) : IAfterMigration
{
    public int Order => 6;

    public async Task EnsureAsync(CaseDb db, CancellationToken cancel)
    {
        var index = new SearchIndex(db, kinds);
        if (!await index.IsEmptyAsync(Petition.Kinds, cancel))
        {
            return;
        }

        var ids = await db.Set<Petition>().IgnoreQueryFilters().Where(p => !p.IsConfidential).OrderBy(p => p.RegisteredAt).ThenBy(p => p.Number).Select(p => p.Id).ToListAsync(cancel);
        foreach (var some in ids.Chunk(500))
        {
            var petitions = await db.Set<Petition>().IgnoreQueryFilters().AsNoTracking().AsSplitQuery().Include(p => p.Petitioners).Include(p => p.Demands)
                .Where(p => some.Contains(p.Id)).OrderBy(p => p.RegisteredAt).ThenBy(p => p.Number).ToListAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            foreach (var petition in petitions)
            {
                await index.PutAsync(Petition.Kinds, petition.Id, PetitionSearch.TextOf(petition), cancel);
            }

            await transaction.CommitAsync(cancel);
        }
    }
}
