using System.Globalization;
using CaseTracker.Crypto;

namespace CaseTracker.People;

/// <summary>An identity number as read (GB 11643-1999), with what it tells and what is doubtful about it. A doubt never blocks: the number is kept and marked 证件待核.</summary>
/// <param name="Value">Normalised: upper case, no spaces; a 15-digit number stays as it is on the card.</param>
/// <param name="BirthOn">Null where the number holds no such date.</param>
/// <param name="Sex">By the 17th digit: odd is male.</param>
/// <param name="Warnings">Chinese sentences; empty when the number is sound.</param>
public sealed record IdentityNumber(string Value, DateOnly? BirthOn, Sex Sex, IReadOnlyList<string> Warnings)
{
    private const int OldestAge = 130;

    // First two digits: provinces of GB/T 2260; 81-83 are the residence permits of Hong Kong, Macao and Taiwan; 9 opens a foreigner's permanent residence card.
    private static readonly HashSet<string> Provinces =
    [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
    ];

    public bool IsSound => Warnings.Count == 0;

    /// <summary>Reads a number as typed. <paramref name="onDay"/> is the day of the petition: nobody is born after it, or more than 130 years before.</summary>
    public static IdentityNumber Read(string text, DateOnly onDay)
    {
        var full = Normalised.IdNumber(text);
        if (full.Length != 18 || !full.AsSpan(0, 17).ContainsOnlyDigits() || !(char.IsAsciiDigit(full[17]) || full[17] == 'X'))
        {
            return new(full, null, Sex.Unknown, ["证件号码不是18位居民身份证号，请核对证件；其他证件请选对证件类型"]);
        }

        var typed = string.Concat(text.Select(Normalised.HalfWidth).Where(char.IsLetterOrDigit));
        var legacy = typed.Length == 15;
        List<string> warnings = [];
        if (legacy)
        {
            warnings.Add("这是15位的旧身份证号，请核对是否已换发18位证件");
        }
        else if (Normalised.CheckCharacter(full) != full[17])
        {
            warnings.Add("身份证号最后一位校验不符，请逐位核对");
        }

        if (full[0] != '9' && !Provinces.Contains(full[..2]))
        {
            warnings.Add("身份证号前两位不是省级行政区划代码，请核对");
        }

        DateOnly? birth = DateOnly.TryParseExact(full.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (birth is null)
        {
            warnings.Add("身份证号第7至14位不是有效的出生日期，请核对");
        }
        else if (birth > onDay)
        {
            warnings.Add($"身份证号中的出生日期{birth:yyyy-MM-dd}晚于{onDay:yyyy-MM-dd}，请核对");
        }
        else if (AgeOn(birth.Value, onDay) > OldestAge)
        {
            warnings.Add($"按身份证号计算年龄超过{OldestAge}岁，请核对");
        }

        return new(legacy ? typed : full, birth, (full[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female, warnings);
    }

    /// <summary>Says where the number disagrees with what else was entered; sentences as in <see cref="Warnings"/>.</summary>
    public IEnumerable<string> Against(DateOnly? birthOn, Sex sex)
    {
        if (BirthOn is not null && birthOn is not null && BirthOn != birthOn)
        {
            yield return $"出生日期与身份证号（{BirthOn:yyyy-MM-dd}）不一致，请核对";
        }

        if (Sex != Sex.Unknown && sex != Sex.Unknown && Sex != sex)
        {
            yield return $"性别与身份证号（{Sex.Display()}）不一致，请核对";
        }
    }

    /// <summary>Full years of life; whoever was born on 29 February grows older on 1 March.</summary>
    public static int AgeOn(DateOnly birthOn, DateOnly day) =>
        day.Year - birthOn.Year - ((day.Month, day.Day).CompareTo((birthOn.Month, birthOn.Day)) < 0 ? 1 : 0);
}

file static class Digits
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
