using System.ComponentModel.DataAnnotations;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Attachments;

/// <summary>What an attachment is in the work of the office.</summary>
public enum AttachmentKind
{
    [Display(Name = "原信")] Letter,
    [Display(Name = "照片")] Photo,
    [Display(Name = "送达回证")] DeliveryProof,
    [Display(Name = "证据材料")] Evidence,
    [Display(Name = "文书")] Document,
    [Display(Name = "录音")] Recording,
    [Display(Name = "其他")] Other,
}

/// <summary>A file on a record: its bytes lie encrypted under a random name, its own name is a protected value. Its bytes are never changed; part of the record's history.</summary>
public sealed class Attachment : IRecordPart
{
    public required Guid Id { get; init; }

    public required string RecordKind { get; init; }

    public required Guid RecordId { get; set; }

    /// <summary>The step it was handed in with; null when it was added by itself.</summary>
    public string? Step { get; init; }

    public required AttachmentKind Kind { get; init; }

    /// <summary>Id of the protected file name.</summary>
    public required Guid NameId { get; init; }

    public required string MediaType { get; init; }

    /// <summary>Bytes before encryption.</summary>
    public required long Size { get; init; }

    /// <summary>Of the bytes before encryption, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required DateTime AddedAt { get; init; }

    public required Guid AddedById { get; init; }

    public required string AddedByName { get; init; }

    /// <summary>Name of the encrypted file in the attachments folder.</summary>
    public required string StoredAs { get; init; }

    public string PartName => $"attachment/{Id}";
}

internal sealed class AttachmentConfiguration(CaseDb db) : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("attachments");
        builder.Ignore(a => a.PartName);
        builder.Property(a => a.RecordKind).HasMaxLength(40);
        builder.Property(a => a.Step).HasMaxLength(60);
        builder.Property(a => a.MediaType).HasMaxLength(100);
        builder.Property(a => a.Sha256).HasMaxLength(64);
        builder.Property(a => a.AddedByName).HasMaxLength(64);
        builder.Property(a => a.StoredAs).HasMaxLength(32);
        builder.HasIndex(a => new { a.RecordKind, a.RecordId });
        builder.HasQueryFilter(a => db.Opened.Contains(a.RecordId));
    }
}

public static class AttachmentTables
{
    extension(CaseDb db)
    {
        /// <summary>Attachments of the records that were opened in this context; of others there are none.</summary>
        public DbSet<Attachment> Attachments => db.Set<Attachment>();
    }
}
