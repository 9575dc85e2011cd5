using CaseTracker.Accounts;
using CaseTracker.Cadres;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Cadres;

/// <summary>Enters a person who is to be handed over.</summary>
[AllowedTo(Permission.KeepCadres)]
public sealed class NewModel(RegisterCadre register) : FormPage
{
    [BindProperty] public RegisterCadre.Command Input { get; set; } = new();

    public void OnGet()
    {
        // The form starts empty: the number is the bureau's own.
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await register.ExecuteAsync(Input with { RequestId = RequestId, IsImported = false }, Actor, cancel);
        return Done($"/cadres/{Input.PersonNumber.Trim()}", $"已登记 {Input.PersonNumber.Trim()} {Input.Name.Trim()}");
    });
}
