using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Crypto;

/// <summary>What a data key is for; each purpose has keys of its own.</summary>
public enum KeyPurpose
{
    [Display(Name = "字段加密")] Fields = 1,
    [Display(Name = "盲索引")] BlindIndex = 2,
    [Display(Name = "审计链")] Audit = 3,
    [Display(Name = "附件")] Attachments = 4,
    [Display(Name = "草稿与暂存")] Blobs = 5,
    [Display(Name = "登录密钥环")] KeyRing = 6,
}

/// <summary>A key of the data, wrapped by a key of the key file; the table alone opens nothing.</summary>
public sealed class DataKey
{
    /// <summary>Given by us, the number written into each ciphertext.</summary>
    public int Id { get; set; }

    public KeyPurpose Purpose { get; set; }

    /// <summary>Which key of the key file wraps it.</summary>
    public string WrappedBy { get; set; } = "";

    /// <summary>Check value of the wrapping key: tells a wrong key from a damaged row.</summary>
    public byte[] WrapperCheck { get; set; } = [];

    public byte[] Wrapped { get; set; } = [];

    public DateTime CreatedAt { get; set; }
}

public sealed class DataKeyMapping : IEntityTypeConfiguration<DataKey>
{
    public void Configure(EntityTypeBuilder<DataKey> builder)
    {
        builder.ToTable("data_keys");
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.Property(k => k.WrappedBy).HasMaxLength(40);
        builder.HasIndex(k => k.Purpose);
    }
}
