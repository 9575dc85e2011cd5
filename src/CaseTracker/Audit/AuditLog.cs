using CaseTracker.Accounts;
using CaseTracker.Data;

namespace CaseTracker.Audit;

/// <summary>One thing to be kept in the audit chain.</summary>
public sealed record AuditNote(string Action, string ObjectKind, Guid ObjectId)
{
    public bool IsRefusal { get; init; }

    /// <summary>The chain shows a keyed pseudonym in place of the id (检举控告).</summary>
    public bool IsConfidential { get; init; }

    public Guid? ForUserId { get; init; }

    public string? Reason { get; init; }

    public object? Details { get; init; }
}

/// <summary>Adds links to the chain within the running write; numbers and MACs come before the commit.</summary>
public static class AuditLog
{
    public static void Add(CaseDb db, Actor actor, DateTime now, AuditNote note) => db.Pending.Add(new AuditEntry
    {
        At = now,
        ActorId = actor.UserId,
        ActorName = actor.Name,
        ForUserId = note.ForUserId,
        Address = note.IsConfidential ? null : actor.Address,
        Action = note.Action,
        ObjectKind = note.ObjectKind,
        ObjectId = note.ObjectId.ToString(),
        SubjectId = note.ObjectId,
        IsConfidential = note.IsConfidential,
        Result = note.IsRefusal ? "拒绝" : "完成",
        Reason = note.Reason,
        Details = CanonicalJson.Of(note.Details),
    });

    /// <summary>A read, a refusal or another act that changes no record: its own write.</summary>
    public static Task WriteAsync(CaseDb db, Actor actor, DateTime now, AuditNote note, CancellationToken cancel) => db.WriteAsideAsync(() =>
    {
        Add(db, actor, now, note);
        return Task.FromResult(true);
    }, cancel);

    /// <summary>The link of an act in the running write that no event is bound to yet: the same step taken twice in one write has two.</summary>
    internal static AuditEntry? Find(CaseDb db, Guid subject, string action) =>
        db.Pending.OfType<AuditEntry>().FirstOrDefault(e => !e.Vouches && e.SubjectId == subject && e.Action == action);
}
