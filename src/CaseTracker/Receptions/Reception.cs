using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Receptions;

public enum ReceptionForm
{
    [Display(Name = "走访")] Visit,
    [Display(Name = "来电")] Call,
    [Display(Name = "来信")] Letter,
    [Display(Name = "网上")] Online,
    [Display(Name = "视频接访")] Video,
    [Display(Name = "其他")] Other,
}

public enum ReceptionNature
{
    [Display(Name = "信访接待")] Petition,
    [Display(Name = "日常事务")] Everyday,
}

public enum ReceptionDemand
{
    [Display(Name = "补差待遇")] Allowance,
    [Display(Name = "养老金")] Pension,
    [Display(Name = "医疗")] Medical,
    [Display(Name = "住房")] Housing,
    [Display(Name = "政治待遇")] PoliticalTreatment,
    [Display(Name = "生活困难")] Hardship,
    [Display(Name = "丧葬抚恤")] FuneralBenefit,
    [Display(Name = "意见建议")] Suggestion,
    [Display(Name = "证明")] Certificate,
    [Display(Name = "资格认证")] Qualification,
    [Display(Name = "其他")] Other,
}

/// <summary>
/// 来访登记: one arrival of one or more people, however many matters they bring. A petition or benefit points to it, it points to none.
/// Of a confidential one (检举控告) names and words stand protected and only its registrar and the named see it.
/// </summary>
public sealed class Reception : IVersioned, IRecordPart, ICase<ReceptionState>
{
    public const string Kind = "reception";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    /// <summary>LF + district + year + 5 digits; LFJ where confidential, a series of its own.</summary>
    public required string Number { get; init; }

    public ReceptionState State { get; private set; } = ReceptionState.Registered;

    /// <summary>来访日期: what every figure counts by.</summary>
    public required DateOnly ArrivedOn { get; set; }

    /// <summary>Time of day in the office.</summary>
    public TimeOnly? ArrivedAt { get; set; }

    public ReceptionForm Form { get; set; }

    public ReceptionNature Nature { get; set; }

    public ReceptionDemand? Demand { get; set; }

    /// <summary>来访人数: who came with the matter; families who only accompany are counted apart.</summary>
    public int PeopleCount { get; set; } = 1;

    public int FamilyCount { get; set; }

    public bool IsAnonymous { get; set; }

    /// <summary>Name of the main visitor for lists; empty where anonymous or confidential.</summary>
    public string? MainVisitor { get; set; }

    /// <summary>反映问题; null where confidential.</summary>
    public string? Problem { get; set; }

    /// <summary>The protected text of a confidential one.</summary>
    public Guid? ProblemId { get; set; }

    public Guid? ReceiverId { get; set; }

    /// <summary>接待人 as he was called then.</summary>
    public string? ReceiverName { get; set; }

    /// <summary>接待领导.</summary>
    public string? LeaderName { get; set; }

    /// <summary>处理意见.</summary>
    public string? Opinion { get; set; }

    /// <summary>办结情况.</summary>
    public string? Outcome { get; set; }

    public string? Note { get; set; }

    public bool IsConfidential { get; init; }

    /// <summary>补录: why the entry was made on a later day.</summary>
    public string? BackdatedReason { get; set; }

    /// <summary>The reception this one was merged into.</summary>
    public Guid? MergedIntoId { get; set; }

    /// <summary>The book that it was imported from; it keeps its number there.</summary>
    public string? ImportedFrom { get; init; }

    /// <summary>关联编号 of the book, as written: numbers of petitions whose arrival this is too.</summary>
    public string? RelatedNumber { get; set; }

    /// <summary>疑似重复: the reception of the same people on the same day that it repeats; it counts once.</summary>
    public Guid? RepeatsId { get; set; }

    public bool IsSuspectedDouble => RepeatsId is not null;

    /// <summary>First receiver and time never change (首接首办).</summary>
    public required Guid RegisteredById { get; init; }

    public required string RegisteredByName { get; init; }

    public required DateTime RecordedAt { get; init; }

    /// <summary>Version of the workflow table.</summary>
    public required string TableVersion { get; init; }

    ReceptionState ICase<ReceptionState>.State { get => State; set => State = value; }

    Guid? ICase<ReceptionState>.DepartmentId => null;

