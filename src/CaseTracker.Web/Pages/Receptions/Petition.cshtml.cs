using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Receptions;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Receptions;

/// <summary>Turns a registered reception into a petition later.</summary>
[AllowedTo(Permission.Desk)]
public sealed class PetitionModel(CaseDb db, GetReception get, TurnReception turn) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public TurnReception.Command Input { get; set; } = new();

    public GetReception.Details Shown { get; private set; } = null!;

    public PetitionForm Petition { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Version = Shown.Reception.Version;
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var done = await turn.ExecuteAsync(Input with { Number = Number, Version = Version, RequestId = RequestId }, Actor, cancel);
            return Done($"/receptions/{done.ReceptionNumber}", $"已转为信访事项 {done.PetitionNumber}");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Shown = await get.ExecuteAsync(Number, Actor, cancel);
        Petition = new() { Input = Input, Lists = await DeskLists.LoadAsync(db, cancel) };
    }
}
