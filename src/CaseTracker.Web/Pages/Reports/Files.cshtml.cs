using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>Hands out the workbook or the document of a report; that it was asked for stands in the audit log.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class FilesModel(WriteReport write, CaseDb db, CurrentActor current, OfficeClock clock) : ReportPage(clock)
{
    [FromRoute] public string Kind { get; init; } = "";

    [FromRoute] public string Number { get; init; } = "";

    [FromRoute] public string Name { get; init; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var (year, month) = Kind == "monthly" ? MonthOf(Number) : int.TryParse(Number, out var given) ? (Checked(given), 0) : throw new NotFoundException("该年度");
        var file = await write.FileAsync(Name, year, month, AsOf, KnownInstant, cancel);
        await AuditLog.WriteAsync(db, current.Actor, Clock.Now, new AuditNote("export-report", "report", Guid.Empty) { Details = new { File = file.FileName, AsOf, KnownAt } }, cancel);
        return File(file.Bytes, Path.GetExtension(file.FileName) == ".xlsx" ? Downloads.Workbook : Downloads.Document, file.FileName);
    }
}
