using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Receptions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Receptions;

/// <summary>来访回执 and 来访登记表 as they leave the printer.</summary>
[AllowedTo(Permission.Desk, Permission.Cases)]
public sealed class PaperModel(CaseDb db, GetReception get, CurrentActor who, OfficeClock clock) : PageModel
{
    [FromRoute] public string Number { get; init; } = "";

    public GetReception.Details Shown { get; private set; } = null!;

    public BureauSettings Bureau { get; private set; } = new();

    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Shown = await get.ExecuteAsync(Number, who.Actor, cancel);
        Bureau = await db.BureauAsync(cancel);
    }
}
