using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>What a session is worth at this request.</summary>
public enum SessionState
{
    Open,

    /// <summary>Idle or old: the same person may go on after signing in again, and what he was sending is kept for him.</summary>
    Expired,

    /// <summary>Signed out, or ended by an administrator, a new password or a newer sign-in.</summary>
    Over,
}

/// <summary>Asked at every request: is this session still good? Idle and absolute time, signed out, stamp changed (password, reset), account closed.</summary>
public sealed class CheckSession(CaseDb db, OfficeClock clock, AccountOptions options)
{
    public async Task<SessionState> ExecuteAsync(Guid userId, Guid sessionId, CancellationToken cancel)
    {
        var now = clock.Now;
        var session = await (
            from s in db.SignInSessions.AsNoTracking()
            where s.Id == sessionId && s.UserId == userId && s.EndedAt == null
            join u in db.Users on s.UserId equals u.Id
            where !u.IsClosed && u.SecurityStamp == s.Stamp
            select new { s.StartedAt, s.LastSeenAt }).FirstOrDefaultAsync(cancel);
        if (session is null)
        {
            return SessionState.Over;
        }

        if (now - session.StartedAt >= TimeSpan.FromHours(options.AbsoluteHours) || now - session.LastSeenAt >= TimeSpan.FromMinutes(options.IdleMinutes))
        {
            return SessionState.Expired;
        }

        if (now - session.LastSeenAt >= TimeSpan.FromMinutes(1))
        {
            await db.WriteAsync(() => db.SignInSessions.Where(s => s.Id == sessionId).ExecuteUpdateAsync(u => u.SetProperty(s => s.LastSeenAt, now), cancel), cancel);
        }

        return SessionState.Open;
    }
}
