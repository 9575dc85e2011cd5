using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>A person to choose in a form.</summary>
public sealed record Colleague(Guid Id, string Name, string? Department);

/// <summary>The people of the office who may be chosen to act in cases (covers, heads): open accounts that are no administrator.</summary>
public sealed class ListColleagues(CaseDb db, OfficeClock clock)
{
    public async Task<IReadOnlyList<Colleague>> ExecuteAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        return await (
            from u in db.Users.AsNoTracking()
            where !u.IsClosed && !db.Set<RoleGrant>().Any(g => g.UserId == u.Id && (g.To == null || g.To >= today) && (g.Role == Role.SA || g.Role == Role.SEC || g.Role == Role.AUD))
            join d in db.Departments on u.DepartmentId equals d.Id into departments
            from d in departments.DefaultIfEmpty()
            orderby d == null ? 0 : d.Rank, u.Name
            select new Colleague(u.Id, u.Name, d == null ? null : d.Name)).ToListAsync(cancel);
    }
}
