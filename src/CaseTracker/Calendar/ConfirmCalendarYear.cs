using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Calendar;

/// <summary>The administrator has compared a year with its notice: its days are no longer marked 待核.</summary>
public sealed class ConfirmCalendarYear(CaseDb db, OfficeClock clock)
{
    /// <param name="Edition">The edition he was looking at; refused when a later one was imported since.</param>
    public sealed record Command(int Year, int Edition);

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        await db.LockAsync("calendar", cancel);
        var year = await db.CalendarYears.InForce().FirstOrDefaultAsync(y => y.Year == command.Year, cancel) ?? throw new NotFoundException($"{command.Year}年节假日安排");
        if (year.Edition != command.Edition)
        {
            throw new StaleException();
        }

        if (year.ConfirmedAt is not null)
        {
            throw new RefusedException($"{year.Year}年第{year.Edition}版已由{year.ConfirmedBy}确认，无需再次确认。");
        }

        year.ConfirmedAt = clock.Now;
        year.ConfirmedBy = actor.Name;
        AuditLog.Add(db, actor, clock.Now, new AuditNote("confirm-calendar", "calendar", year.Id) { Details = command });
    }, cancel);
}
