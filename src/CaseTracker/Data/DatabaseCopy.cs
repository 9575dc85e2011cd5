using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace CaseTracker.Data;

/// <summary>Copies a whole database, from either kind to either kind, row by row equal. A copy in a file is always SQLite.</summary>
public static class DatabaseCopy
{
    private static readonly Dictionary<Type, Func<DbDataReader, int, object>> Readers = new()
    {
        [typeof(string)] = (r, i) => r.GetString(i),
        [typeof(Guid)] = (r, i) => r.GetGuid(i),
        [typeof(bool)] = (r, i) => r.GetBoolean(i),
        [typeof(short)] = (r, i) => r.GetInt16(i),
        [typeof(int)] = (r, i) => r.GetInt32(i),
        [typeof(long)] = (r, i) => r.GetInt64(i),
        [typeof(decimal)] = (r, i) => r.GetDecimal(i),
        [typeof(double)] = (r, i) => r.GetDouble(i),
        [typeof(DateTime)] = (r, i) => r.GetDateTime(i),
        [typeof(DateTimeOffset)] = (r, i) => r.GetFieldValue<DateTimeOffset>(i).ToUniversalTime(),
        [typeof(DateOnly)] = (r, i) => r.GetFieldValue<DateOnly>(i),
        [typeof(TimeOnly)] = (r, i) => r.GetFieldValue<TimeOnly>(i),
        [typeof(TimeSpan)] = (r, i) => r.GetFieldValue<TimeSpan>(i),
        [typeof(byte[])] = (r, i) => r.GetFieldValue<byte[]>(i),
    };

    /// <summary>Opens a copy in a file, for the system; nothing holds the file when it is disposed.</summary>
    public static CaseDb OpenFile(string file)
    {
        var options = new DbContextOptionsBuilder<CaseDb>();
        options.ConfigureWarnings(w => w.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
        options.UseCaseSqlite(file, pooling: false);
        return new CaseDb(options.Options).For(Viewer.System);
    }

    /// <summary>Writes everything, as of one moment, into a new SQLite file; writers go on meanwhile.</summary>
    public static async Task ToFileAsync(CaseDb source, string file, CancellationToken cancel)
    {
        if (source.IsSqlite)
        {
            await source.Database.ExecuteSqlAsync($"VACUUM INTO {file}", cancel);
            return;
        }

        await using var moment = await source.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        await using var target = OpenFile(file);
        await CreateTablesAsync(target, cancel);
        await CopyRowsAsync(source, target, cancel);
    }

    /// <summary>Makes the tables of this program's schema in an empty database.</summary>
    public static async Task CreateTablesAsync(CaseDb db, CancellationToken cancel)
    {
        if (db.Database.GetMigrations().Any())
        {
            await db.Database.MigrateAsync(cancel);
            return;
        }

        var tables = db.GetService<IRelationalDatabaseCreator>();
        if (!await tables.ExistsAsync(cancel))
        {
            await tables.CreateAsync(cancel);
        }

        await tables.CreateTablesAsync(cancel);
    }

    /// <summary>Copies the rows of every table into a database of the same schema whose tables are empty; generated numbers go on after the last one.</summary>
    public static async Task CopyRowsAsync(CaseDb source, CaseDb target, CancellationToken cancel)
    {
        await source.Database.OpenConnectionAsync(cancel);
        await target.Database.OpenConnectionAsync(cancel);
        await using var transaction = await target.Database.BeginTransactionAsync(cancel);
        if (target.IsSqlite)
        {
            await target.Database.ExecuteSqlRawAsync("PRAGMA defer_foreign_keys=ON", cancel); // rows that point to a later row of their own table
        }

        foreach (var table in InOrder(source.Model.GetRelationalModel()))
        {
            var plan = PlanOf(table, target.Model.GetRelationalModel().FindTable(table.Name, table.Schema) ?? throw new InvalidOperationException($"The target has no table {table.Name}."));
            var copied = target.IsSqlite
                ? await ToSqliteAsync(source, target, plan, cancel)
                : await ToPostgresAsync(source, target, plan, cancel);
            if (await CountAsync(target, table.Name, cancel) is var found && found != copied)
            {
                throw new InvalidOperationException($"{table.Name}: {copied} rows were copied, {found} are there.");
            }
        }

        if (!target.IsSqlite)
        {
            await ContinueSequencesAsync(target, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>Rows by table of a SQLite file, without those that SQLite and the search index keep for themselves.</summary>
    public static async Task<SortedDictionary<string, long>> CountsAsync(CaseDb file, CancellationToken cancel)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await file.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '__EF%'").ToListAsync(cancel))
        {
            counts[table] = await CountAsync(file, table, cancel);
        }

        return counts;
    }

    /// <summary>What SQLite itself finds wrong with a file; empty when it is whole.</summary>
    public static async Task<IReadOnlyList<string>> DamageAsync(CaseDb file, CancellationToken cancel)
    {
        await file.Database.OpenConnectionAsync(cancel);
        var found = new List<string>();
        await using var command = file.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA integrity_check(20)";
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                if (rows.GetString(0) is var line && line != "ok")
                {
                    found.Add($"数据库文件损坏：{line}");
                }
            }
        }

        command.CommandText = "PRAGMA foreign_key_check";
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (found.Count < 40 && await rows.ReadAsync(cancel))
            {
                found.Add($"表 {rows.GetString(0)} 有一行指向 {rows.GetString(2)} 中不存在的行");
            }
        }

        return found;
    }

