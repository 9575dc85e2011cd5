using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Audit;

/// <summary>The links of the audit chain for the 审计管理员, newest first, page by page. A 检举控告 stands in them by a pseudonym only.</summary>
public sealed class FindAudit(CaseDb db, OfficeClock clock)
{
    public const int PageSize = 50;

    public sealed record Filter
    {
        public string? Actor { get; init; }

        public string? Action { get; init; }

        public string? ObjectKind { get; init; }

        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }

        public bool RefusalsOnly { get; init; }

        /// <summary>Links before this one.</summary>
        public long? Before { get; init; }
    }

    /// <param name="Next">Cursor of the next page; null on the last one.</param>
    /// <param name="Actions">Every action there is, for the filter.</param>
    public sealed record Page(IReadOnlyList<AuditEntry> Rows, int Count, long? Next, IReadOnlyList<string> Actions, IReadOnlyList<string> Kinds);

    public async Task<Page> ExecuteAsync(Filter filter, CancellationToken cancel)
    {
        var links = db.AuditEntries.AsNoTracking();
        links = filter.Actor?.Trim() is { Length: > 0 } actor ? links.Where(e => e.ActorName == actor) : links;
        links = string.IsNullOrEmpty(filter.Action) ? links : links.Where(e => e.Action == filter.Action);
        links = string.IsNullOrEmpty(filter.ObjectKind) ? links : links.Where(e => e.ObjectKind == filter.ObjectKind);
        links = filter.RefusalsOnly ? links.Where(e => e.Result == "拒绝") : links;
        if (filter.From is { } from)
        {
            var start = clock.StartOf(from);
            links = links.Where(e => e.At >= start);
        }

        if (filter.To is { } to)
        {
            var end = clock.StartOf(to.AddDays(1));
            links = links.Where(e => e.At < end);
        }

        var count = await links.CountAsync(cancel);
        var rows = await (filter.Before is { } before ? links.Where(e => e.Seq < before) : links).OrderByDescending(e => e.Seq).Take(PageSize + 1).ToListAsync(cancel);
        return new Page(
            [.. rows.Take(PageSize)], count, rows.Count > PageSize ? rows[PageSize - 1].Seq : null,
            await db.AuditEntries.Select(e => e.Action).Distinct().OrderBy(a => a).ToListAsync(cancel),
            await db.AuditEntries.Select(e => e.ObjectKind).Distinct().OrderBy(k => k).ToListAsync(cancel));
    }
}
