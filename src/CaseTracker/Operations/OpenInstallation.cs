using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Operations;

/// <summary>What site and command line do first with an installation: bring the schema up to date (after a backup), open the keys, check what must hold.</summary>
public sealed class OpenInstallation(IServiceProvider services)
{
    /// <param name="IsNew">The database was made just now.</param>
    /// <param name="Warnings">For the log and the administrator's page.</param>
    public sealed record Opened(bool IsNew, IReadOnlyList<string> Warnings);

    public async Task<Opened> ExecuteAsync(CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var isNew = await services.GetRequiredService<Migrator>().ExecuteAsync(
            (old, c) => scope.ServiceProvider.GetRequiredService<TakeBackup>().BeforeUpgradeAsync(old, c), cancel);

        // Opened here, in a transaction of their own: inside the first write they would wait for that write.
        services.GetRequiredService<Keys>();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(Actor.System);
        return new Opened(isNew, await scope.ServiceProvider.GetRequiredService<StartChecks>().ExecuteAsync(cancel));
    }
}
