using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>报表：which report, of which period; the newest first.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class IndexModel(CaseDb db, OfficeClock clock) : PageModel
{
    /// <summary>The reporting month that runs, and those before it.</summary>
    public IReadOnlyList<(int Year, int Month)> Months { get; private set; } = [];

    public IReadOnlyList<int> Years { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (year, month) = ReportMonths.Of(await db.BureauAsync(cancel)).Holding(clock.Today);
        var running = new DateOnly(year, month, 1);
        Months = [.. Enumerable.Range(0, 12).Select(i => running.AddMonths(-i)).Select(d => (d.Year, d.Month))];
        Years = [.. Enumerable.Range(0, 4).Select(i => year - i)];
    }
}
