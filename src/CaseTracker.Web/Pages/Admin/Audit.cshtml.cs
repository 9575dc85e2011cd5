using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Admin;

/// <summary>审计日志：who did what, newest first, and whether the chain holds.</summary>
[AllowedTo(Permission.ReadAudit)]
public sealed class AuditModel(FindAudit find, VerifyHistory verify, OfficeClock clock) : FormPage
{
    private static readonly string[] Kept = ["actor", "action_", "kind", "from", "to", "refusals"];

    [BindProperty(SupportsGet = true, Name = "actor")] public string? ActorName { get; set; }

    [BindProperty(SupportsGet = true, Name = "action_")] public string? Action { get; set; }

    [BindProperty(SupportsGet = true, Name = "kind")] public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")] public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")] public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "refusals")] public bool RefusalsOnly { get; set; }

    [BindProperty(SupportsGet = true, Name = "before")] public long? Before { get; set; }

    public FindAudit.Page Found { get; private set; } = new([], 0, null, [], []);

    public VerifyAudit.Result? Proof { get; private set; }

    public OfficeClock Clock => clock;

    public Pager Pager => new(Found.Count, Before is null ? null : Address(null), Found.Next is { } next ? Address(next) : null);

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostVerifyAsync(CancellationToken cancel)
    {
        Proof = await verify.ExecuteAsync([], cancel);
        await LoadAsync(cancel);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancel) => Found = await find.ExecuteAsync(
        new FindAudit.Filter { Actor = ActorName, Action = Action, ObjectKind = Kind, From = From, To = To, RefusalsOnly = RefusalsOnly, Before = Before }, cancel);

    private string Address(long? before)
    {
        var query = QueryString.Create(Request.Query.Where(p => Kept.Contains(p.Key)).SelectMany(p => p.Value.Where(v => !string.IsNullOrEmpty(v)).Select(v => KeyValuePair.Create(p.Key, v))));
        return "/admin/audit" + (before is null ? query : query.Add("before", $"{before}"));
    }
}
