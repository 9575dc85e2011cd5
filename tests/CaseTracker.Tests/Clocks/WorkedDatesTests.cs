using CaseTracker.Calendar;
using CaseTracker.Clocks;
using Xunit;
using static CaseTracker.Tests.Clocks.Given;

namespace CaseTracker.Tests.Clocks;

/// <summary>Dates counted by hand on the printed calendar, for every clock.</summary>
public sealed class WorkedDatesTests
{
    [Theory]
    // 15日
    [InlineData("C1", "2025-03-03", "2025-03-18", "2025-03-18", "2025-03-18")]
    [InlineData("C1", "2025-01-14", "2025-01-29", "2025-02-05", "2025-01-27")] // Spring Festival
    [InlineData("C1", "2025-01-20", "2025-02-04", "2025-02-05", "2025-01-27")] // its last day
    [InlineData("C1", "2025-09-20", "2025-10-05", "2025-10-09", "2025-09-30")] // National Day; received on a Saturday
    [InlineData("C1", "2025-01-11", "2025-01-26", "2025-01-26", "2025-01-26")] // ends on a Sunday that is worked
    [InlineData("C1", "2024-02-20", "2024-03-06", "2024-03-06", "2024-03-06")] // over the leap day
    [InlineData("C1", "2024-01-20", "2024-02-04", "2024-02-04", "2024-02-04")] // make-up Sunday
    [InlineData("C1", "2024-01-27", "2024-02-11", "2024-02-18", "2024-02-09")] // 2024: the eve is worked; the Sunday after is a make-up day
    [InlineData("C1", "2025-12-17", "2026-01-01", "2026-01-04", "2025-12-31")] // over the year's end into a make-up Sunday
    // 5个工作日
    [InlineData("C2", "2025-01-23", "2025-02-06", "2025-02-06", "2025-02-06")]
    [InlineData("C2", "2025-09-26", "2025-10-10", "2025-10-10", "2025-10-10")]
    [InlineData("C2", "2025-03-08", "2025-03-14", "2025-03-14", "2025-03-14")] // received on a Saturday
    // 60日
    [InlineData("C3", "2025-03-03", "2025-05-02", "2025-05-06", "2025-04-30")]
    [InlineData("C3", "2024-01-01", "2024-03-01", "2024-03-01", "2024-03-01")]
    [InlineData("C3", "2024-12-31", "2025-03-01", "2025-03-03", "2025-02-28")]
    [InlineData("C4", "2025-04-01", "2025-04-09", "2025-04-09", "2025-04-09")]
    [InlineData("C5", "2025-05-06", "2025-06-05", "2025-06-05", "2025-06-05")]
    [InlineData("C5", "2025-05-02", "2025-06-01", "2025-06-03", "2025-05-30")]
    [InlineData("C6", "2025-06-05", "2025-07-05", "2025-07-07", "2025-07-04")]
    [InlineData("C7", "2025-07-07", "2025-08-06", "2025-08-06", "2025-08-06")]
    [InlineData("C8", "2025-08-06", "2025-09-05", "2025-09-05", "2025-09-05")]
    [InlineData("C9", "2024-02-07", "2024-02-18", "2024-02-18", "2024-02-18")]
    [InlineData("C9", "2025-03-03", "2025-03-06", "2025-03-06", "2025-03-06")]
    [InlineData("C10", "2025-04-25", "2025-05-13", "2025-05-13", "2025-05-13")]
    // 2个月
    [InlineData("C12", "2025-06-30", "2025-08-30", "2025-09-01", "2025-08-29")]
    [InlineData("C12", "2024-12-31", "2025-02-28", "2025-02-28", "2025-02-28")] // no 31st of February
    [InlineData("C12", "2023-12-31", "2024-02-29", "2024-02-29", "2024-02-29")] // leap year
    [InlineData("C12", "2025-07-31", "2025-09-30", "2025-09-30", "2025-09-30")]
    [InlineData("C12", "2025-08-03", "2025-10-03", "2025-10-09", "2025-09-30")]
    [InlineData("C13", "2025-08-31", "2025-09-30", "2025-09-30", "2025-09-30")]
    [InlineData("C14", "2025-08-02", "2025-10-01", "2025-10-09", "2025-09-30")]
    public void A_limit_ends_where_the_hand_count_ends(string rule, string start, string raw, string legal, string safe)
    {
        var clock = Count(new ClockFacts(Enum.Parse<ClockId>(rule), Day(start)));

        Assert.Equal((raw, legal, safe), Dates(clock));
    }

