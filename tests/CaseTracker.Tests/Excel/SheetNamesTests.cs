using CaseTracker.Excel;
using Xunit;

namespace CaseTracker.Tests.Excel;

public sealed class SheetNamesTests
{
    [Theory]
    [InlineData("信访事项台账", "信访事项台账")]
    [InlineData("a:b\\c/d?e*f[g]h", "a_b_c_d_e_f_g_h")]
    [InlineData("'台账'", "台账")]
    [InlineData("", "台账")]
    [InlineData("history", "台账")]
    [InlineData("a\tb", "a_b")]
    public void Excel_accepts_every_sheet_name(string wanted, string name) => Assert.Equal(name, SheetNames.Sheet(wanted));

    [Fact]
    public void A_long_name_is_cut_between_characters_and_keeps_its_number()
    {
        Assert.Equal(31, SheetNames.Sheet(new('访', 40)).Length);
        Assert.Equal(30, SheetNames.Sheet(string.Concat(Enumerable.Repeat("𬭎", 20))).Length);
        Assert.EndsWith(" (12)", SheetNames.Sheet(new('访', 40), 12), StringComparison.Ordinal);
        Assert.Equal(31, SheetNames.Sheet(new('访', 40), 12).Length);
    }

    [Theory]
    [InlineData("2024-10-01", "2024-10-31", "2024年10月_信访台账.xlsx")]
    [InlineData("2024-01-01", "2024-12-31", "2024年_信访台账.xlsx")]
    [InlineData("2024-10-08", "2024-11-02", "2024年10月8日至11月2日_信访台账.xlsx")]
    [InlineData("2023-12-08", "2024-01-02", "2023年12月8日至2024年1月2日_信访台账.xlsx")]
    [InlineData("2024-10-08", "2024-10-08", "2024年10月8日_信访台账.xlsx")]
    public void A_file_says_its_period(string from, string to, string name) => Assert.Equal(name, SheetNames.File(DateOnly.Parse(from), DateOnly.Parse(to), "信访台账"));

    [Fact]
    public void A_file_name_holds_nothing_that_Windows_forbids() => Assert.Equal("a_b_c_.xlsx", SheetNames.File("a/b:c?"));

    [Fact]
    public void The_title_of_a_month_names_the_month()
    {
        Assert.Equal("新洲区经科局2024年10月信访工作台账", SheetHeading.For("新洲区经科局", new(2024, 10, 1), new(2024, 10, 31), "信访工作台账", "件").Title);
        Assert.Equal("统计期间：2024年10月1日—10月31日", SheetHeading.For("新洲区经科局", new(2024, 10, 1), new(2024, 10, 31), "信访工作台账", "件").Middle);
        Assert.Equal("新洲区经科局信访工作台账", SheetHeading.For("新洲区经科局", new(2024, 10, 8), new(2024, 11, 2), "信访工作台账", "件").Title);
    }
}
