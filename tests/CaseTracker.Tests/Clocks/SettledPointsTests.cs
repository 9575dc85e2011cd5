using CaseTracker.Calendar;
using CaseTracker.Clocks;
using Xunit;
using static CaseTracker.Tests.Clocks.Given;

namespace CaseTracker.Tests.Clocks;

/// <summary>The points of counting that the office settled where the law is silent, one after the other.</summary>
public sealed class SettledPointsTests
{
    private static readonly ClockSettings HearingsStop = new() { HearingStopsHandleClock = true };
    private static readonly ClockSettings NoRoll = new() { RollForward = false };

    [Fact]
    public void A_start_on_a_rest_day_counts_as_the_start()
    {
        var saturday = Count(new ClockFacts(ClockId.C1, Day("2025-03-01")));

        Assert.Equal(("2025-03-16", "2025-03-17", "2025-03-14"), Dates(saturday));
        Assert.Equal(new CountedDay(Day("2025-03-02"), true, "第1日"), saturday.Days()[1]);
    }

    [Fact]
    public void A_limit_in_working_days_has_one_date()
    {
        var clock = Count(new ClockFacts(ClockId.C10, Day("2025-04-25")));

        Assert.Equal(clock.Dates.Raw, clock.Dates.Legal);
        Assert.Equal(clock.Dates.Raw, clock.Dates.Safe);
    }

    [Fact]
    public void A_year_waiting_for_confirmation_is_used_and_marked()
    {
        var clock = Count(new ClockFacts(ClockId.C1, Day("2023-01-10")));

        Assert.Equal(("2023-01-25", "2023-01-28", "2023-01-20"), Dates(clock));
        Assert.Null(clock.Reason);
        Assert.Equal(["2023年节假日安排待核"], clock.Marks);
        Assert.Equal("2023年第1版（待核）", clock.CalendarVersion);
        Assert.False(clock.Dates.IsProvisional);
    }

    [Fact]
    public void Loading_next_years_notice_recounts_a_limit_in_the_December_before()
    {
        var facts = new ClockFacts(ClockId.C1, Day("2026-12-16"));
        var notice = new CalendarYear(2027, 1, true, [new CalendarDay(Day("2026-12-31"), DayKind.Rest, "元旦", "通知"), new CalendarDay(Day("2027-01-01"), DayKind.Rest, "元旦", "通知")]);

        Assert.Equal(("2026-12-31", "2026-12-31", "2026-12-31"), Dates(Count(facts)));
        Assert.Equal(("2026-12-31", "2027-01-04", "2026-12-30"), Dates(Count(facts, calendar: new WorkCalendar([.. WorkCalendar.BuiltIn.Years, notice]))));
    }

    [Fact]
    public void A_year_not_loaded_leaves_raw_and_says_what_is_missing()
    {
        var clock = Count(new ClockFacts(ClockId.C1, Day("2026-12-20")));

        Assert.Equal(("2027-01-04", null, null), Dates(clock));
        Assert.Equal("2027年节假日安排未导入", clock.Reason);
        Assert.True(clock.Dates.IsProvisional);
        Assert.EndsWith("（2027年节假日安排未导入，是否顺延未定）", clock.Days()[^1].Why);
    }

    [Fact]
    public void Only_the_date_that_needs_the_missing_day_is_missing()
    {
        var january = Count(new ClockFacts(ClockId.C1, Day("2021-12-18")));
        var months = Count(new ClockFacts(ClockId.C12, Day("2026-11-02")));

        Assert.Equal(("2022-01-02", "2022-01-04", null), Dates(january));
        Assert.Equal("2021年节假日安排未导入", january.Reason);
        Assert.Equal(["2022年节假日安排待核"], january.Marks);
        Assert.Equal(("2027-01-02", null, null), Dates(months));
        Assert.Equal("2027年节假日安排未导入", months.Reason);
    }

    [Fact]
    public void A_limit_in_working_days_over_a_missing_year_has_no_date_at_all()
    {
        var clock = Count(new ClockFacts(ClockId.C2, Day("2026-12-28")));

        Assert.Equal((null, null, null), Dates(clock));
        Assert.Equal("2027年节假日安排未导入", clock.Reason);
        Assert.Equal(new CountedDay(Day("2027-01-01"), false, "2027年节假日安排未导入"), clock.Days()[^1]);
        Assert.Equal(3, clock.Days().Count(d => d.Counted));
        Assert.Equal(ClockColour.Unknown, clock.On(Day("2026-12-29")));
        Assert.Equal("期限未定", clock.Words(Day("2026-12-29")));
        Assert.True(clock.Dates.Allows(Day("2027-01-10")));
        Assert.False(clock.Dates.HasPassed(Day("2027-06-01")));
    }

