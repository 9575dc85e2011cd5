using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.Receptions;

/// <summary>来访回执 and 来访登记表 as they leave the printer.</summary>
[AllowedTo(Permission.Desk, Permission.Cases)]
public sealed class PaperModel(CaseDb db, GetReception get, CurrentActor who, OfficeClock clock) : PageModel
{
    [FromRoute] public string Number { get; init; } = "";

    public GetReception.Details Shown { get; private set; } = null!;

    public BureauSettings Bureau { get; private set; } = new();

    /// <summary>The petitions this visit became, with the codes to ask by.</summary>
    public IReadOnlyList<QuerySlip> Slips { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Shown = await get.ExecuteAsync(Number, who.Actor, cancel);
        Bureau = await db.BureauAsync(cancel);
        if (Bureau.PublicQuery)
        {
            var id = Shown.Reception.Id;
            var petitions = await db.Petitions.AsNoTracking().Where(p => p.ReceptionId == id && !p.IsVoid).OrderBy(p => p.Number).Select(p => new { p.Number, p.QueryCode }).ToListAsync(cancel);
            Slips = [.. petitions.Select(p => QuerySlip.Of(p.Number, p.QueryCode, Bureau, Request)).OfType<QuerySlip>()];
        }
    }
}
