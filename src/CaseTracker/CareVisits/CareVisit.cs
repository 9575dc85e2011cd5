using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.CareVisits;

public enum CareVisitType
{
    [Display(Name = "生病看望")] Sick,
    [Display(Name = "春节走访")] SpringFestival,
    [Display(Name = "重阳走访")] DoubleNinth,
    [Display(Name = "困难慰问")] Hardship,
    [Display(Name = "生日慰问")] Birthday,
    [Display(Name = "去世慰问")] Condolence,
}

/// <summary>慰问形式.</summary>
public enum GiftForm
{
    [Display(Name = "慰问金")] Money,
    [Display(Name = "慰问品")] Goods,
    [Display(Name = "慰问金+花圈")] MoneyAndWreath,
}

/// <summary>What became of the visit to one person; <see cref="Seen"/> counts (of 去世慰问: the family was seen).</summary>
public enum VisitResult
{
    [Display(Name = "已看望")] Seen,
    [Display(Name = "未遇")] NotMet,
    [Display(Name = "谢绝")] Declined,
}

/// <summary>走访慰问: one trip to one or more retired cadres, from the occasion to the reimbursement. It counts by <see cref="VisitedOn"/>, never by trigger, plan or payment.</summary>
public sealed class CareVisit : IVersioned, IApproved, ICase<CareVisitState>
{
    public const string Kind = "care-visit";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    /// <summary>KW-year-4 digits; of a row of the old book its own number.</summary>
    public required string Number { get; init; }

    public CareVisitState State { get; private set; } = CareVisitState.Triggered;

    public required Guid DepartmentId { get; init; }

    public required CareVisitType Type { get; set; }

    /// <summary>事由.</summary>
    public required string Cause { get; set; }

    public required DateOnly TriggeredOn { get; set; }

    /// <summary>A reminder, not a legal limit: the day by which the visit should be made; null once it was made.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>The reception at which it was asked for.</summary>
    public Guid? ReceptionId { get; init; }

    public DateOnly? PlannedOn { get; set; }

    public string? Place { get; set; }

    public Guid? LeaderId { get; set; }

    /// <summary>带队领导.</summary>
    public string? LeaderName { get; set; }

    /// <summary>陪同人员, joined by 、.</summary>
    public string? Visitors { get; set; }

    public GiftForm? Form { get; set; }

    /// <summary>不涉及经费.</summary>
    public bool NoMoney { get; set; }

    /// <summary>申请金额 in fen, of the whole trip.</summary>
    public long? AppliedFen { get; set; }

    /// <summary>What the standards in force allowed when it was planned, in fen; null where there is no standard for one of the people.</summary>
    public long? LimitFen { get; set; }

    public bool IsOverLimit { get; set; }

    public string? OverReason { get; set; }

    /// <summary>经费来源.</summary>
    public string? Fund { get; set; }

    public Guid? PlannedById { get; set; }

    public Guid? AppliedById { get; set; }

    public string? AppliedByName { get; set; }

    public long? ApprovedFen { get; set; }

    public string? ApprovedByName { get; set; }

    public DateOnly? ApprovedOn { get; set; }

    /// <summary>The year whose budget bears it.</summary>
    public int? BudgetYear { get; set; }

    public DateOnly? DrawnOn { get; set; }

    public string? DrawVoucher { get; set; }

    public int RescheduleCount { get; set; }

    /// <summary>看望日期: what every figure counts by.</summary>
    public DateOnly? VisitedOn { get; set; }

    /// <summary>实际金额 in fen.</summary>
    public long? ActualFen { get; set; }

    public DateOnly? FollowUpDueOn { get; set; }

    public DateOnly? FollowedUpOn { get; set; }

    public string? FollowUpNote { get; set; }

    /// <summary>票据: kinds and numbers as typed.</summary>
    public string? Receipts { get; set; }

    public DateOnly? ReimbursedOn { get; set; }

