using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Benefits;
using CaseTracker.Bureau;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Excel;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Ledgers;

/// <summary>Which book of the office.</summary>
public enum LedgerBook
{
    [System.ComponentModel.DataAnnotations.Display(Name = PetitionLedger.Name)] Petitions,
    [System.ComponentModel.DataAnnotations.Display(Name = "来访登记台账")] Receptions,
    [System.ComponentModel.DataAnnotations.Display(Name = ReceptionDayLedger.Name)] ReceptionDays,
    [System.ComponentModel.DataAnnotations.Display(Name = DisputeLedger.Name)] Disputes,
    [System.ComponentModel.DataAnnotations.Display(Name = SupervisionLedger.Name)] Supervisions,
    [System.ComponentModel.DataAnnotations.Display(Name = LedCaseLedger.Name)] LedCases,
    [System.ComponentModel.DataAnnotations.Display(Name = InstructionLedger.Name)] Instructions,
    [System.ComponentModel.DataAnnotations.Display(Name = BenefitLedger.Name)] Benefits,
    [System.ComponentModel.DataAnnotations.Display(Name = CardLedger.Name)] Cards,
    [System.ComponentModel.DataAnnotations.Display(Name = CareVisitLedger.Name)] CareVisits,
}

/// <summary>台账：a month or any period, shown as it will be printed, and handed out as a workbook of the very same rows.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class IndexModel(PetitionLedger petitions, ReceptionLedger receptions, ReceptionDayLedger receptionDays, DisputeLedger disputes, SupervisionLedger supervisions, LedCaseLedger ledCases, InstructionLedger instructions, CardLedger cards, BenefitLedger benefits, CareVisitLedger careVisits, CaseDb db, CurrentActor current, OfficeClock clock) : PageModel
{
    /// <summary>So many rows are shown; the workbook has them all.</summary>
    public const int Most = 100;

    /// <summary>The preview: headings, cells as they are shown, and how many rows there are in all.</summary>
    public sealed record Preview(SheetHeading Heading, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, int Total);

    [BindProperty(SupportsGet = true, Name = "book")] public LedgerBook Book { get; set; }

    /// <summary>2025-03; a period that is given wins over it.</summary>
    [BindProperty(SupportsGet = true, Name = "month")] public string? Month { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")] public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")] public DateOnly? To { get; set; }

    public Preview? Shown { get; private set; }

    public string? Refusal { get; private set; }

    public IReadOnlyList<LedgerBook> Books => [.. Enum.GetValues<LedgerBook>().Where(b => b switch
    {
        LedgerBook.ReceptionDays => current.Actor.May(Permission.SeeReceptionDays) && (db.Viewer.WholeOrdinary || db.Viewer.OrdinaryLines || db.Viewer.Leads),
        LedgerBook.Disputes => current.Actor.May(Permission.SeeDisputes) && (db.Viewer.WholeOrdinary || db.Viewer.Leads),
        LedgerBook.Instructions => current.Actor.May(Permission.SeeInstructions) && (db.Viewer.WholeOrdinary || db.Viewer.Leads),
        LedgerBook.Benefits => current.Actor.May(Permission.Benefits),
        LedgerBook.Cards => db.Viewer.WholeOrdinary || db.Viewer.Leads,
        LedgerBook.CareVisits => current.Actor.May(Permission.CareVisits),
        LedgerBook.Petitions or LedgerBook.Receptions or LedgerBook.Supervisions or LedgerBook.LedCases => true,
    })];

    public string DownloadAddress => $"/ledgers/download?book={Book}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}";

    public string Other(int months) => $"/ledgers?book={Book}&month={From!.Value.AddMonths(months):yyyy-MM}";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (!Period())
        {
            return;
        }

        try
        {
            var (from, to) = (From!.Value, To!.Value);
            Shown = Book switch
            {
                LedgerBook.Petitions => await ShowAsync(PetitionLedger.Sheet, await petitions.HeadingAsync(from, to, cancel), Rows(await petitions.RowsAsync(from, to, cancel)), cancel),
                LedgerBook.Receptions => await ShowAsync(ReceptionLedger.Sheet, await ReceptionHeadingAsync(cancel), receptions.RowsAsync(Filter, cancel), cancel),
                LedgerBook.Disputes => await ShowAsync(DisputeLedger.Sheet, await disputes.HeadingAsync(from, to, cancel), Rows(await disputes.RowsAsync(from, to, cancel)), cancel),
                LedgerBook.Benefits => await ShowAsync(BenefitLedger.Sheet, await benefits.HeadingAsync(from, to, cancel), Rows(await benefits.RowsAsync(from, to, cancel)), cancel),
                LedgerBook.Supervisions => await ShowAsync(SupervisionLedger.Sheet, await supervisions.HeadingAsync(from, to, cancel), Rows(await supervisions.RowsAsync(from, to, cancel)), cancel),
                LedgerBook.LedCases => await ShowAsync(LedCaseLedger.Sheet, await ledCases.HeadingAsync(from, to, cancel), Rows(await ledCases.RowsAsync(from, to, cancel)), cancel),
                LedgerBook.Instructions => await ShowAsync(InstructionLedger.Sheet, await instructions.HeadingAsync(from, to, cancel), Rows(await instructions.RowsAsync(from, to, cancel)), cancel),
                LedgerBook.Cards => await ShowAsync(CardLedger.Sheet, await cards.HeadingAsync(from, to, cancel), Rows(await cards.RowsAsync(from, to, cancel)), cancel),
                LedgerBook.CareVisits => await ShowAsync(CareVisitLedger.Sheet, await careVisits.HeadingAsync(from, to, cancel), Rows(await careVisits.RowsAsync(from, to, cancel)), cancel),
                LedgerBook.ReceptionDays => await ShowAsync(ReceptionDayLedger.Sheet, await receptionDays.HeadingAsync(from, to, cancel), Rows(await receptionDays.RowsAsync(from, to, cancel)), cancel),
            };
        }
        catch (NotFoundException)
        {
            throw;
        }
        catch (RefusedException refused)
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

        using var file = new MemoryStream();
        var (from, to) = (From!.Value, To!.Value);
        await (Book switch
        {
            LedgerBook.Petitions => LedgerWriter.WriteAsync(file, PetitionLedger.Sheet, await petitions.HeadingAsync(from, to, cancel), await petitions.RowsAsync(from, to, cancel), cancellation: cancel),
            LedgerBook.Receptions => LedgerWriter.WriteAsync(file, ReceptionLedger.Sheet, await ReceptionHeadingAsync(cancel), receptions.RowsAsync(Filter, cancel), cancellation: cancel),
            LedgerBook.Disputes => LedgerWriter.WriteAsync(file, DisputeLedger.Sheet, await disputes.HeadingAsync(from, to, cancel), await disputes.RowsAsync(from, to, cancel), cancellation: cancel),
            LedgerBook.Benefits => LedgerWriter.WriteAsync(file, BenefitLedger.Sheet, await benefits.HeadingAsync(from, to, cancel), await benefits.RowsAsync(from, to, cancel), cancellation: cancel),
            LedgerBook.Supervisions => LedgerWriter.WriteAsync(file, SupervisionLedger.Sheet, await supervisions.HeadingAsync(from, to, cancel), await supervisions.RowsAsync(from, to, cancel), cancellation: cancel),
            LedgerBook.LedCases => LedgerWriter.WriteAsync(file, LedCaseLedger.Sheet, await ledCases.HeadingAsync(from, to, cancel), await ledCases.RowsAsync(from, to, cancel), cancellation: cancel),
            LedgerBook.Instructions => LedgerWriter.WriteAsync(file, InstructionLedger.Sheet, await instructions.HeadingAsync(from, to, cancel), await instructions.RowsAsync(from, to, cancel), cancellation: cancel),
            LedgerBook.Cards => LedgerWriter.WriteAsync(file, CardLedger.Sheet, await cards.HeadingAsync(from, to, cancel), await cards.RowsAsync(from, to, cancel), cancellation: cancel),
            LedgerBook.CareVisits => LedgerWriter.WriteAsync(file, CareVisitLedger.Sheet, await careVisits.HeadingAsync(from, to, cancel), await careVisits.RowsAsync(from, to, cancel), cancellation: cancel),
            LedgerBook.ReceptionDays => LedgerWriter.WriteAsync(file, ReceptionDayLedger.Sheet, await receptionDays.HeadingAsync(from, to, cancel), await receptionDays.RowsAsync(from, to, cancel), cancellation: cancel),
        });

        await AuditLog.WriteAsync(db, current.Actor, clock.Now, new AuditNote("export-ledger", "ledger", Guid.Empty) { Details = new { Book, From, To } }, cancel);
        return File(file.ToArray(), Downloads.Workbook, SheetNames.File(From!.Value, To!.Value, Book.Display()));
    }

    private FindReceptions.Filter Filter => new() { From = From, To = To };

    private bool Period()
    {
        if (From is null && To is null && DateOnly.TryParseExact(Month + "-01", "yyyy-MM-dd", out var first) && first.Year is > 1949 and < 2200)
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
            : null;
        return Refusal is null;
    }

    private async Task<SheetHeading> ReceptionHeadingAsync(CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        return SheetHeading.For(bureau.ShortName, From!.Value, To!.Value, "来访登记台账", "批次、人次") with
        {
            Notice = bureau.IsDemonstration ? "演示数据，单位和人物均为虚构" : null,
            Cover = [$"范围：来访登记（不含作废、合并和保密件），按来访日期；截至 {clock.Today:yyyy-MM-dd}", $"共{SheetHeading.RowCount}批次"],
        };
    }

    private static async Task<Preview> ShowAsync<T>(Sheet<T> sheet, SheetHeading heading, IAsyncEnumerable<T> rows, CancellationToken cancel)
    {
        var shown = new List<IReadOnlyList<string>>();
        var total = 0;
        await foreach (var row in rows.WithCancellation(cancel))
        {
            total++;
            if (total <= Most)
            {
                shown.Add([.. sheet.Columns.Select(c => c.Kind == ColumnKind.Ordinal ? $"{total}" : c.Display(row))]);
            }
        }

        return new Preview(heading, sheet.Columns, shown, total);
    }

    private static async IAsyncEnumerable<T> Rows<T>(IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            yield return row;
        }

        await Task.CompletedTask;
    }
}
