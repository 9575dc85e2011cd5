using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>结束代班：at once, by the absent person, the covering one or the security administrator.</summary>
public sealed class EndCover(CaseDb db, OfficeClock clock)
{
    public Task ExecuteAsync(Guid coverId, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        await Grants.LockAsync(db, cancel);
        var cover = await db.Covers.FirstOrDefaultAsync(c => c.Id == coverId, cancel);
        var isOwn = cover is not null && (cover.AbsentUserId == actor.UserId || cover.CoveringUserId == actor.UserId);
        if (cover is null || (!isOwn && !actor.May(Permission.AdminRoles)))
        {
            throw new NotFoundException("代班安排");
        }

        if (cover.To < clock.Today || cover.To < cover.From)
        {
            throw new RefusedException("该代班已经结束");
        }

        cover.To = clock.Today.AddDays(-1); // before From when it has not begun or began today: it holds on no day
        AuditLog.Add(db, actor, clock.Now, new AuditNote("end-cover", "user", cover.AbsentUserId) { Details = new { cover = cover.Id, to = cover.To } });
    }, cancel);
}
