using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseTracker.Data;

/// <summary>Brings the database to this program's schema under our own lock, and then does what must follow every migration. A newer schema is refused.</summary>
public sealed class Migrator(IDbContextFactory<CaseDb> databases, IEnumerable<IAfterMigration> after, Installation installation)
{
    /// <param name="beforeUpgrade">Takes a backup; called when an existing database is about to be changed.</param>
    /// <returns>True when the database was new.</returns>
    public async Task<bool> ExecuteAsync(Func<CaseDb, CancellationToken, Task>? beforeUpgrade, CancellationToken cancel)
    {
        await using var db = (await databases.CreateDbContextAsync(cancel)).For(Viewer.System);
        await using var turn = await LockAsync(db, cancel);
        var known = db.Database.GetMigrations().ToHashSet();
        var applied = await AppliedAsync(db, cancel);
        if (applied.FirstOrDefault(m => !known.Contains(m)) is { } newer)
        {
            throw new RefusedException($"数据库由更新版本的程序建立（{newer}），请使用更新的程序，或从升级前的备份恢复");
        }

        if (applied.Count > 0 && applied.Count < known.Count && beforeUpgrade is not null)
        {
            await beforeUpgrade(db, cancel);
        }

        if (applied.Count < known.Count)
        {
            await ClearStaleLockAsync(db, cancel);
            await db.Database.MigrateAsync(cancel);
        }

        foreach (var step in after.OrderBy(a => a.Order))
        {
            await step.EnsureAsync(db, cancel);
        }

        return applied.Count == 0;
    }

    private static async Task<List<string>> AppliedAsync(CaseDb db, CancellationToken cancel) =>
        await db.Database.CanConnectAsync(cancel) ? [.. await db.Database.GetAppliedMigrationsAsync(cancel)] : [];

    /// <summary>EF's own lock row on SQLite outlives a killed process and would make every later start wait for ever; ours has died with it.</summary>
    private static async Task ClearStaleLockAsync(CaseDb db, CancellationToken cancel)
    {
        if (db.IsSqlite && await db.Database.CanConnectAsync(cancel))
        {
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        }
    }

    private async Task<IAsyncDisposable> LockAsync(CaseDb db, CancellationToken cancel)
    {
        if (db.IsSqlite)
        {
            while (true)
            {
                try
                {
                    return new FileStream(Path.Combine(installation.Folder, "migrate.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                }
                catch (IOException) when (!cancel.IsCancellationRequested)
                {
                    await Task.Delay(100, cancel); // another process is migrating
                }
            }
        }

        var connection = new NpgsqlConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_advisory_lock(420117)";
        await command.ExecuteNonQueryAsync(cancel);
        return connection; // the lock ends with the connection
    }
}
