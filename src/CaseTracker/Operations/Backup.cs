using System.ComponentModel.DataAnnotations;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Operations;

/// <summary>Settings of section <c>Backup</c>.</summary>
public sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>Where the nightly backups go; empty = <c>backups/</c> in the installation's folder. Another disk is better.</summary>
    public string? Folder { get; set; }

    /// <summary>Hour of the office's day from which the nightly backup is due.</summary>
    [Range(0, 23, ErrorMessage = "应为 0 至 23")]
    public int Hour { get; set; } = 2;

    /// <summary>How many of the last days keep a backup.</summary>
    [Range(1, 366, ErrorMessage = "应为 1 至 366")]
    public int Days { get; set; } = 7;

    /// <summary>How many of the last weeks keep their last backup.</summary>
    [Range(0, 520, ErrorMessage = "应为 0 至 520")]
    public int Weeks { get; set; } = 4;

    /// <summary>How many of the last months keep their last backup.</summary>
    [Range(0, 1200, ErrorMessage = "应为 0 至 1200")]
    public int Months { get; set; } = 12;

    /// <summary>File that the end of the audit chain is added to every hour; empty = <c>anchors/anchor.jsonl</c> in the installation's folder. On another machine it proves more.</summary>
    public string? AnchorFile { get; set; }
}

/// <summary>What a backup was taken for.</summary>
public enum BackupKind
{
    [Display(Name = "每日自动")] Nightly,
    [Display(Name = "人工")] Manual,
}

/// <summary>A backup that was taken, with the result of its trial restore.</summary>
public sealed class Backup
{
    public required Guid Id { get; init; }

    public required BackupKind Kind { get; init; }

    /// <summary>Full path.</summary>
    public required string File { get; init; }

    public required DateTime TakenAt { get; init; }

    public required Guid TakenById { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public required string Sha256 { get; init; }

    public required DateTime CheckedAt { get; init; }

    /// <summary>What the trial restore found wrong; null when it went well.</summary>
    public string? Fault { get; init; }

    /// <summary>When the file was deleted because newer ones stand for it.</summary>
    public DateTime? RetiredAt { get; set; }

    public bool IsGood => Fault is null;
}

/// <summary>An administrator's word that the key file is kept in a second place: a backup without its keys opens nothing.</summary>
public sealed class KeyCopy
{
    public required Guid Id { get; init; }

    public required Guid ConfirmedById { get; init; }

    public required string ConfirmedBy { get; init; }

    public required DateTime ConfirmedAt { get; init; }

    /// <summary>Ids of the keys in the file that he saved, joined by commas.</summary>
    public required string KeyIds { get; init; }
}

internal sealed class BackupConfiguration : IEntityTypeConfiguration<Backup>
{
    public void Configure(EntityTypeBuilder<Backup> builder)
    {
        builder.ToTable("backups");
        builder.Ignore(b => b.IsGood);
        builder.Property(b => b.Sha256).HasMaxLength(64);
        builder.HasIndex(b => b.TakenAt);
    }
}

internal sealed class KeyCopyConfiguration : IEntityTypeConfiguration<KeyCopy>
{
    public void Configure(EntityTypeBuilder<KeyCopy> builder)
    {
        builder.ToTable("key_copies");
        builder.Property(k => k.ConfirmedBy).HasMaxLength(64);
    }
}

public static class OperationTables
{
    extension(CaseDb db)
    {
        public DbSet<Backup> Backups => db.Set<Backup>();

        public DbSet<KeyCopy> KeyCopies => db.Set<KeyCopy>();
    }
}
