using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>A reporting month: its name in the address, without one the month that runs.</summary>
public abstract class MonthPage(MonthlySummary summary, CaseDb db, OfficeClock clock) : ReportPage(clock)
{
    /// <summary>The columns, as an address names them.</summary>
    public const string Now = "now", Last = "last", Same = "same", ToDate = "year", SameToDate = "same-year";

    [BindProperty(SupportsGet = true, Name = "month")] public string? Named { get; set; }

    public int Year { get; private set; }

    public int Month { get; private set; }

    public MonthlySummary.Report? Report { get; private set; }

    /// <summary>2024-10.</summary>
    public string Name => $"{Year}-{Month:00}";

    public string Title => $"{Year}年{Month}月";

    /// <summary>Where this report stands beside itself as it was known before.</summary>
    public string Compare => $"/reports/compare?month={Name}";

    /// <summary>What stands above the table.</summary>
    public (ReportPage, Figures, string) Printed => (this, Report!.Figures, Compare);

    protected CaseDb Db => db;

    protected async Task LoadAsync(CancellationToken cancel)
    {
        (Year, Month) = Named is null ? ReportMonths.Of(await db.BureauAsync(cancel)).Holding(Clock.Today) : MonthOf(Named);
        await ShowAsync(async () => Report = await summary.ExecuteAsync(Year, Month, AsOf, KnownInstant, cancel));
    }
}

/// <summary>月度汇总表 of a reporting month; every number opens to its rows.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class MonthlyModel(MonthlySummary summary, CountAccusations accusations, CaseDb db, OfficeClock clock) : MonthPage(summary, db, clock)
{
    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        await OfferAccusationsAsync(accusations, Report?.Figures, cancel);
    }

    public string Download => $"/reports/monthly/{Name}/files/monthly-{Name}.xlsx{Asked}";

    /// <summary>Something of earlier months is restated here.</summary>
    public bool HasNotes => Report?.Rows.Any(r => r.Note is not null) == true;

    public string Other(int months) => $"/reports/monthly/{new DateOnly(Year, Month, 1).AddMonths(months):yyyy-MM}";

    public string Rows(Measure measure, string column) => $"/reports/monthly/{Name}/{measure.Code}{With("of", column)}";
}
