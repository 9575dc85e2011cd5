using CaseTracker.Calendar;

namespace CaseTracker.Clocks;

/// <summary>Counts a limit: a pure function of facts, rules, calendar and settings. The present day and the time zone have no part in it.</summary>
public static class ClockCount
{
    private static readonly DateOnly Earliest = new(1949, 10, 1);
    private static readonly DateOnly Latest = new(2199, 12, 31);

    /// <summary>Refuses facts that the rule does not allow (an extension of C1, a hearing of C5, 31 days …), each with its article.</summary>
    public static Clock Count(ClockFacts facts, WorkCalendar calendar, ClockSettings settings)
    {
        foreach (var date in AllDates(facts))
        {
            if (date < Earliest || date > Latest)
            {
                throw new RefusedException($"日期{date:yyyy-MM-dd}超出可计算的范围（{Earliest:yyyy-MM-dd}至{Latest:yyyy-MM-dd}），请核对。");
            }
        }

        var rule = ClockRules.For(facts.Id, facts.ReceivedOn ?? facts.Start);
        RefuseWhatTheRuleDoesNotKnow(facts, rule);
        return facts.Id == ClockId.C11 ? Ordered(facts, rule, calendar, settings) : Counted(facts, rule, calendar, settings);
    }

    /// <summary>The hearings that stop this clock, and only those: the others change nothing.</summary>
    internal static IReadOnlyList<HearingPeriod> Stopping(ClockFacts facts, ClockRule rule, ClockSettings settings) =>
        rule.Pause == ClockPause.Hearing || (rule.Pause == ClockPause.HearingBySetting && settings.HearingStopsHandleClock) ? facts.Hearings : [];

    /// <summary>Whether a day is time of a hearing: after the notice, up to the report.</summary>
    internal static bool Covers(IReadOnlyList<HearingPeriod> hearings, DateOnly day) => hearings.Any(h => day > h.NoticeOn && day <= h.ReportOn);

    private static IEnumerable<DateOnly> AllDates(ClockFacts facts) =>
        new[] { facts.Start, facts.ReceivedOn ?? facts.Start, facts.Limit?.Date ?? facts.Start }
            .Concat(facts.Extensions.Select(e => e.ApprovedOn))
            .Concat(facts.Hearings.SelectMany(h => new[] { h.NoticeOn, h.ReportOn ?? h.NoticeOn }));

    private static void RefuseWhatTheRuleDoesNotKnow(ClockFacts facts, ClockRule rule)
    {
        var reasons = new List<Reason>();
        var named = $"“{rule.Name}”（{rule.Id}）";
        if (facts.Limit is not null && !rule.TakesOwnLimit)
        {
            reasons.Add(new Reason($"{named}的期限由规定确定，不能另行指定，请去掉指定期限。", rule.Article, Field: "Limit"));
        }
        else if (facts.Limit?.Date < facts.Start)
        {
            reasons.Add(new Reason($"指定的期限{facts.Limit.Date:yyyy-MM-dd}早于起算日{facts.Start:yyyy-MM-dd}，请核对。", rule.Article, Field: "Limit"));
        }

        if (rule.Id == ClockId.C11 && facts.Limit is null && facts.Handling is null)
        {
            reasons.Add(new Reason("请填写交办函指定的期限，或者受理日期。", rule.Article, Field: "Limit"));
        }

        if (facts.Hearings.Count > 0 && rule.Pause == ClockPause.None)
        {
            reasons.Add(new Reason($"{named}的期限不因听证停止，请去掉听证日期。", ClockRules.For(ClockId.C8, facts.ReceivedOn ?? facts.Start).Article, Field: "Hearings"));
        }

        reasons.AddRange(facts.Hearings.Where(h => h.ReportOn < h.NoticeOn).Select(h =>
            new Reason($"听证报告形成日{h.ReportOn:yyyy-MM-dd}早于听证通知日{h.NoticeOn:yyyy-MM-dd}，请核对。", Field: "Hearings")));
        if (facts.Extensions.Count > 0)
        {
            RefuseExtensions(facts, rule, named, reasons);
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException([.. reasons]);
        }
    }

    private static void RefuseExtensions(ClockFacts facts, ClockRule rule, string named, List<Reason> reasons)
    {
        var article = ClockRules.For(ClockId.C3, facts.ReceivedOn ?? facts.Start).Article;
        if (rule.LongestExtension == 0)
        {
            reasons.Add(new Reason($"{named}的期限不能延长，只有办理期限（C3）可以延期，请去掉延期。", article, Field: "Extensions"));
            return;
        }

        if (facts.Extensions.Count > 1)
        {
            reasons.Add(new Reason("办理期限只能延长一次，该事项已经延期。", article, Field: "Extensions"));
        }

        reasons.AddRange(facts.Extensions.Where(e => e.Days < 1 || e.Days > rule.LongestExtension).Select(e =>
            new Reason($"延期天数须为1至{rule.LongestExtension}日，不能是{e.Days}日，请更正。", article, Field: "Extensions")));
        reasons.AddRange(facts.Extensions.Where(e => e.ApprovedOn < facts.Start).Select(e =>
            new Reason($"批准延期的日期{e.ApprovedOn:yyyy-MM-dd}早于受理日期{facts.Start:yyyy-MM-dd}，请核对。", article, Field: "Extensions")));
    }

