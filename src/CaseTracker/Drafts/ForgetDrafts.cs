using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Drafts;

/// <summary>Deletes half-typed forms that nobody came back to for 30 days.</summary>
public sealed class ForgetDrafts(CaseDb db, OfficeClock clock) : IDailyWork
{
    public string Name => "清理过期草稿";

    public Task<int> ExecuteAsync(CancellationToken cancel)
    {
        var before = clock.Now.AddDays(-30);
        return db.WriteAsync(() => db.Drafts.IgnoreQueryFilters().Where(d => d.SavedAt < before).ExecuteDeleteAsync(cancel), cancel);
    }
}
