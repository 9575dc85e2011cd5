using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>A number of the 年度报告, of this year or the year before, with its rows.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class AnnualRowsModel(AnnualReport annual, SeeRecords see, CaseDb db, OfficeClock clock) : YearPage(annual, db, clock)
{
    [FromRoute] public string Code { get; init; } = "";

    [BindProperty(SupportsGet = true, Name = "of")] public string? Column { get; set; }

    public FigureRows Shown { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var report = Report ?? throw new RefusedException(Refusal!);
        var figures = Column switch
        {
            null => report.Figures,
            Before => report.Before,
            _ => throw new NotFoundException("该栏"),
        };
        Shown = await FigureRows.OfAsync(figures, Code, $"{Year}年度报告{(Column is null ? "" : " · 上年")} · {figures.Period.From.Day()} 至 {figures.Period.To.Day()}", $"/reports/annual/{Year}{Asked}", "年度报告", see, Db, cancel);
    }
}
