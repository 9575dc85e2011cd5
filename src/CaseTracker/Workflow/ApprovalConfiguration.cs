using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Workflow;

internal sealed class ApprovalConfiguration(CaseDb db) : IEntityTypeConfiguration<Approval>
{
    public void Configure(EntityTypeBuilder<Approval> builder)
    {
        builder.ToTable("approvals");
        builder.Ignore(a => a.Awaits).Ignore(a => a.IsLast);
        builder.Property(a => a.SubjectKind).HasMaxLength(40);
        builder.Property(a => a.Step).HasMaxLength(40);
        builder.Property(a => a.Chain).HasMaxLength(80);
        builder.Property(a => a.State).HasMaxLength(20);
        builder.Property(a => a.Position);
        builder.OwnsMany(a => a.Decisions, d =>
        {
            d.ToTable("approval_decisions");
            d.WithOwner().HasForeignKey("ApprovalId");
            d.Property<int>("Id").ValueGeneratedOnAdd();
            d.HasKey("Id");
        });
        builder.HasIndex(a => new { a.SubjectId, a.State });
        builder.HasQueryFilter(a => db.Opened.Contains(a.SubjectId));
    }
}

public static class ApprovalTables
{
    extension(CaseDb db)
    {
        /// <summary>What waits or waited for approval on the records that were opened.</summary>
        public DbSet<Approval> Approvals => db.Set<Approval>();
    }
}
