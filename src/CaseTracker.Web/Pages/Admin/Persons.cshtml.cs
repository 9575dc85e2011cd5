using CaseTracker.Accounts;
using CaseTracker.People;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Admin;

/// <summary>人员：entries made wrongly or twice are taken out of use, with a reason, in favour of the one that is kept.</summary>
[AllowedTo(Permission.MergePersons)]
public sealed class PersonsModel(FindPersons find, VoidPerson @void) : FormPage
{
    [BindProperty(SupportsGet = true, Name = "q")] public string? Words { get; set; }

    [BindProperty] public VoidPerson.Command Input { get; set; } = new();

    public IReadOnlyList<FindPersons.Row> Found { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Found = await find.ExecuteAsync(Words, cancel);

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await @void.ExecuteAsync(Input, Actor, cancel);
        return Done($"/admin/persons?q={Uri.EscapeDataString(Words ?? "")}", Input.KeptId is null ? "该人员记录已作废" : "两条人员记录已合并");
    }, () => OnGetAsync(cancel));
}