    [Fact]
    public void While_dates_are_missing_queue_colour_and_guards_go_by_raw_and_time_waits()
    {
        var clock = Count(new ClockFacts(ClockId.C1, Day("2026-12-20")));

        Assert.Equal(Day("2027-01-04"), clock.Dates.SortBy);
        Assert.Equal(ClockColour.Yellow, clock.On(Day("2026-12-25")));
        Assert.Equal("剩10天（暂定）", clock.Words(Day("2026-12-25")));
        Assert.Equal(ClockColour.Green, clock.On(Day("2026-12-24")));
        Assert.Equal(ClockColour.Red, clock.On(Day("2027-01-05")));
        Assert.True(clock.Dates.Allows(Day("2027-01-04")));
        Assert.False(clock.Dates.Allows(Day("2027-01-05")));
        Assert.False(clock.Dates.HasPassed(Day("2027-03-01")));
    }

    [Fact]
    public void Without_roll_over_legal_is_raw_known_or_not()
    {
        Assert.Equal(("2025-10-05", "2025-10-05", "2025-09-30"), Dates(Count(new ClockFacts(ClockId.C1, Day("2025-09-20")), NoRoll)));
        Assert.Equal(("2027-01-04", "2027-01-04", null), Dates(Count(new ClockFacts(ClockId.C1, Day("2026-12-20")), NoRoll)));
    }

    [Theory]
    [InlineData("2025-02-03", "2025-02-03", false)] // within C1, on a rest day
    [InlineData("2025-02-05", "2025-02-05", false)] // on C1's legal date
    [InlineData("2025-02-06", "2025-02-05", true)]  // late: C3 starts with C1's legal date, not the raw one of 01-29
    [InlineData(null, "2025-02-05", true)]
    public void C3_starts_no_later_than_the_legal_end_of_C1(string? accepted, string start, bool late)
    {
        var notice = Count(new ClockFacts(ClockId.C1, Day("2025-01-14")));

        var facts = ClockFacts.Handle(notice, accepted is null ? null : Day(accepted), Day("2025-02-06"))!;

        Assert.Equal((ClockId.C3, Day(start), late), (facts.Id, facts.Start, facts.LateNotice));
        Assert.Equal(late, Count(facts).Marks.Contains("超期未告知，自告知期限届满之日起算"));
    }

    [Fact]
    public void C3_does_not_start_by_time_before_C1_is_over_or_while_its_end_is_unknown()
    {
        var notice = Count(new ClockFacts(ClockId.C1, Day("2025-01-14")));
        var unknown = Count(new ClockFacts(ClockId.C1, Day("2026-12-20")));

        Assert.Null(ClockFacts.Handle(notice, null, Day("2025-02-05")));
        Assert.Null(ClockFacts.Handle(unknown, null, Day("2027-03-01")));
        Assert.Equal(Day("2027-01-04"), ClockFacts.Handle(unknown, Day("2027-01-10"), Day("2027-03-01"))!.Start);
    }

    [Fact]
    public void C3_keeps_the_law_of_the_day_of_receipt()
    {
        var notice = Count(new ClockFacts(ClockId.C1, Day("2022-04-25")));

        Assert.Contains("431", Count(ClockFacts.Handle(notice, Day("2022-05-05"), Day("2022-05-06"))!).Rule.Article);
    }

    [Theory]
    [InlineData(1, "2025-05-03", "2025-05-06")]
    [InlineData(4, "2025-05-06", "2025-05-06")]
    [InlineData(30, "2025-06-01", "2025-06-03")]
    public void An_extension_adds_its_days_to_the_raw_date_and_rolls_once(int days, string raw, string legal)
    {
        var clock = Count(Extended(days, "2025-05-06"));

        Assert.Equal((raw, legal), (Dates(clock).Raw, Dates(clock).Legal));
        Assert.Equal(60 + days, clock.Days().Count(d => d.Counted));
    }

