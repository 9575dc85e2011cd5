using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>A number of the 看板 with its rows: those that the viewer may know of, as many as the number said.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class DashboardRowsModel(Dashboard dashboard, SeeRecords see, CaseDb db, OfficeClock clock) : ReportPage(clock)
{
    [FromRoute] public string Month { get; init; } = "";

    [FromRoute] public string Code { get; init; } = "";

    [BindProperty(SupportsGet = true, Name = "department")] public Guid? Department { get; set; }

    [BindProperty(SupportsGet = true, Name = "of")] public string? Column { get; set; }

    public FigureRows Shown { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (year, month) = MonthOf(Month);
        var numbers = await dashboard.CountAsync(year, month, cancel);
        var period = Column switch
        {
            null => numbers.Chosen.Period,
            DashboardModel.ToDate => numbers.ToDate,
            _ => throw new NotFoundException("该栏"),
        };
        var whose = Department is { } department ? (await db.DepartmentNamesAsync(cancel)).GetValueOrDefault(department) ?? throw new NotFoundException("该科室") : "看板";
        var where = $"{whose} · {period.From.Day()} 至 {period.To.Day()} · 按您能查看的范围";
        Shown = Dashboard.OnTime.FirstOrDefault(r => r.Code == Code) is { } rate
            ? await FigureRows.OfAsync(numbers.Count(rate, period), where, $"/reports/dashboard/{Month}", "看板", see, db, cancel)
            : await FigureRows.OfAsync(numbers.Count(numbers.Figure(Code), period, Department), where, $"/reports/dashboard/{Month}", "看板", see, db, cancel);
    }
}