    public Guid? ReimbursedById { get; set; }

    public DateOnly? SettledOn { get; set; }

    public string? SettlementVoucher { get; set; }

    /// <summary>Paid out against a signed list; nothing to reimburse.</summary>
    public bool SettledByList { get; set; }

    public DateOnly? CancelledOn { get; set; }

    public CareVisitState? CancelledFrom { get; set; }

    public string? CancelReason { get; set; }

    /// <summary>The person whose death cancelled it, or for whose family it was opened.</summary>
    public Guid? DeathOf { get; set; }

    public DateOnly? RefundedOn { get; set; }

    public string? RefundVoucher { get; set; }

    /// <summary>Warnings as last worked out, one a line; they never refuse.</summary>
    public string? Warnings { get; set; }

    /// <summary>看望编号 of the old book.</summary>
    public string? BookNumber { get; init; }

    /// <summary>The visit of the same type, day and people that it repeats; it counts once.</summary>
    public Guid? RepeatsId { get; set; }

    public string? Note { get; set; }

    /// <summary>Steps that wait for approval, joined by commas.</summary>
    public string? Pending { get; set; }

    public required Guid RegistrarId { get; init; }

    public required string RegistrarName { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string TableVersion { get; set; }

    public List<CareVisitPerson> Persons { get; } = [];

    /// <summary>What the conditions look at beside the visit: loaded by <see cref="LoadCareVisit"/> before a step is judged.</summary>
    public CareVisitFacts Facts { get; internal set; } = CareVisitFacts.None;

    /// <summary>Those who are still to be visited or were, in their order.</summary>
    public IReadOnlyList<CareVisitPerson> Present => [.. Persons.Where(p => p.DroppedOn is null).OrderBy(p => p.Ordinal)];

    public bool IsSuspectedDouble => RepeatsId is not null;

    public bool IsOpen => !CareVisitWorkflow.Engine.IsEnd(State);

    /// <summary>Visited or later: it counts.</summary>
    public bool IsMade => State is CareVisitState.Visited or CareVisitState.Reimbursing or CareVisitState.Closed;

    /// <summary>Money that left the office and has neither been spent nor returned.</summary>
    public bool HoldsMoney => DrawnOn is not null && RefundedOn is null;

    /// <summary>Only the 局长 approves: over the standard, or no standard fits.</summary>
    public bool NeedsDirector => IsOverLimit || (!NoMoney && LimitFen is null);

    /// <summary>Those who go, the leader first.</summary>
    public IReadOnlyList<string> Party => [.. new[] { LeaderName }.Concat((Visitors ?? "").Split('、')).OfType<string>().Select(n => n.Trim()).Where(n => n.Length > 0).Distinct()];

    public IReadOnlyList<string> WarningLines => Warnings?.Split('\n') ?? [];

    /// <summary>What is to be done by when: the visit, then the follow-up.</summary>
    public DateOnly? NextDueOn => IsMade ? (FollowedUpOn is null ? FollowUpDueOn : null) : State == CareVisitState.Cancelled ? null : DueOn;

    public bool IsOverdue(DateOnly today) => NextDueOn < today;

    CareVisitState ICase<CareVisitState>.State { get => State; set => State = value; }

    Guid? ICase<CareVisitState>.DepartmentId => DepartmentId;

    bool ICase<CareVisitState>.IsRecused(Guid userId) => false;

    IEnumerable<string> ICase<CareVisitState>.PendingSteps => ProposedSteps.Steps(this);

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    /// <summary>A row of the old book stands in the state it had there.</summary>
    internal void ImportAs(CareVisitState state) => State = state;

    /// <summary>Who sees it: whoever sees the roster and works for it.</summary>
    internal static Expression<Func<CareVisit, bool>> VisibleIn(CaseDb db) => v =>
        db.Viewer.IsSystem || db.Viewer.WholeOrdinary || db.Viewer.OrdinaryLines || db.Viewer.Leads || db.Viewer.Pays || db.Viewer.Departments.Contains(v.DepartmentId);

    /// <summary>The same for one object.</summary>
    public bool IsVisibleTo(Viewer viewer) =>
        viewer.IsSystem || viewer.WholeOrdinary || viewer.OrdinaryLines || viewer.Leads || viewer.Pays || viewer.Departments.Contains(DepartmentId);

    /// <summary>Who reads what was seen of somebody's health: 老干部服务专干, the 科长 and the 分管领导 of the department, the 局长.</summary>
    public static bool MayReadHealth(Actor actor, Guid departmentId) => actor.IsSystem || actor.Has(Role.LC, Role.DG)
        || actor.Hats.Any(h => (h.Role is Role.SH or Role.VL && h.DepartmentId == departmentId) || h is { Role: Role.VL, DepartmentId: null });
}

/// <summary>One person of a trip, as he was then.</summary>
public sealed class CareVisitPerson : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid VisitId { get; init; }

