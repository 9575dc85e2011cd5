using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Governance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Governance;

/// <summary>Rows of a list of 依法治理, of one book or of all.</summary>
public sealed record ListPanel(IReadOnlyList<FindGovernance.Row> Rows, IReadOnlyDictionary<Guid, string> DepartmentNames, DateOnly Today, bool WithKind);

/// <summary>The books of 依法治理 with their counts; a word is looked for in all of them.</summary>
[AllowedTo(Permission.SeeGovernance)]
public sealed class IndexModel(FindGovernance find, CaseDb db, CurrentActor who, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q"), Display(Name = "关键词")] public string? Q { get; set; }

    public IReadOnlyList<FindGovernance.BookCount> Books { get; private set; } = [];

    public FindGovernance.Page? Found { get; private set; }

    public IReadOnlyDictionary<Guid, string> DepartmentNames { get; private set; } = new Dictionary<Guid, string>();

    public DateOnly Today => clock.Today;

    public bool MayKeep => who.Actor.May(Permission.KeepGovernance);

    public bool MayExport => who.Actor.May(Permission.Ledgers) && GovernanceLedger.IsAllowed(db.Viewer);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Books = await find.CountAsync(cancel);
        DepartmentNames = await db.DepartmentNamesAsync(cancel);
        Found = string.IsNullOrWhiteSpace(Q) ? null : await find.ExecuteAsync(new() { Q = Q }, cancel);
    }
}
