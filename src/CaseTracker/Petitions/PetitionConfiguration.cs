using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Petitions;

internal sealed class PetitionConfiguration(CaseDb db) : IEntityTypeConfiguration<Petition>
{
    public void Configure(EntityTypeBuilder<Petition> builder)
    {
        builder.ToTable("petitions");
        builder.Ignore(p => p.Clocks).Ignore(p => p.AttachmentKinds).Ignore(p => p.IssuedPapers).Ignore(p => p.PendingSteps).Ignore(p => p.Linked).Ignore(p => p.Barred).Ignore(p => p.SimpleWindow).Ignore(p => p.LastReview).Ignore(p => p.RecordKind).Ignore(p => p.RecordId).Ignore(p => p.PartName);
        builder.Property(p => p.Number).HasMaxLength(40);
        builder.Property(p => p.TableVersion).HasMaxLength(40);
        builder.Property(p => p.Title).HasMaxLength(200);
        builder.Property(p => p.Summary).HasMaxLength(4000);
        builder.Property(p => p.MainName).HasMaxLength(100);
        builder.Property(p => p.CategoryId).HasMaxLength(12);
        builder.Property(p => p.PlaceId).HasMaxLength(12);
        builder.Property(p => p.CauseId).HasMaxLength(12);
        builder.Property(p => p.ExternalNumber).HasMaxLength(38);
        builder.Property(p => p.MergedInto).HasMaxLength(40);
        builder.Property(p => p.ProcedureLimit).HasMaxLength(40);
        builder.Property(p => p.RehandleLimit).HasMaxLength(40);
        builder.Property(p => p.Pending).HasMaxLength(200);
        builder.Property(p => p.QueryCode).HasMaxLength(20);
        builder.Property(p => p.QueryHash).HasMaxLength(64);
        builder.HasIndex(p => p.Number).IsUnique();
        builder.HasIndex(p => p.QueryCode).IsUnique();
        builder.HasIndex(p => p.QueryHash).IsUnique();
        builder.HasIndex(p => new { p.DueOn, p.Id }).HasFilter("\"IsOpen\"").HasDatabaseName("ix_petitions_open_by_due");
        builder.HasIndex(p => new { p.HandlerId, p.DueOn, p.Id }).HasFilter("\"IsOpen\"").HasDatabaseName("ix_petitions_open_by_handler");
        builder.HasIndex(p => new { p.DepartmentId, p.DueOn, p.Id }).HasFilter("\"IsOpen\"").HasDatabaseName("ix_petitions_open_by_department");
        builder.HasIndex(p => new { p.ReceivedOn, p.Id });
        builder.HasIndex(p => new { p.RegisteredOn, p.Id });
        builder.HasIndex(p => p.LapsesOn);
        builder.HasIndex(p => p.ExternalNumber).HasFilter("\"ExternalNumber\" IS NOT NULL");
        builder.HasIndex(p => p.Pending).HasFilter("\"Pending\" IS NOT NULL");
        // All that the visibility filter asks for: the rows of a list are counted in this index, not in the table.
        builder.HasIndex(p => new { p.IsConfidential, p.IsVoid, p.State, p.DepartmentId, p.HandlerId, p.RegisteredById, p.Id }).HasDatabaseName("ix_petitions_counted");
        builder.HasIndex(p => p.ReceptionId);
        builder.HasIndex(p => p.MainName);
        builder.HasOne<Department>().WithMany().HasForeignKey(p => p.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.Petitioners).WithOne().HasForeignKey(r => r.PetitionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.Demands).WithOne().HasForeignKey(d => d.PetitionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.Recusals).WithOne().HasForeignKey(r => r.PetitionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.Readers).WithOne().HasForeignKey(r => r.PetitionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.Reviews).WithOne().HasForeignKey(r => r.PetitionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.Rounds).WithOne().HasForeignKey(r => r.PetitionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.Sides).WithOne().HasForeignKey(r => r.PetitionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.MergedInto).HasFilter("\"MergedInto\" IS NOT NULL");
        builder.HasQueryFilter(PetitionVisibility.Exists(db));
    }
}

