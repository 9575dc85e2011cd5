using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>What the granting of roles must keep true: administrators apart from each other and from every case, and none of their three posts empty.</summary>
internal static class Grants
{
    /// <summary>Refuses to make one person administrator and something else at the same time, from <paramref name="from"/> on. Call under the lock of <see cref="LockAsync"/>.</summary>
    public static async Task DemandApartAsync(CaseDb db, User user, Role role, DateOnly from, CancellationToken cancel)
    {
        var held = await db.RoleGrants.Where(g => g.UserId == user.Id && (g.To == null || g.To >= from) && (g.To == null || g.To >= g.From)).Select(g => g.Role).Distinct().ToListAsync(cancel);
        var posts = await db.DepartmentHeads.Where(h => h.UserId == user.Id && (h.To == null || h.To >= from) && (h.To == null || h.To >= h.From)).Select(h => h.Post).Distinct().ToListAsync(cancel);
        if (role.IsAdministrator())
        {
            List<string> other = [.. held.Where(r => r != role).Select(r => r.Display()), .. posts.Select(p => p.Display())];
            if (other.Count > 0)
            {
                throw Clash($"{user.Name}已是{string.Join('、', other)}，不能再任{role.Display()}：三个管理员须由不同的人担任，且不得办理业务");
            }

            if (await db.Covers.AnyAsync(c => (c.CoveringUserId == user.Id || c.AbsentUserId == user.Id) && c.To >= from && c.To >= c.From, cancel))
            {
                throw Clash($"{user.Name}还有代班安排，不能任{role.Display()}，请先结束代班");
            }
        }
        else if (held.FirstOrDefault(r => r.IsAdministrator(), role) is var admin && admin != role)
        {
            throw Clash($"{user.Name}是{admin.Display()}，不能再任{role.Display()}：管理员不得办理业务");
        }
    }

    /// <summary>Refuses to take away the last holder of an administrator's post.</summary>
    /// <param name="except">The account that is to lose it.</param>
    public static async Task DemandSuccessorAsync(CaseDb db, Role role, Guid except, DateOnly today, CancellationToken cancel)
    {
        var others = from grant in db.RoleGrants
                     where grant.Role == role && grant.UserId != except && grant.From <= today && grant.To == null
                     join user in db.Users on grant.UserId equals user.Id
                     where !user.IsClosed
                     select grant.Id;
        if (role.IsAdministrator() && !await others.AnyAsync(cancel))
        {
            throw new RefusedException(new Reason($"这是最后一个{role.Display()}，请先将{role.Display()}授予另一个账号", LiftedBy: Role.SEC.Display()));
        }
    }

    /// <summary>One change of roles, heads or covers at a time in the whole office: the rules above span several people.</summary>
    public static Task LockAsync(CaseDb db, CancellationToken cancel) => db.LockAsync("roles", cancel);

    public static Task<bool> IsAdministratorAsync(CaseDb db, Guid userId, DateOnly from, CancellationToken cancel) =>
        db.RoleGrants.AnyAsync(g => g.UserId == userId && (g.To == null || (g.To >= from && g.To >= g.From)) && (g.Role == Role.SA || g.Role == Role.SEC || g.Role == Role.AUD), cancel);

    private static RefusedException Clash(string text) => new(new Reason(text, "GB/T 22239-2019 8.1.4.2", Role.SEC.Display()));
}
