using CaseTracker.Operations;
using Quartz;

namespace CaseTracker.Web.Jobs;

/// <summary>The nightly backup, when it is due.</summary>
[DisallowConcurrentExecution]
public sealed partial class BackupOfTheNight(IServiceScopeFactory scopes, ILogger<BackupOfTheNight> logger) : AsSystem(scopes, logger)
{
    protected override async Task WorkAsync(IServiceProvider services, CancellationToken cancel)
    {
        if (await services.GetRequiredService<NightlyBackup>().ExecuteAsync(cancel) is { } backup)
        {
            Taken(logger, backup.File, backup.Size);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "已备份到 {File}（{Size} 字节），试恢复通过")]
    private static partial void Taken(ILogger logger, string file, long size);
}
