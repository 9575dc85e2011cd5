using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace CaseTracker.Tests;

/// <summary>An installation of its own for one test: a real database, a clock that stands still until the test moves it.</summary>
public sealed class TestOffice : IAsyncDisposable
{
    private static readonly string? Postgres = Environment.GetEnvironmentVariable("CASETRACKER_TEST_POSTGRES");

    private readonly ServiceProvider services;

    private TestOffice(DatabaseProvider provider, string folder, string? postgresDatabase)
    {
        Provider = provider;
        Installation = new Installation(folder);
        PostgresDatabase = postgresDatabase;
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(SettingsOf(provider, postgresDatabase)).Build();
        services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddCaseTracker(Configuration, Installation).BuildServiceProvider(validateScopes: true);
    }

    /// <summary>Both databases, for <c>[MemberData]</c> of every test that touches one.</summary>
    public static TheoryData<DatabaseProvider> Databases => [DatabaseProvider.Sqlite, DatabaseProvider.Postgres];

    public DatabaseProvider Provider { get; }

    /// <summary>Its database on the server; null on SQLite.</summary>
    public string? PostgresDatabase { get; }

    public Installation Installation { get; }

    public IConfiguration Configuration { get; }

    /// <summary>Wednesday 2025-03-05, 09:00 in the office, unless a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2025, 3, 5, 1, 0, 0, TimeSpan.Zero));

    public static async Task<TestOffice> OpenAsync(DatabaseProvider provider)
    {
        var name = $"ct_{Guid.NewGuid():N}";
        var folder = Path.Combine(Scratch, name);
        if (provider == DatabaseProvider.Postgres)
        {
            await OnServerAsync($"CREATE DATABASE {name} TEMPLATE {await PostgresTemplate.Value}");
        }
        else
        {
            File.Copy(await SqliteTemplate.Value, new Installation(folder).DatabaseFile);
        }

        var office = new TestOffice(provider, folder, provider == DatabaseProvider.Postgres ? name : null);
        office.Services.GetRequiredService<Keys>(); // as at every start: never for the first time inside a write
        return office;
    }

    private static readonly string Scratch = Path.Combine(Path.GetTempPath(), "casetracker-tests");

    // Migrated once in a run and copied for each test: the migrations are what the tests run on.
    private static readonly Lazy<Task<string>> SqliteTemplate = new(async () =>
    {
        await using var office = new TestOffice(DatabaseProvider.Sqlite, Path.Combine(Scratch, $"template_{Guid.NewGuid():N}"), null);
        await office.Services.GetRequiredService<Migrator>().ExecuteAsync(beforeUpgrade: null, CancellationToken.None);
        SqliteConnection.ClearAllPools();
        var template = office.Installation.Folder + ".db";
        File.Copy(office.Installation.DatabaseFile, template);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(template);
        return template;
    });

    private static readonly Lazy<Task<string>> PostgresTemplate = new(async () =>
    {
        var name = $"ct_template_{Guid.NewGuid():N}";
        await OnServerAsync($"CREATE DATABASE {name}");
        var folder = Path.Combine(Scratch, name);
        await using (var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddCaseTracker(new ConfigurationBuilder().AddInMemoryCollection(SettingsOf(DatabaseProvider.Postgres, name)).Build(), new Installation(folder)).BuildServiceProvider())
        {
            await services.GetRequiredService<Migrator>().ExecuteAsync(beforeUpgrade: null, CancellationToken.None);
        }

        NpgsqlConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return name;
    });

    public IServiceProvider Services => services;

    /// <summary>Runs something as an actor, in a scope of its own.</summary>
    public async Task<T> AsAsync<T>(Actor actor, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(actor);
        return await work(scope.ServiceProvider);
    }

    /// <summary>Reads or writes the database as the system.</summary>
    public Task<T> DbAsync<T>(Func<CaseDb, Task<T>> work) => AsAsync(Actor.System, s => work(s.GetRequiredService<CaseDb>()));

    public Task DbAsync(Func<CaseDb, Task> work) => DbAsync(async db =>
    {
        await work(db);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (PostgresDatabase is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await OnServerAsync($"DROP DATABASE IF EXISTS {PostgresDatabase} WITH (FORCE)");
        }

        Directory.Delete(Installation.Folder, recursive: true);
        if (Directory.Exists(Installation.KeysFolder))
        {
            Directory.Delete(Installation.KeysFolder, recursive: true);
        }
    }

    /// <summary>The settings of an installation on this kind of database.</summary>
    public static Dictionary<string, string?> SettingsOf(DatabaseProvider provider, string? postgresDatabase) => provider switch
    {
        DatabaseProvider.Sqlite => new() { ["Database:Provider"] = "Sqlite" },
        DatabaseProvider.Postgres => new() { ["Database:Provider"] = "Postgres", ["Database:ConnectionString"] = $"{Postgres};Database={postgresDatabase};Maximum Pool Size=60" },
    };

    internal static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Postgres ?? throw new InvalidOperationException("Set CASETRACKER_TEST_POSTGRES, or run tests/run.sh, which starts a server."));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
