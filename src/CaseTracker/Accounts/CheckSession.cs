using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>Asked at every request: is this session still good? Idle and absolute time, signed out, stamp changed (password, reset), account closed.</summary>
public sealed class CheckSession(CaseDb db, OfficeClock clock, AccountOptions options)
{
    // Compiled: it runs before every page.
    private static readonly Compiled<Func<CaseDb, Guid, Guid, Task<Seen?>>> Find = new(() => EF.CompileAsyncQuery((CaseDb db, Guid userId, Guid sessionId) => (
        from s in db.Set<SignInSession>().AsNoTracking()
        where s.Id == sessionId && s.UserId == userId && s.EndedAt == null
        join u in db.Set<User>() on s.UserId equals u.Id
        where !u.IsClosed && u.SecurityStamp == s.Stamp
        select new Seen(s.StartedAt, s.LastSeenAt)).FirstOrDefault()));

    private sealed record Seen(DateTime StartedAt, DateTime LastSeenAt);

    public async Task<bool> ExecuteAsync(Guid userId, Guid sessionId, CancellationToken cancel)
    {
        var now = clock.Now;
        cancel.ThrowIfCancellationRequested();
        var session = await Find.For(db)(db, userId, sessionId);
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