    /// <summary>True when the database holds anything: its tables are there.</summary>
    public static async Task<bool> IsEmptyAsync(CaseDb db, CancellationToken cancel) =>
        !await db.Database.CanConnectAsync(cancel) || (await db.Database.SqlQueryRaw<int>(db.IsSqlite
            ? "SELECT count(*) AS \"Value\" FROM sqlite_master WHERE type = 'table'"
            : "SELECT count(*)::int AS \"Value\" FROM pg_tables WHERE schemaname = 'public'").ToListAsync(cancel)).Single() == 0;

    /// <summary>PostgreSQL: puts the tables that are there aside under another schema name, and leaves an empty one in their place.</summary>
    public static async Task PutAsideAsync(CaseDb db, string name, CancellationToken cancel) =>
        await RunAsync(db, $"ALTER SCHEMA public RENAME TO {Quoted(name)}; CREATE SCHEMA public", cancel);

    /// <summary>Undoes <see cref="PutAsideAsync"/>.</summary>
    public static async Task PutBackAsync(CaseDb db, string name, CancellationToken cancel) =>
        await RunAsync(db, $"DROP SCHEMA public CASCADE; ALTER SCHEMA {Quoted(name)} RENAME TO public", cancel);

    /// <summary>Lets go of every pooled connection, so that files may be moved and no statement remembers old tables.</summary>
    public static void LetGo()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Tables in an order in which each comes after those it points to.</summary>
    internal static IReadOnlyList<ITable> InOrder(IRelationalModel model)
    {
        var waiting = model.Tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<ITable>();
        while (waiting.Count > 0)
        {
            var free = waiting.Where(t => t.ForeignKeyConstraints.All(k => k.PrincipalTable == t || ordered.Contains(k.PrincipalTable))).ToList();
            if (free.Count == 0)
            {
                throw new InvalidOperationException($"Tables that point to each other cannot be copied: {string.Join(", ", waiting.Select(t => t.Name))}");
            }

            ordered.AddRange(free);
            waiting.RemoveAll(free.Contains);
        }

        return ordered;
    }

    private sealed record Field(string Name, RelationalTypeMapping From, RelationalTypeMapping To)
    {
        private readonly Func<DbDataReader, int, object> read = Readers.GetValueOrDefault(From.Converter?.ProviderClrType ?? Nullable.GetUnderlyingType(From.ClrType) ?? From.ClrType)
            ?? throw new InvalidOperationException($"Column {Name}: no way to copy {From.ClrType}.");

        public object? Read(DbDataReader reader, int i)
        {
            if (reader.IsDBNull(i))
            {
                return null;
            }

            var value = read(reader, i);
            var meant = From.Converter is null ? value : From.Converter.ConvertFromProvider(value);
            return To.Converter is null ? meant : To.Converter.ConvertToProvider(meant);
        }
    }

    private sealed record Plan(string Table, IReadOnlyList<string> Key, IReadOnlyList<Field> Fields)
    {
        public string Columns { get; } = string.Join(", ", Fields.Select(f => Quoted(f.Name)));
    }

