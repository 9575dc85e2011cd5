using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>An arrival that stands in both books is one arrival: the imported petition points to the imported reception whose 关联编号 names it, whichever book came first. What points somewhere already is left alone.</summary>
internal static class JoinArrivals
{
    public static async Task ExecuteAsync(CaseDb db, IReadOnlyCollection<string> petitions, Actor actor, DateTime now, CancellationToken cancel)
    {
        if (petitions.Count == 0)
        {
            return;
        }

        var told = await db.Receptions.AsNoTracking().Where(r => r.ImportedFrom != null && r.RelatedNumber != null && r.State != ReceptionState.Voided && !r.IsConfidential)
            .Select(r => new { r.Id, r.Number, r.ArrivedOn, r.RepeatsId, r.RelatedNumber }).ToListAsync(cancel);
        var byPetition = told.SelectMany(r => BookCells.Several(r.RelatedNumber!).Select(n => (Number: n, Reception: r))).ToLookup(r => r.Number, r => r.Reception, StringComparer.Ordinal);
        foreach (var chunk in petitions.Where(byPetition.Contains).Distinct().Chunk(100))
        {
            foreach (var petition in await db.Petitions.Where(p => chunk.Contains(p.Number) && p.ImportedFrom != null && p.ReceptionId == null && !p.IsConfidential).ToListAsync(cancel))
            {
                var reception = byPetition[petition.Number].OrderBy(r => r.ArrivedOn != petition.ReceivedOn).ThenBy(r => r.ArrivedOn).ThenBy(r => r.Number, StringComparer.Ordinal).First();
                petition.ReceptionId = reception.RepeatsId ?? reception.Id;
                petition.Version++;
                db.Trace(petition, actor, now, new Act("import-link", "已导入：与来访登记为同一来访", reception.ArrivedOn) { Reason = $"来访登记{reception.Number}的关联编号" });
            }

            await db.FlushAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }
}
