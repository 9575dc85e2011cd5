using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Bureau;

/// <summary>The lists an office edits itself; no official numeric codes are published for them.</summary>
public enum CodeList
{
    [Display(Name = "内容分类")] Category,
    [Display(Name = "问题属地")] Place,
    [Display(Name = "信访原因")] Cause,
}

/// <summary>One entry of an editable list, on two levels. A closed entry stays on old records and is offered no more.</summary>
public sealed class Code
{
    public required CodeList List { get; init; }

    /// <summary>Local identifier: 010203; parent by prefix of its own.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    public string? ParentId { get; init; }

    public int Rank { get; set; }

    public bool IsClosed { get; set; }
}

internal sealed class CodeConfiguration : IEntityTypeConfiguration<Code>
{
    public void Configure(EntityTypeBuilder<Code> builder)
    {
        builder.ToTable("codes");
        builder.HasKey(c => new { c.List, c.Id });
        builder.Property(c => c.Id).HasMaxLength(12);
        builder.Property(c => c.ParentId).HasMaxLength(12);
        builder.Property(c => c.Name).HasMaxLength(60);
    }
}