    private static Plan PlanOf(ITable from, ITable to) => new(from.Name, [.. from.PrimaryKey!.Columns.Select(c => c.Name)],
    [
        .. from.Columns.Where(c => c.PropertyMappings.All(m => m.Property.ValueGenerated != ValueGenerated.OnAddOrUpdate)) // computed by the database itself
            .Select(c => new Field(c.Name, c.PropertyMappings[0].TypeMapping, (to.FindColumn(c.Name) ?? throw new InvalidOperationException($"The target has no column {from.Name}.{c.Name}.")).PropertyMappings[0].TypeMapping)),
    ]);

    private static async Task<DbDataReader> ReadAsync(CaseDb source, Plan plan, CancellationToken cancel)
    {
        var command = source.Database.GetDbConnection().CreateCommand();
        command.Transaction = source.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = $"SELECT {plan.Columns} FROM {Quoted(plan.Table)} ORDER BY {string.Join(", ", plan.Key.Select(Quoted))}";
        return await command.ExecuteReaderAsync(cancel);
    }

    private static async Task<long> ToSqliteAsync(CaseDb source, CaseDb target, Plan plan, CancellationToken cancel)
    {
        await using var insert = target.Database.GetDbConnection().CreateCommand();
        insert.Transaction = target.Database.CurrentTransaction!.GetDbTransaction();
        insert.CommandText = $"INSERT INTO {Quoted(plan.Table)} ({plan.Columns}) VALUES ({string.Join(", ", plan.Fields.Select((_, i) => $"$p{i}"))})";
        var parameters = plan.Fields.Select((_, i) => new SqliteParameter { ParameterName = $"$p{i}" }).ToList();
        parameters.ForEach(p => insert.Parameters.Add(p));
        var copied = 0L;
        await using var rows = await ReadAsync(source, plan, cancel);
        while (await rows.ReadAsync(cancel))
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Value = plan.Fields[i].Read(rows, i) ?? DBNull.Value;
            }

            await insert.ExecuteNonQueryAsync(cancel);
            copied++;
        }

        return copied;
    }

    private static async Task<long> ToPostgresAsync(CaseDb source, CaseDb target, Plan plan, CancellationToken cancel)
    {
        var connection = (NpgsqlConnection)target.Database.GetDbConnection();
        await using var any = connection.CreateCommand();
        List<NpgsqlDbType> types = [.. plan.Fields.Select(f => ((NpgsqlParameter)f.To.CreateParameter(any, "p", null, nullable: true)).NpgsqlDbType)];
        var copied = 0L;
        await using var rows = await ReadAsync(source, plan, cancel);
        await using var writer = await connection.BeginBinaryImportAsync($"COPY {Quoted(plan.Table)} ({plan.Columns}) FROM STDIN (FORMAT BINARY)", cancel);
        while (await rows.ReadAsync(cancel))
        {
            await writer.StartRowAsync(cancel);
            for (var i = 0; i < plan.Fields.Count; i++)
            {
                if (plan.Fields[i].Read(rows, i) is { } value)
                {
                    await writer.WriteAsync(value, types[i], cancel);
                }
                else
                {
                    await writer.WriteNullAsync(cancel);
                }
            }

            copied++;
        }

        await writer.CompleteAsync(cancel);
        return copied;
    }

    private static async Task ContinueSequencesAsync(CaseDb target, CancellationToken cancel)
    {
        foreach (var key in target.Model.GetRelationalModel().Tables.Select(t => t.PrimaryKey!.Columns).Where(c => c is [var only] && only.PropertyMappings[0].Property is { ValueGenerated: ValueGenerated.OnAdd } p && (p.ClrType == typeof(long) || p.ClrType == typeof(int))).Select(c => c[0]))
        {
            var (table, column) = (Quoted(key.Table.Name), Quoted(key.Name));
            await RunAsync(target, $"SELECT setval(pg_get_serial_sequence('{table}', '{key.Name}'), COALESCE(max({column}), 1), max({column}) IS NOT NULL) FROM {table}", cancel);
        }
    }

    private static async Task<long> CountAsync(CaseDb db, string table, CancellationToken cancel)
    {
        var sql = $"SELECT count(*) AS \"Value\" FROM {Quoted(table)}";
        return (await db.Database.SqlQueryRaw<long>(sql).ToListAsync(cancel)).Single();
    }

    /// <summary>Runs a statement whose names, which no parameter can stand for, come from the model and are quoted.</summary>
    private static Task<int> RunAsync(CaseDb db, string sql, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(sql, cancel);

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
}
