using CaseTracker.Accounts;
using Quartz;

namespace CaseTracker.Web.Jobs;

/// <summary>A job: one use case, as the system, in a scope of its own. A "no" is logged, and the next hour tries again.</summary>
public abstract partial class AsSystem(IServiceScopeFactory scopes, ILogger logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await RunAsync(cancellationToken);

    /// <summary>What the schedule calls.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(Actor.System);
        try
        {
            await WorkAsync(scope.ServiceProvider, cancel);
        }
        catch (RefusedException no)
        {
            Refused(logger, GetType().Name, no.Message);
        }
    }

    protected abstract Task WorkAsync(IServiceProvider services, CancellationToken cancel);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} 没有完成：{Reason}")]
    private static partial void Refused(ILogger logger, string job, string reason);
}
