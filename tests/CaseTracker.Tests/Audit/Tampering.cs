using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Tests;

/// <summary>What somebody does who has the database to himself.</summary>
internal static class Tampering
{
    public static Task WithoutTriggersAsync(this TestOffice office) => office.DbAsync(async db =>
    {
        foreach (var table in new[] { "audit_entries", "case_events" })
        {
            var sql = db.IsSqlite
                ? $"DROP TRIGGER {table}_append_only_update; DROP TRIGGER {table}_append_only_delete"
                : $"ALTER TABLE {table} DISABLE TRIGGER USER";
            await db.Database.ExecuteSqlRawAsync(sql);
        }
    });
}
