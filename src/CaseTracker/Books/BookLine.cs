using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Books;

/// <summary>
/// What of a book was imported, one line a record: keyed marks of its cells, never the cells. By them the same file changes nothing,
/// and another content of the same key is seen column by column, whatever has happened to the record since.
/// </summary>
public sealed class BookLine
{
    public required Guid Id { get; init; }

    /// <summary>petitions, roster.</summary>
    public required string Book { get; init; }

    /// <summary>The key of the record in its book.</summary>
    public required string Number { get; init; }

    public required Guid RecordId { get; init; }

    /// <summary>heading=mark, one a line, in the order of the headings.</summary>
    public required string Marks { get; set; }

    /// <summary>The mark by which a suspected double entry is found; null where none is looked for.</summary>
    public string? DoubleMark { get; set; }
}

internal sealed class BookLineConfiguration(CaseDb db) : IEntityTypeConfiguration<BookLine>
{
    public void Configure(EntityTypeBuilder<BookLine> builder)
    {
        builder.ToTable("book_lines");
        builder.Property(l => l.Book).HasMaxLength(20);
        builder.Property(l => l.Number).HasMaxLength(40);
        builder.Property(l => l.DoubleMark).HasMaxLength(40);
        builder.HasIndex(l => new { l.Book, l.Number }).IsUnique();
        builder.HasQueryFilter(l => db.Opened.Contains(l.RecordId));
    }
}

public static class BookTables
{
    extension(CaseDb db)
    {
        /// <summary>Lines of the records that were opened in this context.</summary>
        public DbSet<BookLine> BookLines => db.Set<BookLine>();
    }
}

/// <summary>Marks the cells of a book: the same content gives the same mark however its dates are written; without the key nothing can be tried against it.</summary>
internal sealed class BookMarks(Keys keys, string book, IReadOnlyList<string> headings, IReadOnlySet<string> dates)
{
    public string Of(string column, string text) => text.Length == 0 ? "" : Convert.ToHexStringLower(keys.BlindIndex.Of($"book/{book}/{column}", text).AsSpan(0, 8));

    /// <summary>The marks of the headings that this file has.</summary>
    public string Of(BookRow row) => string.Join('\n', headings.Where(row.Book.Has).Select(h => $"{h}={Of(h, Canonical(h, row[h]))}"));

    /// <summary>Headings whose content differs; a heading that one of the two files lacks says nothing.</summary>
    public static IReadOnlyList<string> Differing(string before, string now)
    {
        var known = Read(before);
        return [.. Read(now).Where(m => known.TryGetValue(m.Key, out var was) && was != m.Value).Select(m => m.Key)];
    }

    /// <summary>The marks after an update: those of a heading that the new file lacks stay.</summary>
    public static string Merge(string before, string now)
    {
        var marks = Read(before);
        foreach (var (heading, mark) in Read(now))
        {
            marks[heading] = mark;
        }

        return string.Join('\n', marks.Select(m => $"{m.Key}={m.Value}"));
    }

    /// <summary>Whether two cells of a column say the same.</summary>
    public bool IsSame(string heading, string one, string other) => Canonical(heading, one) == Canonical(heading, other);

    private static Dictionary<string, string> Read(string marks) => marks.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(m => m.Split('=')).ToDictionary(m => m[0], m => m[1], StringComparer.Ordinal);

    private string Canonical(string heading, string text) =>
        !dates.Contains(heading) ? text
        : BookDates.TryDate(text, out var day) ? $"{day:yyyy-MM-dd}"
        : BookDates.TryMonth(text, out var month) ? $"{month:yyyy-MM}"
        : text;
}
