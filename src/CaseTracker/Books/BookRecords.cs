using System.Globalization;
using System.Runtime.CompilerServices;
using CaseTracker.Excel;

namespace CaseTracker.Books;

/// <summary>A record as the row of its book.</summary>
/// <param name="Number">The key in the book.</param>
/// <param name="Cells">By heading, in full.</param>
internal sealed record BookRecord(string Number, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>What stands in the masked columns for whoever did not ask for them in full.</summary>
    public IReadOnlyDictionary<string, string> Masked { get; init; } = new Dictionary<string, string>();

    public string this[string heading, bool inFull] => !inFull && Masked.TryGetValue(heading, out var masked) ? masked : Cells.GetValueOrDefault(heading, "");
}

/// <summary>The records of a book written as its rows: what an export hands out, and what an import compares a row with. Reading a row and writing it again gives the same row.</summary>
internal abstract class BookRecords(BookShape shape)
{
    public BookShape Shape => shape;

    /// <param name="numbers">Those of a file; null for all.</param>
    public abstract IAsyncEnumerable<BookRecord> ReadAsync(IReadOnlyCollection<string>? numbers, CancellationToken cancel);

    /// <summary>Asks in pieces that a database takes as parameters.</summary>
    protected static async IAsyncEnumerable<BookRecord> InPiecesAsync(IReadOnlyCollection<string>? numbers, Func<string[]?, IAsyncEnumerable<BookRecord>> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var piece in (IEnumerable<string[]?>?)numbers?.Chunk(500) ?? new string[]?[] { null })
        {
            await foreach (var record in read(piece).WithCancellation(cancel))
            {
                yield return record;
            }
        }
    }

    protected static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    protected static string Count(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "";

    protected static string Yuan(decimal? amount) => amount?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The word of the book for a value; empty where it has none.</summary>
    protected static string Word<T>(IReadOnlyDictionary<string, T> words, T? value) where T : struct =>
        value is { } known ? words.FirstOrDefault(w => EqualityComparer<T>.Default.Equals(w.Value, known)).Key ?? "" : "";

    protected static string Bracketed(string word, string? inside) => inside is null ? word : $"{word}({inside})";
}

/// <summary>What stands in the system for the rows of a file. A row that says the same is no difference, whoever typed it and however.</summary>
internal sealed class BookStanding(BookRecords records, BookMarks marks, Book file)
{
    private Dictionary<string, BookRecord>? standing;

    /// <summary>Of these headings, those whose cell says something else than the record.</summary>
    public async Task<IReadOnlyList<string>> DifferingAsync(BookRow row, string number, IReadOnlyList<string> headings, CancellationToken cancel)
    {
        if (headings.Count == 0 || await FindAsync(number, cancel) is not { } record)
        {
            return headings;
        }

        return [.. headings.Where(h => !marks.IsSame(h, row[h], record[h, true]) && !marks.IsSame(h, row[h], record[h, false]))];
    }

    /// <summary>Whether a record stands that the row repeats cell by cell.</summary>
    public async Task<bool> HoldsAsync(BookRow row, string number, CancellationToken cancel) =>
        await FindAsync(number, cancel) is not null && (await DifferingAsync(row, number, [.. records.Shape.Headings.Where(file.Has)], cancel)).Count == 0;

    private async Task<BookRecord?> FindAsync(string number, CancellationToken cancel)
    {
        if (standing is null)
        {
            standing = new(StringComparer.Ordinal);
            await foreach (var record in records.ReadAsync([.. file.Rows.Select(r => BookCells.Number(r[records.Shape.NumberHeading])).Where(n => n.Length > 0).Distinct()], cancel))
            {
                standing.TryAdd(BookCells.Number(record.Number), record);
            }
        }

        return standing.GetValueOrDefault(BookCells.Number(number));
    }
}
