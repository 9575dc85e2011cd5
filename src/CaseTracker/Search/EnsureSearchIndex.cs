using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Search;

/// <summary>A kind of record that can be searched by words; each feature registers its own.</summary>
public sealed record SearchKind
{
    /// <param name="recordKind">As in events: <c>petition</c>; lower-case letters only, it becomes part of a table's name.</param>
    public SearchKind(string recordKind) =>
        RecordKind = recordKind.Length is > 0 and <= 30 && recordKind.All(char.IsAsciiLetterLower) ? recordKind : throw new ArgumentException("Lower-case letters only.", nameof(recordKind));

    public string RecordKind { get; }

    internal string Table => $"search_{RecordKind}";

    internal string Rows => $"search_{RecordKind}_rows";
}

/// <summary>Makes the word index of each kind where it is missing, after every migration. It is derived data and no part of EF's model.</summary>
public sealed class EnsureSearchIndex(IEnumerable<SearchKind> kinds) : IAfterMigration
{
    public int Order => 5;

    public async Task EnsureAsync(CaseDb db, CancellationToken cancel)
    {
        foreach (var sql in kinds.SelectMany(k => db.IsSqlite ? Sqlite(k) : Postgres(k)))
        {
            await db.Database.ExecuteSqlRawAsync(sql, cancel);
        }
    }

    // Contentless: the index knows words and rows, no text. remove_diacritics 0: the words come out of SearchWords as they are.
    private static IEnumerable<string> Sqlite(SearchKind kind) =>
    [
        $"CREATE TABLE IF NOT EXISTS {kind.Rows} (row_id INTEGER PRIMARY KEY, record_id TEXT NOT NULL UNIQUE)",
        $"CREATE VIRTUAL TABLE IF NOT EXISTS {kind.Table} USING fts5(words, content='', contentless_delete=1, prefix='1', tokenize='unicode61 remove_diacritics 0')",
    ];

    private static IEnumerable<string> Postgres(SearchKind kind) =>
    [
        $"CREATE TABLE IF NOT EXISTS {kind.Table} (row_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, record_id uuid NOT NULL UNIQUE, words tsvector NOT NULL)",
        $"CREATE INDEX IF NOT EXISTS {kind.Table}_words ON {kind.Table} USING gin (words)",
    ];
}
