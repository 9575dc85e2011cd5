using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Receptions;

/// <summary>What 条例第二十六条 forbids, number by number.</summary>
public enum ForbiddenConduct
{
    [Display(Name = "非法聚集、围堵冲击、拦截车辆、堵塞交通")] Gathering,
    [Display(Name = "携带危险物品或管制器具")] DangerousGoods,
    [Display(Name = "侮辱殴打威胁工作人员、限制人身自由、毁坏财物")] Violence,
    [Display(Name = "在接待场所滞留滋事、弃留生活不能自理的人")] Lingering,
    [Display(Name = "煽动串联胁迫诱使他人信访、借机敛财")] Inciting,
    [Display(Name = "其他扰乱公共秩序、妨害公共安全的行为")] Other,
}

/// <summary>
/// 现场处置记录 (条例第二十六条、第四十七条): who did what when and where, and what was said and done about it: 劝阻, 批评, 教育, and in serious cases the police.
/// It stands apart from the merits of the matter and is never a ground to refuse its registration.
/// </summary>
public sealed class ConductRecord : IVersioned, IRecordPart
{
    public const string Kind = "conduct";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    /// <summary>XC + district + year + 5 digits.</summary>
    public required string Number { get; init; }

    public required DateOnly HappenedOn { get; set; }

    /// <summary>Time of day in the office.</summary>
    public TimeOnly? HappenedAt { get; set; }

    public required string Place { get; set; }

    public required ForbiddenConduct Conduct { get; set; }

    /// <summary>Who, as far as known.</summary>
    public required string People { get; set; }

    public required int PeopleCount { get; set; }

    /// <summary>What happened.</summary>
    public required string Facts { get; set; }

    /// <summary>劝阻.</summary>
    public bool Dissuaded { get; set; }

    /// <summary>批评.</summary>
    public bool Criticised { get; set; }

    /// <summary>教育.</summary>
    public bool Instructed { get; set; }

    /// <summary>报公安.</summary>
    public bool PoliceCalled { get; set; }

    public string? PoliceOrgan { get; set; }

    /// <summary>接警回执 or how the police dealt with it.</summary>
    public string? PoliceResult { get; set; }

    /// <summary>处置经过和结果.</summary>
    public required string Handling { get; set; }

    /// <summary>处置人.</summary>
    public required string Handlers { get; set; }

    /// <summary>来访登记 in whose course it happened.</summary>
    public Guid? ReceptionId { get; set; }

    public string? ReceptionNumber { get; set; }

    /// <summary>Number of the petition it has to do with.</summary>
    public string? PetitionNumber { get; set; }

    public string? Note { get; set; }

    public bool IsVoid { get; set; }

    public required Guid RegisteredById { get; init; }

    public required string RegisteredByName { get; init; }

    public required DateTime RecordedAt { get; init; }

    /// <summary>What was done, in words: 劝阻、教育、报公安.</summary>
    public string Measures => string.Join('、', new[] { Dissuaded ? "劝阻" : null, Criticised ? "批评" : null, Instructed ? "教育" : null, PoliceCalled ? "报公安" : null }.OfType<string>());

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    /// <summary>The desk, whoever sees all ordinary matters, the leaders, and who entered it.</summary>
    internal static Expression<Func<ConductRecord, bool>> VisibleIn(CaseDb db) => c =>
        db.Viewer.IsSystem || db.Viewer.WholeOrdinary || db.Viewer.OrdinaryLines || db.Viewer.Leads || (db.Viewer.UserId != Guid.Empty && c.RegisteredById == db.Viewer.UserId);
}

internal sealed class ConductRecordConfiguration(CaseDb db) : IEntityTypeConfiguration<ConductRecord>
{
    public void Configure(EntityTypeBuilder<ConductRecord> builder)
    {
        builder.ToTable("conduct_records");
        builder.Property(c => c.Number).HasMaxLength(30);
        builder.Property(c => c.Place).HasMaxLength(100);
        builder.Property(c => c.People).HasMaxLength(200);
        builder.Property(c => c.Facts).HasMaxLength(4000);
        builder.Property(c => c.PoliceOrgan).HasMaxLength(100);
        builder.Property(c => c.PoliceResult).HasMaxLength(500);
        builder.Property(c => c.Handling).HasMaxLength(2000);
        builder.Property(c => c.Handlers).HasMaxLength(100);
        builder.Property(c => c.ReceptionNumber).HasMaxLength(30);
        builder.Property(c => c.PetitionNumber).HasMaxLength(40);
        builder.Property(c => c.Note).HasMaxLength(500);
        builder.Property(c => c.RegisteredByName).HasMaxLength(64);
        builder.Ignore(c => c.Measures);
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => new { c.HappenedOn, c.Id });
        builder.HasIndex(c => c.PetitionNumber);
        builder.HasOne<Reception>().WithMany().HasForeignKey(c => c.ReceptionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(ConductRecord.VisibleIn(db));
    }
}

public static class ConductTables
{
    extension(CaseDb db)
    {
        /// <summary>The 现场处置 records that the viewer may know of.</summary>
        public DbSet<ConductRecord> ConductRecords => db.Set<ConductRecord>();
    }
}
