using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

/// <summary>退出：ends a session of one's own on the server; its cookie is worth nothing afterwards.</summary>
public sealed class EndSession(CaseDb db, OfficeClock clock)
{
    public Task ExecuteAsync(Guid sessionId, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var now = clock.Now;
        var ended = await db.SignInSessions.Where(s => s.Id == sessionId && s.UserId == actor.UserId && s.EndedAt == null).ExecuteUpdateAsync(u => u.SetProperty(s => s.EndedAt, now), cancel);
        if (ended > 0)
        {
            AuditLog.Add(db, actor, now, new AuditNote("sign-out", "user", actor.UserId) { Details = new { session = sessionId } });
        }
    }, cancel);
}
