using CaseTracker.Calendar;

namespace CaseTracker.Governance;

/// <summary>公示 of an inspection: within 20 working days after the day on which it was made, by the calendar of the office. Counted each time, never stored.</summary>
public static class PublicationLimit
{
    public const int Workdays = 20;

    extension(WorkCalendar calendar)
    {
        /// <summary>The last day on which the result is published in time; null where the calendar does not reach so far.</summary>
        public DateOnly? PublishBy(DateOnly inspected) => Step(inspected, calendar.NextWorkday);

        /// <summary>What was inspected on this day or earlier and is not published today is late.</summary>
        public DateOnly? UnpublishedSince(DateOnly today) => Step(today, calendar.PreviousWorkday)?.AddDays(-1);
    }

    private static DateOnly? Step(DateOnly from, Func<DateOnly, DateOnly?> next)
    {
        DateOnly? day = from;
        for (var i = 0; i < Workdays && day is { } at; i++)
        {
            day = next(at);
        }

        return day;
    }
}
