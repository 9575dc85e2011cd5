using Xunit;

namespace CaseTracker.Tests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("1409.50", "壹仟肆佰零玖元伍角")]
    [InlineData("6007.14", "陆仟零柒元壹角肆分")]
    [InlineData("1680.32", "壹仟陆佰捌拾元叁角贰分")]
    [InlineData("107000.53", "壹拾万柒仟元伍角叁分")]
    [InlineData("16409.02", "壹万陆仟肆佰零玖元零贰分")]
    [InlineData("325.04", "叁佰贰拾伍元零肆分")]
    [InlineData("0.30", "叁角")]
    [InlineData("0.03", "叁分")]
    [InlineData("14200.00", "壹万肆仟贰佰元整")]
    [InlineData("17280.00", "壹万柒仟贰佰捌拾元整")]
    [InlineData("1087100.00", "壹佰零捌万柒仟壹佰元整")]
    [InlineData("865000.00", "捌拾陆万伍仟元整")]
    [InlineData("100500000.00", "壹亿零伍拾万元整")]
    [InlineData("20003.00", "贰万零叁元整")]
    [InlineData("10.00", "壹拾元整")]
    [InlineData("100000001", "壹亿零壹元整")]
    [InlineData("1000200030004", "壹万零贰亿零叁万零肆元整")]
    [InlineData("0", "零元整")]
    public void An_amount_is_written_in_words_as_the_rules_for_bills_say(string yuan, string words) => Assert.Equal(words, decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture).InWords());

    [Theory]
    [InlineData("1,409.50", 1409.50)]
    [InlineData("￥500", 500)]
    [InlineData("500元", 500)]
    [InlineData("-3", -3)]
    public void An_amount_is_read_as_people_type_it(string text, double yuan) => Assert.Equal((decimal)yuan, Money.Parse(text));

    [Theory]
    [InlineData("1.005")]
    [InlineData("五百")]
    [InlineData("1e3")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_amount_is_not_guessed(string? text) => Assert.Null(Money.Parse(text));

    [Theory]
    [InlineData("3600", "3600"), InlineData("140.5", "140.50"), InlineData("0", "0")]
    public void Running_text_has_no_separators(string yuan, string text) => Assert.Equal(text, decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture).Plain());

    [Fact]
    public void Fen_and_yuan_turn_into_each_other_and_a_third_decimal_is_a_bug()
    {
        Assert.Equal(140950, 1409.50m.Fen());
        Assert.Equal(1409.50m, 140950L.Yuan());
        Assert.Throws<ArgumentOutOfRangeException>(() => 0.001m.Fen());
    }
}
