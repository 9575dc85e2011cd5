using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTracker.Excel;

/// <summary>Dates as clerks write them. What is not certainly a date is refused, never guessed: no two-digit years, no month/day order, no bare serial numbers.</summary>
public static partial class BookDates
{
    /// <summary>Reads <c>2024-03-05</c>, <c>2024-3-5</c>, <c>2024.3.5</c>, <c>2024/3/5</c>, <c>2024年3月5日</c>, also in full-width digits or with a time of day behind it (dropped); false for anything else and for days that do not exist.</summary>
    public static bool TryDate(string? text, out DateOnly date)
    {
        var match = Day().Match(Plain(text));
        return Made(match, match.Groups["d"].Value, out date);
    }

    /// <summary>Reads a month <c>1957-09</c>, <c>1957.9</c>, <c>1957/9</c>, <c>1957年9月</c>, or a whole date (its day is dropped), as the first of the month.</summary>
    public static bool TryMonth(string? text, out DateOnly month)
    {
        if (Made(Month().Match(Plain(text)), "1", out month))
        {
            return true;
        }

        var whole = TryDate(text, out month);
        month = whole ? new DateOnly(month.Year, month.Month, 1) : default;
        return whole;
    }

    /// <summary>The date of a cell, null when it is empty; refused at <paramref name="heading"/> when it cannot be read.</summary>
    public static DateOnly? Date(string? text, string heading) => string.IsNullOrWhiteSpace(text) ? null
        : TryDate(text, out var date) ? date
        : throw RefusedException.At(heading, Serial().IsMatch(Plain(text))
            ? $"{heading}“{Short(text)}”像是Excel的日期序号。请把该列设为日期格式，或写成2024-03-05。"
            : $"{heading}“{Short(text)}”不是能认定的日期。请写成2024-03-05或2024年3月5日。");

    /// <summary>The month of a cell as its first day, null when it is empty; refused at <paramref name="heading"/> when it cannot be read.</summary>
    public static DateOnly? Month(string? text, string heading) => string.IsNullOrWhiteSpace(text) ? null
        : TryMonth(text, out var month) ? month
        : throw RefusedException.At(heading, $"{heading}“{Short(text)}”不是能认定的月份。请写成1957-09或1957年9月。");

    private static bool Made(Match match, string day, out DateOnly date)
    {
        date = default;
        return match.Success && DateOnly.TryParseExact($"{match.Groups["y"].Value}-{match.Groups["m"].Value}-{day}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
            && date.Year is >= 1900 and <= 2100;
    }

    private static string Short(string text) => text.Trim() is { Length: > 20 } whole ? whole[..20] + "…" : text.Trim();

    /// <summary>Full-width digits and marks as plain ones.</summary>
    private static string Plain(string? text) => text is null || text.Length > 40 ? "" : string.Concat(text.Trim().Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c));

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?:(?<s>[-./])(?<m>[0-9]{1,2})\k<s>(?<d>[0-9]{1,2})|年(?<m>[0-9]{1,2})月(?<d>[0-9]{1,2})日)(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();

    [GeneratedRegex("^(?<y>[0-9]{4})(?:[-./](?<m>[0-9]{1,2})|年(?<m>[0-9]{1,2})月)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Month();

    [GeneratedRegex("^[0-9]{5}(?:[.][0-9]+)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Serial();
}
