using CaseTracker.Accounts;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.CareVisits;

/// <summary>走访慰问：the list.</summary>
[AllowedTo(Permission.CareVisits)]
public sealed class IndexModel(FindCareVisits find, CurrentActor who, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public FindCareVisits.Filter Filter { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "trail")] public string? Trail { get; set; }

    public FindCareVisits.Page Found { get; private set; } = new([], 0, null);

    public DateOnly Today => clock.Today;

    public bool MayRegister => who.Actor.Has(Role.RC, Role.LC, Role.CW);

    public bool MayExport => who.Actor.May(Permission.Ledgers);

    public Pager Pager => Pager.Keyset(Request, Math.Min(Found.Count, FindCareVisits.MostCounted), Filter.After, Trail, Found.Next, Found.Count > FindCareVisits.MostCounted);

    public static string Address(string number) => $"/care-visits/{Uri.EscapeDataString(number)}";

    public async Task OnGetAsync(CancellationToken cancel) => Found = await find.ExecuteAsync(Filter, cancel);
}
