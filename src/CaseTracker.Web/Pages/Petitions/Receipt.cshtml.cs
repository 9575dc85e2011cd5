using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Petitions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>信访事项回执: what the petitioner takes home, with the code to ask by while the public page is open.</summary>
[AllowedTo(Permission.Cases)]
public sealed class ReceiptModel(GetPetition get, CurrentActor current, CaseDb db, OfficeClock clock) : PageModel
{
    [FromRoute] public string Number { get; init; } = "";

    public GetPetition.View View { get; private set; } = null!;

    public BureauSettings Bureau { get; private set; } = new();

    public IReadOnlyList<QuerySlip> Slips { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        View = await get.ExecuteAsync(Number, current.Actor, cancel);
        Bureau = await db.BureauAsync(cancel);
        Slips = QuerySlip.Of(View.Petition.Number, View.Petition.QueryCode, Bureau, Request) is { } slip ? [slip] : [];
    }
}
