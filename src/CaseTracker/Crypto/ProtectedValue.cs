using System.ComponentModel.DataAnnotations;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Crypto;

/// <summary>What a protected value is. The identifier is part of what its ciphertext is bound to: never rename one.</summary>
public enum ProtectedField
{
    [Display(Name = "证件号码")] IdNumber,
    [Display(Name = "电话")] Phone,
    [Display(Name = "住址")] Address,
    [Display(Name = "银行账号")] BankNumber,
    [Display(Name = "健康状况")] HealthNote,
    [Display(Name = "举报人姓名")] ReporterName,
    [Display(Name = "举报人联系方式")] ReporterContact,
    [Display(Name = "检举控告内容")] AccusationText,
    [Display(Name = "附件名称")] FileName,
}

/// <summary>One encrypted text. Rows, events, drafts and audit hold its id only; a correction is a new value with a new id.</summary>
public sealed class ProtectedValue
{
    public required Guid Id { get; init; }

    /// <summary>Kind of the record whose check guards the value: <c>petition</c>, <c>person</c>.</summary>
    public required string OwnerKind { get; init; }

    public required Guid OwnerId { get; init; }

    public required ProtectedField Field { get; init; }

    /// <summary>The data key it is written with; says when an old key is no longer needed.</summary>
    public required int KeyId { get; set; }

    public required byte[] Bytes { get; set; }

    /// <summary>Null where the value must not be found again: long texts, accusations, values that were replaced.</summary>
    public byte[]? BlindIndex { get; set; }
}

internal sealed class ProtectedValueConfiguration : IEntityTypeConfiguration<ProtectedValue>
{
    public void Configure(EntityTypeBuilder<ProtectedValue> builder)
    {
        builder.ToTable("protected_values");
        builder.Property(v => v.OwnerKind).HasMaxLength(40);
        builder.Property(v => v.BlindIndex).HasMaxLength(16);
        builder.HasIndex(v => new { v.BlindIndex, v.Field, v.OwnerKind }).HasFilter("\"BlindIndex\" IS NOT NULL");
        builder.HasIndex(v => new { v.OwnerKind, v.OwnerId });
    }
}

public static class CryptoTables
{
    extension(CaseDb db)
    {
        internal DbSet<ProtectedValue> ProtectedValues => db.Set<ProtectedValue>();
    }
}
