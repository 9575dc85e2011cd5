using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Operations;

/// <summary>The backups whose files are kept, the newest first.</summary>
public sealed class ListBackups(CaseDb db, CurrentActor current)
{
    public async Task<IReadOnlyList<Backup>> ExecuteAsync(CancellationToken cancel)
    {
        current.Actor.DemandOperator();
        return await db.Backups.AsNoTracking().Where(b => b.RetiredAt == null).OrderByDescending(b => b.TakenAt).ToListAsync(cancel);
    }
}
