using CaseTracker.Excel;
using Xunit;

namespace CaseTracker.Tests.Excel;

public sealed class BookDatesTests
{
    [Theory]
    [InlineData("2024-03-05")]
    [InlineData("2024-3-5")]
    [InlineData("2024.3.5")]
    [InlineData("2024/3/5")]
    [InlineData("2024年3月5日")]
    [InlineData("２０２４年３月５日")]
    [InlineData("　2024-03-05 ")]
    [InlineData("2024-03-05 09:30")]
    public void A_date_is_read_in_every_hand(string text)
    {
        Assert.True(BookDates.TryDate(text, out var date));
        Assert.Equal(new DateOnly(2024, 3, 5), date);
    }

    [Theory]
    [InlineData("24-3-5")]
    [InlineData("2024-3")]
    [InlineData("3/5/2024")]
    [InlineData("2024-02-30")]
    [InlineData("2023年2月29日")]
    [InlineData("2024-13-01")]
    [InlineData("2024-3.5")]
    [InlineData("2024年3月5")]
    [InlineData("20240305")]
    [InlineData("45356")]
    [InlineData("昨天")]
    [InlineData("1024-03-05")]
    [InlineData("2024-03-05至2024-03-08")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_not_certainly_a_date_is_not_guessed(string? text) => Assert.False(BookDates.TryDate(text, out _));

    [Theory]
    [InlineData("1957-09")]
    [InlineData("1957-9")]
    [InlineData("1957.9")]
    [InlineData("1957/09")]
    [InlineData("1957年9月")]
    [InlineData("1957-09-15")]
    public void A_month_is_its_first_day(string text)
    {
        Assert.True(BookDates.TryMonth(text, out var month));
        Assert.Equal(new DateOnly(1957, 9, 1), month);
    }

    [Theory]
    [InlineData("1957")]
    [InlineData("1957-13")]
    [InlineData("57-09")]
    [InlineData("1957-02-30")]
    public void What_is_not_certainly_a_month_is_not_guessed(string text) => Assert.False(BookDates.TryMonth(text, out _));

    [Fact]
    public void A_refusal_names_the_heading_and_says_what_to_do()
    {
        Assert.Null(BookDates.Date(" ", "登记日期"));
        var reason = Assert.Single(Assert.Throws<RefusedException>(() => BookDates.Date("2024-02-30", "登记日期")).Reasons);
        Assert.Equal("登记日期", reason.Field);
        Assert.Contains("请写成2024-03-05", reason.Text, StringComparison.Ordinal);
        Assert.Contains("日期序号", Assert.Throws<RefusedException>(() => BookDates.Date("45356", "登记日期")).Message, StringComparison.Ordinal);
    }
}