    /// <summary>1, 2, 3 …</summary>
    public required int Ordinal { get; init; }

    public required Guid CadreId { get; set; }

    public required string Name { get; init; }

    /// <summary>职级 on the day of the visit, before that of the occasion.</summary>
    public CadreGrade? Grade { get; set; }

    /// <summary>The plan that made it due, with its occurrence (2024, 2024-10, 2024Q4): never made twice.</summary>
    public Guid? PlanId { get; set; }

    public string? Occurrence { get; set; }

    /// <summary>Why the plan made it due, a whole sentence.</summary>
    public string? Why { get; init; }

    public VisitResult? Result { get; set; }

    /// <summary>身体及家庭情况 as seen, protected.</summary>
    public Guid? ConditionId { get; set; }

    /// <summary>反映的问题.</summary>
    public string? Requests { get; set; }

    /// <summary>签收人.</summary>
    public string? Signer { get; set; }

    /// <summary>代签人与本人关系; null where he signed himself.</summary>
    public string? SignerRelation { get; set; }

    /// <summary>Taken off the trip, which goes on without him.</summary>
    public DateOnly? DroppedOn { get; set; }

    public string? DropReason { get; set; }

    public bool IsDroppedByDeath { get; set; }

    string IRecordPart.RecordKind => CareVisit.Kind;

    Guid IRecordPart.RecordId => VisitId;

    string IRecordPart.PartName => $"person/{Id}";

    /// <summary>本人, or the name with the relation.</summary>
    public string? SignedBy => Signer is null ? null : SignerRelation is null ? Signer : $"{Signer}（{SignerRelation}）代签";
}

