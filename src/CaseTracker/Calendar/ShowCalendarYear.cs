namespace CaseTracker.Calendar;

/// <summary>Every day of a year as it counts today, for the calendar page.</summary>
public sealed class ShowCalendarYear(LoadWorkCalendar current)
{
    /// <param name="Departs">The notice speaks of it: 休 or 班.</param>
    public sealed record Shown(DateOnly Date, bool Worked, bool Departs, string Words);

    /// <summary>Refuses a year that is not loaded, with the words used everywhere for it.</summary>
    public async Task<IReadOnlyList<Shown>> ExecuteAsync(int year, CancellationToken cancel)
    {
        var calendar = await current.ExecuteAsync(cancel);
        if (calendar.Years.All(y => y.Year != year))
        {
            throw new RefusedException($"{WorkCalendar.Missing(year)}，请由系统管理员导入。");
        }

        var first = new DateOnly(year, 1, 1);
        return
        [
            .. Enumerable.Range(0, first.AddYears(1).DayNumber - first.DayNumber).Select(first.AddDays)
                .Select(d => new Shown(d, calendar.IsWorkday(d) == true, calendar.Describe(d) != WorkCalendar.Ordinary(d), calendar.Describe(d))),
        ];
    }
}
