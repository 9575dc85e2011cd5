using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.History;

/// <summary>
/// What happened to a record, with both times: <see cref="HappenedOn"/> in the world, <see cref="RecordedAt"/> in the system.
/// The events of a record, folded, give the record at any recorded instant; they are never changed or deleted.
/// </summary>
public sealed class CaseEvent
{
    public long Id { get; init; }

    public required string RecordKind { get; init; }

    public required Guid RecordId { get; init; }

    /// <summary>1, 2, 3 … within the record, in the order of recording.</summary>
    public int Seq { get; set; }

    /// <summary>Identifier of the step, as on the command line: <c>submit-opinion</c>.</summary>
    public required string Step { get; init; }

    public required string StepName { get; init; }

    public required DateOnly HappenedOn { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    /// <summary>The absent colleague in whose place the actor stood.</summary>
    public Guid? ForId { get; init; }

    public string? ForName { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Article { get; init; }

    public string? Reason { get; init; }

    /// <summary>The data of the step, canonical JSON.</summary>
    public string Data { get; init; } = "{}";

    /// <summary>What the event changed: <c>{"part":{"field":[old,new]}}</c>, canonical JSON, filled in before the commit.</summary>
    public string Changes { get; set; } = "{}";

    /// <summary>Version of the workflow table that the step was taken under.</summary>
    public string? TableVersion { get; init; }
}

/// <summary>A row that belongs to a record with a history: the record itself, or a part of it. A change to it cannot be saved without an event.</summary>
public interface IRecordPart
{
    string RecordKind { get; }

    Guid RecordId { get; }

    /// <summary>Stable name of the part within the record: <c>petition</c>, <c>petitioner/…</c>.</summary>
    string PartName { get; }
}

internal sealed class CaseEventConfiguration(CaseDb db) : IEntityTypeConfiguration<CaseEvent>
{
    public void Configure(EntityTypeBuilder<CaseEvent> builder)
    {
        builder.ToTable("case_events");
        builder.Property(e => e.RecordKind).HasMaxLength(40);
        builder.Property(e => e.Step).HasMaxLength(60);
        builder.Property(e => e.StepName).HasMaxLength(60);
        builder.Property(e => e.ActorName).HasMaxLength(64);
        builder.Property(e => e.ForName).HasMaxLength(64);
        builder.Property(e => e.From).HasMaxLength(40);
        builder.Property(e => e.To).HasMaxLength(40);
        builder.Property(e => e.Article).HasMaxLength(200);
        builder.Property(e => e.TableVersion).HasMaxLength(40);
        builder.HasIndex(e => new { e.RecordKind, e.RecordId, e.Seq }).IsUnique();
        builder.HasQueryFilter(e => db.Opened.Contains(e.RecordId));
    }
}

public static class HistoryTables
{
    extension(CaseDb db)
    {
        /// <summary>Events of the records that were opened in this context; of others there are none.</summary>
        public DbSet<CaseEvent> Events => db.Set<CaseEvent>();
    }
}
