using CaseTracker.Calendar;
using CaseTracker.Clocks;

namespace CaseTracker.Benefits;

/// <summary>While papers are missing the clock stands: the day they were asked for still counts, the day they came in does not.</summary>
public sealed record VerifyPause(DateOnly AskedOn, DateOnly? SuppliedOn)
{
    public bool Covers(DateOnly day) => day > AskedOn && (SuppliedOn is null || day <= SuppliedOn);
}

/// <summary>核实期限: so many working days after the day on which verification began, less those on which papers were missing.</summary>
public sealed record VerifyClock(DateOnly Since, int Workdays, IReadOnlyList<VerifyPause> Pauses)
{
    /// <summary>The last day; null while papers are missing, and where a year is not loaded.</summary>
    public DateOnly? DueOn(WorkCalendar calendar)
    {
        var left = Workdays;
        for (var day = Since.AddDays(1); ; day = day.AddDays(1))
        {
            if (calendar.IsWorkday(day) is not { } worked || Pauses.Any(p => p.SuppliedOn is null && p.Covers(day)))
            {
                return null;
            }

            if (worked && !Pauses.Any(p => p.Covers(day)) && --left <= 0)
            {
                return day;
            }
        }
    }

    /// <summary>Working days used up to a day, it included; null where a year is not loaded.</summary>
    public int? Used(WorkCalendar calendar, DateOnly until)
    {
        var used = 0;
        for (var day = Since.AddDays(1); day <= until; day = day.AddDays(1))
        {
            if (calendar.IsWorkday(day) is not { } worked)
            {
                return null;
            }

            used += worked && !Pauses.Any(p => p.Covers(day)) ? 1 : 0;
        }

        return used;
    }

    /// <summary>The colour of a limit on a day, yellow so many working days before it.</summary>
    public static ClockColour ColourOf(DateOnly due, int yellowWorkdays, WorkCalendar calendar, DateOnly today)
    {
        DateOnly? yellow = due;
        for (var i = 0; i < yellowWorkdays && yellow is { } day; i++)
        {
            yellow = calendar.PreviousWorkday(day);
        }

        return new ClockDates(due, due, due, yellow, null).On(today);
    }
}
