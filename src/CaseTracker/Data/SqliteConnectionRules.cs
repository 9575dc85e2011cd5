using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CaseTracker.Data;

/// <summary>Sets and checks on every connection what durability rests on (WAL, synchronous FULL, foreign keys, a library without the WAL-reset fault), and refuses to work otherwise.</summary>
internal sealed class SqliteConnectionRules : DbConnectionInterceptor
{
    private static readonly Version Oldest = new(3, 51, 3);

    // EF opens a connection for every query, from a pool: the eleven statements are for one that is new, and would cost more than most queries.
    private readonly ConditionalWeakTable<object, object> prepared = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => PrepareOnce(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        PrepareOnce(connection);
        return Task.CompletedTask;
    }

    private void PrepareOnce(DbConnection connection)
    {
        var native = ((SqliteConnection)connection).Handle!;
        if (!prepared.TryGetValue(native, out _))
        {
            Prepare(connection);
            prepared.AddOrUpdate(native, this);
        }
    }

    /// <summary>Brings one open connection under the rules.</summary>
    public static void Prepare(DbConnection connection)
    {
        Run(connection, "PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA synchronous=FULL;");
        Demand(connection, "PRAGMA journal_mode=WAL", v => v == "wal", "journal_mode 必须为 wal");
        Demand(connection, "PRAGMA synchronous", v => int.Parse(v) >= 2, "synchronous 必须为 FULL");
        Demand(connection, "PRAGMA foreign_keys", v => v == "1", "foreign_keys 必须打开");
        Demand(connection, "SELECT sqlite_version()", v => Version.Parse(v) >= Oldest, $"SQLite 版本不得低于 {Oldest}");
    }

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Demand(DbConnection connection, string sql, Func<string, bool> holds, string otherwise)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        var value = Convert.ToString(command.ExecuteScalar()) ?? "";
        if (!holds(value))
        {
            throw new InvalidOperationException($"数据库连接不符合要求：{otherwise}（当前为 {value}）");
        }
    }
}
