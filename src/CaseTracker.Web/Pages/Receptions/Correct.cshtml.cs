using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Receptions;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Receptions;

/// <summary>Corrects a reception; opening the form shows the full values and is recorded.</summary>
[AllowedTo(Permission.Desk)]
public sealed class CorrectModel(CaseDb db, GetReception get, CorrectReception correct) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public CorrectReception.Command Input { get; set; } = new();

    public DeskLists Lists { get; private set; } = new([], [], []);

    public VisitForm Visit => new() { Input = Input, Lists = Lists };

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Input = await get.ForCorrectionAsync(Number, Actor, cancel);
        Version = Input.Version;
        await LoadAsync(0, cancel);
    }

    public async Task<IActionResult> OnPostAsync(bool more, CancellationToken cancel)
    {
        if (more)
        {
            await LoadAsync(VisitForm.Companions, cancel);
            return Page();
        }

        return await SubmitAsync(
            async () =>
            {
                var current = await get.ForCorrectionAsync(Number, Actor, cancel);
                await correct.ExecuteAsync(Input with { Id = current.Id, Version = Version }, Actor, cancel);
                return Done($"/receptions/{Number}", "已更正");
            },
            () => LoadAsync(0, cancel),
            () => Done($"/receptions/{Number}", "已更正"));
    }

    private async Task LoadAsync(int more, CancellationToken cancel)
    {
        Lists = await DeskLists.LoadAsync(db, cancel);
        Input = Input with { Visitors = VisitForm.Rows(Input.Visitors, more) };
    }
}
