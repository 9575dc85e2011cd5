using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Data;

/// <summary>Deletes the answers kept for repeated requests after 30 days: no browser sends a form again after that.</summary>
public sealed class ForgetSubmissions(CaseDb db, OfficeClock clock) : IDailyWork
{
    public string Name => "清理过期的提交编号";

    public Task<int> ExecuteAsync(CancellationToken cancel)
    {
        var before = clock.Now.AddDays(-30);
        return db.WriteAsync(() => db.Set<Submission>().Where(s => s.At < before).ExecuteDeleteAsync(cancel), cancel);
    }
}
