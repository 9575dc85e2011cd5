using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.ReceptionDays;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.ReceptionDays;

/// <summary>Whom the leaders received: a department finds here what it was told to do.</summary>
[AllowedTo(Permission.SeeReceptionDays)]
public sealed class VisitsModel(FindDayVisits find, CaseDb db, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public FindDayVisits.Filter Filter { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "trail")] public string? Trail { get; set; }

    public FindDayVisits.Page Found { get; private set; } = new([], 0, null);

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public Pager Pager => Pager.Keyset(Request, Math.Min(Found.Count, FindDayVisits.MostCounted), Filter.After, Trail, Found.Next, Found.Count > FindDayVisits.MostCounted);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Departments = await db.DepartmentsAsync(cancel);
        Found = await find.ExecuteAsync(Filter, cancel);
    }
}
