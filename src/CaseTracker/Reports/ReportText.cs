using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Reports;

/// <summary>A block of the annual report in the bureau's own words, as it was written for one year; it holds for the years after until another is written.</summary>
public sealed class ReportText : IVersioned, IRecordPart
{
    public const string Kind = "report-text";

    public required Guid Id { get; init; }

    /// <summary>0 for the text of <see cref="ReportBlocks"/> that nobody has changed yet.</summary>
    public int Version { get; set; }

    /// <summary>年度 for which it was written.</summary>
    public required int Year { get; init; }

    /// <summary>Key of the block, see <see cref="ReportBlocks"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Paragraphs are lines; {G1} is a figure, {年度} the year.</summary>
    public required string Text { get; set; }

    public required string ChangedByName { get; set; }

    public required DateTime ChangedAt { get; set; }

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;
}

internal sealed class ReportTextConfiguration : IEntityTypeConfiguration<ReportText>
{
    public void Configure(EntityTypeBuilder<ReportText> builder)
    {
        builder.ToTable("report_texts");
        builder.Property(t => t.Key).HasMaxLength(40);
        builder.Property(t => t.Text).HasMaxLength(ReportBlocks.Longest);
        builder.Property(t => t.ChangedByName).HasMaxLength(64);
        builder.HasIndex(t => new { t.Year, t.Key }).IsUnique();
    }
}

public static class ReportTables
{
    extension(CaseDb db)
    {
        public DbSet<ReportText> ReportTexts => db.Set<ReportText>();
    }
}
