using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Search;

/// <summary>Which records contain a phrase. Kept in the caller's transaction; protected values and hidden cases are never given to it.</summary>
public sealed class SearchIndex(CaseDb db, IEnumerable<SearchKind> kinds)
{
    /// <summary>A search shows the newest fifty.</summary>
    public const int Newest = 50;

    /// <summary>Counting stops here: 1,001 means "more than a thousand".</summary>
    public const int CountCap = 1_001;

    /// <param name="Ids">Newest registered first, at most <see cref="Newest"/>.</param>
    /// <param name="Count">All of them, up to <see cref="CountCap"/>.</param>
    public sealed record Found(IReadOnlyList<Guid> Ids, int Count);

    /// <summary>Puts a record with its text into the index, in place of what was there of it.</summary>
    public async Task PutAsync(string recordKind, Guid id, string text, CancellationToken cancel)
    {
        var kind = KindOf(recordKind);
        if (db.IsSqlite)
        {
            await RunAsync($"INSERT INTO {kind.Rows} (record_id) VALUES ({{0}}) ON CONFLICT DO NOTHING", cancel, id);
            await RunAsync(
                $"INSERT OR REPLACE INTO {kind.Table} (rowid, words) SELECT row_id, {{1}} FROM {kind.Rows} WHERE record_id = {{0}}", cancel, id, string.Join(' ', SearchWords.Cut(text)));
        }
        else
        {
            await RunAsync(
                $"INSERT INTO {kind.Table} (record_id, words) VALUES ({{0}}, {{1}}::tsvector) ON CONFLICT (record_id) DO UPDATE SET words = excluded.words", cancel, id, SearchWords.ForTsVector(text));
        }
    }

    /// <summary>True while the index holds no record of the kind.</summary>
    public async Task<bool> IsEmptyAsync(string recordKind, CancellationToken cancel)
    {
        var kind = KindOf(recordKind);
        var sql = $"SELECT 1 AS \"Value\" FROM {(db.IsSqlite ? kind.Rows : kind.Table)} LIMIT 1";
        return (await db.Database.SqlQueryRaw<int>(sql).ToListAsync(cancel)).Count == 0;
    }

    /// <summary>Takes a record out: it became an accusation, or was voided.</summary>
    public async Task RemoveAsync(string recordKind, Guid id, CancellationToken cancel)
    {
        var kind = KindOf(recordKind);
        if (db.IsSqlite)
        {
            await RunAsync($"DELETE FROM {kind.Table} WHERE rowid = (SELECT row_id FROM {kind.Rows} WHERE record_id = {{0}})", cancel, id);
            await RunAsync($"DELETE FROM {kind.Rows} WHERE record_id = {{0}}", cancel, id);
        }
        else
        {
            await RunAsync($"DELETE FROM {kind.Table} WHERE record_id = {{0}}", cancel, id);
        }
    }

    /// <summary>Ids of all records with the phrase, to be joined to a filtered list: <c>Where(p => matching.Contains(p.Id))</c>. Null when nothing searchable was typed.</summary>
    public IQueryable<Guid>? Matching(string recordKind, string typed)
    {
        var kind = KindOf(recordKind);
        return db.IsSqlite
            ? SearchWords.ForFts5(typed) is { } fts
                ? Ids($"SELECT r.record_id AS \"Value\" FROM {kind.Table} s JOIN {kind.Rows} r ON r.row_id = s.rowid WHERE {kind.Table} MATCH {{0}}", fts)
                : null
            : SearchWords.ForTsQuery(typed) is { } query
                ? Ids($"SELECT record_id AS \"Value\" FROM {kind.Table} WHERE words @@ {{0}}::tsquery", query)
                : null;
    }

    /// <summary>The newest records with the phrase and a capped count. Not filtered by the viewer: for lists use <see cref="Matching"/>.</summary>
    public async Task<Found> FindAsync(string recordKind, string typed, CancellationToken cancel)
    {
        var kind = KindOf(recordKind);
        var query = db.IsSqlite ? SearchWords.ForFts5(typed) : SearchWords.ForTsQuery(typed);
        if (query is null)
        {
            return new Found([], 0);
        }

        var (newest, count) = db.IsSqlite
            ? ($"SELECT r.record_id AS \"Value\" FROM {kind.Table} s JOIN {kind.Rows} r ON r.row_id = s.rowid WHERE {kind.Table} MATCH {{0}} ORDER BY s.rowid DESC LIMIT {Newest}",
               $"SELECT count(*) AS \"Value\" FROM (SELECT 1 FROM {kind.Table} WHERE {kind.Table} MATCH {{0}} LIMIT {CountCap})")
            : ($"SELECT record_id AS \"Value\" FROM {kind.Table} WHERE words @@ {{0}}::tsquery ORDER BY row_id DESC LIMIT {Newest}",
               $"SELECT count(*)::int AS \"Value\" FROM (SELECT 1 FROM {kind.Table} WHERE words @@ {{0}}::tsquery LIMIT {CountCap}) AS found");
        return new Found(
            await db.Database.SqlQueryRaw<Guid>(newest, query).ToListAsync(cancel),
            (await db.Database.SqlQueryRaw<int>(count, query).ToListAsync(cancel)).Single());
    }

    // The names of tables come from SearchKind, which lets lower-case letters pass and nothing else; what users type is always a parameter.
    private Task RunAsync(string sql, CancellationToken cancel, params object[] values) => db.Database.ExecuteSqlRawAsync(sql, values, cancel);

    private IQueryable<Guid> Ids(string sql, string query) => db.Database.SqlQueryRaw<Guid>(sql, query);

    private SearchKind KindOf(string recordKind) =>
        kinds.FirstOrDefault(k => k.RecordKind == recordKind) ?? throw new ArgumentException($"No SearchKind is registered for {recordKind}.", nameof(recordKind));
}
