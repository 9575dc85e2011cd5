using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Cadres;

/// <summary>在册变动 of a year: who came and who left.</summary>
[AllowedTo(Permission.SeeCadres)]
public sealed class MovementModel(CountMovement count, CompareBatches compare, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "year")] public int? Year { get; set; }

    public CountMovement.Table Table { get; private set; } = null!;

    public IReadOnlyList<CompareBatches.Row> Batches { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Year = Year is >= 2000 and < 2200 ? Year : clock.Today.Year;
        var end = new DateOnly(Year.Value, 12, 31);
        Table = await count.ExecuteAsync(new DateOnly(Year.Value, 1, 1), end < clock.Today ? end : clock.Today, clock.Now, cancel);
        Batches = await compare.ExecuteAsync(cancel);
    }
}
