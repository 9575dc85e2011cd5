using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.People;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Cadres;

public enum PoliticalStatus
{
    [Display(Name = "中共党员")] PartyMember,
    [Display(Name = "群众")] Masses,
    [Display(Name = "民主党派")] DemocraticParty,
}

public enum LivingArrangement
{
    [Display(Name = "与配偶同住")] WithSpouse,
    [Display(Name = "与子女同住")] WithChildren,
    [Display(Name = "随子女异地居住")] AwayWithChildren,
    [Display(Name = "独居")] Alone,
    [Display(Name = "养老机构")] CareHome,
}

/// <summary>居住地类别.</summary>
public enum Residence
{
    [Display(Name = "区内")] District,
    [Display(Name = "市内")] City,
    [Display(Name = "省内")] Province,
    [Display(Name = "省外")] Elsewhere,
}

/// <summary>优抚、困难类别.</summary>
public enum HardshipKind
{
    [Display(Name = "特困")] Destitute,
    [Display(Name = "重病")] Ill,
    [Display(Name = "低保")] Allowance,
}

public enum SpouseState
{
    [Display(Name = "健在")] Alive,
    [Display(Name = "去世")] Dead,
    [Display(Name = "离异")] Divorced,
    [Display(Name = "无")] None,
}

/// <summary>A retired cadre of a former plant in the bureau's care (花名册). Whether he is in care on a day, which level and which pay he has then stand in <see cref="CadreStatus"/>, <see cref="CadreLevel"/> and <see cref="CadrePay"/>, never here; <see cref="State"/> says what may be done with him now.</summary>
public sealed class Cadre : IVersioned, IApproved, ICase<CadreState>
{
    public const string Kind = "cadre";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    public CadreState State { get; private set; } = CadreState.Proposed;

    /// <summary>Steps that wait for approval.</summary>
    public string? Pending { get; set; }

    /// <summary>人员编号 of the book, LGB-001; never given twice.</summary>
    public required string PersonNumber { get; set; }

    public required string Name { get; set; }

    /// <summary>By which names are compared: <see cref="PersonName.Key"/>.</summary>
    public required string NameKey { get; set; }

    public string? FormerNames { get; set; }

    public Sex Sex { get; set; }

    public DateOnly? BirthOn { get; set; }

    public Guid? IdNumberId { get; set; }

    /// <summary>证件待核.</summary>
    public bool IsIdDoubtful { get; set; }

    public Guid? PhoneId { get; set; }

    public Guid? AddressId { get; set; }

    public string? EmergencyContact { get; set; }

    public string? EmergencyRelation { get; set; }

    public Guid? EmergencyPhoneId { get; set; }

    public string? OldUnit { get; set; }

    public string? OldPost { get; set; }

    public PoliticalStatus? PoliticalStatus { get; set; }

    /// <summary>党组织.</summary>
    public string? PartyBranch { get; set; }

    /// <summary>参加工作时间 as the book knows it: a month (1957-09) or a day.</summary>
    public string? WorkedSince { get; set; }

    /// <summary>退休时间, a month or a day.</summary>
    public string? RetiredSince { get; set; }

    /// <summary>缴费年限, in months.</summary>
    public int? ContributionMonths { get; set; }

    /// <summary>移交日期 asked for; it holds when the handing over is approved.</summary>
    public DateOnly? HandoverOn { get; set; }

    /// <summary>移交依据: the minutes.</summary>
    public string? Basis { get; set; }

    /// <summary>户籍地址.</summary>
    public Guid? HomeAddressId { get; set; }

    public Residence? Residence { get; set; }

    public LivingArrangement? Living { get; set; }

    public HardshipKind? Hardship { get; set; }

    public SpouseState? SpouseState { get; set; }

    public string? SpouseName { get; set; }

    public Guid? SpousePhoneId { get; set; }

    /// <summary>特长、兴趣、公益活动.</summary>
    public string? Talents { get; set; }

    /// <summary>健康状况, protected.</summary>
    public Guid? HealthId { get; set; }

    /// <summary>重点关注, joined by 、; protected, for it speaks of health.</summary>
    public Guid? FocusId { get; set; }

    public string? Note { get; set; }

    /// <summary>Of a mistaken entry: the row that is kept.</summary>
    public Guid? KeptCadreId { get; set; }

    /// <summary>When a death that waits to be confirmed is said to have happened; null where nobody knows.</summary>
    public DateOnly? ReportedDeathOn { get; internal set; }

    /// <summary>报告人, and how to reach him.</summary>
    public string? DeathInformant { get; internal set; }

    public DateOnly? DeathReportedOn { get; internal set; }

    /// <summary>The written notice to 社保 that a pension ends: the day it went out.</summary>
    public DateOnly? PensionStoppedOn { get; internal set; }

    /// <summary>遗属联系人: set when the death is confirmed and somebody is left to talk to.</summary>
    public string? Survivor { get; internal set; }

    public required DateTime RecordedAt { get; init; }

