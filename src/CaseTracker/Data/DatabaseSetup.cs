using Microsoft.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CaseTracker.Data;

/// <summary>The choice of database: the only place that names a provider.</summary>
public static class DatabaseSetup
{
    private static readonly SqliteConnectionRules Rules = new();

    public static DbContextOptionsBuilder UseCaseDatabase(this DbContextOptionsBuilder builder, DatabaseOptions database, Installation installation)
    {
        builder.ConfigureWarnings(w => w.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
        return database.Provider switch
        {
            DatabaseProvider.Sqlite => builder.UseCaseSqlite(installation.DatabaseFile),
            DatabaseProvider.Postgres => builder.UseNpgsql(
                string.IsNullOrWhiteSpace(database.ConnectionString) ? throw new InvalidOperationException("Database:ConnectionString：使用 PostgreSQL 时必须填写连接字符串") : database.ConnectionString,
                o => o.MigrationsAssembly("CaseTracker.Migrations.Postgres")),
        };
    }

    /// <summary>A SQLite file under the connection rules.</summary>
    /// <param name="pooling">Off for a file that is about to be moved or deleted: nothing may hold it open.</param>
    public static DbContextOptionsBuilder UseCaseSqlite(this DbContextOptionsBuilder builder, string file, bool pooling = true) =>
        builder.UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, Cache = SqliteCacheMode.Private, Pooling = pooling }.ConnectionString, o => o.MigrationsAssembly("CaseTracker.Migrations.Sqlite"))
            .AddInterceptors(Rules);
}
