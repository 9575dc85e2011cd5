using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.Reports;
using CaseTracker.Web.Jobs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Ledgers;

/// <summary>台账：a month or any period, shown as it will be printed, and handed out as a workbook of the very same rows.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class IndexModel(ExportLedger export, FillOutbox outbox, LedgerFiles files, CurrentActor current, OfficeClock clock) : PageModel
{
    /// <summary>So many rows are shown; the workbook has them all.</summary>
    public const int Most = 100;

    /// <summary>A ledger of more rows is written beside the page, with its progress.</summary>
    public const int Large = 5_000;

    [BindProperty(SupportsGet = true, Name = "book")] public string? BookId { get; set; }

    /// <summary>One of the parts of the ledger; without it the whole.</summary>
    [BindProperty(SupportsGet = true, Name = "kind")] public string? KindId { get; set; }

    /// <summary>2025-03; a period that is given wins over it.</summary>
    [BindProperty(SupportsGet = true, Name = "month")] public string? Month { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")] public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")] public DateOnly? To { get; set; }

    public LedgerBook Book => BookId is null ? Books[0] : OfficeLedgers.All.FirstOrDefault(b => b.IsCalled(BookId)) ?? throw new NotFoundException("该台账");

    public LedgerKind? Kind => Book.Kinds.FirstOrDefault(k => k.IsCalled(KindId));

    public LedgerPreview? Shown { get; private set; }

    public string? Refusal { get; private set; }

    /// <summary>Ledgers of the last month that should have been written by themselves and were not.</summary>
    public IReadOnlyList<LedgerBook> Missing { get; private set; } = [];

    /// <summary>Where the ledgers of each month are written by themselves; null where none are.</summary>
    public string? Outbox { get; private set; }

    /// <summary>Long ledgers of this user that are on their way or wait to be fetched.</summary>
    public IReadOnlyList<LedgerFiles.Job> Jobs => files.Of(current.Actor.UserId);

    public IReadOnlyList<LedgerBook> Books => export.Offered;

    public string DownloadAddress => $"/ledgers/download?book={Book.Id}{KindPart}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}";

    public string Other(int months) => $"/ledgers?book={Book.Id}{KindPart}&month={From!.Value.AddMonths(months):yyyy-MM}";

    private string KindPart => Kind is { } kind ? $"&kind={kind.Id}" : "";

    /// <summary>The page of a ledger as it was asked for.</summary>
    public static string Address(LedgerBook book, LedgerAsked asked) => $"/ledgers?book={book.Id}{(asked.Kind is { } kind ? $"&kind={kind}" : "")}&from={asked.From:yyyy-MM-dd}&to={asked.To:yyyy-MM-dd}";

    private LedgerAsked Asked => new(From!.Value, To!.Value) { Kind = Kind?.Id };

    public async Task OnGetAsync(CancellationToken cancel)
    {
        (Missing, Outbox) = (await outbox.MissingAsync(cancel), outbox.Books.Count > 0 ? outbox.Folder : null);
        if (!Period())
        {
            return;
        }

        try
        {
            Shown = await (await export.Of(Book).OpenAsync(Asked, cancel)).PreviewAsync(Most, cancel);
        }
        catch (RefusedException refused) when (refused is not NotFoundException)
        {
            Refusal = refused.Message;
        }
    }

    public async Task<IActionResult> OnGetDownloadAsync(CancellationToken cancel)
    {
        if (!Period())
        {
            throw new RefusedException(Refusal!);
        }

        var open = await export.ExecuteAsync(Book, Asked, cancel);
        return await this.SendAsync(open, SheetNames.File(From!.Value, To!.Value, open.Name), cancel);
    }

    private bool Period()
    {
        if (Book.IsOfOneDay)
        {
            From = To ??= clock.Today;
        }
        else if (From is null && To is null && DateOnly.TryParseExact(Month + "-01", "yyyy-MM-dd", out var first) && first.Year is > 1949 and < 2200)
        {
            (From, To) = (first, first.AddMonths(1).AddDays(-1));
        }
        else if (From is null && To is null)
        {
            var start = new DateOnly(clock.Today.Year, clock.Today.Month, 1);
            (From, To) = (start, start.AddMonths(1).AddDays(-1));
        }

        Refusal = !ModelState.IsValid ? string.Join("；", ModelState.SelectMany(s => s.Value!.Errors).Select(e => e.ErrorMessage))
            : From is null || To is null ? "请填写起止日期，或选择月份"
            : To < From ? "止日不得早于起日，请改正"
            : Kind is null && Book.Kinds.Count > 0 && !string.IsNullOrWhiteSpace(KindId) ? $"{Book.Name}没有“{KindId}”这一类，请重新选择"
            : null;
        return Refusal is null;
    }
}
