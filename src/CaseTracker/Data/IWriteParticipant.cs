namespace CaseTracker.Data;

/// <summary>Has its say in every write, after the work and before the commit: the history fills in what changed, the audit chain takes its numbers.</summary>
public interface IWriteParticipant
{
    /// <summary>Participants speak in this order, the lowest first.</summary>
    int Order { get; }

    Task BeforeCommitAsync(CaseDb db, CancellationToken cancel);
}

/// <summary>Does something idempotent after every migration: triggers (EF's table rebuild on SQLite drops them), the search index, built-in data.</summary>
public interface IAfterMigration
{
    int Order { get; }

    Task EnsureAsync(CaseDb db, CancellationToken cancel);
}
