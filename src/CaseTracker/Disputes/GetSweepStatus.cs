using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Disputes;

/// <summary>Which department has reported which period: what was reported, what is missing, what is still to come. A department's people see their own column.</summary>
public sealed class GetSweepStatus(CaseDb db, OfficeClock clock)
{
    public sealed record Column(Guid Id, string Name, bool MayReport);

    /// <summary>One department in one period; <see cref="Report"/> is null while there is none.</summary>
    public sealed record Cell(SweepReport? Report, int Found, bool IsMissing)
    {
        /// <summary>零报告, 3起, 未报, 待报.</summary>
        public string Words => Report is { } report ? (report.IsZero ? "零报告" : $"{Found}起") + (report.LateDays > 0 ? $"（迟{report.LateDays}天）" : "") : IsMissing ? "未报" : "待报";
    }

    public sealed record Line(SweepPeriod Period, IReadOnlyList<Cell> Cells);

    public sealed record Status(IReadOnlyList<Column> Columns, IReadOnlyList<Line> Lines)
    {
        /// <summary>Reports that are missing.</summary>
        public int Missing => Lines.Sum(l => l.Cells.Count(c => c.IsMissing));
    }

    /// <param name="from">First day looked at; at most a year before <paramref name="to"/>.</param>
    public async Task<Status> ExecuteAsync(DateOnly from, DateOnly to, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.SeeDisputes);
        if (to < from || to.DayNumber - from.DayNumber > 366)
        {
            throw RefusedException.At("to", "止日不得早于起日，一次最多看一年，请改正");
        }

        var today = clock.Today;
        var periods = SweepPeriod.Between(await db.BureauAsync(cancel), from, to > today ? today : to);
        var all = db.Viewer.IsSystem || db.Viewer.WholeOrdinary || db.Viewer.Leads;
        var writes = actor.May(Permission.KeepDisputes) ? actor.WritesFor() : [];
        var own = db.Viewer.Departments;
        var departments = await db.Departments.AsNoTracking().Where(d => !d.IsClosed && !d.IsSubordinate && (all || own.Contains(d.Id))).OrderBy(d => d.Rank).ThenBy(d => d.Name).Select(d => new { d.Id, d.Name }).ToListAsync(cancel);
        if (periods.Count == 0)
        {
            return new Status([.. departments.Select(d => new Column(d.Id, d.Name, false))], []);
        }

        var (first, last) = (periods.Min(p => p.From), periods.Max(p => p.To));
        var reports = (await db.SweepReports.AsNoTracking().Where(r => r.From >= first && r.To <= last).ToListAsync(cancel)).ToDictionary(r => (r.DepartmentId, r.From, r.To));
        var found = (await db.Disputes.AsNoTracking().Where(d => d.State != DisputeState.Voided && d.FoundOn >= first && d.FoundOn <= last).Select(d => new { d.ReportDepartmentId, d.FoundOn }).ToListAsync(cancel)).ToLookup(d => d.ReportDepartmentId, d => d.FoundOn);
        return new Status(
            [.. departments.Select(d => new Column(d.Id, d.Name, writes is null || writes.Contains(d.Id)))],
            [
                .. periods.Select(p => new Line(p, [.. departments.Select(d =>
                {
                    var report = reports.GetValueOrDefault((d.Id, p.From, p.To));
                    return new Cell(report, found[d.Id].Count(day => day >= p.From && day <= p.To), report is null && p.To < today);
                })])),
            ]);
    }
}