    private static Clock Counted(ClockFacts facts, ClockRule rule, WorkCalendar calendar, ClockSettings settings)
    {
        var limit = facts.Limit ?? ClockLimit.Of(rule.Length, rule.Unit);
        var hearings = Stopping(facts, rule, settings);
        var days = new DayReader(calendar);
        var raw = LastDay(facts.Start, limit, 0, hearings, days);
        var legal = Legal(raw, limit.Date is not null, settings, days);
        if (facts.Extensions is [var extension])
        {
            if (extension.ApprovedOn > (legal ?? raw))
            {
                throw new RefusedException(new Reason(
                    $"批准延期的日期{extension.ApprovedOn:yyyy-MM-dd}晚于原期限{legal ?? raw:yyyy-MM-dd}，期限届满后不能延期，请核对批准日期。", rule.Article, Field: "Extensions"));
            }

            days = new DayReader(calendar);
            raw = LastDay(facts.Start, limit, extension.Days, hearings, days);
            legal = Legal(raw, false, settings, days);
        }

        var safe = raw is { } last ? days.Walk(last, -1) : null;
        var dates = new ClockDates(raw, legal, safe, YellowFrom(safe ?? raw, limit.Unit, settings, calendar), facts.StoppedOn);
        var open = limit.Date is null && facts.StoppedOn is null && hearings.Any(h => h.ReportOn is null && !(h.NoticeOn >= raw));
        return new Clock(rule, facts, dates)
        {
            Reason = days.Missing.Count == 0 ? null : string.Join("；", days.Missing.Select(WorkCalendar.Missing)),
            IsInHearing = open,
            Marks = [.. Marks(facts, days, open)],
            CalendarVersion = calendar.VersionOf(days.Years),
            Settings = settings,
            Calendar = calendar,
        };
    }

    /// <summary>C11: the date in the order as it stands, or the handling clock where that ends earlier.</summary>
    private static Clock Ordered(ClockFacts facts, ClockRule rule, WorkCalendar calendar, ClockSettings settings)
    {
        var ordered = facts.Limit is null ? null : Counted(facts, rule, calendar, settings);
        if (facts.Handling is { } handling && (ordered is null || End(handling) < End(ordered)))
        {
            return handling with { Rule = rule, Facts = facts, Dates = handling.Dates with { StoppedOn = facts.StoppedOn }, IsByHandling = true };
        }

        return ordered!;

        static DateOnly? End(Clock clock) => clock.Dates.Legal ?? clock.Dates.Raw;
    }

    private static DateOnly? LastDay(DateOnly start, ClockLimit limit, int extension, IReadOnlyList<HearingPeriod> hearings, DayReader days)
    {
        var last = limit.Date ?? limit.Unit switch
        {
            ClockUnit.Day => Later(start, limit.Length, hearings),
            ClockUnit.Month => Later(start, start.AddMonths(limit.Length).DayNumber - start.DayNumber, hearings),
            ClockUnit.WorkingDay => NthWorkday(start, limit.Length, hearings, days),
        };
        return last is { } end ? Later(end, extension, hearings) : null;
    }

    /// <summary>So many days later, the days of hearings not counted.</summary>
    private static DateOnly Later(DateOnly start, int count, IReadOnlyList<HearingPeriod> hearings)
    {
        if (hearings.Count == 0)
        {
            return start.AddDays(count);
        }

        var day = start;
        while (count > 0)
        {
            day = day.AddDays(1);
            count -= Covers(hearings, day) ? 0 : 1;
        }

        return day;
    }

    private static DateOnly? NthWorkday(DateOnly start, int count, IReadOnlyList<HearingPeriod> hearings, DayReader days)
    {
        DateOnly? day = start;
        while (count > 0 && day is not null)
        {
            day = days.Walk(day.Value.AddDays(1), 1);
            count -= day is { } worked && !Covers(hearings, worked) ? 1 : 0;
        }

        return day;
    }

    private static DateOnly? Legal(DateOnly? raw, bool named, ClockSettings settings, DayReader days) =>
        raw is { } last && settings.RollForward && !named ? days.Walk(last, 1) : raw;

    private static DateOnly? YellowFrom(DateOnly? safe, ClockUnit unit, ClockSettings settings, WorkCalendar calendar)
    {
        if (unit != ClockUnit.WorkingDay)
        {
            return safe?.AddDays(-settings.YellowDays);
        }

        var from = safe;
        for (var i = 0; i < settings.YellowWorkdays && from is not null; i++)
        {
            // A year not loaded ends the walk: the days known are near enough for a warning.
            from = calendar.PreviousWorkday(from.Value) ?? from;
        }

        return from;
    }

    private static IEnumerable<string> Marks(ClockFacts facts, DayReader days, bool inHearing)
    {
        foreach (var year in days.Unconfirmed)
        {
            yield return $"{year}年节假日安排待核";
        }

        if (inHearing)
        {
            yield return "听证中，听证报告形成后重新计算";
        }

        if (facts.LateNotice)
        {
            yield return "超期未告知，自告知期限届满之日起算";
        }
    }

    /// <summary>Reads the calendar and remembers which years an answer rests on.</summary>
    private sealed class DayReader(WorkCalendar calendar)
    {
        public SortedSet<int> Years { get; } = [];

        public IReadOnlyList<int> Missing => [.. Years.Where(y => !calendar.Knows(new DateOnly(y, 1, 1)))];

        public IReadOnlyList<int> Unconfirmed => [.. Years.Where(y => calendar.Knows(new DateOnly(y, 1, 1)) && !calendar.IsConfirmed(y))];

        public DateOnly? Walk(DateOnly from, int step)
        {
            var found = calendar.Walk(from, step, out var last);
            Years.Add(from.Year);
            Years.Add(last.Year);
            return found;
        }
    }
}
