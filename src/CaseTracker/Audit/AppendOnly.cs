using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Audit;

/// <summary>Triggers that refuse any change to the audit chain, to the events and to the frozen figures, on both databases. Made anew after every migration (EF's table rebuild on SQLite drops them silently); the start refuses when one is missing.</summary>
public sealed class AppendOnly : IAfterMigration
{
    private static readonly string[] Tables = ["audit_entries", "case_events", "report_frozen"];

    public int Order => 1;

    public async Task EnsureAsync(CaseDb db, CancellationToken cancel)
    {
        foreach (var table in Tables)
        {
            foreach (var sql in db.IsSqlite ? SqliteTriggers(table) : PostgresTriggers(table))
            {
                await db.Database.ExecuteSqlRawAsync(sql, cancel);
            }
        }
    }

    /// <summary>Refuses a database whose triggers are not all there.</summary>
    public static async Task DemandAsync(CaseDb db, CancellationToken cancel)
    {
        var (sql, wanted) = db.IsSqlite
            ? ("SELECT count(*) AS \"Value\" FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_append_only_%'", 2 * Tables.Length)
            : ("SELECT count(*)::int AS \"Value\" FROM pg_trigger WHERE tgname LIKE '%_append_only_%' AND tgenabled <> 'D' AND NOT tgisinternal", 2 * Tables.Length);
        var found = (await db.Database.SqlQueryRaw<int>(sql).ToListAsync(cancel)).Single();
        if (found < wanted)
        {
            throw new InvalidOperationException($"审计表、事件表和封存报表的防改触发器缺失（应有 {wanted} 个，现有 {found} 个）：数据库可能被外部改动，请先运行 casetracker verify 检查，再运行 casetracker migrate 重建触发器");
        }
    }

    private static IEnumerable<string> SqliteTriggers(string table) =>
        from act in new[] { "UPDATE", "DELETE" }
        select $"CREATE TRIGGER IF NOT EXISTS {table}_append_only_{act.ToLowerInvariant()} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{table} 只可追加，不得修改或删除'); END";

    private static IEnumerable<string> PostgresTriggers(string table) =>
    [
        $"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} 只可追加，不得修改或删除'; END $$",
        $"DROP TRIGGER IF EXISTS {table}_append_only_row ON {table}",
        $"CREATE TRIGGER {table}_append_only_row BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        $"DROP TRIGGER IF EXISTS {table}_append_only_truncate ON {table}",
        $"CREATE TRIGGER {table}_append_only_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ];
}
