using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Audit;

/// <summary>What anyone did in the system: one link of a keyed chain. Proof, never read for state; never changed, never deleted.</summary>
public sealed class AuditEntry
{
    /// <summary>1, 2, 3 … without gaps, from the transaction of the change.</summary>
    public long Seq { get; set; }

    public required DateTime At { get; init; }

    public required Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    public Guid? ForUserId { get; init; }

    public required string Action { get; init; }

    public required string ObjectKind { get; init; }

    /// <summary>Id of the object; for a 检举控告 a keyed pseudonym.</summary>
    public required string ObjectId { get; set; }

    /// <summary>完成 or 拒绝.</summary>
    public required string Result { get; init; }

    public string? Address { get; init; }

    public string? Reason { get; init; }

    /// <summary>Canonical JSON.</summary>
    public required string Details { get; set; }

    /// <summary>The key under which <see cref="Mac"/> was made.</summary>
    public int KeyId { get; set; }

    /// <summary>MAC of the link before.</summary>
    public string Prev { get; set; } = "";

    /// <summary>HMAC-SHA256 over <see cref="Prev"/> and the canonical row.</summary>
    public string Mac { get; set; } = "";

    /// <summary>The object's own id, before it becomes a pseudonym; not stored.</summary>
    internal Guid SubjectId { get; init; }

    internal bool IsConfidential { get; init; }

    /// <summary>An event is bound to this link already.</summary>
    internal bool Vouches { get; private set; }

    /// <summary>Binds an event of the history to this link by its fingerprint.</summary>
    internal void Vouch(string happened, string hash)
    {
        var details = System.Text.Json.Nodes.JsonNode.Parse(Details)!.AsObject();
        details["event"] = IsConfidential ? null : happened;
        details["hash"] = hash;
        Details = CanonicalJson.Of(details);
        Vouches = true;
    }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(e => e.Seq);
        builder.Property(e => e.Seq).ValueGeneratedNever();
        builder.Ignore(e => e.SubjectId).Ignore(e => e.IsConfidential).Ignore(e => e.Vouches);
        builder.Property(e => e.ActorName).HasMaxLength(64);
        builder.Property(e => e.Action).HasMaxLength(60);
        builder.Property(e => e.ObjectKind).HasMaxLength(40);
        builder.Property(e => e.ObjectId).HasMaxLength(80);
        builder.Property(e => e.Result).HasMaxLength(10);
        builder.Property(e => e.Address).HasMaxLength(64);
        builder.Property(e => e.Prev).HasMaxLength(64);
        builder.Property(e => e.Mac).HasMaxLength(64);
        builder.HasIndex(e => e.At);
        builder.HasIndex(e => new { e.ObjectKind, e.ObjectId });
    }
}

public static class AuditTables
{
    extension(CaseDb db)
    {
        public DbSet<AuditEntry> AuditEntries => db.Set<AuditEntry>();
    }
}
