using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Calendar;

/// <summary>The editions of all years with who imported and who confirmed them, the newest first.</summary>
public sealed class ListCalendarYears(CaseDb db)
{
    /// <param name="InForce">False for an edition that a later one has replaced.</param>
    public sealed record Row(int Year, int Edition, string Notices, int RestDays, int MakeUpDays, DateTime ImportedAt, string ImportedBy, DateTime? ConfirmedAt, string? ConfirmedBy, bool InForce);

    public async Task<IReadOnlyList<Row>> ExecuteAsync(CancellationToken cancel)
    {
        var years = await db.CalendarYears.AsNoTracking().Include(y => y.Days).OrderByDescending(y => y.Year).ThenByDescending(y => y.Edition).ToListAsync(cancel);
        return
        [
            .. years.Select((y, i) => new Row(
                y.Year, y.Edition, string.Join("、", y.Days.OrderBy(d => d.Date).Select(d => d.Notice).Distinct()),
                y.Days.Count(d => d.Kind == DayKind.Rest), y.Days.Count(d => d.Kind == DayKind.Work),
                y.ImportedAt, y.ImportedBy, y.ConfirmedAt, y.ConfirmedBy, i == 0 || years[i - 1].Year != y.Year)),
        ];
    }
}
