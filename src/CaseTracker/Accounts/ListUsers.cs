using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>One line of the list of accounts.</summary>
/// <param name="Roles">Roles held today, heads of departments too, in Chinese.</param>
public sealed record UserRow(Guid Id, string UserName, string Name, string? Post, string? Department, IReadOnlyList<string> Roles, bool IsClosed, bool IsLocked, bool AwaitsActivation, DateTime? LastSignInAt);

/// <summary>账号列表：open ones first, then by department and name.</summary>
public sealed class ListUsers(CaseDb db, OfficeClock clock)
{
    /// <param name="words">Part of the account, the name or the post.</param>
    public async Task<IReadOnlyList<UserRow>> ExecuteAsync(string? words, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.SeeAccounts);
        var (now, today) = (clock.Now, clock.Today);
        var wanted = string.IsNullOrWhiteSpace(words) ? null : words.Trim();
        var users = await (
            from u in db.Users.AsNoTracking()
            where wanted == null || u.UserName!.Contains(wanted) || u.Name.Contains(wanted) || (u.Post != null && u.Post.Contains(wanted))
            join d in db.Departments on u.DepartmentId equals d.Id into departments
            from d in departments.DefaultIfEmpty()
            orderby u.IsClosed, d == null ? 0 : d.Rank, d == null ? "" : d.Name, u.Name
            select new { u.Id, u.UserName, u.Name, u.Post, Department = d == null ? null : d.Name, u.IsClosed, u.LockoutEnd, HasPassword = u.PasswordHash != null, u.LastSignInAt }).ToListAsync(cancel);
        var roles = (await db.RoleGrants.AsNoTracking().Where(g => g.From <= today && (g.To == null || g.To >= today)).Select(g => new { g.UserId, g.Role }).ToListAsync(cancel)).ToLookup(g => g.UserId, g => g.Role.Display());
        var posts = (await (
            from h in db.DepartmentHeads.AsNoTracking()
            where h.From <= today && (h.To == null || h.To >= today)
            join d in db.Departments on h.DepartmentId equals d.Id
            select new { h.UserId, h.Post, d.Name }).ToListAsync(cancel)).ToLookup(h => h.UserId, h => $"{h.Name}{h.Post.Display()}");
        return [.. users.Select(u => new UserRow(u.Id, u.UserName!, u.Name, u.Post, u.Department, [.. roles[u.Id], .. posts[u.Id]], u.IsClosed,
            u.LockoutEnd is { } end && end.UtcDateTime > now, !u.IsClosed && !u.HasPassword, u.LastSignInAt))];
    }
}
