using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Disputes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Disputes;

/// <summary>矛盾纠纷：a department sees its own, the 信访机构 and the leaders all of them.</summary>
[AllowedTo(Permission.SeeDisputes)]
public sealed class IndexModel(FindDisputes find, GetSweepStatus status, CaseDb db, CurrentActor who, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public FindDisputes.Filter Filter { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "trail")] public string? Trail { get; set; }

    public FindDisputes.Page Found { get; private set; } = new([], 0, null);

    public IReadOnlyList<SelectListItem> Risks { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> DepartmentNames { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Reports missing since the beginning of last month, of the departments he sees.</summary>
    public int Missing { get; private set; }

    public DateOnly Today => clock.Today;

    public bool MayKeep => who.Actor.May(Permission.KeepDisputes);

    public bool MayExport => who.Actor.May(Permission.Ledgers) && (db.Viewer.WholeOrdinary || db.Viewer.Leads);

    public Pager Pager => Pager.Keyset(Request, Math.Min(Found.Count, FindDisputes.MostCounted), Filter.After, Trail, Found.Next, Found.Count > FindDisputes.MostCounted);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Found = await find.ExecuteAsync(Filter, cancel);
        Risks = [.. (await db.BureauAsync(cancel)).Risks().Select(r => new SelectListItem(r, r))];
        Departments = await db.DepartmentsAsync(cancel);
        DepartmentNames = await db.DepartmentNamesAsync(cancel);
        Missing = (await status.ExecuteAsync(ReportsModel.LastMonth(clock.Today), clock.Today, who.Actor, cancel)).Missing;
    }
}
