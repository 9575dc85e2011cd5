using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Operations;

/// <summary>
/// Puts a backup in the place of the installation's records, on either kind of database. It is unpacked and proved in a new folder first, and swapped in last;
/// what was there is kept aside. Restoring a backup of one kind into an installation of the other is the move between SQLite and PostgreSQL.
/// </summary>
public sealed class RestoreBackup(IDbContextFactory<CaseDb> databases, CheckBackup check, Migrator migrator, Installation installation, OfficeClock clock)
{
    /// <param name="Replace">Allows an installation that is not empty; what is there is kept aside.</param>
    public sealed record Command(string File, bool Replace = false);

    /// <param name="Aside">Where the records that were there before are kept: a folder, or a schema of PostgreSQL; null when there were none.</param>
    public sealed record Result(BackupManifest Manifest, string? Aside);

    /// <summary>Present while records are being swapped; a start refuses when it finds it.</summary>
    internal static string MarkerOf(Installation installation) => Path.Combine(installation.Folder, "restore.unfinished");

    /// <summary>Refused while the site runs, for a damaged or newer backup, without the key file, and for an installation with records unless <see cref="Command.Replace"/>.</summary>
    public async Task<Result> ExecuteAsync(Command command, CancellationToken cancel)
    {
        using var alone = InstallationLock.Alone(installation);
        using var folder = new WorkFolder(installation, "restore");
        await using var db = (await databases.CreateDbContextAsync(cancel)).For(Viewer.System);
        var attachments = Directory.Exists(installation.AttachmentsFolder) && Directory.EnumerateFileSystemEntries(installation.AttachmentsFolder).Any();
        var isEmpty = !attachments && (db.IsSqlite ? !File.Exists(installation.DatabaseFile) : await DatabaseCopy.IsEmptyAsync(db, cancel));
        if (!isEmpty && !command.Replace)
        {
            throw new RefusedException("安装目录中已有数据，恢复会取代它们；确要取代请加 --replace，原有数据会另行保留");
        }

        var (manifest, keys, _) = await check.UnpackAsync(command.File, folder.Path, cancel);
        var moment = $"{clock.Local(clock.Now):yyyyMMdd-HHmmss}";
        var aside = Path.Combine(installation.Folder, $"replaced-{moment}");
        await db.Database.CloseConnectionAsync();
        DatabaseCopy.LetGo();

        await File.WriteAllTextAsync(MarkerOf(installation), Path.GetFullPath(command.File), cancel);
        if (db.IsSqlite)
        {
            foreach (var suffix in new[] { "", "-wal", "-shm" })
            {
                PutAside(installation.DatabaseFile + suffix, aside);
            }

            File.Move(Path.Combine(folder.Path, BackupPackage.Database), installation.DatabaseFile);
        }
        else
        {
            await ToPostgresAsync(db, Path.Combine(folder.Path, BackupPackage.Database), $"replaced_{moment.Replace('-', '_')}", cancel);
        }

        PutAside(installation.AttachmentsFolder, aside);
        if (Directory.Exists(Path.Combine(folder.Path, "attachments")))
        {
            Directory.Move(Path.Combine(folder.Path, "attachments"), installation.AttachmentsFolder);
        }

        await migrator.ExecuteAsync(beforeUpgrade: null, cancel);
        await NoteAsync(db, keys, manifest, Path.GetFileName(command.File), cancel);
        File.Delete(MarkerOf(installation));
        return new Result(manifest, isEmpty ? null : aside);
    }

    private static async Task ToPostgresAsync(CaseDb db, string file, string aside, CancellationToken cancel)
    {
        var wasEmpty = await DatabaseCopy.IsEmptyAsync(db, cancel);
        if (!wasEmpty)
        {
            await DatabaseCopy.PutAsideAsync(db, aside, cancel);
        }

        var done = false;
        try
        {
            await DatabaseCopy.CreateTablesAsync(db, cancel);
            await using var copy = DatabaseCopy.OpenFile(file);
            await DatabaseCopy.CopyRowsAsync(copy, db, cancel);
            done = true;
        }
        finally
        {
            if (!done && !wasEmpty)
            {
                await DatabaseCopy.PutBackAsync(db, aside, CancellationToken.None);
            }
        }
    }

    private static void PutAside(string path, string aside)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            Directory.CreateDirectory(aside);
            Directory.Move(path, Path.Combine(aside, Path.GetFileName(path)));
        }
    }

    /// <summary>Adds the restore to the restored chain, under the keys of the restored database: those this process opened before may be others.</summary>
    private async Task NoteAsync(CaseDb db, Keys keys, BackupManifest manifest, string file, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        AuditLog.Add(db, Actor.System, clock.Now, new AuditNote("restore", "backup", Guid.Empty) { Details = new { file, manifest.TakenAt, manifest.Provider } });
        await new AuditChain(keys).BeforeCommitAsync(db, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
