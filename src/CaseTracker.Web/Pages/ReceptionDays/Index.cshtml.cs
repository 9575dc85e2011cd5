using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.ReceptionDays;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.ReceptionDays;

/// <summary>接访安排：the filter stands in the address.</summary>
[AllowedTo(Permission.SeeReceptionDays)]
public sealed class IndexModel(FindReceptionDays find, CurrentActor who, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public FindReceptionDays.Filter Filter { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "trail")] public string? Trail { get; set; }

    public FindReceptionDays.Page Found { get; private set; } = new([], 0, null);

    public DateOnly Today => clock.Today;

    public bool MayKeep => who.Actor.May(Permission.KeepReceptionDays);

    public bool MayExport => who.Actor.May(Permission.Ledgers);

    public Pager Pager => Pager.Keyset(Request, Math.Min(Found.Count, FindReceptionDays.MostCounted), Filter.After, Trail, Found.Next, Found.Count > FindReceptionDays.MostCounted);

    public async Task OnGetAsync(CancellationToken cancel) => Found = await find.ExecuteAsync(Filter, cancel);
}
