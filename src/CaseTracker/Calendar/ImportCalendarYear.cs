using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Calendar;

/// <summary>A limit of an open case that a changed calendar moves. Null: not known for want of a year.</summary>
public sealed record MovedLimit(string Number, string Limit, DateOnly? LegalBefore, DateOnly? LegalAfter, DateOnly? SafeBefore, DateOnly? SafeAfter);

/// <summary>
/// Recounts the limits of open cases under another calendar and tells which move; with <paramref name="apply"/> it also rewrites their cached dates in the running write.
/// The features that have limits register one each.
/// </summary>
public delegate Task<IReadOnlyList<MovedLimit>> RecountLimits(CaseDb db, WorkCalendar before, WorkCalendar after, bool apply, CancellationToken cancel);

/// <summary>Imports the arrangement of a year as its next edition, which then waits for confirmation. A dry run shows what would change and changes nothing.</summary>
public sealed class ImportCalendarYear(CaseDb db, OfficeClock clock, LoadWorkCalendar current, IEnumerable<RecountLimits> recounts)
{
    /// <summary>Rest by 《全国年节及纪念日放假办法》 in every year: a file without them is not whole.</summary>
    private static readonly (int Month, int Day, string Name)[] AlwaysRest = [(1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节")];

    /// <param name="File">CSV as in <see cref="CalendarFile"/>, of one year; it may change the December before.</param>
    public sealed record Command(Stream File, bool DryRun = false);

    public sealed record ChangedDay(DateOnly Date, string Before, string After);

    /// <param name="Days">Days that are described otherwise than before.</param>
    public sealed record Outcome(int Year, int Edition, bool Imported, IReadOnlyList<ChangedDay> Days, IReadOnlyList<MovedLimit> Limits);

    /// <summary>Refuses a bad file by row and column, a file of several years, an incomplete one, and one that changes nothing.</summary>
    public async Task<Outcome> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        var days = CalendarFile.Read(command.File);
        var year = days.Max(d => d.Date).Year;
        RefuseOtherYears(days, year);
        return command.DryRun ? await PrepareAsync(days, year, false, cancel) : await db.WriteAsync(async () =>
        {
            await db.LockAsync("calendar", cancel);
            var outcome = await PrepareAsync(days, year, true, cancel);
            var stored = StoredYear.Of(year, outcome.Edition, days, actor.Name, clock.Now);
            db.Add(stored);
            AuditLog.Add(db, actor, clock.Now, new AuditNote("import-calendar", "calendar", stored.Id)
            {
                Details = new { outcome.Year, outcome.Edition, Days = outcome.Days.Count, Limits = outcome.Limits.Count },
            });
            return outcome;
        }, cancel);
    }

    private async Task<Outcome> PrepareAsync(IReadOnlyList<CalendarDay> days, int year, bool apply, CancellationToken cancel)
    {
        var before = await current.ExecuteAsync(cancel);
        var edition = (await db.CalendarYears.Where(y => y.Year == year).MaxAsync(y => (int?)y.Edition, cancel) ?? 0) + 1;
        if (before.Years.FirstOrDefault(y => y.Year == year) is { } same && same.Days.SequenceEqual(days))
        {
            throw new RefusedException($"文件与现行的{same.Label}完全相同，无需导入。");
        }

        var after = new WorkCalendar([.. before.Years.Where(y => y.Year != year), new CalendarYear(year, edition, false, days)]);
        RefuseIncomplete(after, year);
        var moved = new List<MovedLimit>();
        foreach (var recount in recounts)
        {
            moved.AddRange(await recount(db, before, after, apply, cancel));
        }

        return new Outcome(year, edition, apply, [.. Changed(before, after, year)], moved);
    }

    private static IEnumerable<ChangedDay> Changed(WorkCalendar before, WorkCalendar after, int year)
    {
        for (var day = new DateOnly(year - 1, 12, 1); day.Year <= year; day = day.AddDays(1))
        {
            // A year that was not there at all is shown by its departures only, not by 365 lines.
            var was = before.Knows(day) ? before.Describe(day) : WorkCalendar.Ordinary(day);
            if (after.Knows(day) && after.Describe(day) is var now && was != now)
            {
                yield return new ChangedDay(day, before.Knows(day) ? was : before.Describe(day), now);
            }
        }
    }

    private static void RefuseOtherYears(IReadOnlyList<CalendarDay> days, int year)
    {
        var others = days.Where(d => d.Date.Year != year && d.Date < new DateOnly(year - 1, 12, 1)).ToList();
        if (others.Count > 0)
        {
            throw new RefusedException($"一个文件只能是一年的安排：既有{year}年，又有{others[0].Date:yyyy-MM-dd}，请按年分开后导入（上一年12月的日期可以放在一起）。");
        }
    }

    private static void RefuseIncomplete(WorkCalendar after, int year)
    {
        var worked = AlwaysRest.Where(d => after.IsWorkday(new DateOnly(year, d.Month, d.Day)) == true).ToList();
        if (worked.Count > 0)
        {
            throw new RefusedException($"{year}年的安排不完整：{string.Join("、", worked.Select(d => $"{d.Month}月{d.Day}日（{d.Name}）"))}没有列为“休”，请补全后重新导入。");
        }
    }
}
