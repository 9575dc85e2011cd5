using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Books;
using CaseTracker.Web.Books;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Admin;

/// <summary>导入台账：a workbook is tried first; what it would do is shown, the refused rows can be fetched, and only the second click imports.</summary>
[AllowedTo(Permission.Import), RequestSizeLimit(Site.UploadLimit)]
public sealed class ImportModel(ImportPetitions petitions, ImportRoster roster, ImportReceptions receptions, ImportCareVisits careVisits, ImportBenefits benefits, ImportGovernance governance, ExportBook export, ImportUploads uploads) : FormPage
{
    /// <summary>The books that can be imported, in the order in which they lean on each other: people are known before their visits.</summary>
    public enum BookKind
    {
        [Display(Name = "花名册")] Roster,
        [Display(Name = "信访台账")] Petitions,
        [Display(Name = "来访登记")] Receptions,
        [Display(Name = "走访慰问")] CareVisits,
        [Display(Name = "待遇办理")] Benefits,
        [Display(Name = "依法治理")] Governance,
    }

    [BindProperty(SupportsGet = true)] public BookKind Book { get; set; }

    /// <summary>The tried file.</summary>
    [BindProperty(SupportsGet = true)] public Guid Key { get; set; }

    [BindProperty] public bool Update { get; set; }

    public ImportResult? Trial { get; private set; }

    public IEnumerable<BookKind> Books => Enum.GetValues<BookKind>().Where(b => b switch
    {
        BookKind.Petitions => ImportPetitions.IsAllowed(Actor),
        BookKind.Roster => ImportRoster.IsAllowed(Actor),
        BookKind.Receptions => ImportReceptions.IsAllowed(Actor),
        BookKind.CareVisits => ImportCareVisits.IsAllowed(Actor),
        BookKind.Benefits => ImportBenefits.IsAllowed(Actor),
        BookKind.Governance => ImportGovernance.IsAllowed(Actor),
        _ => throw new InvalidOperationException($"{b} cannot be imported."),
    });

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostTryAsync(IFormFile? file, CancellationToken cancel) => SubmitAsync(async () =>
    {
        if (file is null || file.Length == 0)
        {
            throw RefusedException.At("file", "请选择要导入的工作簿（.xlsx或CSV）");
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        Trial = await RunAsync(new ImportUploads.Upload(Actor.UserId, file.FileName, bytes.ToArray(), default), dryRun: true, cancel);
        Key = uploads.Keep(Actor.UserId, file.FileName, bytes.ToArray());
        return Page();
    });

    public Task<IActionResult> OnPostImportAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        var done = await RunAsync(uploads.Find(Key, Actor.UserId), dryRun: false, cancel);
        uploads.Forget(Key);
        return Done(Books.SkipWhile(b => b != Book).ElementAtOrDefault(1) is { } next && next > Book ? $"/admin/import?book={next}" : "/admin/import", $"{done.Title}已导入{done.Imported}行，更正{done.Updated}行，未变化{done.Unchanged}行，未导入{done.Refused.Count}行，疑似重复{done.Doubles.Count}行");
    });

    /// <summary>The books that can be written again, with what is in the system.</summary>
    public IEnumerable<OfficeBook> Exports => ExportBook.Books.Where(b => b.IsOpenTo(Actor));

    public Task<IActionResult> OnPostExportAsync(string? exported, string? reason, CancellationToken cancel)
    {
        RequestId = Guid.Empty; // a download leaves the form standing: it may be sent again
        return SubmitAsync(async () =>
        {
            var done = await export.ExecuteAsync(new(ExportBook.Find(exported), string.IsNullOrWhiteSpace(reason) ? null : reason), cancel);
            return await this.SendAsync(done.Rows, done.FileName, cancel);
        });
    }

    /// <summary>The refused rows of the tried file, with the column 问题.</summary>
    public async Task<IActionResult> OnGetErrorsAsync(CancellationToken cancel)
    {
        var trial = await RunAsync(uploads.Find(Key, Actor.UserId), dryRun: true, cancel);
        var workbook = new MemoryStream();
        trial.WriteErrors(workbook);
        workbook.Position = 0;
        return File(workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{trial.Title}未导入的行.xlsx");
    }

    private async Task<ImportResult> RunAsync(ImportUploads.Upload upload, bool dryRun, CancellationToken cancel)
    {
        using var file = new MemoryStream(upload.Bytes);
        return Book switch
        {
            BookKind.Petitions => await petitions.ExecuteAsync(new(file, upload.FileName, dryRun, Update), Actor, cancel),
            BookKind.Roster => await roster.ExecuteAsync(new(file, upload.FileName, dryRun, Update), Actor, cancel),
            BookKind.Receptions => await receptions.ExecuteAsync(new(file, upload.FileName, dryRun, Update), Actor, cancel),
            BookKind.CareVisits => await careVisits.ExecuteAsync(new(file, upload.FileName, dryRun, Update), Actor, cancel),
            BookKind.Benefits => await benefits.ExecuteAsync(new(file, upload.FileName, dryRun, Update), Actor, cancel),
            BookKind.Governance => await governance.ExecuteAsync(new(file, upload.FileName, dryRun, Update), Actor, cancel),
            _ => throw new InvalidOperationException($"{Book} cannot be imported."),
        };
    }
}
