using CaseTracker.Accounts;
using CaseTracker.Calendar;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.CareVisits;

/// <summary>The hook of the calendar: which reminders of visits that nobody has planned yet another calendar moves.</summary>
public sealed class RecountReminders(CaseDb db, OfficeClock clock)
{
    public async Task<IReadOnlyList<MovedLimit>> ExecuteAsync(WorkCalendar after, bool apply, Actor actor, CancellationToken cancel)
    {
        var moved = new List<MovedLimit>();
        // The whole office's reminders, whoever asks: dates and numbers only. A visit that a plan asked for is due on its occasion, not by working days.
        foreach (var visit in await db.CareVisits.IgnoreQueryFilters().Where(v => v.State == CareVisitState.Triggered && v.BookNumber == null && !v.Persons.Any(p => p.PlanId != null)).OrderBy(v => v.Number).ToListAsync(cancel))
        {
            var due = RegisterCareVisit.ReminderOn(visit.Type, visit.TriggeredOn, after);
            if (due == visit.DueOn)
            {
                continue;
            }

            moved.Add(new MovedLimit(visit.Number, "走访提醒", visit.DueOn, due, null, null));
            if (apply)
            {
                visit.DueOn = due;
                visit.Version++;
                db.Trace(visit, actor, clock.Now, new Act("recompute-clocks", "重算提醒日期", clock.Today) { Reason = after.Version });
            }
        }

        return moved;
    }
}
