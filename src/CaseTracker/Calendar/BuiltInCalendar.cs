using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Calendar;

/// <summary>Puts the built-in years into the database; a year that is there already, imported or built in, is left alone.</summary>
public sealed class BuiltInCalendar(OfficeClock clock) : IAfterMigration
{
    private const string By = "内置";

    public int Order => 10;

    public async Task EnsureAsync(CaseDb db, CancellationToken cancel)
    {
        var there = await db.CalendarYears.Select(y => y.Year).Distinct().ToListAsync(cancel);
        foreach (var year in BuiltInYears.Load().Where(y => !there.Contains(y.Year)))
        {
            var stored = StoredYear.Of(year.Year, year.Version, year.Days, By, clock.Now);
            if (year.Confirmed)
            {
                stored.ConfirmedAt = clock.Now;
                stored.ConfirmedBy = By;
            }

            db.Add(stored);
        }

        await db.SaveChangesAsync(cancel);
    }
}