internal sealed class CareVisitConfiguration(CaseDb db) : IEntityTypeConfiguration<CareVisit>
{
    public void Configure(EntityTypeBuilder<CareVisit> builder)
    {
        builder.ToTable("care_visits");
        builder.Ignore(v => v.Facts).Ignore(v => v.Present).Ignore(v => v.Party).Ignore(v => v.WarningLines);
        builder.Property(v => v.Number).HasMaxLength(40);
        builder.Property(v => v.Cause).HasMaxLength(500);
        builder.Property(v => v.Place).HasMaxLength(200);
        builder.Property(v => v.LeaderName).HasMaxLength(64);
        builder.Property(v => v.Visitors).HasMaxLength(500);
        builder.Property(v => v.OverReason).HasMaxLength(500);
        builder.Property(v => v.Fund).HasMaxLength(60);
        builder.Property(v => v.AppliedByName).HasMaxLength(64);
        builder.Property(v => v.ApprovedByName).HasMaxLength(64);
        builder.Property(v => v.DrawVoucher).HasMaxLength(60);
        builder.Property(v => v.FollowUpNote).HasMaxLength(2000);
        builder.Property(v => v.Receipts).HasMaxLength(1000);
        builder.Property(v => v.SettlementVoucher).HasMaxLength(60);
        builder.Property(v => v.CancelReason).HasMaxLength(500);
        builder.Property(v => v.RefundVoucher).HasMaxLength(60);
        builder.Property(v => v.Warnings).HasMaxLength(4000);
        builder.Property(v => v.BookNumber).HasMaxLength(40);
        builder.Property(v => v.Note).HasMaxLength(1000);
        builder.Property(v => v.Pending).HasMaxLength(80);
        builder.Property(v => v.RegistrarName).HasMaxLength(64);
        builder.Property(v => v.TableVersion).HasMaxLength(40);
        builder.HasIndex(v => v.Number).IsUnique();
        builder.HasIndex(v => v.BookNumber).IsUnique();
        builder.HasIndex(v => new { v.TriggeredOn, v.Id });
        builder.HasIndex(v => v.VisitedOn);
        builder.HasIndex(v => v.DeathOf);
        builder.HasIndex(v => v.ReceptionId);
        builder.HasOne<Department>().WithMany().HasForeignKey(v => v.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CareVisit>().WithMany().HasForeignKey(v => v.RepeatsId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(v => v.Persons).WithOne().HasForeignKey(p => p.VisitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(CareVisit.VisibleIn(db));
    }
}

internal sealed class CareVisitPersonConfiguration(CaseDb db) : IEntityTypeConfiguration<CareVisitPerson>
{
    public void Configure(EntityTypeBuilder<CareVisitPerson> builder)
    {
        builder.ToTable("care_visit_persons");
        builder.Property(p => p.Name).HasMaxLength(60);
        builder.Property(p => p.Occurrence).HasMaxLength(20);
        builder.Property(p => p.Why).HasMaxLength(300);
        builder.Property(p => p.Requests).HasMaxLength(2000);
        builder.Property(p => p.Signer).HasMaxLength(60);
        builder.Property(p => p.SignerRelation).HasMaxLength(30);
        builder.Property(p => p.DropReason).HasMaxLength(200);
        builder.HasOne<Cadre>().WithMany().HasForeignKey(p => p.CadreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.VisitId, p.Ordinal }).IsUnique();
        builder.HasIndex(p => new { p.PlanId, p.Occurrence, p.CadreId }).IsUnique();
        builder.HasIndex(p => p.CadreId);
        builder.HasQueryFilter(p => db.Set<CareVisit>().Any(v => v.Id == p.VisitId)); // whoever sees the visit
    }
}

public static class CareVisitTables
{
    extension(CaseDb db)
    {
        /// <summary>The care visits that the viewer may know of.</summary>
        public DbSet<CareVisit> CareVisits => db.Set<CareVisit>();

        public DbSet<CareVisitPerson> CareVisitPersons => db.Set<CareVisitPerson>();

        public DbSet<CareStandard> CareStandards => db.Set<CareStandard>();

        public DbSet<CareBudget> CareBudgets => db.Set<CareBudget>();

        public DbSet<CarePlan> CarePlans => db.Set<CarePlan>();
    }

    /// <summary>The rows of every figure of visits: made, dated by <see cref="CareVisit.VisitedOn"/>, doubles aside. Both days are included.</summary>
    public static IQueryable<CareVisit> CountedCareVisits(this CaseDb db, DateOnly from, DateOnly to) => db.Set<CareVisit>().Where(v =>
        (v.State == CareVisitState.Visited || v.State == CareVisitState.Reimbursing || v.State == CareVisitState.Closed) && v.VisitedOn >= from && v.VisitedOn <= to && v.RepeatsId == null);

    /// <summary>The people seen on those visits: 人次.</summary>
    public static IQueryable<CareVisitPerson> CountedCareVisitPersons(this CaseDb db, DateOnly from, DateOnly to) =>
        db.CountedCareVisits(from, to).SelectMany(v => v.Persons).Where(p => p.Result == VisitResult.Seen && p.DroppedOn == null);
}
