using CaseTracker.Audit;
using CaseTracker.Data;
using CaseTracker.Operations;
using Quartz;

namespace CaseTracker.Web.Jobs;

/// <summary>Keeps the end of the audit chain in a file, every hour in which it grew.</summary>
[DisallowConcurrentExecution]
public sealed class HourlyAnchor(IServiceScopeFactory scopes, ILogger<HourlyAnchor> logger) : AsSystem(scopes, logger)
{
    protected override async Task WorkAsync(IServiceProvider services, CancellationToken cancel)
    {
        var asked = services.GetRequiredService<BackupOptions>().AnchorFile;
        await services.GetRequiredService<ExportAnchor>().ExecuteAsync(string.IsNullOrWhiteSpace(asked) ? services.GetRequiredService<Installation>().AnchorFile : asked, cancel);
    }
}
