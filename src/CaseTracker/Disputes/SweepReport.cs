using System.Linq.Expressions;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Disputes;

/// <summary>排查报告 of one department for one period. That nothing was found (零报告) is a report like any other, signed and dated.</summary>
public sealed class SweepReport : IVersioned, IRecordPart
{
    public const string Kind = "sweep-report";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    public required Guid DepartmentId { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>零报告: the department looked and found nothing.</summary>
    public required bool IsZero { get; set; }

    /// <summary>排查日期.</summary>
    public required DateOnly SweptOn { get; set; }

    /// <summary>排查人员.</summary>
    public required string SweptBy { get; set; }

    /// <summary>排查区域/单位.</summary>
    public string? Area { get; set; }

    public string? Note { get; set; }

    public required Guid ReporterId { get; init; }

    public required string ReporterName { get; init; }

    /// <summary>Day of the report in the office: after the last day of the period it is late.</summary>
    public required DateOnly ReportedOn { get; init; }

    public required DateTime RecordedAt { get; init; }

    public int LateDays => Math.Max(0, ReportedOn.DayNumber - To.DayNumber);

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    internal static Expression<Func<SweepReport, bool>> VisibleIn(CaseDb db) => r =>
        db.Viewer.IsSystem || db.Viewer.WholeOrdinary || db.Viewer.Leads || db.Viewer.Departments.Contains(r.DepartmentId);
}

internal sealed class SweepReportConfiguration(CaseDb db) : IEntityTypeConfiguration<SweepReport>
{
    public void Configure(EntityTypeBuilder<SweepReport> builder)
    {
        builder.ToTable("sweep_reports");
        builder.Property(r => r.SweptBy).HasMaxLength(100);
        builder.Property(r => r.Area).HasMaxLength(100);
        builder.Property(r => r.Note).HasMaxLength(500);
        builder.Property(r => r.ReporterName).HasMaxLength(64);
        builder.Ignore(r => r.LateDays);
        builder.HasIndex(r => new { r.From, r.To, r.DepartmentId }).IsUnique();
        builder.HasOne<Department>().WithMany().HasForeignKey(r => r.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(SweepReport.VisibleIn(db));
    }
}
