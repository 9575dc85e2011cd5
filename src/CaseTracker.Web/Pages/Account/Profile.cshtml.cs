using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Account;

[AllowedTo]
public sealed class ProfileModel(GetUser get, CurrentActor current, OfficeClock clock) : PageModel
{
    public UserView Person { get; private set; } = null!;
    public IReadOnlyList<string> Roles { get; private set; } = [];
    public DateTime? LastSignIn { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Person = await get.ExecuteAsync(current.Actor.UserId, current.Actor, cancel);
        Roles = [.. current.Actor.Hats.Select(h => h.Role.Display() + (h.ForName is { } absent ? $"（代{absent}）" : "")).Distinct()];
        LastSignIn = Person.LastSignInAt is { } at ? clock.Local(at) : null;
    }
}
