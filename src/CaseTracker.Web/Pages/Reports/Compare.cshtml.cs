using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>A report as it was known at an instant beside what it says now: what differs, and why.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class CompareModel(CompareReports compare, CaseDb db, OfficeClock clock) : ReportPage(clock)
{
    /// <summary>So many rows of a difference are on the page: an import may bring thousands.</summary>
    public const int Most = 200;

    [BindProperty(SupportsGet = true, Name = "month")] public string? Month { get; set; }

    [BindProperty(SupportsGet = true, Name = "year")] public int? Year { get; set; }

    public CompareReports.Report? Report { get; private set; }

    public string Title { get; private set; } = "";

    public string Back { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var months = ReportMonths.Of(await db.BureauAsync(cancel));
        var (period, codes) = Asks(months);
        await ShowAsync(async () =>
        {
            var known = KnownInstant ?? throw RefusedException.At("knownAt", "请填写“当时所知”的时刻，如报表签发的那一刻");
            Report = await compare.ExecuteAsync(period, AsOf, known, codes, cancel);
        });
    }

    private (Period Period, IReadOnlySet<string> Codes) Asks(ReportMonths months)
    {
        if (Year is { } year)
        {
            (Title, Back) = ($"{year}年度报告", $"/reports/annual/{year}");
            return (months.Year(Checked(year)), AnnualReport.Codes);
        }

        var (ofYear, month) = Month is null ? months.Holding(Clock.Today) : MonthOf(Month);
        Month = $"{ofYear}-{month:00}";
        (Title, Back) = ($"{ofYear}年{month}月{MonthlySummary.Name}", $"/reports/monthly/{Month}");
        return (months.Month(ofYear, month), MonthlySummary.Codes);
    }
}
