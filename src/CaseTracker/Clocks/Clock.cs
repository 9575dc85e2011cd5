using CaseTracker.Calendar;

namespace CaseTracker.Clocks;

/// <summary>One line of the proof: a day, whether it counts towards the limit, and why.</summary>
public sealed record CountedDay(DateOnly Date, bool Counted, string Why);

/// <summary>A limit counted from its facts, with the means to show how.</summary>
public sealed record Clock(ClockRule Rule, ClockFacts Facts, ClockDates Dates)
{
    public ClockId Id => Rule.Id;

    public DateOnly Start => Facts.Start;

    public DateOnly ReceivedOn => Facts.ReceivedOn ?? Facts.Start;

    /// <summary>Why a date is missing (2027年节假日安排未导入); null when all are there.</summary>
    public string? Reason { get; init; }

    /// <summary>What the reader must know though the dates are there: 待核, 听证中, 超期未告知.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>A hearing is open that will move the dates once its report is there.</summary>
    public bool IsInHearing { get; init; }

    /// <summary>For C11: the handling clock ends before the date in the order, and so decides.</summary>
    public bool IsByHandling { get; init; }

    /// <summary>Versions of the years the dates rest on.</summary>
    public required string CalendarVersion { get; init; }

    public required ClockSettings Settings { get; init; }

    public required WorkCalendar Calendar { get; init; }

    public ClockColour On(DateOnly today) => Dates.On(today);

    /// <summary>A right of the petitioner (复查、复核、评价) whose time is over without his having used it: nobody is late.</summary>
    public bool IsUnused(DateOnly today) => Rule.Bearer == ClockBearer.Petitioner && Dates.IsRunning(today) && Dates.HasPassed(today);

    public string Words(DateOnly today) => IsUnused(today) ? "已期满" : Dates.Words(today);

    /// <summary>The days from the start to the later of raw and legal, each counted or skipped with the reason.</summary>
    public IReadOnlyList<CountedDay> Days() => ClockProof.Days(this);

    /// <summary>The most urgent of the clocks still running that the office itself has to keep; null when none runs.</summary>
    public static Clock? Worst(IEnumerable<Clock> clocks, DateOnly today) => clocks
        .Where(c => c.Rule.Bearer == ClockBearer.Office && c.Dates.IsRunning(today))
        .OrderBy(c => c.On(today)).ThenBy(c => c.Dates.SortBy ?? DateOnly.MaxValue).ThenBy(c => c.Id)
        .FirstOrDefault();

    /// <summary>Whether all the clocks ended by time on the day (the lapse after the last petitioner's 30 days); false while any date is unknown.</summary>
    public static bool AllPassed(IReadOnlyCollection<Clock> clocks, DateOnly today) =>
        clocks.Count > 0 && clocks.All(c => c.Dates.IsRunning(today) && c.Dates.HasPassed(today));
}
