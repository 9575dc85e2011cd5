using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>Who is what on a day, by grant or by the post he holds in a department (科长, 分管领导); cover for an absence does not count.</summary>
public static class Holders
{
    /// <summary>Open accounts in one of the roles; every open account where no role is named.</summary>
    public static IQueryable<User> In(CaseDb db, IReadOnlyList<Role> roles, DateOnly today)
    {
        var users = db.Users.AsNoTracking().Where(u => !u.IsClosed);
        var heads = roles.Contains(Role.SH);
        var leaders = roles.Contains(Role.VL);
        return roles.Count == 0 ? users : users.Where(u =>
            db.Set<RoleGrant>().Any(g => g.UserId == u.Id && roles.Contains(g.Role) && g.From <= today && (g.To == null || g.To >= today))
            || db.Set<DepartmentHead>().Any(h => h.UserId == u.Id && ((heads && h.Post == DepartmentPost.Head) || (leaders && h.Post == DepartmentPost.LeaderInCharge)) && h.From <= today && (h.To == null || h.To >= today)));
    }
}
