using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>The blocks of a year's report: its own texts, else those of the last year that has one, else the defaults; as they were known at an instant.</summary>
public sealed class ReadReportTexts(CaseDb db)
{
    /// <param name="knownAt">Without it now.</param>
    public async Task<IReadOnlyList<ReportText>> ExecuteAsync(int year, DateTime? knownAt, CancellationToken cancel)
    {
        IEnumerable<ReportText> texts = await db.ReportTexts.AsNoTracking().ToListAsync(cancel);
        if (knownAt is { } instant)
        {
            texts = (await KnownThen.ReadAsync(db, ReportText.Kind, instant, cancel)).Of(texts);
        }

        var latest = texts.Where(t => t.Year <= year).GroupBy(t => t.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.MaxBy(t => t.Year)!, StringComparer.Ordinal);
        return [.. ReportBlocks.All.Select(block => latest.TryGetValue(block.Key, out var text) ? text : Default(block, year))];
    }

    /// <summary>The text of a block that nobody has written.</summary>
    internal static ReportText Default(ReportBlock block, int year) => new() { Id = Guid.Empty, Year = year, Key = block.Key, Text = block.Default, ChangedByName = "", ChangedAt = default };
}
