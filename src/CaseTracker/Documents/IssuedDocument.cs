using System.ComponentModel.DataAnnotations;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Documents;

/// <summary>A document as it was issued: the very bytes lie encrypted under a random name, the row and the step's event hold their SHA-256. Never changed.</summary>
public sealed class IssuedDocument : IRecordPart
{
    public required Guid Id { get; init; }

    public required string RecordKind { get; init; }

    public required Guid RecordId { get; init; }

    /// <summary>1, 2, 3 … within the record, in the order of issue.</summary>
    public required int Position { get; init; }

    /// <summary>Its name as in the workflow table: 受理告知书.</summary>
    public required string Name { get; init; }

    /// <summary>发文字号; null for a form without one.</summary>
    public string? Number { get; init; }

    /// <summary>成文日期.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <summary>The step that produced it, as in its event.</summary>
    public required string Step { get; init; }

    /// <summary>Who is to have it, joined by 、; null for a paper that is not handed to the petitioner.</summary>
    public string? Recipients { get; init; }

    /// <summary>Of the bytes before encryption, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes before encryption.</summary>
    public required long Size { get; init; }

    /// <summary>Name of the encrypted file in the attachments folder.</summary>
    public required string StoredAs { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required Guid MadeById { get; init; }

    /// <summary>Who drew it up.</summary>
    public required string MadeByName { get; init; }

    /// <summary>Who approved or signed it; null where no approval is asked for.</summary>
    public string? ApprovedByName { get; init; }

    public string PartName => $"document/{Id}";
}

/// <summary>How a paper reached its addressee.</summary>
public enum PaperDeliveryMethod
{
    [Display(Name = "当面送达")] InPerson,
    [Display(Name = "邮寄送达")] Mail,
    [Display(Name = "短信、电话告知")] Phone,
    [Display(Name = "网上送达")] Online,
    [Display(Name = "留置送达")] Left,
    [Display(Name = "其他方式")] Other,
}

/// <summary>送达回证 of one paper to one or several of its addressees.</summary>
public sealed class PaperDelivery : IRecordPart
{
    public required Guid Id { get; init; }

    public required string RecordKind { get; init; }

    public required Guid RecordId { get; init; }

    public required Guid DocumentId { get; init; }

    /// <summary>受送达人.</summary>
    public required string Recipient { get; init; }

    public required DateOnly DeliveredOn { get; init; }

    public required PaperDeliveryMethod Method { get; init; }

    /// <summary>送达凭证: number of the receipt, of the letter, of the message.</summary>
    public string? Proof { get; init; }

    public string? SignedBy { get; init; }

    public bool IsRefused { get; init; }

    public string? RefusalReason { get; init; }

    /// <summary>At least two when refused, joined by 、.</summary>
    public string? Witnesses { get; init; }

    /// <summary>送达人.</summary>
    public required string DeliveredBy { get; init; }

    public string PartName => $"delivery/{Id}";
}

internal sealed class IssuedDocumentConfiguration(CaseDb db) : IEntityTypeConfiguration<IssuedDocument>
{
    public void Configure(EntityTypeBuilder<IssuedDocument> builder)
    {
        builder.ToTable("issued_documents");
        builder.Ignore(d => d.PartName);
        builder.Property(d => d.RecordKind).HasMaxLength(40);
        builder.Property(d => d.Name).HasMaxLength(40);
        builder.Property(d => d.Number).HasMaxLength(60);
        builder.Property(d => d.Step).HasMaxLength(60);
        builder.Property(d => d.Sha256).HasMaxLength(64);
        builder.Property(d => d.StoredAs).HasMaxLength(32);
        builder.Property(d => d.MadeByName).HasMaxLength(64);
        builder.Property(d => d.ApprovedByName).HasMaxLength(64);
        builder.HasIndex(d => new { d.RecordKind, d.RecordId, d.Position }).IsUnique();
        builder.HasQueryFilter(d => db.Opened.Contains(d.RecordId));
    }
}

internal sealed class PaperDeliveryConfiguration(CaseDb db) : IEntityTypeConfiguration<PaperDelivery>
{
    public void Configure(EntityTypeBuilder<PaperDelivery> builder)
    {
        builder.ToTable("paper_deliveries");
        builder.Ignore(d => d.PartName);
        builder.Property(d => d.RecordKind).HasMaxLength(40);
        builder.Property(d => d.Recipient).HasMaxLength(100);
        builder.Property(d => d.Proof).HasMaxLength(200);
        builder.Property(d => d.SignedBy).HasMaxLength(100);
        builder.Property(d => d.RefusalReason).HasMaxLength(500);
        builder.Property(d => d.Witnesses).HasMaxLength(200);
        builder.Property(d => d.DeliveredBy).HasMaxLength(64);
        builder.HasIndex(d => new { d.RecordKind, d.RecordId });
        builder.HasOne<IssuedDocument>().WithMany().HasForeignKey(d => d.DocumentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(d => db.Opened.Contains(d.RecordId));
    }
}

public static class DocumentTables
{
    extension(CaseDb db)
    {
        /// <summary>Documents of the records that were opened in this context; of others there are none.</summary>
        public DbSet<IssuedDocument> IssuedDocuments => db.Set<IssuedDocument>();

        public DbSet<PaperDelivery> PaperDeliveries => db.Set<PaperDelivery>();
    }
}
