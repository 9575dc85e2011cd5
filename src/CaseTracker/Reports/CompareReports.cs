using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>
/// What a report said as it was known at an instant, beside what it says now: every figure that differs, the records that came, went or count otherwise, and what was recorded about each of them since.
/// The numbers are official; of records that the viewer may not open only the number is told, not what happened to them.
/// </summary>
public sealed class CompareReports(CaseDb db, OfficeClock clock, LoadFacts load, SeeRecords see)
{
    /// <summary>Something that was recorded about a record after the instant.</summary>
    public sealed record Cause(string Step, string Who, DateTime RecordedAt, DateOnly HappenedOn, string? Reason);

    /// <summary>A record that counts otherwise. Null where it did not count at all.</summary>
    /// <param name="Causes">Empty where nothing was recorded about itself: something it rests on (roster, repeat, calendar, a double) has changed, or <paramref name="MayOpen"/> is false.</param>
    public sealed record ChangedRow(Countable Of, FigureRow? Then, FigureRow? Now, bool IsKnown, bool MayOpen, IReadOnlyList<Cause> Causes)
    {
        /// <summary>新增, 减少, 数额变动.</summary>
        public string How => (Then, Now) switch { (null, _) => "新增", (_, null) => "减少", _ => "数额变动" };
    }

    public sealed record Difference(CountedFigure Then, CountedFigure Now, IReadOnlyList<ChangedRow> Rows);

    /// <param name="Then">As known at the instant.</param>
    /// <param name="Now">As known now; judged on the same day.</param>
    public sealed record Report(Figures Then, Figures Now, IReadOnlyList<Difference> Differences)
    {
        public Period Period => Then.Period;

        public DateOnly AsOf => Then.AsOf;

        public DateTime KnownAt => Then.KnownAt;
    }

    /// <param name="asOf">Judges what is open; without it the end of the period, or today while it runs.</param>
    /// <param name="knownAt">Not later than now.</param>
    /// <param name="codes">Figures of the report that is asked about; the others are not compared.</param>
    public async Task<Report> ExecuteAsync(Period period, DateOnly? asOf, DateTime knownAt, IReadOnlySet<string> codes, CancellationToken cancel)
    {
        if (knownAt > clock.Now)
        {
            throw RefusedException.At("knownAt", "“当时所知”的时刻不得晚于现在，请改正");
        }

        var day = asOf ?? (period.To < clock.Today ? period.To : clock.Today);
        period = day >= period.From && day < period.To ? Period.Of(period.From, day) : period;
        var then = Figures.Of(await load.ExecuteAsync(period, day, knownAt, cancel), period);
        var now = Figures.Of(await load.ExecuteAsync(period, day, knownAt: null, cancel), period);
        var changed = then.ByCode.Keys.Where(codes.Contains).Select(code => (Then: then.ByCode[code], Now: now.ByCode[code])).Select(f => (f.Then, f.Now, Rows: Changed(f.Then, f.Now))).Where(f => f.Rows.Count > 0).ToList();
        var records = changed.SelectMany(c => c.Rows).Select(r => r.Of).DistinctBy(r => r.RecordId).ToList();
        var sight = await see.ExecuteAsync(records, cancel);
        var causes = await CausesAsync(records.Where(r => sight.Open.Contains(r.RecordId)).Select(r => r.RecordId), knownAt, cancel);
        return new(then, now,
        [
            .. changed.Select(c => new Difference(c.Then, c.Now,
                [.. c.Rows.Select(r => new ChangedRow(r.Of, r.Then, r.Now, sight.Known.Contains(r.Of.RecordId), sight.Open.Contains(r.Of.RecordId), [.. causes[r.Of.RecordId]]))])),
        ]);
    }

    /// <summary>Records that came, went or count another amount, in the order of their numbers.</summary>
    private static List<(Countable Of, FigureRow? Then, FigureRow? Now)> Changed(CountedFigure then, CountedFigure now)
    {
        var (before, after) = (ByRecord(then), ByRecord(now));
        return
        [
            .. before.Keys.Union(after.Keys)
                .Select(id => (Then: before.GetValueOrDefault(id), Now: after.GetValueOrDefault(id)))
                .Where(r => r.Then?.Count != r.Now?.Count)
                .Select(r => ((r.Now ?? r.Then)!.Of, r.Then, r.Now))
                .OrderBy(r => r.Of.Number, StringComparer.Ordinal),
        ];

        // One record may stand in a figure more than once: somebody who left, came back and left again.
        static Dictionary<Guid, FigureRow> ByRecord(CountedFigure figure) => figure.Rows.GroupBy(r => r.Of.RecordId).ToDictionary(g => g.Key, g => g.First() with { Count = g.Sum(r => r.Count) });
    }

    private async Task<ILookup<Guid, Cause>> CausesAsync(IEnumerable<Guid> open, DateTime knownAt, CancellationToken cancel)
    {
        var ids = open.ToList();
        db.Opened.AddRange(ids); // each has just passed its check
        var events = new List<CaseEvent>();
        foreach (var portion in ids.Chunk(500))
        {
            events.AddRange(await db.Events.AsNoTracking().Where(e => portion.Contains(e.RecordId) && e.RecordedAt > knownAt && e.Changes != "{}").OrderBy(e => e.RecordedAt).ThenBy(e => e.Seq).ToListAsync(cancel));
        }

        return events.ToLookup(e => e.RecordId, e => new Cause(e.StepName, e.ForName is null ? e.ActorName : $"{e.ActorName}（代{e.ForName}）", e.RecordedAt, e.HappenedOn, e.Reason));
    }
}
