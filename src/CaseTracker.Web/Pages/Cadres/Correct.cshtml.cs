using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.Cadres;

/// <summary>Corrects what the roster says of a person; what held before stays in the history.</summary>
[AllowedTo(Permission.KeepCadres)]
public sealed class CorrectModel(GetCadre get, UpdateCadre update, CaseDb db) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public UpdateCadre.Command Input { get; set; } = new();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Input = await get.ForCorrectionAsync(Number, Actor, cancel);
        Version = Input.Version;
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        var id = await db.Cadres.Where(c => c.PersonNumber == Number).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该人员");
        var number = await update.ExecuteAsync(Input with { Id = id, Version = Version, RequestId = RequestId, IsImported = false }, Actor, cancel);
        return Done($"/cadres/{number}", "已更正");
    });
}
