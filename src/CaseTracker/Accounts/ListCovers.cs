using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <param name="HasBegun">It holds today; otherwise it is to come.</param>
public sealed record CoverRow(Guid Id, Guid AbsentUserId, string Absent, Guid CoveringUserId, string Covering, DateOnly From, DateOnly To, Role? Scope, string? Reason, bool HasBegun);

/// <summary>代班安排 of today and to come: of one person (absent or covering), or all of them for the security administrator.</summary>
public sealed class ListCovers(CaseDb db, OfficeClock clock)
{
    /// <param name="userId">Whose; null = everybody's.</param>
    public async Task<IReadOnlyList<CoverRow>> ExecuteAsync(Guid? userId, Actor actor, CancellationToken cancel)
    {
        if (userId != actor.UserId)
        {
            actor.Demand(Permission.SeeAccounts);
        }

        var today = clock.Today;
        return await (
            from c in db.Covers.AsNoTracking()
            where c.To >= today && c.To >= c.From && (userId == null || c.AbsentUserId == userId || c.CoveringUserId == userId)
            join a in db.Users on c.AbsentUserId equals a.Id
            join v in db.Users on c.CoveringUserId equals v.Id
            orderby c.From, a.Name
            select new CoverRow(c.Id, c.AbsentUserId, a.Name, c.CoveringUserId, v.Name, c.From, c.To, c.Scope, c.Reason, c.From <= today)).ToListAsync(cancel);
    }
}
