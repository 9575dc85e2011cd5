using System.ComponentModel.DataAnnotations;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Cadres;

/// <summary>职级 as the book writes it.</summary>
public enum CadreGrade
{
    [Display(Name = "厂级正职")] PlantHead,
    [Display(Name = "厂级副职")] PlantDeputy,
    [Display(Name = "中层正职")] MiddleHead,
    [Display(Name = "中层副职")] MiddleDeputy,
}

/// <summary>The level that the figures count by.</summary>
public enum Level
{
    [Display(Name = "厂级")] Plant,
    [Display(Name = "中层")] Middle,
}

public enum CadreStatusKind
{
    [Display(Name = "移交")] HandedOver,
    [Display(Name = "去世")] Died,
    [Display(Name = "转出")] TransferredOut,
    [Display(Name = "恢复")] Restored,
    [Display(Name = "误登")] Mistaken,
}

/// <summary>A fact about a cadre with both times: true <see cref="From"/> a day of the world, known from an instant, until it was retracted.</summary>
public interface ICadreFact
{
    Guid CadreId { get; }

    DateOnly From { get; }

    /// <summary>When the office knew it: the instant of recording; of a fact taken from the old book the day it was registered there.</summary>
    DateTime KnownFrom { get; }

    /// <summary>When it turned out to be wrong; what was known before that instant stays answerable.</summary>
    DateTime? RetractedAt { get; }
}

/// <summary>The grade from a day on.</summary>
public sealed class CadreLevel : ICadreFact, IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid CadreId { get; init; }

    public required CadreGrade Grade { get; init; }

    public required DateOnly From { get; init; }

    public required DateTime KnownFrom { get; init; }

    public DateTime? RetractedAt { get; set; }

    string IRecordPart.RecordKind => Cadre.Kind;

    Guid IRecordPart.RecordId => CadreId;

    string IRecordPart.PartName => $"level/{Id}";
}

public enum CadrePayKind
{
    [Display(Name = "月养老金")] Pension,
    [Display(Name = "月补差")] Allowance,
}

/// <summary>月养老金 or 月补差 from a day on.</summary>
public sealed class CadrePay : ICadreFact, IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid CadreId { get; init; }

    public required CadrePayKind Kind { get; init; }

    public required long Fen { get; init; }

    /// <summary>发放渠道: 社保基金, 区财政 …</summary>
    public string? Channel { get; init; }

    public required DateOnly From { get; init; }

    public required DateTime KnownFrom { get; init; }

    public DateTime? RetractedAt { get; set; }

    string IRecordPart.RecordKind => Cadre.Kind;

    Guid IRecordPart.RecordId => CadreId;

    string IRecordPart.PartName => $"pay/{Id}";
}

/// <summary>移交, 去世, 转出, 恢复 or 误登 on a day.</summary>
public sealed class CadreStatus : ICadreFact, IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid CadreId { get; init; }

    public required CadreStatusKind Kind { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>状态登记日期.</summary>
    public required DateOnly RegisteredOn { get; init; }

    public required DateTime KnownFrom { get; init; }

    public DateTime? RetractedAt { get; set; }

    string IRecordPart.RecordKind => Cadre.Kind;

    Guid IRecordPart.RecordId => CadreId;

    string IRecordPart.PartName => $"status/{Id}";
}

/// <summary>The same questions to facts that are at hand.</summary>
public static class CadreHistory
{
    /// <summary>In care on a day: handed over; not dead (the day of death counts as gone); not transferred out and not back (the day of 转出 counts as gone, the day of 恢复 as back); not a mistaken entry.</summary>
    public static bool InCareOn(this IEnumerable<CadreStatus> statuses, DateOnly day, DateTime knownAt)
    {
        var known = statuses.Where(s => s.IsKnownAt(knownAt)).ToList();
        return known.Exists(s => s.Kind == CadreStatusKind.HandedOver && s.From <= day)
            && !known.Exists(s => s.Kind == CadreStatusKind.Mistaken)
            && !known.Exists(s => s.Kind == CadreStatusKind.Died && s.From <= day)
            && !known.Exists(o => o.Kind == CadreStatusKind.TransferredOut && o.From <= day
                && !known.Exists(b => b.Kind == CadreStatusKind.Restored && b.From >= o.From && b.From <= day));
    }

    /// <summary>The grade on a day; null before the first one.</summary>
    public static CadreGrade? GradeOn(this IEnumerable<CadreLevel> levels, DateOnly day, DateTime knownAt) => levels
        .Where(l => l.IsKnownAt(knownAt) && l.From <= day)
        .OrderByDescending(l => l.From).ThenByDescending(l => l.KnownFrom).Select(l => (CadreGrade?)l.Grade).FirstOrDefault();

