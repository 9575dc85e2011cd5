using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>Loads the acting person with the roles he has today: read anew at every request, so that a right taken away is gone with the next click.</summary>
public sealed class LoadActor(CaseDb db, OfficeClock clock)
{
    // Compiled, and one for most people: it runs before every page.
    private static readonly Compiled<Func<CaseDb, Guid, DateOnly, IAsyncEnumerable<Held>>> HeldBy = new(() => EF.CompileAsyncQuery((CaseDb db, Guid userId, DateOnly today) =>
        from user in db.Set<User>().AsNoTracking()
        where user.Id == userId && !user.IsClosed
        from grant in db.Set<RoleGrant>().Where(g => g.UserId == user.Id && g.From <= today && (g.To == null || g.To >= today)).DefaultIfEmpty()
        from post in db.Set<DepartmentHead>().Where(h => h.UserId == user.Id && h.From <= today && (h.To == null || h.To >= today)).DefaultIfEmpty()
        select new Held(user.Name, user.DepartmentId, (Role?)grant!.Role, (DepartmentPost?)post!.Post, (Guid?)post.DepartmentId,
            db.Set<Cover>().Any(c => c.CoveringUserId == userId && c.From <= today && c.To >= today))));

    private static readonly Compiled<Func<CaseDb, Guid, DateOnly, IAsyncEnumerable<Covered>>> CoveredBy = new(() => EF.CompileAsyncQuery((CaseDb db, Guid userId, DateOnly today) =>
        db.Set<Cover>().AsNoTracking().Where(c => c.CoveringUserId == userId && c.From <= today && c.To >= today).OrderBy(c => c.From).ThenBy(c => c.Id).Select(c => new Covered(c.AbsentUserId, c.Scope))));

    /// <summary>One grant with one post; whoever has two of one and three of the other comes in six rows.</summary>
    private sealed record Held(string Name, Guid? DepartmentId, Role? Role, DepartmentPost? Post, Guid? PostDepartmentId, bool Covers);

    private sealed record Covered(Guid AbsentUserId, Role? Scope);

    /// <summary>The actor, or null when the account is closed or not there.</summary>
    public async Task<Actor?> ExecuteAsync(Guid userId, CancellationToken cancel)
    {
        var today = clock.Today;
        var held = await HeldBy.For(db)(db, userId, today).ToListAsync(cancel);
        if (held.Count == 0)
        {
            return null;
        }

        var hats = HatsOf(held);
        if (held[0].Covers)
        {
            foreach (var cover in await CoveredBy.For(db)(db, userId, today).ToListAsync(cancel))
            {
                var absent = await HeldBy.For(db)(db, cover.AbsentUserId, today).ToListAsync(cancel); // a closed account lends nothing
                hats.AddRange(HatsOf(absent)
                    .Where(h => (cover.Scope is null || h.Role == cover.Scope) && h.Role is not (Role.SA or Role.SEC or Role.AUD)) // administration is never lent
                    .Select(h => h with { ForUserId = cover.AbsentUserId, ForName = absent[0].Name }));
            }
        }

        return new Actor(userId, held[0].Name, hats);
    }

    private static List<Hat> HatsOf(IReadOnlyList<Held> held) =>
    [
        .. held.Select(h => h.Role).OfType<Role>().Distinct().Select(r => new Hat(r, IsOfDepartment(r) ? held[0].DepartmentId : null)),
        .. held.Where(h => h.Post is not null).Select(h => new Hat(h.Post == DepartmentPost.Head ? Role.SH : Role.VL, h.PostDepartmentId)).Distinct(),
    ];

    /// <summary>Roles that hold in the holder's own department only.</summary>
    private static bool IsOfDepartment(Role role) => role is Role.CW;
}
