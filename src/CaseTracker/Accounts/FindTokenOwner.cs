using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>Whose API token is this? Null when unknown, revoked, expired, or the account is closed.</summary>
public sealed class FindTokenOwner(CaseDb db, OfficeClock clock)
{
    public async Task<Guid?> ExecuteAsync(string token, CancellationToken cancel)
    {
        var (hash, now) = (Fingerprint.Of(token), clock.Now);
        var found = await (
            from t in db.ApiTokens.AsNoTracking()
            where t.Hash == hash && t.RevokedAt == null && t.ExpiresAt > now
            join u in db.Users on t.UserId equals u.Id
            where !u.IsClosed
            select new { t.Id, t.UserId, t.LastUsedAt }).FirstOrDefaultAsync(cancel);
        if (found is null)
        {
            return null;
        }

        if (found.LastUsedAt is not { } last || now - last >= TimeSpan.FromMinutes(1))
        {
            await db.WriteAsync(() => db.ApiTokens.Where(t => t.Id == found.Id).ExecuteUpdateAsync(u => u.SetProperty(t => t.LastUsedAt, now), cancel), cancel);
        }

        return found.UserId;
    }
}