internal sealed class PetitionerConfiguration(CaseDb db) : IEntityTypeConfiguration<Petitioner>
{
    public void Configure(EntityTypeBuilder<Petitioner> builder)
    {
        builder.ToTable("petitioners");
        builder.Ignore(p => p.RecordKind).Ignore(p => p.RecordId).Ignore(p => p.PartName);
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.HasIndex(p => new { p.PetitionId, p.Position }).IsUnique();
        builder.HasIndex(p => p.PersonId);
        builder.HasQueryFilter(p => db.Opened.Contains(p.PetitionId));
    }
}

internal sealed class DemandItemConfiguration(CaseDb db) : IEntityTypeConfiguration<DemandItem>
{
    public void Configure(EntityTypeBuilder<DemandItem> builder)
    {
        builder.ToTable("demand_items");
        builder.Ignore(p => p.RecordKind).Ignore(p => p.RecordId).Ignore(p => p.PartName);
        builder.HasIndex(d => new { d.PetitionId, d.Position }).IsUnique();
        builder.HasQueryFilter(d => db.Opened.Contains(d.PetitionId));
    }
}

internal sealed class ReviewConfiguration(CaseDb db) : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> builder)
    {
        builder.ToTable("reviews");
        builder.Ignore(p => p.RecordKind).Ignore(p => p.RecordId).Ignore(p => p.PartName);
        builder.HasIndex(r => new { r.PetitionId, r.Round, r.Stage }).IsUnique();
        builder.HasQueryFilter(r => db.Opened.Contains(r.PetitionId));
    }
}

internal sealed class HandlingRoundConfiguration(CaseDb db) : IEntityTypeConfiguration<HandlingRound>
{
    public void Configure(EntityTypeBuilder<HandlingRound> builder)
    {
        builder.ToTable("handling_rounds");
        builder.Ignore(p => p.RecordKind).Ignore(p => p.RecordId).Ignore(p => p.PartName);
        builder.HasIndex(r => new { r.PetitionId, r.Round }).IsUnique();
        builder.HasQueryFilter(r => db.Opened.Contains(r.PetitionId));
    }
}

internal sealed class SideMatterConfiguration(CaseDb db) : IEntityTypeConfiguration<SideMatter>
{
    public void Configure(EntityTypeBuilder<SideMatter> builder)
    {
        builder.ToTable("side_matters");
        builder.Ignore(p => p.RecordKind).Ignore(p => p.RecordId).Ignore(p => p.PartName).Ignore(p => p.IsOpen);
        builder.HasIndex(r => new { r.PetitionId, r.Position }).IsUnique();
        builder.HasIndex(r => new { r.Kind, r.EndedOn, r.DueOn });
        builder.HasIndex(r => new { r.StartedOn, r.Id });
        builder.HasMany(r => r.Items).WithOne().HasForeignKey(i => i.SideId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(r => db.Opened.Contains(r.PetitionId));
    }
}

internal sealed class LeadItemConfiguration(CaseDb db) : IEntityTypeConfiguration<LeadItem>
{
    public void Configure(EntityTypeBuilder<LeadItem> builder)
    {
        builder.ToTable("lead_items");
        builder.Ignore(p => p.RecordKind).Ignore(p => p.RecordId).Ignore(p => p.PartName);
        builder.Property(i => i.Name).HasMaxLength(20);
        builder.HasIndex(i => new { i.SideId, i.Position }).IsUnique();
        builder.HasQueryFilter(i => db.Opened.Contains(i.PetitionId));
    }
}

// Recusals and readers carry no filter: the filter of the petition itself asks them.
internal sealed class RecusalConfiguration : IEntityTypeConfiguration<Recusal>
{
    public void Configure(EntityTypeBuilder<Recusal> builder)
    {
        builder.ToTable("recusals");
        builder.Ignore(p => p.RecordKind).Ignore(p => p.RecordId).Ignore(p => p.PartName);
        builder.HasIndex(r => new { r.PetitionId, r.UserId }).IsUnique();
    }
}

internal sealed class NamedReaderConfiguration : IEntityTypeConfiguration<NamedReader>
{
    public void Configure(EntityTypeBuilder<NamedReader> builder)
    {
        builder.ToTable("named_readers");
        builder.Ignore(p => p.RecordKind).Ignore(p => p.RecordId).Ignore(p => p.PartName);
        builder.HasIndex(r => new { r.PetitionId, r.UserId }).IsUnique();
    }
}

public static class PetitionTables
{
    extension(CaseDb db)
    {
        public DbSet<Petition> Petitions => db.Set<Petition>();
    }
}