    /// <summary>What was paid a month on a day, in yuan; null before the first.</summary>
    public static decimal? PayOn(this IEnumerable<CadrePay> pays, CadrePayKind kind, DateOnly day, DateTime knownAt) => pays
        .Where(p => p.Kind == kind && p.IsKnownAt(knownAt) && p.From <= day)
        .OrderByDescending(p => p.From).ThenByDescending(p => p.KnownFrom).Select(p => (decimal?)p.Fen.Yuan()).FirstOrDefault();

    /// <inheritdoc cref="GradeOn"/>
    public static Level? LevelOn(this IEnumerable<CadreLevel> levels, DateOnly day, DateTime knownAt) => levels.GradeOn(day, knownAt)?.Level();

    public static Level Level(this CadreGrade grade) => grade is CadreGrade.PlantHead or CadreGrade.PlantDeputy ? Cadres.Level.Plant : Cadres.Level.Middle;

    public static bool IsKnownAt(this ICadreFact fact, DateTime instant) => fact.KnownFrom <= instant && (fact.RetractedAt is null || fact.RetractedAt > instant);
}

/// <summary>The same questions to the database.</summary>
public static class CadreQueries
{
    /// <summary>Who is in care on a day, as known at an instant: the rows of the figure 现有人数.</summary>
    public static IQueryable<Cadre> InCareOn(this CaseDb db, DateOnly day, DateTime knownAt)
    {
        var known = db.StatusesKnownAt(knownAt);
        return db.Set<Cadre>().Where(c =>
            known.Any(s => s.CadreId == c.Id && s.Kind == CadreStatusKind.HandedOver && s.From <= day)
            && !known.Any(s => s.CadreId == c.Id && s.Kind == CadreStatusKind.Mistaken)
            && !known.Any(s => s.CadreId == c.Id && s.Kind == CadreStatusKind.Died && s.From <= day)
            && !known.Any(o => o.CadreId == c.Id && o.Kind == CadreStatusKind.TransferredOut && o.From <= day
                && !known.Any(b => b.CadreId == c.Id && b.Kind == CadreStatusKind.Restored && b.From >= o.From && b.From <= day)));
    }

    /// <summary>The grade in force on a day, one row a cadre: join it by CadreId.</summary>
    public static IQueryable<CadreLevel> LevelOn(this CaseDb db, DateOnly day, DateTime knownAt)
    {
        var known = db.LevelsKnownAt(knownAt).Where(l => l.From <= day);
        return known.Where(l => !known.Any(later => later.CadreId == l.CadreId && (later.From > l.From || (later.From == l.From && later.KnownFrom > l.KnownFrom))));
    }

    /// <summary>Every grade as known at an instant, for questions whose day differs from row to row.</summary>
    public static IQueryable<CadreLevel> LevelsKnownAt(this CaseDb db, DateTime knownAt) =>
        db.Set<CadreLevel>().Where(l => l.KnownFrom <= knownAt && (l.RetractedAt == null || l.RetractedAt > knownAt));

    private static IQueryable<CadreStatus> StatusesKnownAt(this CaseDb db, DateTime knownAt) =>
        db.Set<CadreStatus>().Where(s => s.KnownFrom <= knownAt && (s.RetractedAt == null || s.RetractedAt > knownAt));
}

internal sealed class CadreLevelConfiguration(CaseDb db) : IEntityTypeConfiguration<CadreLevel>
{
    public void Configure(EntityTypeBuilder<CadreLevel> builder)
    {
        builder.ToTable("cadre_levels");
        builder.HasOne<Cadre>().WithMany().HasForeignKey(l => l.CadreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.CadreId, l.From });
        builder.HasQueryFilter(l => db.Set<Cadre>().Any(c => c.Id == l.CadreId)); // whoever sees the person
    }
}

internal sealed class CadrePayConfiguration(CaseDb db) : IEntityTypeConfiguration<CadrePay>
{
    public void Configure(EntityTypeBuilder<CadrePay> builder)
    {
        builder.ToTable("cadre_pays");
        builder.Property(p => p.Channel).HasMaxLength(60);
        builder.HasOne<Cadre>().WithMany().HasForeignKey(p => p.CadreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.CadreId, p.From });
        builder.HasQueryFilter(p => db.Set<Cadre>().Any(c => c.Id == p.CadreId));
    }
}

internal sealed class CadreStatusConfiguration(CaseDb db) : IEntityTypeConfiguration<CadreStatus>
{
    public void Configure(EntityTypeBuilder<CadreStatus> builder)
    {
        builder.ToTable("cadre_statuses");
        builder.HasOne<Cadre>().WithMany().HasForeignKey(s => s.CadreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.CadreId, s.From });
        builder.HasQueryFilter(s => db.Set<Cadre>().Any(c => c.Id == s.CadreId)); // whoever sees the person
    }
}
