using System.Text;
using CaseTracker.Calendar;
using Xunit;

namespace CaseTracker.Tests.Calendar;

public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = WorkCalendar.BuiltIn;

    /// <summary>Weekdays less public holidays: the number of working days published for each year, independent of how the days were shifted.</summary>
    [Theory]
    [InlineData(2022, 249)]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void Each_built_in_year_has_the_working_days_the_law_gives_it(int year, int expected)
    {
        var first = new DateOnly(year, 1, 1);
        var worked = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Count(i => Calendar.IsWorkday(first.AddDays(i)) == true);

        Assert.Equal(expected, worked);
    }

    [Theory]
    [InlineData("2025-01-26", true, "调休上班")]
    [InlineData("2025-01-28", false, "春节休")]
    [InlineData("2025-10-06", false, "国庆节、中秋节休")]
    [InlineData("2025-03-08", false, "周六休息")]
    [InlineData("2025-03-09", false, "周日休息")]
    [InlineData("2025-03-10", true, "工作日")]
    [InlineData("2022-12-31", false, "元旦休")]
    [InlineData("2027-01-04", null, "2027年节假日安排未导入")]
    [InlineData("2021-12-31", null, "2021年节假日安排未导入")]
    public void A_day_is_worked_or_not_and_says_why(string date, bool? worked, string words)
    {
        Assert.Equal(worked, Calendar.IsWorkday(Day(date)));
        Assert.Equal(words, Calendar.Describe(Day(date)));
        Assert.Equal(worked is not null, Calendar.Knows(Day(date)));
    }

    [Fact]
    public void The_next_and_the_last_worked_day_step_over_a_whole_holiday()
    {
        Assert.Equal(Day("2025-10-09"), Calendar.NextWorkday(Day("2025-09-30")));
        Assert.Equal(Day("2025-09-30"), Calendar.PreviousWorkday(Day("2025-10-09")));
        Assert.Equal(Day("2025-10-09"), Calendar.WorkdayOnOrAfter(Day("2025-10-01")));
        Assert.Equal(Day("2025-09-30"), Calendar.WorkdayOnOrBefore(Day("2025-10-08")));
        Assert.Equal(Day("2025-09-30"), Calendar.WorkdayOnOrAfter(Day("2025-09-30")));
    }

    [Fact]
    public void A_walk_into_a_year_that_is_not_loaded_ends_without_an_answer()
    {
        Assert.Null(Calendar.NextWorkday(Day("2026-12-31")));
        Assert.Null(Calendar.PreviousWorkday(Day("2022-01-02")));
        Assert.Null(Calendar.WorkdayOnOrAfter(Day("2027-03-01")));
    }

    [Fact]
    public void The_years_whose_notice_was_not_read_wait_for_confirmation()
    {
        Assert.Equal([2022, 2023, 2024, 2025, 2026], Calendar.Years.Select(y => y.Year));
        Assert.Equal([2022, 2023], Calendar.Years.Where(y => !y.Confirmed).Select(y => y.Year));
        Assert.StartsWith("2022年第1版（待核）、", Calendar.Version);
        Assert.EndsWith("2026年第1版", Calendar.Version);
    }

    [Fact]
    public void A_notice_that_changes_the_December_before_wins()
    {
        var notice = new CalendarYear(2027, 1, true, [new CalendarDay(Day("2026-12-31"), DayKind.Rest, "元旦", "通知")]);

        var later = new WorkCalendar([.. Calendar.Years, notice]);

        Assert.True(Calendar.IsWorkday(Day("2026-12-31")));
        Assert.False(later.IsWorkday(Day("2026-12-31")));
        Assert.True(later.Knows(Day("2027-06-01")));
        Assert.NotEqual(Calendar.Version, later.Version);
    }

    [Theory]
    [InlineData("日期,类别\n2027-01-01,休", "第1行应是列名")]
    [InlineData("", "第1行应是列名")]
    [InlineData("date,kind,name,notice\n", "没有一天")]
    [InlineData("date,kind,name,notice\n2027-02-30,休,春节,通知", "第2行“date”列：“2027-02-30”不是")]
    [InlineData("date,kind,name,notice\n2027-01-01,休,元旦,通知\n2027-01-02,假,元旦,通知", "第3行“kind”列：“假”应是")]
    [InlineData("date,kind,name,notice\n2027-01-04,班,调休上班,通知", "不是周末")]
    [InlineData("date,kind,name,notice\n2027-01-01,休,,通知", "第2行“name”列：请填写")]
    [InlineData("date,kind,name,notice\n2027-01-01,休,元旦", "第2行“notice”列：请填写")]
    [InlineData("date,kind,name,notice\n2027-01-01,休,元旦,通知\n2027-1-1,休,元旦,通知", "第3行“date”列：“2027-01-01”已在前面出现过")]
    [InlineData("date,kind,name,notice\n2027-01-01,休,\"元旦,通知", "第2行的引号不成对")]
    public void A_bad_file_is_refused_at_its_row_and_column(string text, string expected)
    {
        var refused = Assert.Throws<RefusedException>(() => Read(Encoding.UTF8.GetBytes(text)));

        Assert.Contains(expected, refused.Message);
    }

    [Fact]
    public void A_file_far_too_big_is_refused_before_it_is_read_whole() =>
        Assert.Contains("超过256KB", Assert.Throws<RefusedException>(() => Read(new byte[300 * 1024])).Message);

    [Fact]
    public void Every_bad_row_is_named_at_once()
    {
        var refused = Assert.Throws<RefusedException>(() => Read("date,kind,name,notice\nx,休,元旦,通知\n2027-01-02,y,元旦,通知"u8.ToArray()));

        Assert.Equal(["date", "kind"], refused.Reasons.Select(r => r.Field));
    }

    [Fact]
    public void A_file_saved_by_a_Chinese_spreadsheet_is_read_too()
    {
        const string text = "Date,Kind,Name,Notice\r\n2027/1/1,休,元旦,国办发明电〔2026〕1号\r\n";
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!.GetBytes(text);

        Assert.Equal(new CalendarDay(Day("2027-01-01"), DayKind.Rest, "元旦", "国办发明电〔2026〕1号"), Assert.Single(Read(gbk)));
        Assert.Equal(Read(gbk), Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]));
    }

    private static IReadOnlyList<CalendarDay> Read(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return CalendarFile.Read(file);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
