using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>作废接口令牌：one's own, or anyone's by the system administrator.</summary>
public sealed class RevokeToken(CaseDb db, OfficeClock clock)
{
    public Task ExecuteAsync(Guid tokenId, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var token = await db.ApiTokens.FirstOrDefaultAsync(t => t.Id == tokenId, cancel);
        if (token is null || (token.UserId != actor.UserId && !actor.May(Permission.AdminUsers)))
        {
            throw new NotFoundException("接口令牌");
        }

        if (token.RevokedAt is null)
        {
            token.RevokedAt = clock.Now;
            AuditLog.Add(db, actor, clock.Now, new AuditNote("revoke-token", "user", token.UserId) { Details = new { token = token.Id, name = token.Name } });
        }
    }, cancel);
}
