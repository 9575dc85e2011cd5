using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Benefits;

/// <summary>待遇事项：the newest applied for first.</summary>
[AllowedTo(Permission.Benefits)]
public sealed class IndexModel(FindBenefits find, CurrentActor who, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public FindBenefits.Filter Filter { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "trail")] public string? Trail { get; set; }

    public FindBenefits.Page Found { get; private set; } = new([], 0, null);

    public DateOnly Today => clock.Today;

    public bool MayRegister => who.Actor.Has(Role.RC, Role.XF, Role.LC, Role.CW);

    public bool MayExport => who.Actor.May(Permission.Ledgers);

    public Pager Pager => Pager.Keyset(Request, Math.Min(Found.Count, FindBenefits.MostCounted), Filter.After, Trail, Found.Next, Found.Count > FindBenefits.MostCounted);

    public async Task OnGetAsync(CancellationToken cancel) => Found = await find.ExecuteAsync(Filter, cancel);
}
