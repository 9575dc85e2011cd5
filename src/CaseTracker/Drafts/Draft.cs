using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Drafts;

/// <summary>A half-typed form of one user, sealed whole. Another's draft does not exist.</summary>
public sealed class Draft
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>Which form: its path, with the record it is about.</summary>
    public required string FormKey { get; init; }

    public required byte[] Bytes { get; set; }

    public required DateTime SavedAt { get; set; }
}

internal sealed class DraftConfiguration(CaseDb db) : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("drafts");
        builder.Property(d => d.FormKey).HasMaxLength(KeepDraft.LongestKey);
        builder.HasIndex(d => new { d.UserId, d.FormKey }).IsUnique();
        builder.HasQueryFilter(d => d.UserId == db.Viewer.UserId);
    }
}

public static class DraftTables
{
    extension(CaseDb db)
    {
        /// <summary>The viewer's own drafts.</summary>
        public DbSet<Draft> Drafts => db.Set<Draft>();
    }
}
