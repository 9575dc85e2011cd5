using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Cadres;

/// <summary>花名册, as it stood on any day.</summary>
[AllowedTo(Permission.SeeCadres)]
public sealed class IndexModel(FindCadres find, RosterLedger ledger, CaseDb db, OfficeClock clock) : FormPage
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
        using var file = new MemoryStream();
        await LedgerWriter.WriteAsync(file, RosterLedger.Masked, await ledger.HeadingAsync(day, cancel), await ledger.MaskedAsync(day, Actor, cancel), cancellation: cancel);
        await AuditLog.WriteAsync(db, Actor, clock.Now, new AuditNote("export-ledger", "ledger", Guid.Empty) { Details = new { Book = RosterLedger.Name, day } }, cancel);
        return File(file.ToArray(), Downloads.Workbook, $"{RosterLedger.Name}_{day:yyyyMMdd}.xlsx");
    }

    public Task<IActionResult> OnPostExportAsync(string? reason, CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var lines = await ledger.FullAsync(clock.Today, reason ?? "", Actor, cancel);
            using var file = new MemoryStream();
            await LedgerWriter.WriteAsync(file, RosterLedger.Full, new SheetHeading(RosterLedger.Name) { Signature = null }, lines, cancellation: cancel);
            return File(file.ToArray(), Downloads.Workbook, $"{RosterLedger.Name}_完整_{clock.Today:yyyyMMdd}.xlsx");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Found = await find.ExecuteAsync(Filter, Actor, cancel);
        IsEmpty = Found is { Rows.Count: 0, InCare: 0 };
    }
}
