using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>A number of the 月度汇总表, of any of its columns, with its rows.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class MonthlyRowsModel(MonthlySummary summary, SeeRecords see, CaseDb db, OfficeClock clock) : MonthPage(summary, db, clock)
{
    [FromRoute] public string Code { get; init; } = "";

    [BindProperty(SupportsGet = true, Name = "of")] public string? Column { get; set; }

    public FigureRows Shown { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var report = Report ?? throw new RefusedException(Refusal!);
        var (figures, name) = Column switch
        {
            null or Now => (report.Figures, "本月"),
            Last => (report.Before, "上月"),
            Same => (report.Same, "上年同月"),
            ToDate => (report.Cumulative, "本年累计"),
            SameToDate => (report.SameCumulative, "上年同期累计"),
            _ => throw new NotFoundException("该栏"),
        };
        Shown = await FigureRows.OfAsync(figures, Code, $"{Title}{MonthlySummary.Name} · {name} · {figures.Period.From.Day()} 至 {figures.Period.To.Day()}", $"/reports/monthly/{Name}{Asked}#row-{Code}", MonthlySummary.Name, see, Db, cancel);
    }
}
