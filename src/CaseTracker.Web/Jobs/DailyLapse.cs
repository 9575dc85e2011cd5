using CaseTracker.Data;
using Quartz;

namespace CaseTracker.Web.Jobs;

/// <summary>Steps that time takes by itself, and what is thrown away after a while: every <see cref="IDailyWork"/>. One that is refused does not hold up the others.</summary>
[DisallowConcurrentExecution]
public sealed partial class DailyLapse(IServiceScopeFactory scopes, ILogger<DailyLapse> logger) : AsSystem(scopes, logger)
{
    protected override async Task WorkAsync(IServiceProvider services, CancellationToken cancel)
    {
        var refused = new List<Reason>();
        foreach (var work in services.GetServices<IDailyWork>())
        {
            try
            {
                if (await work.ExecuteAsync(cancel) is var count and > 0)
                {
                    Done(logger, work.Name, count);
                }
            }
            catch (RefusedException no)
            {
                refused.AddRange(no.Reasons.Select(r => r with { Text = $"{work.Name}：{r.Text}" }));
            }
        }

        if (refused.Count > 0)
        {
            throw new RefusedException(refused);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Work}：{Count} 项")]
    private static partial void Done(ILogger logger, string work, int count);
}
