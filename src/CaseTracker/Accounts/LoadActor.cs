using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>Loads the acting person with the roles he has today: read anew at every request, so that a right taken away is gone with the next click.</summary>
public sealed class LoadActor(CaseDb db, OfficeClock clock)
{
    /// <summary>The actor, or null when the account is closed or not there.</summary>
    public async Task<Actor?> ExecuteAsync(Guid userId, CancellationToken cancel)
    {
        var user = await db.Users.AsNoTracking().Where(u => u.Id == userId && !u.IsClosed).Select(u => new { u.Id, u.Name }).FirstOrDefaultAsync(cancel);
        if (user is null)
        {
            return null;
        }

        var today = clock.Today;
        var covered = await (
            from cover in db.Covers.AsNoTracking()
            where cover.CoveringUserId == userId && cover.From <= today && cover.To >= today
            join absent in db.Users on cover.AbsentUserId equals absent.Id
            where !absent.IsClosed
            select new { absent.Id, absent.Name, cover.Scope }).ToListAsync(cancel);
        List<Guid> people = [userId, .. covered.Select(c => c.Id)];
        var grants = await (
            from grant in db.RoleGrants.AsNoTracking()
            where people.Contains(grant.UserId) && grant.From <= today && (grant.To == null || grant.To >= today)
            join holder in db.Users on grant.UserId equals holder.Id
            select new { grant.UserId, grant.Role, holder.DepartmentId }).ToListAsync(cancel);
        var posts = await db.DepartmentHeads.AsNoTracking()
            .Where(h => people.Contains(h.UserId) && h.From <= today && (h.To == null || h.To >= today))
            .Select(h => new { h.UserId, h.Post, h.DepartmentId }).ToListAsync(cancel);

        List<(Guid UserId, Hat Hat)> hats =
        [
            .. grants.Select(g => (g.UserId, new Hat(g.Role, IsOfDepartment(g.Role) ? g.DepartmentId : null))),
            .. posts.Select(p => (p.UserId, new Hat(p.Post == DepartmentPost.Head ? Role.SH : Role.VL, p.DepartmentId))),
        ];
        return new Actor(user.Id, user.Name,
        [
            .. hats.Where(h => h.UserId == userId).Select(h => h.Hat),
            .. from cover in covered
               from hat in hats
               where hat.UserId == cover.Id && (cover.Scope is null || hat.Hat.Role == cover.Scope)
                     && hat.Hat.Role is not (Role.SA or Role.SEC or Role.AUD) // administration is never lent
               select hat.Hat with { ForUserId = cover.Id, ForName = cover.Name },
        ]);
    }

    /// <summary>Roles that hold in the holder's own department only.</summary>
    private static bool IsOfDepartment(Role role) => role is Role.CW;
}
