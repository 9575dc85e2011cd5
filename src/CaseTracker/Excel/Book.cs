namespace CaseTracker.Excel;

/// <summary>A workbook of the bureau as it was read: one heading row and the rows below, all as text. Formulas are never run; their saved result stands for them.</summary>
public sealed class Book
{
    private readonly Dictionary<string, int> places;

    internal Book(IReadOnlyList<string> headings, IReadOnlyList<string> notices)
    {
        Headings = headings;
        Notices = notices;
        var twice = headings.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (twice.Count > 0)
        {
            throw new RefusedException($"表头“{string.Join("”“", twice)}”出现了两次，无法判断以哪一列为准。请删去多余的一列后重新导入。");
        }

        places = headings.Select((h, i) => (h, i)).Where(p => p.h.Length > 0).ToDictionary(p => p.h, p => p.i, StringComparer.Ordinal);
    }

    /// <summary>Headings in the order of the file, trimmed, without a byte order mark; empty where a column has none.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>Rows that hold anything, in the order of the file.</summary>
    public IReadOnlyList<BookRow> Rows { get; internal set; } = [];

    /// <summary>What was left aside without harm, in Chinese: further sheets, columns without heading.</summary>
    public IReadOnlyList<string> Notices { get; }

    public bool Has(string heading) => places.ContainsKey(heading);

    /// <summary>Refuses a book that lacks one of the headings, naming all that are missing.</summary>
    public void Require(params IEnumerable<string> headings)
    {
        var missing = headings.Where(h => !Has(h)).ToList();
        if (missing.Count > 0)
        {
            throw new RefusedException($"缺少必需的表头：{string.Join("、", missing)}。请核对第一行表头（列的先后不限）后重新导入。");
        }
    }

    /// <summary>Headings that are not in <paramref name="known"/>: to be reported, not fatal. 问题, the column of our own error workbook, is never among them.</summary>
    public IReadOnlyList<string> Unknown(params IEnumerable<string> known)
    {
        var expected = known.ToHashSet(StringComparer.Ordinal);
        return [.. Headings.Where(h => h.Length > 0 && h != ErrorWorkbook.ProblemHeading && !expected.Contains(h))];
    }

    internal int Place(string heading) => places.GetValueOrDefault(heading, -1);
}

/// <summary>One row of a book.</summary>
/// <param name="Book">The book it stands in.</param>
/// <param name="Number">Row number as Excel shows it; the heading row is 1.</param>
/// <param name="Cells">Cells as read, as many as there are headings.</param>
/// <param name="Problems">What could not be read without guessing, in Chinese sentences; a row with any must be refused.</param>
public sealed record BookRow(Book Book, int Number, IReadOnlyList<string> Cells, IReadOnlyList<string> Problems)
{
    /// <summary>The trimmed cell under a heading; empty when the cell or the whole column is missing.</summary>
    public string this[string heading]
    {
        get
        {
            var place = Book.Place(heading);
            return place < 0 || place >= Cells.Count ? "" : Cells[place].Trim();
        }
    }
}
