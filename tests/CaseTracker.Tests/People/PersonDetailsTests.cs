using CaseTracker.People;
using Xunit;

namespace CaseTracker.Tests.People;

public sealed class PersonDetailsTests
{
    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91350100m000100y43")]
    public void A_sound_credit_code_passes(string typed) => Assert.Equal(new { Value = "91350100M000100Y43", Sound = true }, new { CreditCode.Read(typed).Value, Sound = CreditCode.Read(typed).IsSound });

    [Theory]
    [InlineData("91350100M000100Y44")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100O000100Y43")]
    [InlineData("新洲某公司")]
    public void A_doubtful_credit_code_is_kept_with_a_warning(string typed) => Assert.Single(CreditCode.Read(typed).Warnings);

    [Theory]
    [InlineData("13812345678", "13812345678")]
    [InlineData("＋８６ 138-1234-5678", "13812345678")]
    [InlineData("027-86921234", "02786921234")]
    [InlineData("027-86921234转801", "02786921234801")]
    [InlineData("86921234", "86921234")]
    [InlineData("12345", "12345")]
    [InlineData("400-820-8820", "4008208820")]
    public void A_likely_telephone_number_passes(string typed, string digits)
    {
        var read = PhoneNumber.Read(typed);

        Assert.Equal(digits, read.Digits);
        Assert.Empty(read.Warnings);
    }

    [Theory]
    [InlineData("1381234567")]
    [InlineData("138123456789")]
    [InlineData("无")]
    public void An_unlikely_telephone_number_is_kept_with_a_warning(string typed) => Assert.Single(PhoneNumber.Read(typed).Warnings);

    [Theory]
    [InlineData("42011719491231001X", "420117********001X")]
    [InlineData("420117491231001", "420117*****1001")]
    [InlineData("E12345678", "E1*****78")]
    [InlineData("12345678", "****")]
    [InlineData(null, "")]
    public void An_identity_number_shows_its_first_six_and_last_four(string? value, string shown) => Assert.Equal(shown, Mask.IdNumber(value));

    [Theory]
    [InlineData("13812345678", "138****5678")]
    [InlineData("027-86921234", "027*****1234")]
    [InlineData("86921234", "******34")]
    [InlineData("110", "****")]
    [InlineData("", "")]
    public void A_telephone_number_shows_its_first_three_and_last_four(string value, string shown) => Assert.Equal(shown, Mask.Phone(value));

    [Theory]
    [InlineData("湖北省武汉市新洲区邾城街道红旗路1号", "湖北省武汉市新洲区****")]
    [InlineData("邾城街道红旗街1号3栋", "邾城****")]
    [InlineData("阳光小区3栋1单元", "阳光****")]
    [InlineData("新洲区阳光小区3栋", "新洲区****")]
    [InlineData("广西壮族自治区南宁市青秀区民族大道1号", "广西壮族自治区南宁市青秀区****")]
    [InlineData("武汉市", "****")]
    [InlineData("𬭎村三组5号", "𬭎村****")]
    public void An_address_shows_its_district(string value, string shown) => Assert.Equal(shown, Mask.Address(value));

    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("欧阳文静", "欧**")]
    [InlineData("𬭎明", "𬭎*")]
    [InlineData("阿依古丽·买买提", "阿**")]
    [InlineData("王", "王*")]
    public void A_name_shows_its_first_character(string value, string shown) => Assert.Equal(shown, Mask.Name(value));

    [Theory]
    [InlineData(" 张　三 ", "张三")]
    [InlineData("阿依古丽•买买提", "阿依古丽·买买提")]
    [InlineData("阿依古丽・买买提", "阿依古丽·买买提")]
    [InlineData("阿依古丽 · 买买提", "阿依古丽·买买提")]
    [InlineData("Ｊｏｈｎ　 Smith", "John Smith")]
    [InlineData("张\u200B三\uFEFF", "张三")]
    [InlineData("李 𬭎", "李𬭎")]
    public void A_name_has_one_spelling(string typed, string kept) => Assert.Equal(kept, PersonName.Clean(typed));

    [Fact]
    public void Latin_names_are_compared_without_spaces_and_case() => Assert.Equal(PersonName.Key("JOHN  SMITH"), PersonName.Key("John Smith"));
}
