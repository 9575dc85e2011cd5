using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Calendar;

/// <summary>The calendar last built, with the editions it was built from.</summary>
public sealed class CalendarCache
{
    private volatile Entry? last;

    internal WorkCalendar? Find(string editions) => last is { } entry && entry.Editions == editions ? entry.Calendar : null;

    internal WorkCalendar Keep(string editions, WorkCalendar calendar)
    {
        last = new Entry(editions, calendar);
        return calendar;
    }

    private sealed record Entry(string Editions, WorkCalendar Calendar);
}

/// <summary>The calendar in force. Asks each time which editions count (one small query, right across processes) and builds a new value only when they changed.</summary>
public sealed class LoadWorkCalendar(CaseDb db, CalendarCache cache)
{
    public async Task<WorkCalendar> ExecuteAsync(CancellationToken cancel)
    {
        var inForce = await db.CalendarYears.InForce().OrderBy(y => y.Year).Select(y => new { y.Id, IsConfirmed = y.ConfirmedAt != null }).ToListAsync(cancel);
        var editions = string.Join(' ', inForce.Select(y => $"{y.Id:N}{(y.IsConfirmed ? "+" : "")}"));
        if (cache.Find(editions) is { } known)
        {
            return known;
        }

        var years = await db.CalendarYears.InForce().AsNoTracking().Include(y => y.Days).ToListAsync(cancel);
        return cache.Keep(editions, new WorkCalendar(years.Select(y => y.ToCalendarYear())));
    }
}
