using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Disputes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Disputes;

/// <summary>Enters what a sweep has found.</summary>
[AllowedTo(Permission.KeepDisputes)]
public sealed class NewModel(RegisterDispute register, CaseDb db, OfficeClock clock) : FormPage
{
    [BindProperty] public RegisterDispute.Command Input { get; set; } = new();

    public DisputeForm Form { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Own { get; private set; } = [];

    public bool IsOffice => Actor.Has(Role.XF);

    public Task OnGetAsync(CancellationToken cancel)
    {
        Input = Input with { FoundOn = clock.Today };
        return LoadAsync(cancel);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var done = await register.ExecuteAsync(Input with { RequestId = RequestId }, Actor, cancel);
            return Done($"/disputes/{done.Number}", $"已登记 {done.Number}");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Form = await DisputeForm.LoadAsync(Input, db, clock, cancel);
        Own = await DisputeForm.OwnAsync(db, Actor, cancel);
    }
}
