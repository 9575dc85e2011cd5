using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>To whom a new 检举控告 exists, beside its registrar: those the bureau named, else everybody who is 信访机构负责人 or 派驻纪检 today.</summary>
internal static class NamedReaders
{
    public static async Task<IReadOnlyList<Guid>> ForAsync(CaseDb db, BureauSettings bureau, DateOnly today, CancellationToken cancel)
    {
        var named = (bureau.AccusationHandlers ?? "").Split(['、', '，', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return named.Length > 0
            ? await db.Users.Where(u => named.Contains(u.UserName) && !u.IsClosed).Select(u => u.Id).ToListAsync(cancel)
            : await db.RoleGrants.Where(g => (g.Role == Role.XF || g.Role == Role.JW) && g.From <= today && (g.To == null || g.To >= today)).Select(g => g.UserId).Distinct().ToListAsync(cancel);
    }
}
