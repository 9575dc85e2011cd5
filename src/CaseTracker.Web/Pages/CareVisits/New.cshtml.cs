using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.CareVisits;

/// <summary>Enters a care visit.</summary>
[AllowedTo(Permission.CareVisits)]
public sealed class NewModel(RegisterCareVisit register, ListCadres cadres, OfficeClock clock) : FormPage
{
    [BindProperty] public RegisterCareVisit.Command Input { get; set; } = new();

    /// <summary>Bound apart: the form's values are not copied into a list that is there already.</summary>
    [BindProperty(Name = "Input.Persons")] public string[]? Persons { get; set; }

    public CadrePick Pick { get; private set; } = null!;

    public Task OnGetAsync(CareVisitType? type, Guid? cadre, CancellationToken cancel)
    {
        Input = new() { Type = type, TriggeredOn = clock.Today };
        Persons = cadre is { } one ? [one.ToString()] : null;
        return LoadAsync(cancel);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var done = await register.ExecuteAsync(Input with { Persons = Persons ?? [], RequestId = RequestId }, Actor, cancel);
            return Done(IndexModel.Address(done.Number), done.Warnings.Count == 0 ? $"已登记 {done.Number}" : $"已登记 {done.Number}。请注意：{string.Join("；", done.Warnings)}");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel) => Pick = CadrePick.Of("Input.Persons", "看望对象", await cadres.ExecuteAsync(Input.TriggeredOn ?? clock.Today, others: true, cancel),
        [.. (Persons ?? []).Select(p => Guid.TryParse(p, out var id) ? id : Guid.Empty)], ModelState);
}
