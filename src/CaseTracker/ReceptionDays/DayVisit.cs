using System.Linq.Expressions;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Receptions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.ReceptionDays;

/// <summary>One 批 whom a leader received: what they said, what he instructed, what came of it. An accusation is never written here.</summary>
public sealed class DayVisit : IVersioned, IRecordPart, ICase<DayVisitState>
{
    public const string Kind = "day-visit";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    public DayVisitState State { get; private set; } = DayVisitState.Received;

    public required Guid DayId { get; init; }

    /// <summary>The day itself, for order and periods.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Account of the leader who received.</summary>
    public Guid? LeaderId { get; init; }

    /// <summary>来访登记 of the same people.</summary>
    public Guid? ReceptionId { get; set; }

    public string? ReceptionNumber { get; set; }

    public required string VisitorName { get; set; }

    public required int PeopleCount { get; set; }

    /// <summary>单位和住址.</summary>
    public string? UnitOrAddress { get; set; }

    /// <summary>反映的主要问题.</summary>
    public required string Problem { get; set; }

    /// <summary>问题发生地.</summary>
    public string? Place { get; set; }

    /// <summary>产生原因.</summary>
    public string? Cause { get; set; }

    /// <summary>批示(处理)意见.</summary>
    public string? Opinion { get; set; }

    /// <summary>责任科室, whose people report what came of it.</summary>
    public Guid? DepartmentId { get; set; }

    /// <summary>责任单位.</summary>
    public string? UnitName { get; set; }

    /// <summary>责任人.</summary>
    public string? PersonName { get; set; }

    public DateOnly? InstructedOn { get; set; }

    /// <summary>办结时限: a day that the leader named; it does not roll.</summary>
    public DateOnly? LimitOn { get; set; }

    /// <summary>办理结果.</summary>
    public string? Result { get; set; }

    public DateOnly? FinishedOn { get; set; }

    /// <summary>回访情况.</summary>
    public string? FollowUp { get; set; }

    public DateOnly? FollowedUpOn { get; set; }

    public Guid? PetitionId { get; set; }

    public string? PetitionNumber { get; set; }

    public string? Note { get; set; }

    public required Guid RegisteredById { get; init; }

    public required string RegisteredByName { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string TableVersion { get; init; }

    /// <summary>The instruction is past its limit and nothing came of it yet.</summary>
    public bool IsOverdue(DateOnly today) => State == DayVisitState.Instructed && LimitOn < today;

    DayVisitState ICase<DayVisitState>.State { get => State; set => State = value; }

    Guid? ICase<DayVisitState>.DepartmentId => DepartmentId;

    bool ICase<DayVisitState>.IsRecused(Guid userId) => false;

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    /// <summary>Who sees it: the desk and whoever sees all ordinary matters, the leaders, the department that has to act, and who entered it.</summary>
    internal static Expression<Func<DayVisit, bool>> VisibleIn(CaseDb db) => v =>
        db.Viewer.IsSystem || db.Viewer.WholeOrdinary || db.Viewer.OrdinaryLines || db.Viewer.Leads
        || (db.Viewer.UserId != Guid.Empty && (v.RegisteredById == db.Viewer.UserId || v.LeaderId == db.Viewer.UserId))
        || (v.DepartmentId != null && db.Viewer.Departments.Contains(v.DepartmentId.Value));
}

internal sealed class DayVisitConfiguration(CaseDb db) : IEntityTypeConfiguration<DayVisit>
{
    public void Configure(EntityTypeBuilder<DayVisit> builder)
    {
        builder.ToTable("day_visits");
        builder.Property(v => v.ReceptionNumber).HasMaxLength(30);
        builder.Property(v => v.VisitorName).HasMaxLength(100);
        builder.Property(v => v.UnitOrAddress).HasMaxLength(200);
        builder.Property(v => v.Problem).HasMaxLength(4000);
        builder.Property(v => v.Place).HasMaxLength(100);
        builder.Property(v => v.Cause).HasMaxLength(1000);
        builder.Property(v => v.Opinion).HasMaxLength(2000);
        builder.Property(v => v.UnitName).HasMaxLength(100);
        builder.Property(v => v.PersonName).HasMaxLength(64);
        builder.Property(v => v.Result).HasMaxLength(2000);
        builder.Property(v => v.FollowUp).HasMaxLength(1000);
        builder.Property(v => v.PetitionNumber).HasMaxLength(40);
        builder.Property(v => v.Note).HasMaxLength(500);
        builder.Property(v => v.RegisteredByName).HasMaxLength(64);
        builder.Property(v => v.TableVersion).HasMaxLength(40);
        builder.HasIndex(v => v.DayId);
        builder.HasIndex(v => new { v.On, v.Id });
        builder.HasIndex(v => v.PetitionId);
        builder.HasIndex(v => v.LimitOn).HasFilter("\"State\" = 'Instructed'");
        builder.HasOne<ReceptionDay>().WithMany().HasForeignKey(v => v.DayId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Reception>().WithMany().HasForeignKey(v => v.ReceptionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Department>().WithMany().HasForeignKey(v => v.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(DayVisit.VisibleIn(db));
    }
}
