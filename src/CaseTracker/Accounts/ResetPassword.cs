using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>重置密码：the system administrator gives a one-time code in place of a forgotten password. Sessions and API tokens of the account end at once.</summary>
public sealed class ResetPassword(CaseDb db, OfficeClock clock, AccountOptions options, UserManager<User> users)
{
    /// <returns>The code, shown this once.</returns>
    public Task<string> ExecuteAsync(Guid userId, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.AdminUsers);
        return db.WriteAsync(async () =>
        {
            var now = clock.Now;
            var user = await db.LockUserAsync(userId, cancel);
            if (user.IsClosed)
            {
                throw new RefusedException($"账号“{user.UserName}”已停用，不能重置密码");
            }

            var code = OneTimeCode.Give(user, now, options);
            Attempts.Clear(user);
            await users.UpdateSecurityStampAsync(user);
            await db.EndSessionsAsync(userId, now, cancel);
            await db.ApiTokens.Where(t => t.UserId == userId && t.RevokedAt == null).ExecuteUpdateAsync(u => u.SetProperty(t => t.RevokedAt, now), cancel);
            AuditLog.Add(db, actor, now, new AuditNote("reset-password", "user", userId) { Details = new { account = user.UserName } });
            return code;
        }, cancel);
    }
}
