using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Bureau;

/// <summary>To whom a new 检举控告 exists, beside its registrar (条例第三十条).</summary>
public static class AccusationHandlers
{
    /// <summary>Those the bureau named on 单位设置, else everybody who is 信访机构负责人 or 派驻纪检 on the day; closed accounts never.</summary>
    public static async Task<IReadOnlyList<Guid>> AccusationHandlersAsync(this CaseDb db, DateOnly today, CancellationToken cancel)
    {
        var named = ((await db.BureauAsync(cancel)).AccusationHandlers ?? "").Split(['、', '，', ',', ';', '；', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return named.Length > 0
            ? await db.Users.AsNoTracking().Where(u => named.Contains(u.UserName!) && !u.IsClosed).Select(u => u.Id).ToListAsync(cancel)
            : await db.RoleGrants.AsNoTracking()
                .Where(g => (g.Role == Role.XF || g.Role == Role.JW) && g.From <= today && (g.To == null || g.To >= today) && db.Set<User>().Any(u => u.Id == g.UserId && !u.IsClosed))
                .Select(g => g.UserId).Distinct().ToListAsync(cancel);
    }
}
