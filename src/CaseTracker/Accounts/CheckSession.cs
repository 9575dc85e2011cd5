using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>Asked at every request: is this session still good? Idle and absolute time, signed out, stamp changed (password, reset), account closed.</summary>
public sealed class CheckSession(CaseDb db, OfficeClock clock, AccountOptions options)
{
    public async Task<bool> ExecuteAsync(Guid userId, Guid sessionId, CancellationToken cancel)
    {
        var now = clock.Now;
        var session = await (
            from s in db.SignInSessions.AsNoTracking()
            where s.Id == sessionId && s.UserId == userId && s.EndedAt == null
            join u in db.Users on s.UserId equals u.Id
            where !u.IsClosed && u.SecurityStamp == s.Stamp
            select new { s.StartedAt, s.LastSeenAt }).FirstOrDefaultAsync(cancel);
        if (session is null || now - session.StartedAt >= TimeSpan.FromHours(options.AbsoluteHours) || now - session.LastSeenAt >= TimeSpan.FromMinutes(options.IdleMinutes))
        {
            return false;
        }

        if (now - session.LastSeenAt >= TimeSpan.FromMinutes(1))
        {
            await db.WriteAsync(() => db.SignInSessions.Where(s => s.Id == sessionId).ExecuteUpdateAsync(u => u.SetProperty(s => s.LastSeenAt, now), cancel), cancel);
        }

        return true;
    }
}
