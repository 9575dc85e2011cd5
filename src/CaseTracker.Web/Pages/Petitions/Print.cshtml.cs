using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Petitions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>信访事项登记表 as it leaves the printer: numbers stay masked on paper too.</summary>
[AllowedTo(Permission.Cases)]
public sealed class PrintModel(GetPetition get, CurrentActor current, CaseDb db, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Number { get; set; } = "";

    public GetPetition.View View { get; private set; } = null!;

    public BureauSettings Bureau { get; private set; } = new();

    public IReadOnlyList<TimelineEntry> Events { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        View = await get.ExecuteAsync(Number, current.Actor, cancel);
        Bureau = await db.BureauAsync(cancel);
        Events = (await Timeline.LoadAsync(db, View.SealedTexts, clock, cancel)).Of(View.Timeline);
    }
}
