using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using System.Text.Json.Serialization;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Reports;

/// <summary>结账 of a reporting month or year: filled in, reviewed, signed, frozen. Frozen, its figures stand with their rows; what changes later is told as 原数/更正数 in the next table.</summary>
public sealed class Closing : IVersioned, IRecordPart, ICase<ClosingState>
{
    public const string Kind = "report";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    /// <summary>2024-10 of a month, 2024 of a year.</summary>
    public required string Number { get; init; }

    /// <summary>The days of the period as defined when it was opened.</summary>
    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public ClosingState State { get; private set; }

    public Guid? SubmittedById { get; set; }

    public string? SubmittedByName { get; set; }

    /// <summary>The colleague in whose place it was submitted.</summary>
    public Guid? SubmittedForId { get; set; }

    public string? ReviewedByName { get; set; }

    public string? SignedByName { get; set; }

    /// <summary>签发日期.</summary>
    public DateOnly? SignedOn { get; set; }

    /// <summary>What was known at this instant is what was frozen.</summary>
    public DateTime? FrozenAt { get; set; }

    /// <summary>Of the frozen figures, lower-case hex.</summary>
    public string? FiguresSha256 { get; set; }

    public required DateTime RecordedAt { get; init; }

    public required string TableVersion { get; init; }

    public List<Restatement> Restatements { get; } = [];

    public bool IsYear => Number.Length == 4;

    public int Year => int.Parse(Number.AsSpan(0, 4), CultureInfo.InvariantCulture);

    /// <summary>1 to 12; 0 of a year.</summary>
    public int Month => IsYear ? 0 : int.Parse(Number.AsSpan(5, 2), CultureInfo.InvariantCulture);

    public string Title => IsYear ? $"{Year}年度报告" : $"{Year}年{Month}月月度汇总";

    /// <summary>The 信访机构, whose head and whose leader review and sign; set when the closing is loaded, not stored.</summary>
    [NotMapped, JsonIgnore]
    public Guid? OfficeId { get; internal set; }

    ClosingState ICase<ClosingState>.State { get => State; set => State = value; }

    Guid? ICase<ClosingState>.DepartmentId => OfficeId;

    bool ICase<ClosingState>.IsRecused(Guid userId) => false;

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    /// <summary>The number of a month or a year as it may be written; null where it is neither.</summary>
    public static (int Year, int Month)? Parse(string? number) => number?.Trim() is not { } text ? null
        : text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1949 and < 2200 ? (year, 0)
        : DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is > 1949 and < 2200 ? (first.Year, first.Month)
        : null;
}

/// <summary>原数 and 更正数 of a frozen figure, with the reason, told in the table of another month.</summary>
public sealed class Restatement : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid ClosingId { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string Unit { get; init; }

    /// <summary>原数 in hundredths: SQLite neither sorts nor sums decimals.</summary>
    [JsonIgnore]
    public long? OldHundredths { get; init; }

    /// <summary>更正数 in hundredths.</summary>
    [JsonIgnore]
    public long? NewHundredths { get; init; }

    [NotMapped]
    public decimal? Old { get => OldHundredths / 100m; init => OldHundredths = (long?)(value * 100); }

    [NotMapped]
    public decimal? New { get => NewHundredths / 100m; init => NewHundredths = (long?)(value * 100); }

    public required string Reason { get; init; }

    /// <summary>The month in whose table it is told: 2024-11.</summary>
    public required string ToldIn { get; init; }

    public required string ByName { get; init; }

    public required DateTime RecordedAt { get; init; }

    /// <summary>原数 as the tables print it.</summary>
    [NotMapped, JsonIgnore]
    public string OldText => Measure.Text(Old, Unit);

    /// <summary>更正数 as the tables print it.</summary>
    [NotMapped, JsonIgnore]
    public string NewText => Measure.Text(New, Unit);

    string IRecordPart.RecordKind => Closing.Kind;

    Guid IRecordPart.RecordId => ClosingId;

    string IRecordPart.PartName => $"restatement/{Id}";
}

/// <summary>The figures of a frozen period with their rows, as canonical JSON; never changed.</summary>
public sealed class FrozenFigures
{
    /// <summary>That of the closing.</summary>
    public required Guid Id { get; init; }

    /// <summary>A list of <see cref="FrozenFigure"/>.</summary>
    public required string Json { get; init; }
}

/// <summary>One frozen figure or rate; a rate has no rows of its own.</summary>
public sealed record FrozenFigure(string Code, string Name, string Unit, decimal? Value, IReadOnlyList<FrozenFigure.Row> Rows)
{
    public sealed record Row(string Kind, Guid Id, string Number, DateOnly On, decimal Count);

    /// <summary>Every figure of the tables, and the rates.</summary>
    public static IReadOnlyList<FrozenFigure> Of(Figures figures) =>
    [
        .. figures.ByCode.Values.Select(f => new FrozenFigure(f.Code, f.Name, f.Unit.Display(), f.Value, [.. f.Rows.Select(r => new Row(r.Of.RecordKind, r.Of.RecordId, r.Of.Number, r.On, r.Count))])),
        .. figures.Rates.Values.Select(r => new FrozenFigure(r.Code, r.Name, "%", r.Percent, [])),
    ];
}

internal sealed class ClosingConfiguration : IEntityTypeConfiguration<Closing>, IEntityTypeConfiguration<Restatement>, IEntityTypeConfiguration<FrozenFigures>
{
    public void Configure(EntityTypeBuilder<Closing> builder)
    {
        builder.ToTable("report_closings");
        builder.Property(c => c.Number).HasMaxLength(10);
        builder.Property(c => c.SubmittedByName).HasMaxLength(64);
        builder.Property(c => c.ReviewedByName).HasMaxLength(64);
        builder.Property(c => c.SignedByName).HasMaxLength(64);
        builder.Property(c => c.FiguresSha256).HasMaxLength(64);
        builder.Property(c => c.TableVersion).HasMaxLength(40);
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasMany(c => c.Restatements).WithOne().HasForeignKey(r => r.ClosingId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Restatement> builder)
    {
        builder.ToTable("report_restatements");
        builder.Property(r => r.Code).HasMaxLength(40);
        builder.Property(r => r.Name).HasMaxLength(100);
        builder.Property(r => r.Unit).HasMaxLength(10);
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.Property(r => r.ToldIn).HasMaxLength(10);
        builder.Property(r => r.ByName).HasMaxLength(64);
        builder.HasIndex(r => r.ToldIn);
    }

    public void Configure(EntityTypeBuilder<FrozenFigures> builder)
    {
        builder.ToTable("report_frozen");
        builder.HasOne<Closing>().WithOne().HasForeignKey<FrozenFigures>(f => f.Id).OnDelete(DeleteBehavior.Restrict);
    }
}

public static class ClosingTables
{
    extension(CaseDb db)
    {
        public DbSet<Closing> Closings => db.Set<Closing>();

        public DbSet<Restatement> Restatements => db.Set<Restatement>();
    }
}

/// <summary>A closing is for whoever reads the reports; files are added while it is not frozen, and the signed copy afterwards.</summary>
public sealed class ClosingDoor(CaseDb db) : IRecordDoor
{
    public string RecordKind => Closing.Kind;

    public async Task<OpenedRecord?> OpenAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (!actor.May(Permission.Ledgers) || !await db.Closings.AnyAsync(c => c.Id == id, cancel))
        {
            return null;
        }

        db.Opened.Add(id);
        return new OpenedRecord(id, IsConfidential: false, MayAttach: true);
    }
}
