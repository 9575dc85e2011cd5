using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Cadres;

/// <summary>花名册, as it stood on any day.</summary>
[AllowedTo(Permission.SeeCadres)]
public sealed class IndexModel(FindCadres find, ExportLedger export, OfficeClock clock) : FormPage
{
    [BindProperty(SupportsGet = true, Name = "")] public FindCadres.Filter Filter { get; set; } = new();

    public FindCadres.Found Found { get; private set; } = new(default, [], 0, 0, 0);

    public bool MayKeep => Actor.May(Permission.KeepCadres);

    public bool ReadsHealth => Actor.MayReadHealth();

    /// <summary>Nobody was ever handed over.</summary>
    public bool IsEmpty { get; private set; }

    public string DownloadAddress => $"/cadres?handler=Download&asOf={(Filter.AsOf ?? clock.Today).Day()}";

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnGetDownloadAsync(CancellationToken cancel)
    {
        var day = Filter.AsOf ?? clock.Today;
        var open = await export.ExecuteAsync(RosterLedger.About, new LedgerAsked(day, day), cancel);
        return await this.SendAsync(open, $"{open.Name}_{day:yyyyMMdd}.xlsx", cancel);
    }

    public Task<IActionResult> OnPostExportAsync(string? reason, CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var open = await export.ExecuteAsync(RosterLedger.About, new LedgerAsked(clock.Today, clock.Today) { InFullFor = reason ?? "" }, cancel);
            return await this.SendAsync(open, $"{open.Name}_完整_{clock.Today:yyyyMMdd}.xlsx", cancel);
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Found = await find.ExecuteAsync(Filter, Actor, cancel);
        IsEmpty = Found is { Rows.Count: 0, InCare: 0 };
    }
}