    /// <summary>The 老干部工作科室 of today, read with the record: its 科长 and 承办人 keep the roster.</summary>
    internal Guid? OfficeId { get; set; }

    /// <summary>His dated facts as they stood when the record was read; what was retracted is not among them.</summary>
    internal IReadOnlyList<CadreStatus> Statuses { get; set; } = [];

    /// <summary>He was in care, not transferred out, when he died.</summary>
    internal bool DiedInCare => Statuses.FirstOrDefault(s => s.Kind == CadreStatusKind.Died) is not { } died || Statuses.Where(s => s.Kind != CadreStatusKind.Died).InCareOn(died.From, DateTime.MaxValue);

    /// <summary>Day of his newest 转出 or 恢复.</summary>
    internal DateOnly? LastStatusOn => Statuses.Where(s => s.Kind is CadreStatusKind.TransferredOut or CadreStatusKind.Restored).Max(s => (DateOnly?)s.From);

    /// <summary>What a step names, looked up before it is taken: the row to keep, the fact to re-date.</summary>
    internal Guid? Named { get; set; }

    /// <summary>A book states the facts and the state follows them.</summary>
    internal void Follow(IEnumerable<CadreStatus> statuses)
    {
        var known = statuses.Where(s => s.RetractedAt is null).ToList();
        State = known.Exists(s => s.Kind == CadreStatusKind.Mistaken) ? CadreState.Void
            : known.Exists(s => s.Kind == CadreStatusKind.Died) ? CadreState.Deceased
            : known.OrderBy(s => s.From).LastOrDefault(s => s.Kind is CadreStatusKind.TransferredOut or CadreStatusKind.Restored)?.Kind == CadreStatusKind.TransferredOut ? CadreState.TransferredOut
            : known.Exists(s => s.Kind == CadreStatusKind.HandedOver) ? CadreState.Active
            : CadreState.Proposed;
    }

    CadreState ICase<CadreState>.State { get => State; set => State = value; }

    Guid? ICase<CadreState>.DepartmentId => OfficeId;

    bool ICase<CadreState>.IsRecused(Guid userId) => false;

    IEnumerable<string> ICase<CadreState>.PendingSteps => ProposedSteps.Steps(this);

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;
}

internal sealed class CadreConfiguration(CaseDb db) : IEntityTypeConfiguration<Cadre>
{
    public void Configure(EntityTypeBuilder<Cadre> builder)
    {
        builder.ToTable("cadres");
        builder.Property(c => c.PersonNumber).HasMaxLength(30);
        builder.Property(c => c.Name).HasMaxLength(60);
        builder.Property(c => c.NameKey).HasMaxLength(60);
        builder.Property(c => c.FormerNames).HasMaxLength(100);
        builder.Property(c => c.EmergencyContact).HasMaxLength(60);
        builder.Property(c => c.EmergencyRelation).HasMaxLength(30);
        builder.Property(c => c.OldUnit).HasMaxLength(100);
        builder.Property(c => c.OldPost).HasMaxLength(60);
        builder.Property(c => c.WorkedSince).HasMaxLength(10);
        builder.Property(c => c.RetiredSince).HasMaxLength(10);
        builder.Property(c => c.Basis).HasMaxLength(200);
        builder.Property(c => c.Note).HasMaxLength(1000);
        builder.Property(c => c.Pending).HasMaxLength(100);
        builder.Property(c => c.PartyBranch).HasMaxLength(60);
        builder.Property(c => c.SpouseName).HasMaxLength(60);
        builder.Property(c => c.Talents).HasMaxLength(200);
        builder.Property(c => c.DeathInformant).HasMaxLength(100);
        builder.Property(c => c.Survivor).HasMaxLength(100);
        builder.Ignore(c => c.OfficeId);
        builder.Ignore(c => c.Statuses).Ignore(c => c.DiedInCare).Ignore(c => c.LastStatusOn);
        builder.Ignore(c => c.Named);
        builder.HasIndex(c => c.PersonNumber).IsUnique();
        builder.HasIndex(c => c.NameKey);
        builder.HasOne<Cadre>().WithMany().HasForeignKey(c => c.KeptCadreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(c => db.Viewer.IsSystem || db.Viewer.WholeOrdinary || db.Viewer.OrdinaryLines || db.Viewer.Leads || db.Viewer.Pays
            || db.Set<Department>().Any(d => d.IsRetireeOffice && db.Viewer.Departments.Contains(d.Id)));
    }
}

public static class CadreTables
{
    extension(CaseDb db)
    {
        /// <summary>The roster, mistaken entries included; who is in care on a day: <see cref="CadreQueries.InCareOn"/>.</summary>
        public DbSet<Cadre> Cadres => db.Set<Cadre>();

        public DbSet<CadreLevel> CadreLevels => db.Set<CadreLevel>();

        public DbSet<CadrePay> CadrePays => db.Set<CadrePay>();

        public DbSet<CadreStatus> CadreStatuses => db.Set<CadreStatus>();
    }
}