    [Theory]
    [InlineData(0, "2025-04-01", "延期天数须为1至30日，不能是0日")]
    [InlineData(-5, "2025-04-01", "延期天数须为1至30日")]
    [InlineData(31, "2025-04-01", "延期天数须为1至30日，不能是31日")]
    [InlineData(10, "2025-05-07", "晚于原期限2025-05-06")]
    [InlineData(10, "2025-03-02", "早于受理日期")]
    public void A_wrong_extension_is_refused_with_its_article(int days, string approved, string expected)
    {
        var refused = Assert.Throws<RefusedException>(() => Count(Extended(days, approved)));

        Assert.Contains(expected, refused.Message);
        Assert.Equal("《信访工作条例》第三十四条", Assert.Single(refused.Reasons).Article);
    }

    [Fact]
    public void The_old_limit_of_an_extension_is_the_legal_one_or_raw_where_that_is_unknown()
    {
        var unknown = new ClockFacts(ClockId.C3, Day("2026-11-10")); // raw 2027-01-09
        Assert.Throws<RefusedException>(() => Count(Extended(10, "2025-05-03"), NoRoll));
        Assert.Equal("2027-01-19", Dates(Count(unknown with { Extensions = [new(10, Day("2027-01-09"))] })).Raw);
        Assert.Throws<RefusedException>(() => Count(unknown with { Extensions = [new(10, Day("2027-01-10"))] }));
    }

    [Fact]
    public void A_second_extension_is_refused()
    {
        var twice = Extended(10, "2025-04-01");

        var refused = Assert.Throws<RefusedException>(() => Count(twice with { Extensions = [.. twice.Extensions, new ClockExtension(5, Day("2025-04-02"))] }));

        Assert.Contains("只能延长一次", refused.Message);
    }

    [Fact]
    public void Only_C3_can_be_extended() => Assert.All(AllBut(ClockId.C3), id =>
        Assert.Contains("不能延长", Assert.Throws<RefusedException>(() => Count(Plain(id) with { Extensions = [new ClockExtension(5, Day("2025-03-04"))] })).Message));

    [Fact]
    public void The_days_of_a_hearing_are_left_out_of_C8()
    {
        var clock = Count(Rechecked(Hearing("2025-08-15", "2025-08-25")));

        Assert.Equal(("2025-09-15", "2025-09-15", "2025-09-15"), Dates(clock));
        Assert.Equal(10, clock.Days().Count(d => d.Why == "听证期间不计入"));
        Assert.True(clock.Days().Single(d => d.Date == Day("2025-08-15")).Counted);
        Assert.False(clock.Days().Single(d => d.Date == Day("2025-08-25")).Counted);
        Assert.Equal(30, clock.Days().Count(d => d.Counted));
    }

    [Fact]
    public void Hearings_add_up_without_counting_a_day_twice()
    {
        Assert.Equal(("2025-09-20", "2025-09-22", "2025-09-19"), Dates(Count(Rechecked(Hearing("2025-08-15", "2025-08-25"), Hearing("2025-08-20", "2025-08-30")))));
        Assert.Equal(("2025-09-20", "2025-09-22", "2025-09-19"), Dates(Count(Rechecked(Hearing("2025-08-25", "2025-08-30"), Hearing("2025-08-15", "2025-08-25")))));
    }

    [Fact]
    public void Days_of_a_hearing_before_the_start_change_nothing()
    {
        Assert.Equal("2025-09-09", Dates(Count(Rechecked(Hearing("2025-08-01", "2025-08-10")))).Raw);
    }

    [Theory]
    [InlineData("2025-09-04", "2025-09-06")] // the notice came a day before the end: that day is left out
    [InlineData("2025-09-05", "2025-09-05")]
    [InlineData("2025-09-06", "2025-09-05")]
    public void A_notice_after_the_raw_last_day_changes_nothing(string notice, string raw)
    {
        var report = notice == "2025-09-04" ? "2025-09-05" : "2025-09-20";

        Assert.Equal(raw, Dates(Count(Rechecked(Hearing(notice, report)))).Raw);
    }

    [Fact]
    public void A_hearing_without_its_report_leaves_the_dates_and_is_marked()
    {
        var clock = Count(Rechecked(Hearing("2025-08-15", null)));

        Assert.Equal("2025-09-05", Dates(clock).Raw);
        Assert.True(clock.IsInHearing);
        Assert.Contains(clock.Marks, m => m.StartsWith("听证中", StringComparison.Ordinal));
        Assert.False(Count(Rechecked(Hearing("2025-09-10", null))).IsInHearing);
    }

