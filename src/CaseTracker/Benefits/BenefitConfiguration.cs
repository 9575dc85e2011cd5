using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Benefits;

internal sealed class BenefitConfiguration(CaseDb db) : IEntityTypeConfiguration<Benefit>
{
    public void Configure(EntityTypeBuilder<Benefit> builder)
    {
        builder.ToTable("benefits");
        builder.Ignore(b => b.Amount).Ignore(b => b.Paid).Ignore(b => b.Active).Ignore(b => b.DoubleNumber).Ignore(b => b.RepliesOnFile);
        builder.Property(b => b.AmountFen);
        builder.Property(b => b.PaidFen);
        builder.Property(b => b.Number).HasMaxLength(30);
        builder.Property(b => b.BookNumber).HasMaxLength(40);
        builder.Property(b => b.Applicant).HasMaxLength(60);
        builder.Property(b => b.Summary).HasMaxLength(2000);
        builder.Property(b => b.BasisDocument).HasMaxLength(200);
        builder.Property(b => b.ApprovalNumber).HasMaxLength(60);
        builder.Property(b => b.ApprovalKey).HasMaxLength(60);
        builder.Property(b => b.OfficerName).HasMaxLength(64);
        builder.Property(b => b.Findings).HasMaxLength(2000);
        builder.Property(b => b.CheckerName).HasMaxLength(64);
        builder.Property(b => b.ApprovedBy).HasMaxLength(200);
        builder.Property(b => b.ReferredTo).HasMaxLength(100);
        builder.Property(b => b.ReferralNumber).HasMaxLength(60);
        builder.Property(b => b.PartnerReply).HasMaxLength(2000);
        builder.Property(b => b.Result).HasMaxLength(2000);
        builder.Property(b => b.RejectReason).HasMaxLength(2000);
        builder.Property(b => b.RejectBasis).HasMaxLength(500);
        builder.Property(b => b.ObjectionGrounds).HasMaxLength(2000);
        builder.Property(b => b.ReviewerName).HasMaxLength(64);
        builder.Property(b => b.NoticeNumber).HasMaxLength(60);
        builder.Property(b => b.FamilyHandler).HasMaxLength(60);
        builder.Property(b => b.SourceNumber).HasMaxLength(40);
        builder.Property(b => b.Pending).HasMaxLength(100);
        builder.Property(b => b.RegisteredByName).HasMaxLength(64);
        builder.Property(b => b.TableVersion).HasMaxLength(40);
        builder.Property(b => b.Note).HasMaxLength(1000);
        builder.HasIndex(b => b.Number).IsUnique();
        builder.HasIndex(b => b.BookNumber).IsUnique();
        builder.HasIndex(b => b.ApprovalKey);
        builder.HasIndex(b => b.ReceptionId);
        builder.HasIndex(b => new { b.AppliedOn, b.Id });
        builder.HasIndex(b => new { b.State, b.ResolvedOn });
        builder.HasOne<Department>().WithMany().HasForeignKey(b => b.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Benefit>().WithMany().HasForeignKey(b => b.RepeatsId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Reception>().WithMany().HasForeignKey(b => b.ReceptionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(b => b.People).WithOne().HasForeignKey(p => p.BenefitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(b => b.Papers).WithOne().HasForeignKey(p => p.BenefitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(b => b.Pauses).WithOne().HasForeignKey(p => p.BenefitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(Benefit.VisibleIn(db));
    }
}

internal sealed class BenefitPersonConfiguration(CaseDb db) : IEntityTypeConfiguration<BenefitPerson>
{
    public void Configure(EntityTypeBuilder<BenefitPerson> builder)
    {
        builder.ToTable("benefit_people");
        builder.Ignore(p => p.Amount).Ignore(p => p.Calculated).Ignore(p => p.Paid);
        builder.Property(p => p.AmountFen);
        builder.Property(p => p.CalculatedFen);
        builder.Property(p => p.PaidFen);
        builder.Property(p => p.PersonNumber).HasMaxLength(30);
        builder.Property(p => p.Name).HasMaxLength(60);
        builder.Property(p => p.RetiredSince).HasMaxLength(10);
        builder.Property(p => p.Difference).HasMaxLength(500);
        builder.Property(p => p.DifferenceSettled).HasMaxLength(500);
        builder.Property(p => p.NotNotifiedReason).HasMaxLength(200);
        builder.HasIndex(p => p.CadreId);
        builder.HasIndex(p => new { p.BenefitId, p.Position }).IsUnique();
        builder.HasOne<Cadre>().WithMany().HasForeignKey(p => p.CadreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(p => db.Set<Benefit>().Any(b => b.Id == p.BenefitId)); // whoever sees the matter
    }
}

internal sealed class BenefitPaperConfiguration(CaseDb db) : IEntityTypeConfiguration<BenefitPaper>
{
    public void Configure(EntityTypeBuilder<BenefitPaper> builder)
    {
        builder.ToTable("benefit_papers");
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.Property(p => p.Note).HasMaxLength(200);
        builder.HasIndex(p => new { p.BenefitId, p.Position }).IsUnique();
        builder.HasQueryFilter(p => db.Opened.Contains(p.BenefitId));
    }
}

internal sealed class BenefitPauseConfiguration(CaseDb db) : IEntityTypeConfiguration<BenefitPause>
{
    public void Configure(EntityTypeBuilder<BenefitPause> builder)
    {
        builder.ToTable("benefit_pauses");
        builder.Property(p => p.Missing).HasMaxLength(1000);
        builder.Property(p => p.Supplied).HasMaxLength(1000);
        builder.HasIndex(p => p.BenefitId);
        builder.HasQueryFilter(p => db.Opened.Contains(p.BenefitId));
    }
}

public static class BenefitTables
{
    extension(CaseDb db)
    {
        /// <summary>The benefits that the viewer may know of.</summary>
        public DbSet<Benefit> Benefits => db.Set<Benefit>();

        /// <summary>The people of the benefits that the viewer may know of.</summary>
        public DbSet<BenefitPerson> BenefitPeople => db.Set<BenefitPerson>();

        public DbSet<BenefitRule> BenefitRules => db.Set<BenefitRule>();

        public DbSet<OldAgeReminder> OldAgeReminders => db.Set<OldAgeReminder>();

        /// <summary>Counts anew until when verification has to be done.</summary>
        internal async Task RecountAsync(Benefit benefit, Calendar.WorkCalendar calendar, CancellationToken cancel)
        {
            var office = await db.RuleAsync(BenefitRuleKind.Office, OfficeRule.Default, benefit.VerifyingSince ?? benefit.AppliedOn, cancel);
            benefit.VerifyDueOn = benefit.State is BenefitState.Verifying ? benefit.Clock(office.Value.VerifyWorkdays)?.DueOn(calendar) : null;
        }
    }
}
