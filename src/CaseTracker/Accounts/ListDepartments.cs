using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

public sealed record HeadRow(DepartmentPost Post, Guid UserId, string Name, DateOnly From, DateOnly? To);

/// <param name="Heads">Terms of today and to come.</param>
/// <param name="People">Accounts in use.</param>
public sealed record DepartmentRow(Guid Id, string Name, bool IsPetitionOffice, bool IsRetireeOffice, bool IsSubordinate, bool IsClosed, int Rank, IReadOnlyList<HeadRow> Heads, int People);

/// <summary>科室列表，with who heads them. Everybody in the office may know this.</summary>
public sealed class ListDepartments(CaseDb db, OfficeClock clock)
{
    public async Task<IReadOnlyList<DepartmentRow>> ExecuteAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.IsClosed).ThenBy(d => d.Rank).ThenBy(d => d.Name).ToListAsync(cancel);
        var heads = (await (
            from h in db.DepartmentHeads.AsNoTracking()
            where h.To == null || (h.To >= today && h.To >= h.From)
            join u in db.Users on h.UserId equals u.Id
            orderby h.Post, h.From
            select new { h.DepartmentId, h.Post, u.Id, u.Name, h.From, h.To }).ToListAsync(cancel)).ToLookup(h => h.DepartmentId, h => new HeadRow(h.Post, h.Id, h.Name, h.From, h.To));
        var people = await db.Users.Where(u => !u.IsClosed && u.DepartmentId != null).GroupBy(u => u.DepartmentId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return [.. departments.Select(d => new DepartmentRow(d.Id, d.Name, d.IsPetitionOffice, d.IsRetireeOffice, d.IsSubordinate, d.IsClosed, d.Rank, [.. heads[d.Id]], people.GetValueOrDefault(d.Id)))];
    }
}