    [Fact]
    public void A_hearing_stops_C3_only_where_the_setting_says_so()
    {
        var facts = new ClockFacts(ClockId.C3, Day("2025-03-03")) { Hearings = [Hearing("2025-04-01", "2025-04-11")] };

        Assert.Equal("2025-05-02", Dates(Count(facts)).Raw);
        Assert.Contains(Count(facts).Days(), d => d.Counted && d.Why.EndsWith("（听证期间照常计算）", StringComparison.Ordinal));
        Assert.Equal("2025-05-12", Dates(Count(facts, HearingsStop)).Raw);
        Assert.Equal("2025-05-22", Dates(Count(facts with { Extensions = [new(10, Day("2025-05-12"))] }, HearingsStop)).Raw);
    }

    [Fact]
    public void A_hearing_on_another_clock_is_refused() => Assert.All(AllBut(ClockId.C3, ClockId.C8), id =>
        Assert.Contains("不因听证停止", Assert.Throws<RefusedException>(() => Count(Plain(id) with { Hearings = [Hearing("2025-03-05", "2025-03-06")] }, HearingsStop)).Message));

    [Fact]
    public void A_report_before_its_notice_is_refused() =>
        Assert.Contains("早于听证通知日", Assert.Throws<RefusedException>(() => Count(Rechecked(Hearing("2025-08-15", "2025-08-14")))).Message);

    [Theory]
    [InlineData("2025-05-31", 0, "2025-05-06", true)]  // C3 ends first
    [InlineData("2025-05-03", 0, "2025-05-03", false)] // compared by legal dates: 05-03 is before C3's legal 05-06, though after its raw 05-02
    [InlineData("2025-05-06", 0, "2025-05-06", false)] // the same day: the order
    [InlineData("2025-05-31", 30, "2025-05-31", false)] // with the extension C3 ends later
    public void C11_is_the_earlier_of_the_order_and_C3(string ordered, int extension, string legal, bool byHandling)
    {
        var handling = Count(extension == 0 ? new ClockFacts(ClockId.C3, Day("2025-03-03")) : Extended(extension, "2025-05-06"));

        var clock = Count(new ClockFacts(ClockId.C11, Day("2025-03-01")) { Limit = ClockLimit.On(Day(ordered)), Handling = handling, StoppedOn = Day("2025-04-01") });

        Assert.Equal((ClockId.C11, legal, byHandling, Day("2025-04-01")), (clock.Id, Dates(clock).Legal, clock.IsByHandling, clock.Dates.StoppedOn));
        Assert.Equal(byHandling ? handling.Days() : clock.Days(), clock.Days());
        Assert.Equal(clock.Dates.Raw > clock.Dates.Legal ? clock.Dates.Raw : clock.Dates.Legal, clock.Days()[^1].Date);
    }

    [Fact]
    public void C11_without_any_limit_is_refused_and_with_C3_alone_follows_it()
    {
        Assert.Contains("请填写交办函指定的期限", Assert.Throws<RefusedException>(() => Count(new ClockFacts(ClockId.C11, Day("2025-03-03")))).Message);
        Assert.Equal("2025-05-06", Dates(Count(new ClockFacts(ClockId.C11, Day("2025-03-03")) { Handling = Count(Plain(ClockId.C3)) })).Legal);
    }

    [Fact]
    public void The_starting_event_may_carry_its_own_limit()
    {
        Assert.Equal("2025-04-02", Dates(Count(Plain(ClockId.C3) with { Limit = ClockLimit.Of(30, ClockUnit.Day) })).Raw);
        Assert.Equal("2025-03-31", Dates(Count(Plain(ClockId.C12) with { Limit = ClockLimit.Of(20, ClockUnit.WorkingDay) })).Legal);
        Assert.Equal("2025-04-03", Dates(Count(Plain(ClockId.C12) with { Limit = ClockLimit.Of(1, ClockUnit.Month) })).Raw);
        Assert.Equal("2025-03-18", Dates(Count(Plain(ClockId.C13) with { Limit = ClockLimit.Of(15, ClockUnit.Day) })).Raw);
        Assert.Equal(("2025-03-08", "2025-03-08", "2025-03-07"), Dates(Count(Plain(ClockId.C3) with { Limit = ClockLimit.On(Day("2025-03-08")) })));
        Assert.Equal(("2025-03-15", "2025-03-17", "2025-03-14"), Dates(Count(Plain(ClockId.C3) with { Limit = ClockLimit.On(Day("2025-03-08")), Extensions = [new(7, Day("2025-03-08"))] })));
    }

