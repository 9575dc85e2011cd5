using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Admin;

[AllowedTo(Permission.SeeAccounts)]
public sealed class UsersModel(ListUsers list, CurrentActor current, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    public IReadOnlyList<UserRow> Users { get; private set; } = [];
    public bool MayAdd => current.Actor.May(Permission.AdminUsers);

    public async Task OnGetAsync(CancellationToken cancel) => Users = await list.ExecuteAsync(Q, current.Actor, cancel);

    public string? Local(DateTime? at) => at is { } instant ? clock.Local(instant).ToString("yyyy-MM-dd HH:mm") : null;

    public static string State(bool isClosed, bool isLocked, bool awaitsActivation) => isClosed ? "已停用" : awaitsActivation ? "待启用" : isLocked ? "已锁定" : "在用";
}
