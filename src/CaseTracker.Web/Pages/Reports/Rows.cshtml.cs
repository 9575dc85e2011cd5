using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>The rows of one figure of 办理指标, exactly those its value rests on.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class RowsModel(CountRates count, SeeRecords see, CaseDb db, OfficeClock clock) : PeriodPage(clock)
{
    [FromRoute] public string Code { get; init; } = "";

    public FigureRows Shown { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (!Understood())
        {
            throw new RefusedException(Refusal!);
        }

        var sheaf = (await count.ExecuteAsync(Period, cancel)).Of(Department);
        Shown = await FigureRows.OfAsync(sheaf.Figure(Code), $"{sheaf.Whose} · {Period.Name}", $"/reports/rates?{Query(Period)}", "办理指标", see, db, cancel);
    }
}
