using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Data;

/// <summary>Lets SQLite bring its statistics up to date, so that it keeps choosing the right index as the tables grow. PostgreSQL does that by itself.</summary>
public sealed class TuneDatabase(CaseDb db) : IDailyWork
{
    public string Name => "更新数据库统计信息";

    public async Task<int> ExecuteAsync(CancellationToken cancel)
    {
        if (db.IsSqlite)
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA optimize", cancel);
        }

        return 0;
    }
}
