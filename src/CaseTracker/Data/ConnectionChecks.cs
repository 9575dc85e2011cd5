using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Data;

/// <summary>What the database itself must promise before anything is acknowledged.</summary>
public static class ConnectionChecks
{
    private static readonly HashSet<string> SharedFormats = new(StringComparer.OrdinalIgnoreCase)
    {
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "v9fs", "vboxsf", "vmhgfs", "fuse.sshfs", "fuse.glusterfs", "fuse.rclone", "davfs", "ceph", "glusterfs", "afpfs", "webdav",
    };

    /// <summary>Opens several connections at once, so that none of them comes from the one before: each must pass the rules, or the start ends here.</summary>
    /// <returns>Warnings about a server that may lose what it acknowledged.</returns>
    public static async Task<IReadOnlyList<string>> DemandAsync(IDbContextFactory<CaseDb> databases, CancellationToken cancel)
    {
        var open = new List<CaseDb>();
        try
        {
            for (var i = 0; i < 4; i++)
            {
                var db = (await databases.CreateDbContextAsync(cancel)).For(Viewer.System);
                open.Add(db);
                await db.Database.OpenConnectionAsync(cancel); // the rules of the connection speak here
            }

            return open[0].IsSqlite ? [] : await ServerWarningsAsync(open[0], cancel);
        }
        finally
        {
            foreach (var db in open)
            {
                await db.DisposeAsync();
            }
        }
    }

    /// <summary>Refuses to keep a SQLite file on a folder shared over a network: its locks and its log do not work there.</summary>
    public static void DemandLocalFolder(string folder)
    {
        var drive = new DriveInfo(folder);
        if (IsShared(folder, drive.DriveType, drive.DriveFormat))
        {
            throw new RefusedException($"数据目录 {folder} 在网络共享（{drive.DriveFormat}）上，SQLite 数据库放在那里会损坏：请改用本机磁盘，或改用 PostgreSQL");
        }
    }

    internal static bool IsShared(string folder, DriveType type, string format) =>
        folder.StartsWith(@"\\", StringComparison.Ordinal) || type == DriveType.Network || SharedFormats.Contains(format);

    private static async Task<IReadOnlyList<string>> ServerWarningsAsync(CaseDb db, CancellationToken cancel)
    {
        var warnings = new List<string>();
        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
        {
            if ((await db.Database.SqlQuery<string>($"SELECT current_setting({setting}) AS \"Value\"").ToListAsync(cancel)).Single() == "off")
            {
                warnings.Add($"PostgreSQL 的 {setting} 是关闭的，断电会丢失已确认的登记，请打开它");
            }
        }

        return warnings;
    }
}
