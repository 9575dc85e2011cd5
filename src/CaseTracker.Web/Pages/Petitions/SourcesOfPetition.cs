using CaseTracker.Accounts;
using CaseTracker.Handovers;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>Where a petition came from, on its page: a 矛盾纠纷 or a matter brought to a leader that the viewer may know of.</summary>
public sealed class SourcesOfPetition(FindSources find, CurrentActor who) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid id)
    {
        var sources = await find.ExecuteAsync(id, HttpContext.RequestAborted);
        return View("/Pages/Petitions/_Sources.cshtml", sources.Where(s => who.Actor.May(s.Dispute is null ? Permission.SeeReceptionDays : Permission.SeeDisputes)).ToList());
    }
}
