using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Handovers;
using CaseTracker.Petitions;
using CaseTracker.Web.Pages.Receptions;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Disputes;

/// <summary>Turns a 矛盾纠纷 into a petition.</summary>
[AllowedTo(Permission.KeepDisputes)]
public sealed class PetitionModel(GetDispute get, TurnDispute turn, CaseDb db, OfficeClock clock) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public RegisterPetition.Command Input { get; set; } = new();

    public GetDispute.Details Shown { get; private set; } = null!;

    public DeskLists Lists { get; private set; } = new([], [], []);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var d = Shown.Dispute;
        Version = d.Version;
        Input = new() { Channel = Channel.Other, ReceivedOn = clock.Today, PeopleCount = d.PeopleCount, Summary = $"{d.Name}：{d.Demands}", Petitioners = [new()] };
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var done = await turn.ExecuteAsync(new(Number, Input, Version, RequestId), Actor, cancel);
            return Done($"/disputes/{Number}", $"已转为信访事项 {done.PetitionNumber}");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Shown = await get.ExecuteAsync(Number, Actor, cancel);
        Lists = await DeskLists.LoadAsync(db, cancel);
    }
}
