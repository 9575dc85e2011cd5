using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Operations;

/// <summary>The administrator says that the key file is saved in a second place; the warning goes until new keys are made.</summary>
public sealed class ConfirmKeysSaved(CaseDb db, CurrentActor current, OfficeClock clock)
{
    public Task<KeyCopy> ExecuteAsync(CancellationToken cancel)
    {
        var actor = current.Actor.DemandOperator();
        return db.WriteAsync(async () =>
        {
            var keys = await db.Set<DataKey>().Select(k => k.WrappedBy).Distinct().OrderBy(k => k).ToListAsync(cancel);
            var copy = new KeyCopy { Id = Guid.NewGuid(), ConfirmedById = actor.UserId, ConfirmedBy = actor.Name, ConfirmedAt = clock.Now, KeyIds = string.Join(',', keys) };
            db.KeyCopies.Add(copy);
            AuditLog.Add(db, actor, copy.ConfirmedAt, new AuditNote("confirm-keys-saved", "keys", copy.Id) { Details = new { copy.KeyIds } });
            return copy;
        }, cancel);
    }
}
