using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>停用账号：roles, posts, covers, sessions and tokens end at once; the name stays in every timeline.</summary>
public sealed class CloseUser(CaseDb db, OfficeClock clock, UserManager<User> users)
{
    public Task ExecuteAsync(Guid userId, string? reason, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.AdminUsers);
        if (reason is { Length: > 100 })
        {
            throw RefusedException.At(nameof(reason), "停用事由最多 100 个字，请删减");
        }

        return db.WriteAsync(async () =>
        {
            if (userId == actor.UserId)
            {
                throw new RefusedException(new Reason("不能停用自己的账号", LiftedBy: "另一名系统管理员"));
            }

            await Grants.LockAsync(db, cancel);
            var (now, today) = (clock.Now, clock.Today);
            var user = await db.LockUserAsync(userId, cancel);
            if (user.IsClosed)
            {
                throw new RefusedException($"账号“{user.UserName}”已经停用");
            }

            var grants = await db.RoleGrants.Where(g => g.UserId == userId && (g.To == null || g.To >= today)).ToListAsync(cancel);
            foreach (var role in grants.Where(g => g.From <= today).Select(g => g.Role).Distinct())
            {
                await Grants.DemandSuccessorAsync(db, role, userId, today, cancel);
            }

            var last = today.AddDays(-1);
            grants.ForEach(g => g.To = last);
            await db.DepartmentHeads.Where(h => h.UserId == userId && (h.To == null || h.To > last)).ExecuteUpdateAsync(u => u.SetProperty(h => h.To, last), cancel);
            await db.Covers.Where(c => (c.AbsentUserId == userId || c.CoveringUserId == userId) && c.To > last).ExecuteUpdateAsync(u => u.SetProperty(c => c.To, last), cancel);
            await db.ApiTokens.Where(t => t.UserId == userId && t.RevokedAt == null).ExecuteUpdateAsync(u => u.SetProperty(t => t.RevokedAt, now), cancel);
            await db.EndSessionsAsync(userId, now, cancel);
            user.IsClosed = true;
            user.PasswordHash = null;
            user.ActivationHash = null;
            await users.UpdateSecurityStampAsync(user);
            AuditLog.Add(db, actor, now, new AuditNote("close-user", "user", userId) { Reason = reason, Details = new { account = user.UserName } });
        }, cancel);
    }
}
