using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>收回授权：at once; the next request of the account is without the role.</summary>
public sealed class RevokeRole(CaseDb db, OfficeClock clock)
{
    public Task ExecuteAsync(Guid grantId, string? reason, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.AdminRoles);
        return db.WriteAsync(async () =>
        {
            await Grants.LockAsync(db, cancel);
            var today = clock.Today;
            var grant = await db.RoleGrants.FirstOrDefaultAsync(g => g.Id == grantId, cancel) ?? throw new NotFoundException("授权");
            if (grant.To < today || grant.To < grant.From)
            {
                throw new RefusedException("该授权已经结束，无需收回");
            }

            await Grants.DemandSuccessorAsync(db, grant.Role, grant.UserId, today, cancel);
            grant.To = today.AddDays(-1); // before From when it began today: it holds on no day, and the row stays
            AuditLog.Add(db, actor, clock.Now, new AuditNote("revoke-role", "user", grant.UserId) { Reason = reason, Details = new { grant = grant.Id, role = grant.Role, from = grant.From, to = grant.To } });
        }, cancel);
    }
}
