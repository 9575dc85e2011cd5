using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Web.Pages.Receptions;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.CareVisits;

/// <summary>What somebody asked for when he was visited becomes a matter of its own.</summary>
[AllowedTo(Permission.CareVisits)]
public sealed class RequestModel(TurnVisitRequest turn, CaseDb db) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [FromRoute] public int Person { get; init; }

    [FromRoute] public string Kind { get; init; } = "";

    [BindProperty] public TurnVisitRequest.Command Input { get; set; } = new();

    public TurnVisitRequest.Heard Heard { get; private set; } = null!;

    public PetitionForm Petition { get; private set; } = null!;

    public bool IsBenefit => Kind == "benefit";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Input = Input with { Problem = Heard.Request ?? "" };
        Petition = new() { Input = Input, Lists = Petition.Lists };
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var command = Input with { Number = Number, Person = Person, RequestId = RequestId };
            if (IsBenefit)
            {
                var benefit = await turn.ToBenefitAsync(command, Actor, cancel);
                return Done($"/benefits/{benefit.Number}", $"已登记待遇事项 {benefit.Number}");
            }

            var petition = await turn.ToPetitionAsync(command, Actor, cancel);
            return Done($"/care-visits/{Number}", $"已登记信访事项 {petition.Number}");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Heard = await turn.HeardAsync(Number, Person, cancel);
        Petition = new() { Input = Input, Lists = await DeskLists.LoadAsync(db, cancel) };
    }
}
