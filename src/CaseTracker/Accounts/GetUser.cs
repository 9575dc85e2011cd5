using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

public sealed record GrantRow(Guid Id, Role Role, DateOnly From, DateOnly? To, bool IsOver);

public sealed record TokenRow(Guid Id, string Name, DateTime CreatedAt, DateTime ExpiresAt, DateTime? LastUsedAt, bool IsOver);

/// <summary>One account with its grants (newest first) and its API tokens.</summary>
public sealed record UserView(Guid Id, string UserName, string Name, string? Post, Guid? DepartmentId, string? Department, string? OfficePhone, bool IsClosed, bool IsLocked, bool AwaitsActivation, DateTime? LastSignInAt,
    IReadOnlyList<GrantRow> Grants, IReadOnlyList<string> Posts, IReadOnlyList<TokenRow> Tokens);

/// <summary>账号详情：of anyone for the administrators, of oneself for everybody.</summary>
public sealed class GetUser(CaseDb db, OfficeClock clock)
{
    public async Task<UserView> ExecuteAsync(Guid userId, Actor actor, CancellationToken cancel)
    {
        if (userId != actor.UserId && !actor.May(Permission.SeeAccounts))
        {
            throw new NotFoundException("账号");
        }

        var (now, today) = (clock.Now, clock.Today);
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId, cancel) ?? throw new NotFoundException("账号");
        var department = await db.Departments.Where(d => d.Id == user.DepartmentId).Select(d => d.Name).FirstOrDefaultAsync(cancel);
        var grants = await db.RoleGrants.AsNoTracking().Where(g => g.UserId == userId).OrderByDescending(g => g.From).ToListAsync(cancel);
        var posts = await (
            from h in db.DepartmentHeads.AsNoTracking()
            where h.UserId == userId && h.From <= today && (h.To == null || h.To >= today)
            join d in db.Departments on h.DepartmentId equals d.Id
            select new { d.Name, h.Post }).ToListAsync(cancel);
        var tokens = await db.ApiTokens.AsNoTracking().Where(t => t.UserId == userId).OrderByDescending(t => t.CreatedAt).ToListAsync(cancel);
        return new UserView(user.Id, user.UserName!, user.Name, user.Post, user.DepartmentId, department, user.PhoneNumber, user.IsClosed, Attempts.IsLocked(user, now), !user.IsClosed && user.PasswordHash is null, user.LastSignInAt,
            [.. grants.Select(g => new GrantRow(g.Id, g.Role, g.From, g.To, g.To < today || g.To < g.From))],
            [.. posts.Select(p => $"{p.Name}{p.Post.Display()}")],
            [.. tokens.Select(t => new TokenRow(t.Id, t.Name, t.CreatedAt, t.ExpiresAt, t.LastUsedAt, t.RevokedAt is not null || t.ExpiresAt <= now))]);
    }
}
