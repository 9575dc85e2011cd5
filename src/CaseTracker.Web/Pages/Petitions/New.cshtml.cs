using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Petitions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>登记 of letters, calls and online matters (a visit is registered at the desk). Works without scripts: more rows, the search for earlier cases and their choice are buttons of the form.</summary>
[AllowedTo(Permission.Desk)]
public sealed class NewModel(RegisterPetition register, FindEarlierCases earlier, FindSameAccused sameAccused, CaseDb db, OfficeClock clock) : FormPage
{
    private const string Related = "related:";
    private const int MostPeople = 50;

    [BindProperty] public RegisterPetition.Command Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Causes { get; private set; } = [];

    /// <summary>What is known of the petitioners typed so far; null before anybody asked.</summary>
    public IReadOnlyList<FindEarlierCases.Earlier>? Earlier { get; private set; }

    public DateOnly Today => clock.Today;

    public Task OnGetAsync(Channel? channel, CancellationToken cancel)
    {
        Input = new RegisterPetition.Command { Channel = channel ?? Channel.Letter, ReceivedOn = clock.Today, Petitioners = [new()] };
        return LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(string? op, CancellationToken cancel)
    {
        if (op is null)
        {
            return await SubmitAsync(
                async () =>
                {
                    var done = await register.ExecuteAsync(Input with { RequestId = RequestId }, Actor, cancel);
                    if (done.Warnings.Count > 0)
                    {
                        TempData["Warnings"] = string.Join("；", done.Warnings);
                    }

                    return Done(CasePages.Case(done.Number), $"已登记，编号 {done.Number}");
                },
                () => LoadAsync(cancel));
        }

        // A button that only changes the form judges nothing that was typed.
        foreach (var state in ModelState.Values)
        {
            state.Errors.Clear();
        }

        if (op == "add-person")
        {
            Input = Input with { Petitioners = [.. Input.Petitioners, .. Input.Petitioners.Count < MostPeople ? [new RegisterPetition.PetitionerInput()] : Array.Empty<RegisterPetition.PetitionerInput>()] };
        }
        else if (op.StartsWith(Related, StringComparison.Ordinal))
        {
            ModelState.Remove("Input.RelatedNumber");
            Input = Input with { RelatedNumber = op[Related.Length..] };
        }

        await LoadAsync(cancel);
        Earlier = await KnownAsync(cancel);
        return Page();
    }

    /// <summary>The same suggestions while somebody types.</summary>
    public async Task<IActionResult> OnPostEarlierAsync(CancellationToken cancel) => Partial("_Earlier", await KnownAsync(cancel));

    /// <summary>Nobody may learn from an accusation that its author has been here before; it is compared by the accused, among those that the clerk may open.</summary>
    private async Task<IReadOnlyList<FindEarlierCases.Earlier>> KnownAsync(CancellationToken cancel)
    {
        if (Input.Purpose == Purpose.Accuse)
        {
            return [.. (await sameAccused.ExecuteAsync(Input.Accused, null, Actor, cancel)).Select(r => new FindEarlierCases.Earlier(r, "被检举控告人相同"))];
        }

        var found = new List<FindEarlierCases.Earlier>();
        var matter = new Matter(string.Join('\n', new[] { Input.Title, Input.Summary, Input.Demands }.Where(t => !string.IsNullOrWhiteSpace(t))), Input.CategoryId, Input.PlaceId);
        foreach (var person in Input.Petitioners.Take(5))
        {
            found.AddRange(await earlier.ExecuteAsync(new(person.Name, person.IdNumber, person.Phone, person.PersonId, person.IsAgent ? person.Principal : null), matter, cancel));
        }

        return [.. found.DistinctBy(f => f.Row.Id).OrderBy(f => f.Likeness is null).ThenByDescending(f => f.Row.ReceivedOn).Take(10)];
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Categories = await db.CodesAsync(CodeList.Category, Input.CategoryId, cancel);
        Places = await db.CodesAsync(CodeList.Place, Input.PlaceId, cancel);
        Causes = await db.CodesAsync(CodeList.Cause, Input.CauseId, cancel);
        if (Input.Petitioners.Count == 0)
        {
            Input = Input with { Petitioners = [new()] };
        }
    }
}
