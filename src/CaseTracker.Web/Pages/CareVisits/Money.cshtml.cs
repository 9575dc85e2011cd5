using CaseTracker.Accounts;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.CareVisits;

/// <summary>慰问标准和经费预算: what may be given by which document, and what of each budget is reserved, drawn, spent and left.</summary>
[AllowedTo(Permission.CareVisits)]
public sealed class MoneyModel(AddCareStandard add, EndCareStandard end, SetCareBudget set, CountCareBudgets count, CaseDb db, OfficeClock clock) : FormPage
{
    [BindProperty] public AddCareStandard.Command Standard { get; set; } = new();

    [BindProperty] public SetCareBudget.Command Budget { get; set; } = new();

    public IReadOnlyList<CareStandard> Standards { get; private set; } = [];

    public IReadOnlyList<BudgetLine> Budgets { get; private set; } = [];

    public IReadOnlyList<string> Funds => [.. Standards.Select(s => s.Fund).Concat(Budgets.Select(b => b.Fund)).Concat(["局公用经费", "老干部专项"]).Distinct()];

    public bool MayKeep => AddCareStandard.MayKeep(Actor);

    public DateOnly Today => clock.Today;

    public Task OnGetAsync(CancellationToken cancel)
    {
        (Standard, Budget) = (new() { From = clock.Today }, new() { Year = clock.Today.Year });
        return LoadAsync(cancel);
    }

    public Task<IActionResult> OnPostStandardAsync(CancellationToken cancel)
    {
        Keep(nameof(Standard));
        return SubmitAsync(async () =>
        {
            await add.ExecuteAsync(Standard with { RequestId = RequestId }, Actor, cancel);
            return Done("/care-visits/money", "慰问标准已登记");
        }, () => LoadAsync(cancel));
    }

    public Task<IActionResult> OnPostEndAsync(Guid id, DateOnly? to, string? reason, CancellationToken cancel)
    {
        ModelState.Clear();
        return SubmitAsync(async () =>
        {
            await end.ExecuteAsync(new(id, Version, to, reason ?? ""), Actor, cancel);
            return Done("/care-visits/money", "慰问标准已停用");
        }, () => LoadAsync(cancel));
    }

    public Task<IActionResult> OnPostBudgetAsync(CancellationToken cancel)
    {
        Keep(nameof(Budget));
        return SubmitAsync(async () =>
        {
            await set.ExecuteAsync(Budget with { Version = null }, Actor, cancel);
            return Done("/care-visits/money", $"{Budget.Year}年{Budget.Fund}预算已登记");
        }, () => LoadAsync(cancel));
    }

    /// <summary>The other forms of the page were not sent: their missing fields are no faults.</summary>
    private void Keep(string form)
    {
        foreach (var key in ModelState.Keys.Where(k => !k.StartsWith(form + ".", StringComparison.Ordinal)).ToList())
        {
            ModelState.Remove(key);
        }
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Standards = [.. (await db.CareStandards.AsNoTracking().ToListAsync(cancel)).OrderBy(s => s.To is not null && s.To < clock.Today).ThenBy(s => s.Type).ThenBy(s => s.Form).ThenBy(s => s.From)];
        Budgets = await count.ExecuteAsync(null, null, cancel);
    }
}