    [Fact]
    public void Another_clock_takes_no_limit_of_its_own() => Assert.All(AllBut(ClockId.C3, ClockId.C11, ClockId.C12, ClockId.C13), id =>
        Assert.Contains("不能另行指定", Assert.Throws<RefusedException>(() => Count(new ClockFacts(id, Day("2025-03-03")) { Limit = ClockLimit.Of(10, ClockUnit.Day) })).Message));

    [Theory]
    [InlineData("2025-13-01")]
    [InlineData("0日")]
    [InlineData("9999日")]
    [InlineData("半年")]
    [InlineData("")]
    public void A_limit_that_is_none_is_refused(string text) => Assert.Throws<RefusedException>(() => ClockLimit.Parse(text, ClockUnit.Month));

    [Theory]
    [InlineData("2025-05-01", "2025-05-01")]
    [InlineData("45日", "45日")]
    [InlineData("20 个工作日", "20个工作日")]
    [InlineData("3", "3个月")]
    public void A_limit_is_read_as_it_is_written(string text, string limit) => Assert.Equal(limit, ClockLimit.Parse(text, ClockUnit.Month).ToString());

    [Theory]
    [InlineData(ClockId.C1, 15)]
    [InlineData(ClockId.C3, 60)]
    [InlineData(ClockId.C5, 30)]
    [InlineData(ClockId.C6, 30)]
    [InlineData(ClockId.C7, 30)]
    [InlineData(ClockId.C8, 30)]
    public void A_matter_received_before_May_2022_is_counted_by_the_old_regulation(ClockId id, int days)
    {
        var old = Count(new ClockFacts(id, Day("2022-06-01")) { ReceivedOn = Day("2022-04-30") });
        var now = Count(new ClockFacts(id, Day("2022-06-01")) { ReceivedOn = Day("2022-05-01") });

        Assert.StartsWith("《信访条例》（国务院令第431号）", old.Rule.Article);
        Assert.StartsWith("《信访工作条例》", now.Rule.Article);
        Assert.Equal(Day("2022-06-01").AddDays(days), old.Dates.Raw);
        Assert.Equal(id == ClockId.C3 ? 30 : 0, old.Rule.LongestExtension);
    }

    [Theory]
    [InlineData(ClockId.C4, 5, ClockUnit.WorkingDay)]
    [InlineData(ClockId.C13, 30, ClockUnit.Day)]
    [InlineData(ClockId.C14, 60, ClockUnit.Day)]
    public void Internal_limits_are_called_internal(ClockId id, int length, ClockUnit unit)
    {
        var rule = ClockRules.For(id, Day("2025-01-01"));

        Assert.Equal((true, length, unit), (rule.Internal, rule.Length, rule.Unit));
    }

    [Theory]
    [InlineData("2025-04-19", ClockColour.Green, "剩11天")]
    [InlineData("2025-04-20", ClockColour.Yellow, "剩10天")]
    [InlineData("2025-04-29", ClockColour.Yellow, "剩1天")]
    [InlineData("2025-04-30", ClockColour.DueToday, "今日到期")]
    [InlineData("2025-05-01", ClockColour.Orange, "已过安全期，剩5天")]
    [InlineData("2025-05-05", ClockColour.Orange, "已过安全期，剩1天")]
    [InlineData("2025-05-06", ClockColour.DueToday, "今日到期")]
    [InlineData("2025-05-07", ClockColour.Red, "已超期1天")]
    public void A_running_clock_takes_its_colour_from_safe_and_legal(string today, ClockColour colour, string words)
    {
        var clock = Count(Plain(ClockId.C3)); // safe 04-30, legal 05-06

        Assert.Equal((colour, words), (clock.On(Day(today)), clock.Words(Day(today))));
    }

    [Theory]
    [InlineData("2025-02-03", ClockColour.Yellow)] // rest day: 02-05 and 02-06 are left
    [InlineData("2025-01-27", ClockColour.Yellow)]
    [InlineData("2025-01-26", ClockColour.Green)]  // 01-27, 02-05, 02-06 are left
    [InlineData("2025-02-06", ClockColour.DueToday)]
    [InlineData("2025-02-07", ClockColour.Red)]
    public void A_limit_in_working_days_is_near_its_end_with_two_of_them_left(string today, ClockColour colour) =>
        Assert.Equal(colour, Count(new ClockFacts(ClockId.C2, Day("2025-01-23"))).On(Day(today)));

