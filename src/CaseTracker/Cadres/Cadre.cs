using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.People;
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

/// <summary>A retired cadre of a former plant in the bureau's care (花名册). Whether he is in care on a day and which level he has then stand in <see cref="CadreStatus"/> and <see cref="CadreLevel"/>, never here.</summary>
public sealed class Cadre : IVersioned, IRecordPart
{
    public const string Kind = "cadre";

    public required Guid Id { get; init; }

    public int Version { get; set; }

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

    /// <summary>参加工作时间 as the book knows it: a month (1957-09) or a day.</summary>
    public string? WorkedSince { get; set; }

    /// <summary>退休时间, a month or a day.</summary>
    public string? RetiredSince { get; set; }

    /// <summary>移交依据.</summary>
    public string? Basis { get; set; }

    public LivingArrangement? Living { get; set; }

    /// <summary>健康状况, protected.</summary>
    public Guid? HealthId { get; set; }

    /// <summary>重点关注, joined by 、; protected, for it speaks of health.</summary>
    public Guid? FocusId { get; set; }

    /// <summary>月养老金 in fen.</summary>
    public long? PensionFen { get; set; }

    /// <summary>月补差标准 in fen.</summary>
    public long? AllowanceFen { get; set; }

    public string? Note { get; set; }

    /// <summary>Of a mistaken entry: the row that is kept.</summary>
    public Guid? KeptCadreId { get; set; }

    public required DateTime RecordedAt { get; init; }

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

        public DbSet<CadreStatus> CadreStatuses => db.Set<CadreStatus>();
    }
}
