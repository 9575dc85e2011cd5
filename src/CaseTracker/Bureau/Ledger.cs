using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Excel;

namespace CaseTracker.Bureau;

/// <summary>One of the ledgers that a ledger is divided into, e.g. 合同审查台账 of 依法治理.</summary>
/// <param name="Id">As in addresses and commands, kebab-case.</param>
public sealed record LedgerKind(string Id, string Name)
{
    /// <summary>Whether a name in an address or command means this one: with hyphens or without, or in Chinese.</summary>
    public bool IsCalled(string? name) =>
        string.Equals(Id.Replace("-", "", StringComparison.Ordinal), name?.Trim().Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase) || Name == name?.Trim();
}

/// <summary>A ledger of the office, declared once: page, API, command line and outbox list it from here.</summary>
/// <param name="Id">As in addresses and commands, kebab-case.</param>
/// <param name="By">Which date places a row in a period.</param>
/// <param name="Ledger">The class that reads it.</param>
public sealed record LedgerBook(string Id, string Name, string By, Type Ledger)
{
    /// <summary>The parts that can be asked for alone; empty where it is not divided.</summary>
    public IReadOnlyList<LedgerKind> Kinds { get; init; } = [];

    /// <summary>Shows how things stood on a day, not what happened in a period.</summary>
    public bool IsOfOneDay { get; init; }

    /// <summary>Has masked columns, which are handed out in full only for a reason that is logged.</summary>
    public bool IsMasked { get; init; }

    /// <summary>One of them is needed to ask for it.</summary>
    public IReadOnlyList<Permission> Permissions { get; init; } = [Permission.Ledgers];

    /// <summary>Whether a name in an address means this ledger: with hyphens or without, or in Chinese.</summary>
    public bool IsCalled(string? name) => new LedgerKind(Id, Name).IsCalled(name);

    /// <summary>The part that is asked for; null for the whole. Refuses a part that does not exist.</summary>
    public LedgerKind? KindOf(string? name) => string.IsNullOrWhiteSpace(name) ? null
        : Kinds.FirstOrDefault(k => k.IsCalled(name)) ?? throw RefusedException.At("kind", Kinds.Count == 0
            ? $"{Name}不分类别，请去掉 kind"
            : $"{Name}没有“{name.Trim()}”这一类，可选：{string.Join("、", Kinds.Select(k => $"{k.Id}（{k.Name}）"))}");
}

/// <summary>What is asked of a ledger; both days are included.</summary>
public sealed record LedgerAsked(DateOnly From, DateOnly To)
{
    /// <summary>The part, see <see cref="LedgerBook.KindOf"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>Why the masked columns are wanted in full; null for the masked ledger.</summary>
    public string? InFullFor { get; init; }

    /// <summary>The reason for which something is handed out in full, tidied; refused where it says nothing.</summary>
    public static string ReasonOf(string? typed, string what) => Inputs.Tidy(typed) is { Length: >= 4 and <= 200 } reason ? reason
        : throw RefusedException.At("reason", $"请用4至200字写明导出完整{what}的原因，导出会留下记录");
}

/// <summary>What a page shows of a ledger: heading, columns, the first rows as they are displayed, and how many there are in all.</summary>
public sealed record LedgerPreview(SheetHeading Heading, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, int Total);

/// <summary>A ledger of the office. Reading it has one scope, whoever runs it; whoever may not is refused.</summary>
public abstract class Ledger(LedgerBook book)
{
    public LedgerBook Book => book;

    /// <summary>Whether it is offered to him.</summary>
    public abstract bool IsOpenTo(Actor actor, Viewer viewer);

    /// <summary>Reads or refuses: afterwards nothing is left but to write.</summary>
    public async Task<OpenLedger> OpenAsync(LedgerAsked asked, CancellationToken cancel)
    {
        if (asked.To < asked.From)
        {
            throw RefusedException.At("to", "止日不得早于起日");
        }

        if (asked.InFullFor is not null && !book.IsMasked)
        {
            throw RefusedException.At("reason", $"{book.Name}没有明文版，请去掉“完整”和原因");
        }

        return await ReadAsync(asked with { Kind = book.KindOf(asked.Kind)?.Id }, cancel);
    }

    protected abstract Task<OpenLedger> ReadAsync(LedgerAsked asked, CancellationToken cancel);
}

/// <summary>A ledger over a period whose rows fit into memory: its rows are a list.</summary>
public abstract class PeriodLedger<T>(LedgerBook book, Sheet<T> sheet) : Ledger(book)
{
    /// <summary>The heading of the printed sheet; both days are included.</summary>
    public abstract Task<SheetHeading> HeadingAsync(DateOnly from, DateOnly to, CancellationToken cancel);

    /// <summary>The rows of a period; refuses whoever may not read the whole ledger.</summary>
    public abstract Task<IReadOnlyList<T>> RowsAsync(DateOnly from, DateOnly to, CancellationToken cancel);

    protected sealed override async Task<OpenLedger> ReadAsync(LedgerAsked asked, CancellationToken cancel)
    {
        var rows = await RowsAsync(asked.From, asked.To, cancel);
        return new OpenLedger<T>(sheet, await HeadingAsync(asked.From, asked.To, cancel), rows);
    }
}

/// <summary>A ledger that was asked for and granted.</summary>
public abstract class OpenLedger
{
    /// <summary>Name of the sheet and of the file.</summary>
    public abstract string Name { get; }

    /// <summary>Number of rows, for the preview and the progress; null where only the reading tells.</summary>
    public abstract int? Count { get; }

    public abstract Task<LedgerSummary> WriteAsync(Stream output, LedgerOptions? options, CancellationToken cancel);

    /// <summary>The first <paramref name="most"/> rows as a page shows them.</summary>
    public abstract Task<LedgerPreview> PreviewAsync(int most, CancellationToken cancel);
}

/// <summary>The same with its rows: at hand, or read from the database while they are written.</summary>
public sealed class OpenLedger<T>(Sheet<T> sheet, SheetHeading heading, IAsyncEnumerable<T> rows, int? count) : OpenLedger
{
    public OpenLedger(Sheet<T> sheet, SheetHeading heading, IReadOnlyList<T> rows) : this(sheet, heading, rows.ToAsyncEnumerable(), rows.Count)
    {
    }

    public override string Name => sheet.Name;

    public override int? Count => count;

    public override Task<LedgerSummary> WriteAsync(Stream output, LedgerOptions? options, CancellationToken cancel) => LedgerWriter.WriteAsync(output, sheet, heading, rows, options, cancel);

    public override async Task<LedgerPreview> PreviewAsync(int most, CancellationToken cancel)
    {
        var shown = new List<IReadOnlyList<string>>();
        await foreach (var row in rows.Take(most).WithCancellation(cancel))
        {
            shown.Add([.. sheet.Columns.Select(c => c.Kind == ColumnKind.Ordinal ? $"{shown.Count + 1}" : c.Display(row))]);
        }

        return new LedgerPreview(heading, sheet.Columns, shown, count ?? shown.Count);
    }
}

/// <summary>What every printed ledger of the office says of itself.</summary>
public static class LedgerHeadings
{
    /// <summary>The heading over a period, with the lines of the cover, and the remark of a demonstration.</summary>
    public static async Task<SheetHeading> SheetHeadingAsync(this CaseDb db, DateOnly from, DateOnly to, string name, string units, IReadOnlyList<string> cover, CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        return SheetHeading.For(bureau.ShortName, from, to, name, units) with { Notice = bureau.DemonstrationNotice(), Cover = cover };
    }
}
