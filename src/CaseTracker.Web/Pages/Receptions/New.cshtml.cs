using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Receptions;

/// <summary>The desk: one page for one conversation.</summary>
[AllowedTo(Permission.Desk)]
public sealed class NewModel(CaseDb db, RegisterVisit register, SuggestAtDesk suggest) : FormPage
{
    [BindProperty] public RegisterVisit.Command Input { get; set; } = new();

    public DeskLists Lists { get; private set; } = new([], [], []);

    public VisitForm Visit => new() { Input = Input, Lists = Lists, Suggests = true };

    public PetitionForm Petition => new() { Input = Input, Lists = Lists };

    public ServiceForm Service => new(Input);

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(0, cancel);

    public async Task<IActionResult> OnPostAsync(bool more, CancellationToken cancel)
    {
        if (more)
        {
            ModelState.ClearValidationState("Input");
            await LoadAsync(VisitForm.Companions, cancel);
            return Page();
        }

        return await SubmitAsync(
            async () =>
            {
                var done = await register.ExecuteAsync(Input with { RequestId = RequestId }, Actor, cancel);
                return Done($"/receptions/{done.ReceptionNumber}", done.PetitionNumber is { } petition ? $"已登记来访 {done.ReceptionNumber}，信访事项 {petition}" : done.Service is { } service ? $"已登记来访 {done.ReceptionNumber}，{service}" : $"已登记来访 {done.ReceptionNumber}");
            },
            () => LoadAsync(0, cancel));
    }

    /// <summary>What is known of the person in a row, while he is being typed.</summary>
    public async Task<IActionResult> OnPostKnownAsync(int row, CancellationToken cancel)
    {
        var typed = row >= 0 && row < Input.Visitors.Count ? Input.Visitors[row] : new ReceptionFields.Visitor();
        var accuses = Input.IsConfidential || (Input.Next == VisitNext.Petition && Input.Purpose == Purpose.Accuse);
        var about = new SuggestAtDesk.About(accuses, new Matter($"{Input.Problem}\n{Input.Demands}".Trim(), Input.CategoryId, Input.PlaceId), Input.Accused);
        return Partial("_Known", new Known(row, typed, await suggest.ExecuteAsync(typed, Input.ArrivedOn, about, Actor, cancel)));
    }

    private async Task LoadAsync(int more, CancellationToken cancel)
    {
        Lists = await DeskLists.LoadAsync(db, cancel);
        Input = Input with { Visitors = VisitForm.Rows(Input.Visitors, more) };
    }
}

/// <summary>What is shown of one row while it is typed.</summary>
public sealed record Known(int Row, ReceptionFields.Visitor Typed, SuggestAtDesk.Suggestions Found);
