using CaseTracker.Crypto;
using CaseTracker.People;
using Xunit;

namespace CaseTracker.Tests.People;

public sealed class IdentityNumberTests
{
    private static readonly DateOnly Today = new(2025, 3, 3);

    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", Sex.Female)]
    [InlineData("11010519491231002x", "1949-12-31", Sex.Female)]
    [InlineData("34052419800101001X", "1980-01-01", Sex.Male)]
    [InlineData(" ３４０５２４ 19800101 001ｘ", "1980-01-01", Sex.Male)]
    public void A_sound_number_tells_birth_and_sex(string typed, string birth, Sex sex)
    {
        var read = IdentityNumber.Read(typed, Today);

        Assert.True(read.IsSound, string.Join("；", read.Warnings));
        Assert.Equal(DateOnly.ParseExact(birth, "yyyy-MM-dd"), read.BirthOn);
        Assert.Equal(sex, read.Sex);
        Assert.Equal(char.ToUpperInvariant(typed[^1]) == 'Ｘ' ? 'X' : char.ToUpperInvariant(typed[^1]), read.Value[^1]);
    }

    [Fact]
    public void Of_all_check_characters_only_one_is_sound()
    {
        var sound = "0123456789X".Where(c => IdentityNumber.Read("11010519491231002" + c, Today).IsSound);

        Assert.Equal(['X'], sound);
    }

    [Fact]
    public void Every_single_wrong_digit_and_every_swap_of_neighbours_is_doubted()
    {
        const string Sound = "34052419800101001X";
        for (var i = 0; i < 17; i++)
        {
            foreach (var digit in "0123456789".Where(d => d != Sound[i]))
            {
                Assert.False(IdentityNumber.Read(Sound[..i] + digit + Sound[(i + 1)..], Today).IsSound);
            }

            if (i < 16 && Sound[i] != Sound[i + 1])
            {
                Assert.False(IdentityNumber.Read($"{Sound[..i]}{Sound[i + 1]}{Sound[i]}{Sound[(i + 2)..]}", Today).IsSound);
            }
        }
    }

    [Theory]
    [InlineData("42011720250229001", "出生日期")]
    [InlineData("42011719491331001", "出生日期")]
    [InlineData("42011720250304001", "晚于2025-03-03")]
    [InlineData("42011718940101001", "超过130岁")]
    [InlineData("00011719800101001", "行政区划")]
    public void An_impossible_number_is_doubted_with_its_reason_and_kept(string seventeen, string reason)
    {
        var number = seventeen + Normalised.CheckCharacter(seventeen);
        var read = IdentityNumber.Read(number, Today);

        Assert.Equal(number, read.Value);
        Assert.Contains(reason, Assert.Single(read.Warnings));
    }

    [Theory]
    [InlineData("42011720250303001")]
    [InlineData("42011718950303001")]
    [InlineData("42012419500101001")]
    [InlineData("81000019800101001")]
    [InlineData("82000019800101001")]
    [InlineData("83000019800101001")]
    [InlineData("91115619800101001")]
    public void The_edges_and_the_cards_of_others_are_sound(string seventeen) =>
        Assert.Empty(IdentityNumber.Read(seventeen + Normalised.CheckCharacter(seventeen), Today).Warnings);

    [Fact]
    public void An_old_number_of_fifteen_digits_is_kept_with_a_warning()
    {
        var read = IdentityNumber.Read("110105491231002", Today);

        Assert.Equal("110105491231002", read.Value);
        Assert.Equal(new DateOnly(1949, 12, 31), read.BirthOn);
        Assert.Contains("15位", Assert.Single(read.Warnings));
    }

    [Theory]
    [InlineData("")]
    [InlineData("拒绝提供")]
    [InlineData("E12345678")]
    [InlineData("1101051949123100２XX")]
    [InlineData("1101051949１X31002X")]
    public void Anything_else_is_kept_with_a_warning(string typed) => Assert.Single(IdentityNumber.Read(typed, Today).Warnings);

    [Fact]
    public void A_different_birthday_or_sex_is_doubted()
    {
        var read = IdentityNumber.Read("11010519491231002X", Today);

        Assert.Empty(read.Against(new(1949, 12, 31), Sex.Female));
        Assert.Empty(read.Against(null, Sex.Unknown));
        Assert.Equal(2, read.Against(new(1950, 1, 1), Sex.Male).Count());
    }

    [Theory]
    [InlineData("1960-02-29", "2025-02-28", 64)]
    [InlineData("1960-02-29", "2025-03-01", 65)]
    [InlineData("1960-03-03", "2025-03-03", 65)]
    public void Age_is_counted_in_full_years(string birth, string day, int age) =>
        Assert.Equal(age, IdentityNumber.AgeOn(DateOnly.ParseExact(birth, "yyyy-MM-dd"), DateOnly.ParseExact(day, "yyyy-MM-dd")));
}
