using CaseTracker.Accounts;
using CaseTracker.Handovers;
using CaseTracker.Receptions;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Receptions;

/// <summary>Turns a registered reception into a 待遇事项 or a 走访慰问 later.</summary>
[AllowedTo(Permission.Desk)]
public sealed class ServiceModel(GetReception get, TurnReceptionToService turn) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public TurnReceptionToService.Command Input { get; set; } = new();

    public GetReception.Details Shown { get; private set; } = null!;

    public ServiceForm Service => new(Input);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Version = Shown.Reception.Version;
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var done = await turn.ExecuteAsync(Input with { Number = Number, Version = Version, RequestId = RequestId }, Actor, cancel);
            return Done(done.Address, $"已转为{done.Kind} {done.Number}");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel) => Shown = await get.ExecuteAsync(Number, Actor, cancel);
}
