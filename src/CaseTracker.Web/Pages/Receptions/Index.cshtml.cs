using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Receptions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;

namespace CaseTracker.Web.Pages.Receptions;

/// <summary>The book of receptions; its state is in the address.</summary>
[AllowedTo(Permission.Desk, Permission.Cases)]
public sealed class IndexModel(CaseDb db, FindReceptions find) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public FindReceptions.Filter Filter { get; set; } = new();

    public FindReceptions.Found Found { get; private set; } = new([], 0, false, false);

    public IReadOnlyList<SelectListItem> Receivers { get; private set; } = [];

    public bool MayExport => db.Viewer.WholeOrdinary || db.Viewer.OrdinaryLines;

    public Pager Pager => new(Found.Total,
        Found.HasPrevious && Found.Rows.Count > 0 ? At("before", Found.Rows[0].Place) : null,
        Found.HasNext && Found.Rows.Count > 0 ? At("after", Found.Rows[^1].Place) : null);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Receivers = await DeskLists.ReceiversAsync(db, cancel);
        Found = await find.ExecuteAsync(Filter, cancel);
    }

    private string At(string direction, string place)
    {
        var query = Request.Query.Where(q => q.Key is not ("after" or "before")).ToDictionary(q => q.Key, q => q.Value.FirstOrDefault());
        query[direction] = place;
        return QueryHelpers.AddQueryString(Request.Path, query);
    }
}

/// <summary>The ledger of what the list shows, as a workbook: 单位_报表名_期间_导出时间.xlsx.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class ExportModel(CaseDb db, ReceptionLedger ledger, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public FindReceptions.Filter Filter { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        var to = Filter.To ?? clock.Today;
        var from = Filter.From ?? new DateOnly(to.Year, to.Month, 1);
        var filter = Filter with { From = from, To = to };
        var open = await ledger.OpenAsync(filter, cancel);
        return await this.SendAsync(open, $"{bureau.ShortName}_{open.Name}_{from:yyyyMMdd}-{to:yyyyMMdd}_{clock.Local(clock.Now):yyyyMMddHHmm}.xlsx", cancel);
    }
}
