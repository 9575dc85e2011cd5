using CaseTracker.Audit;
using CaseTracker.Data;

namespace CaseTracker.Accounts;

/// <summary>解锁：lets somebody try again before the lock-out is over.</summary>
public sealed class UnlockAccount(CaseDb db, OfficeClock clock)
{
    public Task ExecuteAsync(Guid userId, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.AdminUsers);
        return db.WriteAsync(async () =>
        {
            var user = await db.LockUserAsync(userId, cancel);
            if (!Attempts.IsLocked(user, clock.Now))
            {
                throw new RefusedException($"账号“{user.UserName}”没有被锁定，无需解锁");
            }

            Attempts.Clear(user);
            AuditLog.Add(db, actor, clock.Now, new AuditNote("unlock-account", "user", userId) { Details = new { account = user.UserName } });
        }, cancel);
    }
}