    [Fact]
    public void An_order_ends_on_its_own_date_even_on_a_rest_day()
    {
        var clock = Count(new ClockFacts(ClockId.C11, Day("2025-03-03")) { Limit = ClockLimit.On(Day("2025-05-31")) });

        Assert.Equal(("2025-05-31", "2025-05-31", "2025-05-30"), Dates(clock));
        Assert.Contains("不顺延", clock.Days()[^1].Why);
    }

    [Fact]
    public void The_extension_moves_the_end_and_rolls_once()
    {
        var clock = Count(new ClockFacts(ClockId.C3, Day("2025-03-03")) { Extensions = [new ClockExtension(30, Day("2025-05-06"))] });

        Assert.Equal(("2025-06-01", "2025-06-03", "2025-05-30"), Dates(clock));
    }

    [Fact]
    public void The_proof_counts_each_day_once_and_says_why_a_day_is_left_out()
    {
        var days = Count(new ClockFacts(ClockId.C2, Day("2025-01-23"))).Days();

        Assert.Equal(
            [
                "2025-01-23 - 起算日不计入",
                "2025-01-24 + 第1个工作日",
                "2025-01-25 - 周六休息",
                "2025-01-26 + 第2个工作日（调休上班）",
                "2025-01-27 + 第3个工作日",
                "2025-01-28 - 春节休",
            ],
            days.Take(6).Select(d => $"{d.Date:yyyy-MM-dd} {(d.Counted ? '+' : '-')} {d.Why}"));
        Assert.Equal("2025-02-06 + 第5个工作日，期满日", $"{days[^1].Date:yyyy-MM-dd} {(days[^1].Counted ? '+' : '-')} {days[^1].Why}");
    }

    [Fact]
    public void The_proof_of_a_rolled_limit_runs_to_the_legal_day()
    {
        var clock = Count(new ClockFacts(ClockId.C1, Day("2025-09-20")));

        Assert.Equal("第15日，期满日逢国庆节、中秋节休，顺延", clock.Days().Single(d => d.Date == clock.Dates.Raw).Why);
        Assert.Equal(["顺延：国庆节、中秋节休", "顺延：国庆节、中秋节休", "顺延：国庆节、中秋节休", "顺延至休息日结束的次日（工作日）"], clock.Days().TakeLast(4).Select(d => d.Why));
        Assert.Equal(15, clock.Days().Count(d => d.Counted));
        Assert.Equal("2025年第1版", clock.CalendarVersion);
        Assert.Equal("《信访工作条例》第二十三条", clock.Rule.Article);
    }

    [Fact]
    public void Every_rule_has_one_version_on_every_day_it_knows()
    {
        foreach (var id in Enum.GetValues<ClockId>())
        {
            var versions = ClockRules.All.Where(r => r.Id == id).ToList();
            Assert.Null(versions[^1].To);
            Assert.All(versions.Zip(versions.Skip(1)), pair => Assert.Equal(pair.Second.From, pair.First.To!.Value.AddDays(1)));
            Assert.All(versions, v => Assert.False(string.IsNullOrWhiteSpace(v.Article) || string.IsNullOrWhiteSpace(v.Text) || v.Name == id.ToString()));
        }
    }

    [Fact]
    public void A_rule_that_did_not_exist_yet_is_refused()
    {
        var refused = Assert.Throws<RefusedException>(() => Count(new ClockFacts(ClockId.C12, Day("2014-05-01"))));

        Assert.Contains("尚无“履职”（C12）期限", refused.Message);
        Assert.Null(ClockRules.Find(ClockId.C12, Day("2014-05-01")));
    }
}

/// <summary>Words for the clock tests.</summary>
internal static class Given
{
    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    public static Clock Count(ClockFacts facts, ClockSettings? settings = null, WorkCalendar? calendar = null) =>
        ClockCount.Count(facts, calendar ?? WorkCalendar.BuiltIn, settings ?? new ClockSettings());

    public static (string? Raw, string? Legal, string? Safe) Dates(Clock clock) =>
        (clock.Dates.Raw?.ToString("yyyy-MM-dd"), clock.Dates.Legal?.ToString("yyyy-MM-dd"), clock.Dates.Safe?.ToString("yyyy-MM-dd"));
}
