using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Operations;

/// <summary>What must hold before the site or a command works on an installation. Called once at start, after the migrations; refuses with one clear sentence.</summary>
public sealed class StartChecks(IDbContextFactory<CaseDb> databases, IServiceProvider services, BackupState backups, Installation installation, KeyOptions keyOptions, OfficeClock clock, TimeProvider time)
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Refused: a shared folder, a connection that may lose what was acknowledged, missing triggers, an unfinished restore, a key file that is not there or open to others.</summary>
    /// <returns>Warnings, for the log and the administrator's page.</returns>
    public async Task<IReadOnlyList<string>> ExecuteAsync(CancellationToken cancel)
    {
        if (File.Exists(RestoreBackup.MarkerOf(installation)))
        {
            throw new RefusedException($"上次恢复没有完成（{await File.ReadAllTextAsync(RestoreBackup.MarkerOf(installation), cancel)}），请重新运行 casetracker restore 文件 --replace，完成后再启动");
        }

        var warnings = new List<string>();
        await using (var db = (await databases.CreateDbContextAsync(cancel)).For(Viewer.System))
        {
            if (db.IsSqlite)
            {
                ConnectionChecks.DemandLocalFolder(installation.Folder);
            }

            warnings.AddRange(await ConnectionChecks.DemandAsync(databases, cancel));
            await AppendOnly.DemandAsync(db, cancel);
            services.GetRequiredService<Keys>(); // a new installation gets its keys here, after the checks above
            KeyFile.Open(keyOptions.Of(installation), databaseExists: true, time);
            var last = await db.AuditEntries.OrderByDescending(e => e.Seq).Select(e => (DateTime?)e.At).FirstOrDefaultAsync(cancel);
            if (last > clock.Now.AddMinutes(5))
            {
                warnings.Add($"本机时间 {clock.Local(clock.Now):yyyy-MM-dd HH:mm} 早于最后一条审计记录 {clock.Local(last.Value):yyyy-MM-dd HH:mm}，请校准时钟，否则期限会算错");
            }
        }

        var keysFolder = Path.GetDirectoryName(Path.GetFullPath(keyOptions.Of(installation)))!;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(keysFolder) & Others) != 0)
        {
            warnings.Add($"密钥目录 {keysFolder} 对其他用户开放，请执行 chmod 700 收紧权限");
        }

        warnings.AddRange((await backups.ExecuteAsync(cancel)).Warnings);
        return warnings;
    }
}
