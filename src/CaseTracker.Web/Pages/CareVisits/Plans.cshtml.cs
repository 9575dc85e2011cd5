using CaseTracker.Accounts;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.CareVisits;

/// <summary>走访计划: which are on, what they ask for now, who is left out and why; makes what is due.</summary>
[AllowedTo(Permission.CareVisits)]
public sealed class PlansModel(MakeDueVisits make, ChangeCarePlan change, CaseDb db) : FormPage
{
    [BindProperty] public ChangeCarePlan.Command Input { get; set; } = new();

    public IReadOnlyList<CarePlan> Plans { get; private set; } = [];

    public IReadOnlyList<MakeDueVisits.Item> Items { get; private set; } = [];

    public bool MayChange => ChangeCarePlan.MayChange(Actor);

    public bool MayMake => MayChange || Actor.Has(Role.RC, Role.CW);

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostMakeAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        return SubmitAsync(async () =>
        {
            var numbers = await make.ExecuteAsync(Actor, cancel);
            return Done("/care-visits/plans", numbers.Count == 0 ? "没有到期的走访，未生成" : $"已生成{numbers.Count}次走访：{string.Join("、", numbers.Take(10))}{(numbers.Count > 10 ? "等" : "")}");
        }, () => LoadAsync(cancel));
    }

    public Task<IActionResult> OnPostChangeAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await change.ExecuteAsync(Input with { Version = Version }, Actor, cancel);
        return Done("/care-visits/plans", $"“{Input.Name}”已保存");
    }, () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Plans = [.. (await db.CarePlans.AsNoTracking().ToListAsync(cancel)).OrderBy(p => p.Rule)];
        Items = await make.DueAsync(cancel);
    }
}
