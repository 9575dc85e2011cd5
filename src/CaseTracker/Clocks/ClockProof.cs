namespace CaseTracker.Clocks;

/// <summary>Shows the count of a clock day by day, in the words of the office.</summary>
internal static class ClockProof
{
    public static IReadOnlyList<CountedDay> Days(Clock clock)
    {
        if (clock is { IsByHandling: true, Facts.Handling: { } handling })
        {
            return Days(handling);
        }

        var days = new List<CountedDay> { new(clock.Start, false, "起算日不计入") };
        var walked = clock.Dates.Raw is null
            ? ToTheMissingYear(clock)
            : Count(clock, clock.Dates.Raw.Value);
        days.AddRange(walked);
        if (clock.Dates.Raw is { } raw)
        {
            days.AddRange(Rolled(clock, raw));
        }

        return days;
    }

    private static IEnumerable<CountedDay> Count(Clock clock, DateOnly raw)
    {
        var hearings = Hearings(clock);
        var number = 0;
        for (var day = clock.Start.AddDays(1); day <= raw; day = day.AddDays(1))
        {
            var stopped = ClockCount.Covers(hearings, day);
            if (stopped || !Counts(clock, day, number))
            {
                yield return new CountedDay(day, false, stopped ? "听证期间不计入" : clock.Calendar.Describe(day));
                continue;
            }

            number++;
            yield return new CountedDay(day, true, Why(clock, day, number) + (day == raw ? LastDay(clock, raw) : ""));
        }
    }

    private static IEnumerable<CountedDay> ToTheMissingYear(Clock clock)
    {
        var number = 0;
        var day = clock.Start.AddDays(1);
        for (; clock.Calendar.IsWorkday(day) is { } worked; day = day.AddDays(1))
        {
            var stopped = ClockCount.Covers(Hearings(clock), day);
            number += worked && !stopped ? 1 : 0;
            yield return worked && !stopped
                ? new CountedDay(day, true, Why(clock, day, number))
                : new CountedDay(day, false, stopped ? "听证期间不计入" : clock.Calendar.Describe(day));
        }

        yield return new CountedDay(day, false, clock.Calendar.Describe(day));
    }

    private static IEnumerable<CountedDay> Rolled(Clock clock, DateOnly raw)
    {
        for (var day = raw.AddDays(1); day <= clock.Dates.Legal; day = day.AddDays(1))
        {
            yield return new CountedDay(day, false, day == clock.Dates.Legal
                ? $"顺延至休息日结束的次日（{clock.Calendar.Describe(day)}）"
                : $"顺延：{clock.Calendar.Describe(day)}");
        }
    }

    /// <summary>Working days skip rest days until the limit itself is full; the days of an extension are calendar days.</summary>
    private static bool Counts(Clock clock, DateOnly day, int counted) =>
        !(Unit(clock) == ClockUnit.WorkingDay && counted < Length(clock)) || clock.Calendar.IsWorkday(day) == true;

    private static string Why(Clock clock, DateOnly day, int number)
    {
        var length = Length(clock);
        if (number > length)
        {
            return $"第{number}日（延期第{number - length}日）";
        }

        return Unit(clock) switch
        {
            ClockUnit.WorkingDay => $"第{number}个工作日{(clock.Calendar.Describe(day) == "调休上班" ? "（调休上班）" : "")}",
            ClockUnit.Day or ClockUnit.Month => $"第{number}日{(ClockCount.Covers(clock.Facts.Hearings, day) ? "（听证期间照常计算）" : "")}",
        };
    }

    private static string LastDay(Clock clock, DateOnly raw)
    {
        var what = clock.Facts.Limit?.Date is not null && clock.Facts.Extensions.Count == 0 ? "，指定的期限，不顺延"
            : Unit(clock) == ClockUnit.Month && clock.Start.Day != raw.Day && Hearings(clock).Count == 0 ? "，期满月没有对应日，以月末日为期满日"
            : "，期满日";
        return clock switch
        {
            { Dates.Legal: null } => $"{what}（{clock.Calendar.Describe(raw)}，是否顺延未定）",
            _ when clock.Dates.Legal > raw => $"{what}逢{clock.Calendar.Describe(raw)}，顺延",
            _ => what,
        };
    }

    private static IReadOnlyList<HearingPeriod> Hearings(Clock clock) =>
        clock.Facts.Limit?.Date is null ? ClockCount.Stopping(clock.Facts, clock.Rule, clock.Settings) : [];

    private static ClockUnit Unit(Clock clock) => clock.Facts.Limit is { } limit ? limit.Date is null ? limit.Unit : ClockUnit.Day : clock.Rule.Unit;

    /// <summary>How many days belong to the limit before an extension.</summary>
    private static int Length(Clock clock)
    {
        var limit = clock.Facts.Limit ?? ClockLimit.Of(clock.Rule.Length, clock.Rule.Unit);
        return limit.Date is { } date ? date.DayNumber - clock.Start.DayNumber
            : limit.Unit == ClockUnit.Month ? clock.Start.AddMonths(limit.Length).DayNumber - clock.Start.DayNumber
            : limit.Length;
    }
}
