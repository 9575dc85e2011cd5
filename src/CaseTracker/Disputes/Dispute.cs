using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Disputes;

public enum DisputeType
{
    [Display(Name = "企业改制")] Restructuring,
    [Display(Name = "劳动争议")] Labour,
    [Display(Name = "工资拖欠")] Wages,
    [Display(Name = "货款账款")] Payments,
    [Display(Name = "征地拆迁")] Land,
    [Display(Name = "安全生产")] Safety,
    [Display(Name = "环境影响")] Environment,
    [Display(Name = "老干部待遇")] Cadres,
    [Display(Name = "其他")] Other,
}

/// <summary>矛盾纠纷, found by looking for it before anybody petitions: who quarrels about what, how dangerous it is, who resolves it by when, what came of it. Its department writes it, the 信访机构 and the leaders see all.</summary>
public sealed class Dispute : IVersioned, IRecordPart, ICase<DisputeState>
{
    public const string Kind = "dispute";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    /// <summary>JF + district + year + 5 digits.</summary>
    public required string Number { get; init; }

    public DisputeState State { get; private set; } = DisputeState.Registered;

    /// <summary>排查日期: what the ledger counts by.</summary>
    public required DateOnly FoundOn { get; set; }

    /// <summary>排查区域/单位.</summary>
    public string? Area { get; set; }

    /// <summary>排查人员.</summary>
    public required string SurveyedBy { get; set; }

    /// <summary>矛盾纠纷名称.</summary>
    public required string Name { get; set; }

    public required DisputeType Type { get; set; }

    /// <summary>涉及企业/人员.</summary>
    public required string Parties { get; set; }

    public required int PeopleCount { get; set; }

    /// <summary>主要诉求.</summary>
    public required string Demands { get; set; }

    /// <summary>成因.</summary>
    public string? Cause { get; set; }

    /// <summary>风险等级, in the bureau's word.</summary>
    public required string Risk { get; set; }

    /// <summary>Place of the word among the bureau's when it was chosen; 0 is the highest.</summary>
    public required int RiskRank { get; set; }

    /// <summary>可能引发集体访.</summary>
    public bool MayGather { get; set; }

    /// <summary>可能引发越级访.</summary>
    public bool MayBypass { get; set; }

    /// <summary>包案领导.</summary>
    public string? LeaderName { get; set; }

    /// <summary>责任科室.</summary>
    public required Guid DepartmentId { get; set; }

    /// <summary>责任人.</summary>
    public string? PersonName { get; set; }

    /// <summary>化解措施.</summary>
    public string? Measures { get; set; }

    /// <summary>化解时限: a day that the bureau set itself; it does not roll.</summary>
    public DateOnly? LimitOn { get; set; }

    /// <summary>The newest 进展; the others stand in the history.</summary>
    public string? Progress { get; set; }

    public DateOnly? ProgressOn { get; set; }

    /// <summary>化解结果, in words.</summary>
    public string? Result { get; set; }

    /// <summary>化解日期.</summary>
    public DateOnly? ResolvedOn { get; set; }

    /// <summary>The petition it was turned into.</summary>
    public Guid? PetitionId { get; set; }

    public string? PetitionNumber { get; set; }

    public string? Note { get; set; }

    /// <summary>填报科室: whose sweep found it.</summary>
    public required Guid ReportDepartmentId { get; init; }

    public required Guid ReporterId { get; init; }

    /// <summary>填报人.</summary>
    public required string ReporterName { get; init; }