    [Fact]
    public void The_warning_time_is_one_setting()
    {
        Assert.Equal(ClockColour.Green, Count(Plain(ClockId.C3), new ClockSettings { YellowDays = 5 }).On(Day("2025-04-24")));
        Assert.Equal(ClockColour.Yellow, Count(Plain(ClockId.C2), new ClockSettings { YellowWorkdays = 4 }).On(Day("2025-03-04")));
    }

    [Theory]
    [InlineData("2025-04-01", ClockColour.Green, "按期完成")]
    [InlineData("2025-04-30", ClockColour.DueToday, "按期完成")]
    [InlineData("2025-05-05", ClockColour.Orange, "按期完成")]
    [InlineData("2025-05-06", ClockColour.DueToday, "按期完成")]
    [InlineData("2025-05-08", ClockColour.Red, "超期2天完成")]
    public void A_stopped_clock_keeps_the_colour_of_the_day_it_stopped(string stopped, ClockColour colour, string words)
    {
        var clock = Count(Plain(ClockId.C3) with { StoppedOn = Day(stopped) });

        Assert.All(new[] { Day(stopped), Day("2025-12-01"), Day("2029-01-01") }, today => Assert.Equal((colour, words), (clock.On(today), clock.Words(today))));
    }

    [Fact]
    public void As_of_a_day_before_it_stopped_a_clock_was_running() =>
        Assert.Equal("剩11天", Count(Plain(ClockId.C3) with { StoppedOn = Day("2025-05-20") }).Words(Day("2025-04-19")));

    [Fact]
    public void A_case_lapses_after_the_last_petitioners_thirty_days()
    {
        var first = Count(new ClockFacts(ClockId.C5, Day("2025-05-06")) { Subject = "甲" });
        var last = Count(new ClockFacts(ClockId.C5, Day("2025-05-20")) { Subject = "乙" }); // legal 2025-06-19

        Assert.False(Clock.AllPassed([first, last], Day("2025-06-19")));
        Assert.True(Clock.AllPassed([first, last], Day("2025-06-20")));
        Assert.False(Clock.AllPassed([first, Count(last.Facts with { StoppedOn = Day("2025-06-10") })], Day("2025-06-20")));
        Assert.False(Clock.AllPassed([first, Count(new ClockFacts(ClockId.C5, Day("2026-12-20")))], Day("2027-06-20")));
        Assert.False(Clock.AllPassed([], Day("2025-06-20")));
    }

    [Fact]
    public void The_worst_clock_is_the_most_urgent_the_office_has_to_keep()
    {
        var green = Count(new ClockFacts(ClockId.C3, Day("2025-05-01")));
        var yellow = Count(new ClockFacts(ClockId.C1, Day("2025-05-06")));
        var done = Count(new ClockFacts(ClockId.C1, Day("2025-01-02")) { StoppedOn = Day("2025-03-01") });
        var petitioners = Count(new ClockFacts(ClockId.C5, Day("2025-01-02")));

        Assert.Same(yellow, Clock.Worst([green, done, petitioners, yellow], Day("2025-05-12")));
        Assert.Null(Clock.Worst([done, petitioners], Day("2025-05-12")));
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void A_date_out_of_all_range_is_refused(string start) => Assert.Throws<RefusedException>(() => Count(new ClockFacts(ClockId.C1, Day(start))));

    private static IEnumerable<ClockId> AllBut(params ClockId[] but) => Enum.GetValues<ClockId>().Except(but);

    private static ClockFacts Plain(ClockId id) => new(id, Day("2025-03-03")) { Limit = id == ClockId.C11 ? ClockLimit.On(Day("2025-05-06")) : null };

    private static ClockFacts Extended(int days, string approved) => Plain(ClockId.C3) with { Extensions = [new ClockExtension(days, Day(approved))] };

    private static ClockFacts Rechecked(params HearingPeriod[] hearings) => new(ClockId.C8, Day("2025-08-06")) { Hearings = hearings };

    private static HearingPeriod Hearing(string notice, string? report) => new(Day(notice), report is null ? null : Day(report));
}
