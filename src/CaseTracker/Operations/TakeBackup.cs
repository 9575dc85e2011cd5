using System.Reflection;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Operations;

/// <summary>Writes database, attachments and audit anchor into one file while the office works on, restores it on trial, and remembers the result.</summary>
public sealed class TakeBackup(CaseDb db, CurrentActor current, CheckBackup check, Installation installation, BackupOptions options, OfficeClock clock)
{
    /// <param name="Out">New file; null for one named after the moment in the folder of the backups.</param>
    public sealed record Command(string? Out = null, BackupKind Kind = BackupKind.Manual);

    /// <summary>Refused for anybody but the 系统管理员 and the system, for a file that exists, and when the trial restore found a fault (which is remembered).</summary>
    public async Task<Backup> ExecuteAsync(Command command, CancellationToken cancel)
    {
        var actor = current.Actor.DemandOperator();
        await db.BeginAsync(cancel);
        var now = clock.Now;
        var file = Path.GetFullPath(command.Out ?? Path.Combine(options.FolderOf(installation), $"casetracker-{clock.Local(now):yyyyMMdd-HHmmss}.zip"));
        var (sha256, fault) = await WriteAndCheckAsync(db, file, now, cancel);
        var backup = new Backup
        {
            Id = Guid.NewGuid(),
            Kind = command.Kind,
            File = file,
            TakenAt = now,
            TakenById = actor.UserId,
            Size = new FileInfo(file).Length,
            Sha256 = sha256,
            CheckedAt = clock.Now,
            Fault = fault?.Message,
        };
        await db.WriteAsync(() =>
        {
            db.Backups.Add(backup);
            AuditLog.Add(db, actor, backup.CheckedAt, new AuditNote("backup", "backup", backup.Id) { IsRefusal = fault is not null, Reason = backup.Fault, Details = new { File = Path.GetFileName(file), backup.Sha256 } });
            return Task.CompletedTask;
        }, cancel);
        return fault is null ? backup : throw new RefusedException([new Reason($"备份已写到 {file}，但试恢复没有通过，不能依靠它"), .. fault.Reasons]);
    }

    /// <summary>For the migrator, when the tables are still those of the version before: a backup without a row in the database. SQLite only: PostgreSQL undoes a failed migration by itself.</summary>
    public async Task BeforeUpgradeAsync(CaseDb old, CancellationToken cancel)
    {
        if (old.IsSqlite)
        {
            var file = Path.Combine(options.FolderOf(installation), $"casetracker-{clock.Local(clock.Now):yyyyMMdd-HHmmss}-before-upgrade.zip");
            var (_, fault) = await WriteAndCheckAsync(old, file, clock.Now, cancel);
            if (fault is not null)
            {
                throw new RefusedException([new Reason("升级前的备份没有通过试恢复，数据库未作改动"), .. fault.Reasons]);
            }
        }
    }

    private async Task<(string Sha256, RefusedException? Fault)> WriteAndCheckAsync(CaseDb source, string file, DateTime now, CancellationToken cancel)
    {
        if (File.Exists(file))
        {
            throw RefusedException.At(nameof(Command.Out), $"文件 {file} 已经存在，请换一个名称");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string sha256;
        using (var folder = new WorkFolder(installation, "backup"))
        {
            var database = Path.Combine(folder.Path, BackupPackage.Database);
            await DatabaseCopy.ToFileAsync(source, database, cancel); // the attachments follow: each one that the copy knows is on the disk by then
            var (anchor, describe) = await LookIntoAsync(database, source, now, cancel);
            sha256 = await BackupPackage.WriteAsync(file, database, anchor, installation.AttachmentsFolder, describe, cancel);
        }

        try
        {
            await check.ExecuteAsync(file, cancel);
            return (sha256, null);
        }
        catch (RefusedException fault)
        {
            return (sha256, fault);
        }
    }

    private static async Task<(AuditAnchor? Anchor, Func<IReadOnlyList<BackupPart>, BackupManifest> Describe)> LookIntoAsync(string database, CaseDb source, DateTime now, CancellationToken cancel)
    {
        await using var copy = DatabaseCopy.OpenFile(database);
        var anchor = await copy.AuditEntries.OrderByDescending(e => e.Seq).Select(e => new AuditAnchor(e.Seq, e.Mac, e.At)).FirstOrDefaultAsync(cancel);
        var schema = (await copy.Database.GetAppliedMigrationsAsync(cancel)).LastOrDefault();
        var keys = await copy.Set<DataKey>().Select(k => k.WrappedBy).Distinct().OrderBy(k => k).ToListAsync(cancel);
        var tables = await DatabaseCopy.CountsAsync(copy, cancel);
        var program = typeof(TakeBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var provider = source.IsSqlite ? nameof(DatabaseProvider.Sqlite) : nameof(DatabaseProvider.Postgres);
        return (anchor, parts => new BackupManifest(BackupPackage.Format, program, schema, provider, now, keys, tables, parts));
    }
}
