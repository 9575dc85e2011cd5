using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Cli;

/// <summary>An installation opened for one command: settings read, database brought up to date, keys open, somebody named who acts.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly AsyncServiceScope scope;
    private IDisposable? shared;

    private Session(Installation installation)
    {
        Installation = installation;
        var configuration = ConfigurationOf(installation);
        services = new ServiceCollection().AddLogging().AddCaseTracker(configuration, installation).BuildServiceProvider();
        scope = services.CreateAsyncScope();
    }

    public Installation Installation { get; }

    /// <summary>What the operator should know: found when the installation was opened.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>True when the database was made by this command.</summary>
    public bool IsNew { get; private set; }

    public Actor Actor => Get<CurrentActor>().Actor;

    public CaseDb Db => Get<CaseDb>();

    public T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public IEnumerable<T> All<T>() where T : notnull => scope.ServiceProvider.GetServices<T>();

    /// <summary>Refused while a restore runs, for a database of a newer program, and for an account that is not there.</summary>
    public static async Task<Session> OpenAsync(ParseResult given, CancellationToken cancel, params IReadOnlyList<Permission> needed)
    {
        var session = Unopened(given);
        try
        {
            session.shared = InstallationLock.Share(session.Installation);
            (session.IsNew, session.Warnings) = await session.services.GetRequiredService<OpenInstallation>().ExecuteAsync(cancel);
            var actor = await session.ActorAsync(given.GetValue(Options.As), cancel);
            foreach (var permission in needed)
            {
                actor.Demand(permission);
            }

            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Services and settings only: for a restore, which must be alone with a database that may not be there.</summary>
    public static Session Unopened(ParseResult given)
    {
        try
        {
            return new Session(Installation.Find(given.GetValue(Options.Data)));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw RefusedException.At("data", $"不能使用安装目录 {Installation.FolderOf(given.GetValue(Options.Data))}，请核对 --data 和该目录的权限");
        }
    }

    /// <summary>Whether there is a database to open; makes nothing.</summary>
    public static bool IsThere(ParseResult given)
    {
        var folder = Installation.FolderOf(given.GetValue(Options.Data));
        return Directory.Exists(folder) && new Installation(folder) is var installation
            && (File.Exists(installation.DatabaseFile) || string.Equals(ConfigurationOf(installation)["Database:Provider"], nameof(DatabaseProvider.Postgres), StringComparison.OrdinalIgnoreCase));
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await services.DisposeAsync();
        shared?.Dispose();
    }

    private static IConfigurationRoot ConfigurationOf(Installation installation)
    {
        try
        {
            return (IConfigurationRoot)new ConfigurationBuilder().UseChain(installation, AppContext.BaseDirectory, []).Build();
        }
        catch (InvalidDataException)
        {
            throw new RefusedException($"设置文件 {installation.SettingsFile} 不是正确的 JSON，请对照 appsettings.sample.json 改正");
        }
    }

    private async Task<Actor> ActorAsync(string? account, CancellationToken cancel)
    {
        var from = $"命令行 {Environment.UserName}";
        var current = Get<CurrentActor>();
        current.Become(Actor.System with { Address = from });
        if (account is null)
        {
            return current.Actor;
        }

        var name = Get<Microsoft.AspNetCore.Identity.UserManager<User>>().NormalizeName(account.Trim());
        var id = await Db.Users.AsNoTracking().Where(u => u.NormalizedUserName == name).Select(u => u.Id).FirstOrDefaultAsync(cancel);
        var actor = await Get<LoadActor>().ExecuteAsync(id, cancel) ?? throw RefusedException.At("as", $"没有名为“{account}”的账号，或账号已停用，请核对 --as");
        return current.Become(actor with { Address = from });
    }
}
