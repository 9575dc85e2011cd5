using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Petitions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>督办、包案 and the other matters beside the main way, of the cases that the reader may open.</summary>
[AllowedTo(Permission.Cases)]
public sealed class SidesModel(FindSides find, CaseDb db, CurrentActor who, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public FindSides.Filter Filter { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "trail")] public string? Trail { get; set; }

    public FindSides.Page Found { get; private set; } = new([], 0, null);

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> DepartmentNames { get; private set; } = new Dictionary<Guid, string>();

    public DateOnly Today => clock.Today;

    public bool MayExport => who.Actor.May(Permission.Ledgers);

    public Pager Pager => Pager.Keyset(Request, Math.Min(Found.Count, FindSides.MostCounted), Filter.After, Trail, Found.Next, Found.Count > FindSides.MostCounted);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Found = await find.ExecuteAsync(Filter, cancel);
        Departments = await db.DepartmentsAsync(cancel);
        DepartmentNames = await db.DepartmentNamesAsync(cancel);
    }
}
