using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Petitions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Watch;

/// <summary>黄牌、红牌：the holder sees his own, the 信访机构, the supervisor and the leaders all of them.</summary>
[AllowedTo(Permission.SeeInstructions)]
public sealed class CardsModel(FindCards find, CaseDb db, CurrentActor who) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public FindCards.Filter Filter { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "trail")] public string? Trail { get; set; }

    public FindCards.Page Found { get; private set; } = new([], 0, null);

    public IReadOnlyDictionary<Guid, string> DepartmentNames { get; private set; } = new Dictionary<Guid, string>();

    public bool MayIssue => who.Actor.May(Permission.IssueCards);

    public Pager Pager => Pager.Keyset(Request, Math.Min(Found.Count, FindCards.MostCounted), Filter.After, Trail, Found.Next, Found.Count > FindCards.MostCounted);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Found = await find.ExecuteAsync(Filter, cancel);
        DepartmentNames = await db.DepartmentNamesAsync(cancel);
    }
}

/// <summary>Issues a card, as a rule from the page of its case.</summary>
[AllowedTo(Permission.IssueCards)]
public sealed class NewCardModel(IssueCard issue, CaseDb db, OfficeClock clock) : FormPage
{
    [BindProperty(SupportsGet = true, Name = "petition")] public string? Petition { get; set; }

    [BindProperty] public IssueCard.Command Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Holders { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel)
    {
        Input = Input with { PetitionNumber = Petition ?? "", IssuedOn = clock.Today };
        return LoadAsync(cancel);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            await issue.ExecuteAsync(Input with { RequestId = RequestId }, Actor, cancel);
            return Done("/cards", $"已发{Input.Colour.Display()}");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Holders = await db.HandlersAsync(clock.Today, cancel);
        Departments = await db.DepartmentsAsync(cancel);
    }
}

/// <summary>Lifts a card with the reason.</summary>
[AllowedTo(Permission.IssueCards)]
public sealed class LiftCardModel(FindCards find, LiftCard lift, OfficeClock clock) : FormPage
{
    [FromRoute] public Guid Id { get; init; }

    [BindProperty] public LiftCard.Command Input { get; set; } = new();

    public WarningCard Shown { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Shown = await find.OneAsync(Id, cancel);
        Version = Shown.Version;
        Input = Input with { On = clock.Today };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Shown = await find.OneAsync(Id, cancel);
        return await SubmitAsync(async () =>
        {
            await lift.ExecuteAsync(Input with { Id = Id, Version = Version, RequestId = RequestId }, Actor, cancel);
            return Done("/cards", $"已摘{Shown.Colour.Display()}");
        });
    }
}
