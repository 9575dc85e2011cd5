using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Crypto;

/// <summary>One element of the ring that cookies and form tokens are sealed with: kept here, so that they outlive a restart and hold on every instance. Its secret is sealed by <see cref="Keys.KeyRing"/>.</summary>
public sealed class KeyRingEntry
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }
}

internal sealed class KeyRingEntryMapping : IEntityTypeConfiguration<KeyRingEntry>
{
    public void Configure(EntityTypeBuilder<KeyRingEntry> builder)
    {
        builder.ToTable("key_ring");
        builder.Property(e => e.Name).HasMaxLength(100);
    }
}
