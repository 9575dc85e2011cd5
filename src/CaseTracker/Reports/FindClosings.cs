using System.Text.Json;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>The months and years with the state of their closing; one that nobody has touched is open.</summary>
public sealed class FindClosings(CaseDb db, OfficeClock clock, MonthlySummary monthly, AnnualReport annual)
{
    /// <summary>A figure that no longer is what was frozen (or last restated).</summary>
    public sealed record Difference(string Code, string Name, string Unit, decimal? Frozen, decimal? Now);

    /// <param name="Figures">What was frozen; empty before.</param>
    public sealed record Details(Closing Closing, IReadOnlyList<FrozenFigure> Figures, IReadOnlyList<CaseEvent> Events, IReadOnlyList<StepView<Closing, ClosingState, ClosingStep>> Steps);

    /// <summary>The year and its twelve months.</summary>
    public async Task<IReadOnlyList<Closing>> YearAsync(int year, CancellationToken cancel)
    {
        var numbers = Enumerable.Range(0, 13).Select(month => NumberOf(year, month)).ToList();
        var known = await db.Closings.AsNoTracking().Include(c => c.Restatements).Where(c => numbers.Contains(c.Number)).ToDictionaryAsync(c => c.Number, cancel);
        var (months, office) = (ReportMonths.Of(await db.BureauAsync(cancel)), await OfficeAsync(db, cancel));
        var closings = numbers.ConvertAll(n => known.GetValueOrDefault(n) ?? New(n, months, clock.Now));
        closings.ForEach(c => c.OfficeId = office);
        return closings;
    }

    /// <summary>Those on their way, the oldest first: what waits for somebody.</summary>
    public async Task<IReadOnlyList<Closing>> UnderWayAsync(CancellationToken cancel)
    {
        var (closings, office) = (await db.Closings.AsNoTracking().Where(c => c.State != ClosingState.Frozen).OrderBy(c => c.To).ThenBy(c => c.Number).ToListAsync(cancel), await OfficeAsync(db, cancel));
        closings.ForEach(c => c.OfficeId = office);
        return closings;
    }

    public async Task<Details> OneAsync(string number, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.Ledgers);
        var (year, month) = Closing.Parse(number) ?? throw new NotFoundException("该统计期间");
        var wanted = NumberOf(year, month);
        var closing = await db.Closings.AsNoTracking().Include(c => c.Restatements).FirstOrDefaultAsync(c => c.Number == wanted, cancel) ?? New(wanted, ReportMonths.Of(await db.BureauAsync(cancel)), clock.Now);
        closing.OfficeId = await OfficeAsync(db, cancel);
        db.Opened.Add(closing.Id);
        var events = await db.Events.AsNoTracking().Where(e => e.RecordKind == Closing.Kind && e.RecordId == closing.Id).OrderBy(e => e.Seq).ToListAsync(cancel);
        var frozen = closing.State == ClosingState.Frozen ? await FrozenAsync(db, closing.Id, cancel) : [];
        return new(closing, frozen, events, ClosingWorkflow.Engine.Explain(closing, actor, clock.Today));
    }

    /// <summary>A restatement and the frozen period it is of: 2024-10, 2024.</summary>
    public sealed record Restated(string Of, Restatement Restatement)
    {
        public string Text => $"{Of}原数{Restatement.OldText}，更正为{Restatement.NewText}：{Restatement.Reason}";
    }

    /// <summary>What the table of a month (2024-11), or of a year (2024) in any of its months, tells of what was frozen before; as known at an instant.</summary>
    public static async Task<IReadOnlyList<Restated>> ToldInAsync(CaseDb db, string number, DateTime knownAt, CancellationToken cancel) =>
        [.. (await db.Restatements.AsNoTracking().Where(r => (r.ToldIn == number || r.ToldIn.StartsWith(number + "-")) && r.RecordedAt <= knownAt).OrderBy(r => r.RecordedAt)
            .Join(db.Set<Closing>(), r => r.ClosingId, c => c.Id, (r, c) => new { c.Number, Restatement = r }).ToListAsync(cancel)).Select(r => new Restated(r.Number, r.Restatement))];

    internal static Task<Guid> OfficeAsync(CaseDb db, CancellationToken cancel) => db.Departments.Where(d => d.IsPetitionOffice).Select(d => d.Id).FirstAsync(cancel);

    internal static string NumberOf(int year, int month) => month == 0 ? $"{year}" : $"{year}-{month:00}";

    internal static Closing New(string number, ReportMonths months, DateTime now)
    {
        var (year, month) = Closing.Parse(number)!.Value;
        var period = month == 0 ? months.Year(year) : months.Month(year, month);
        return new Closing { Id = Guid.CreateVersion7(), Number = number, From = period.From, To = period.To, RecordedAt = now, TableVersion = ClosingWorkflow.Engine.Version };
    }

    internal static async Task<IReadOnlyList<FrozenFigure>> FrozenAsync(CaseDb db, Guid id, CancellationToken cancel) =>
        await db.Set<FrozenFigures>().AsNoTracking().Where(f => f.Id == id).Select(f => f.Json).FirstOrDefaultAsync(cancel) is { } json ? JsonSerializer.Deserialize<List<FrozenFigure>>(json, CanonicalJson.Options)! : [];

    /// <summary>What has changed since a period was frozen and is not restated yet; nothing before. The whole report is counted for it.</summary>
    public async Task<IReadOnlyList<Difference>> DifferencesAsync(Details shown, CancellationToken cancel)
    {
        if (shown.Figures.Count == 0)
        {
            return [];
        }

        var closing = shown.Closing;
        var figures = closing.IsYear ? (await annual.ExecuteAsync(closing.Year, closing.To, knownAt: null, cancel)).Figures : (await monthly.ExecuteAsync(closing.Year, closing.Month, closing.To, knownAt: null, cancel)).Figures;
        var now = FrozenFigure.Of(figures).ToDictionary(f => f.Code, f => f.Value, StringComparer.Ordinal);
        var restated = closing.Restatements.OrderBy(r => r.RecordedAt).GroupBy(r => r.Code).ToDictionary(g => g.Key, g => g.Last().New);
        return [.. from figure in shown.Figures
                   let before = restated.TryGetValue(figure.Code, out var last) ? last : figure.Value
                   where now.TryGetValue(figure.Code, out var value) && value != before
                   select new Difference(figure.Code, figure.Name, figure.Unit, before, now[figure.Code])];
    }
}
