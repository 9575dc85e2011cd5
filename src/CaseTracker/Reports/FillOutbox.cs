using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Data;
using CaseTracker.Excel;

namespace CaseTracker.Reports;

/// <summary>Settings of section <c>Outbox</c>.</summary>
public sealed class OutboxOptions
{
    public const string Section = "Outbox";

    /// <summary>Where the ledgers of a month are written; empty = <c>outbox/</c> in the installation's folder.</summary>
    public string? Folder { get; set; }

    /// <summary>Which ledgers, by their names in commands, joined by commas; empty switches it off.</summary>
    public string Ledgers { get; set; } = "petitions,receptions,care-visits,benefits,governance";
}

/// <summary>
/// The ledgers of the last reporting month into a folder, from the first working day of the month on; what was missed while the machine was off is written at the next start. Each is written once a month:
/// whoever takes a file away does not get it again. A file appears under its name only when it is whole.
/// </summary>
public sealed class FillOutbox(CaseDb db, ExportLedger export, LoadWorkCalendar calendars, OutboxOptions options, Installation installation, OfficeClock clock) : IDailyWork
{
    public string Name => "月度台账";

    public string Folder => string.IsNullOrWhiteSpace(options.Folder) ? Path.Combine(installation.Folder, "outbox") : Path.GetFullPath(options.Folder);

    /// <summary>The ledgers that are to be written; refuses a name that is none.</summary>
    public IReadOnlyList<LedgerBook> Books => [.. options.Ledgers.Split([',', '，', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(id => OfficeLedgers.All.FirstOrDefault(b => b.IsCalled(id))
        ?? throw new RefusedException($"设置 {OutboxOptions.Section}:{nameof(OutboxOptions.Ledgers)} 有误：没有名为“{id}”的台账，可用的有：{string.Join("、", OfficeLedgers.All.Select(b => b.Id))}"))];

    public async Task<int> ExecuteAsync(CancellationToken cancel) => await IsDueAsync(cancel) ? (await WriteAsync(LastMonth, again: false, cancel)).Count : 0;

    /// <summary>Writes the ledgers of a month, those that were written already only on demand.</summary>
    /// <returns>The files.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(DateOnly month, bool again, CancellationToken cancel)
    {
        var period = ReportMonths.Of(await db.BureauAsync(cancel)).Month(month.Year, month.Month);
        var (from, to) = (period.From, period.To);
        var files = new List<string>();
        try
        {
            foreach (var book in Books.Where(b => again || !IsWritten(b, month)))
            {
                var open = await export.ExecuteAsync(book, new LedgerAsked(book.IsOfOneDay ? to : from, to), cancel);
                var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, $"{month:yyyy-MM}")).FullName, SheetNames.File(from, to, open.Name));
                var unfinished = file + ".part";
                try
                {
                    await using var stream = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
                    await open.WriteAsync(stream, null, cancel);
                }
                catch
                {
                    File.Delete(unfinished);
                    throw;
                }

                File.Move(unfinished, file, overwrite: true);
                await File.AppendAllLinesAsync(Written, [LineOf(book, month)], cancel);
                files.Add(file);
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"月度台账不能写入 {Folder}（{wrong.Message}），请系统管理员核对该目录和设置 {OutboxOptions.Section}:{nameof(OutboxOptions.Folder)}");
        }

        return files;
    }

    /// <summary>What should stand in the folder by now and does not; empty where all is well.</summary>
    public async Task<IReadOnlyList<LedgerBook>> MissingAsync(CancellationToken cancel) => await IsDueAsync(cancel) ? [.. Books.Where(b => !IsWritten(b, LastMonth))] : [];

    private DateOnly LastMonth => new DateOnly(clock.Today.Year, clock.Today.Month, 1).AddMonths(-1);

    private string Written => Path.Combine(Folder, ".written");

    // A year whose holidays are not loaded is not waited for.
    private async Task<bool> IsDueAsync(CancellationToken cancel)
    {
        var first = LastMonth.AddMonths(1);
        return clock.Today >= ((await calendars.ExecuteAsync(cancel)).WorkdayOnOrAfter(first) ?? first);
    }

    private bool IsWritten(LedgerBook book, DateOnly month) => File.Exists(Written) && File.ReadLines(Written).Contains(LineOf(book, month));

    private static string LineOf(LedgerBook book, DateOnly month) => $"{month:yyyy-MM} {book.Id}";
}
