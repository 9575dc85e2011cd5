using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.Governance;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Governance;

/// <summary>One book of 依法治理: its list, its ledger.</summary>
[AllowedTo(Permission.SeeGovernance)]
public sealed class KindModel(FindGovernance find, ExportLedger export, CaseDb db, CurrentActor who, OfficeClock clock) : PageModel
{
    [FromRoute(Name = "kind")] public string KindId { get; init; } = "";

    [BindProperty(SupportsGet = true, Name = "")] public FindGovernance.Filter Filter { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "trail")] public string? Trail { get; set; }

    public GovernanceBook Book => BookOf(KindId);

    public FindGovernance.Page Found { get; private set; } = new([], 0, null);

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> DepartmentNames { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<SelectListItem> SubKinds => [.. Book.SubKinds.Select(s => new SelectListItem(s, s))];

    public IReadOnlyList<SelectListItem> States => [.. GovernanceWorkflow.Of(Book.Kind).States.Select(s => new SelectListItem(Book.WordOf(s.State), s.State.ToString()))];

    public DateOnly Today => clock.Today;

    /// <summary>The ledger's period: what is filtered for, else the year.</summary>
    public DateOnly LedgerFrom => Filter.From ?? new DateOnly((Filter.To ?? Today).Year, 1, 1);

    public DateOnly LedgerTo => Filter.To ?? new DateOnly(LedgerFrom.Year, 12, 31);

    public bool MayKeep => who.Actor.May(Permission.KeepGovernance);

    public bool MayExport => GovernanceLedger.IsAllowed(db.Viewer);

    public Pager Pager => Pager.Keyset(Request, Math.Min(Found.Count, FindGovernance.MostCounted), Filter.After, Trail, Found.Next, Found.Count > FindGovernance.MostCounted);

    /// <summary>The book of an address; what is none does not exist.</summary>
    public static GovernanceBook BookOf(string kind) => DisplayNames.Parse<GovernanceKind>(kind) is { } found ? GovernanceBook.Of(found) : throw new NotFoundException("该类台账");

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Found = await find.ExecuteAsync(Filter with { Kind = Book.Kind }, cancel);
        Departments = await db.DepartmentsAsync(cancel);
        DepartmentNames = await db.DepartmentNamesAsync(cancel);
    }

    public async Task<IActionResult> OnGetLedgerAsync(CancellationToken cancel)
    {
        var (from, to, kind) = (LedgerFrom, LedgerTo, Book.Kind);
        var open = await export.ExecuteAsync(GovernanceLedger.About, new LedgerAsked(from, to) { Kind = kind.Kebab() }, cancel);
        return await this.SendAsync(open, SheetNames.File(from, to, open.Name), cancel);
    }
}