    bool ICase<ReceptionState>.IsRecused(Guid userId) => false;

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    /// <summary>A row of the old book stands in the state it had there.</summary>
    internal void ImportAs(ReceptionState state) => State = state;

    /// <summary>
    /// Who sees a reception: an ordinary one whoever sees all ordinary matters or their lines (the desk shares one book), who registered it and who received it;
    /// a confidential one its registrar and the named, nobody else, no system.
    /// </summary>
    internal static Expression<Func<Reception, bool>> VisibleIn(CaseDb db) => r =>
        r.IsConfidential
            ? db.Viewer.UserId != Guid.Empty && (r.RegisteredById == db.Viewer.UserId || db.Set<ReceptionReader>().Any(n => n.ReceptionId == r.Id && n.UserId == db.Viewer.UserId))
            : db.Viewer.IsSystem || db.Viewer.WholeOrdinary || db.Viewer.OrdinaryLines
              || (db.Viewer.UserId != Guid.Empty && (r.RegisteredById == db.Viewer.UserId || r.ReceiverId == db.Viewer.UserId));

    /// <summary>The same for one object whose readers are at hand.</summary>
    public bool IsVisibleTo(Viewer viewer, IEnumerable<Guid> readers) => IsConfidential
        ? viewer.UserId != Guid.Empty && (RegisteredById == viewer.UserId || readers.Contains(viewer.UserId))
        : viewer.IsSystem || viewer.WholeOrdinary || viewer.OrdinaryLines || (viewer.UserId != Guid.Empty && (RegisteredById == viewer.UserId || ReceiverId == viewer.UserId));
}

/// <summary>Who may see a confidential reception besides its registrar.</summary>
public sealed class ReceptionReader : IRecordPart
{
    public required Guid ReceptionId { get; init; }

    public required Guid UserId { get; init; }

    string IRecordPart.RecordKind => Reception.Kind;

    Guid IRecordPart.RecordId => ReceptionId;

    string IRecordPart.PartName => $"reader/{UserId}";
}

internal sealed class ReceptionConfiguration(CaseDb db) : IEntityTypeConfiguration<Reception>
{
    public void Configure(EntityTypeBuilder<Reception> builder)
    {
        builder.ToTable("receptions");
        builder.Property(r => r.Number).HasMaxLength(30);
        builder.Property(r => r.MainVisitor).HasMaxLength(100);
        builder.Property(r => r.Problem).HasMaxLength(4000);
        builder.Property(r => r.ReceiverName).HasMaxLength(64);
        builder.Property(r => r.LeaderName).HasMaxLength(64);
        builder.Property(r => r.Opinion).HasMaxLength(2000);
        builder.Property(r => r.Outcome).HasMaxLength(1000);
        builder.Property(r => r.Note).HasMaxLength(1000);
        builder.Property(r => r.BackdatedReason).HasMaxLength(500);
        builder.Property(r => r.RegisteredByName).HasMaxLength(64);
        builder.Property(r => r.TableVersion).HasMaxLength(40);
        builder.Property(r => r.ImportedFrom).HasMaxLength(20);
        builder.Property(r => r.RelatedNumber).HasMaxLength(200);
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => new { r.ArrivedOn, r.Number });
        builder.HasOne<Reception>().WithMany().HasForeignKey(r => r.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Reception>().WithMany().HasForeignKey(r => r.RepeatsId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(Reception.VisibleIn(db));
    }
}

internal sealed class ReceptionReaderConfiguration(CaseDb db) : IEntityTypeConfiguration<ReceptionReader>
{
    public void Configure(EntityTypeBuilder<ReceptionReader> builder)
    {
        builder.ToTable("reception_readers");
        builder.HasKey(n => new { n.ReceptionId, n.UserId });
        builder.HasOne<Reception>().WithMany().HasForeignKey(n => n.ReceptionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(n => n.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(n => n.UserId == db.Viewer.UserId || db.Opened.Contains(n.ReceptionId));
    }
}

public static class ReceptionTables
{
    extension(CaseDb db)
    {
        /// <summary>The receptions that the viewer may know of.</summary>
        public DbSet<Reception> Receptions => db.Set<Reception>();

        public DbSet<ReceptionVisitor> ReceptionVisitors => db.Set<ReceptionVisitor>();

        public DbSet<ReceptionReader> ReceptionReaders => db.Set<ReceptionReader>();
    }
}