    /// <summary>填报日期.</summary>
    public required DateOnly ReportedOn { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string TableVersion { get; init; }

    public bool IsOpen => State is DisputeState.Registered or DisputeState.Resolving or DisputeState.Contained;

    public bool IsOverdue(DateOnly today) => IsOpen && LimitOn < today;

    DisputeState ICase<DisputeState>.State { get => State; set => State = value; }

    Guid? ICase<DisputeState>.DepartmentId => DepartmentId;

    bool ICase<DisputeState>.IsRecused(Guid userId) => false;

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    /// <summary>Who sees it: whoever sees all ordinary matters, the leaders, the department that found it and the one that resolves it, and who entered it.</summary>
    internal static Expression<Func<Dispute, bool>> VisibleIn(CaseDb db) => d =>
        db.Viewer.IsSystem || db.Viewer.WholeOrdinary || db.Viewer.Leads
        || (db.Viewer.UserId != Guid.Empty && d.ReporterId == db.Viewer.UserId)
        || db.Viewer.Departments.Contains(d.DepartmentId) || db.Viewer.Departments.Contains(d.ReportDepartmentId);

    /// <summary>The same for one object.</summary>
    public bool IsVisibleTo(Viewer viewer) => viewer.IsSystem || viewer.WholeOrdinary || viewer.Leads
        || (viewer.UserId != Guid.Empty && ReporterId == viewer.UserId) || viewer.Departments.Contains(DepartmentId) || viewer.Departments.Contains(ReportDepartmentId);
}

internal sealed class DisputeConfiguration(CaseDb db) : IEntityTypeConfiguration<Dispute>
{
    public void Configure(EntityTypeBuilder<Dispute> builder)
    {
        builder.ToTable("disputes");
        builder.Property(d => d.Number).HasMaxLength(30);
        builder.Property(d => d.Area).HasMaxLength(100);
        builder.Property(d => d.SurveyedBy).HasMaxLength(100);
        builder.Property(d => d.Name).HasMaxLength(100);
        builder.Property(d => d.Parties).HasMaxLength(500);
        builder.Property(d => d.Demands).HasMaxLength(2000);
        builder.Property(d => d.Cause).HasMaxLength(2000);
        builder.Property(d => d.Risk).HasMaxLength(8);
        builder.Property(d => d.LeaderName).HasMaxLength(64);
        builder.Property(d => d.PersonName).HasMaxLength(64);
        builder.Property(d => d.Measures).HasMaxLength(2000);
        builder.Property(d => d.Progress).HasMaxLength(2000);
        builder.Property(d => d.Result).HasMaxLength(2000);
        builder.Property(d => d.PetitionNumber).HasMaxLength(40);
        builder.Property(d => d.Note).HasMaxLength(500);
        builder.Property(d => d.ReporterName).HasMaxLength(64);
        builder.Property(d => d.TableVersion).HasMaxLength(40);
        builder.HasIndex(d => d.Number).IsUnique();
        builder.HasIndex(d => new { d.FoundOn, d.Id });
        builder.HasIndex(d => d.PetitionId);
        builder.HasOne<Department>().WithMany().HasForeignKey(d => d.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Department>().WithMany().HasForeignKey(d => d.ReportDepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(Dispute.VisibleIn(db));
    }
}

public static class DisputeTables
{
    extension(CaseDb db)
    {
        /// <summary>The disputes that the viewer may know of.</summary>
        public DbSet<Dispute> Disputes => db.Set<Dispute>();

        public DbSet<SweepReport> SweepReports => db.Set<SweepReport>();
    }

    /// <summary>The departments for which he may write: those whose 承办人 or 科长 he is; all of them for the 信访机构.</summary>
    internal static IReadOnlyList<Guid>? WritesFor(this Actor actor) => actor.IsSystem || actor.Has(Role.XF) ? null
        : [.. actor.Hats.Where(h => h is { Role: Role.CW or Role.SH, DepartmentId: not null }).Select(h => h.DepartmentId!.Value).Distinct()];

    /// <summary>For which department somebody writes: the one he named, else his own. Refused where it is not his.</summary>
    internal static async Task<Guid> DepartmentForAsync(this CaseDb db, Guid? asked, string field, Actor actor, CancellationToken cancel)
    {
        var own = actor.WritesFor();
        var petitionOffice = own is null && asked is null ? await db.Departments.Where(d => d.IsPetitionOffice).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel) : null;
        var chosen = asked ?? petitionOffice ?? (own is [var only, ..] ? only : throw RefusedException.At(field, "请选择科室"));
        if (own?.Contains(chosen) == false)
        {
            throw new RefusedException(new Reason("您只能为本科室填报，请改选本科室，或请信访机构填报", LiftedBy: "信访机构负责人", Field: field));
        }

        return await db.Departments.AnyAsync(d => d.Id == chosen && !d.IsClosed && !d.IsSubordinate, cancel) ? chosen : throw RefusedException.At(field, "没有这个科室，请重新选择");
    }
}
