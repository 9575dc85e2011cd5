using System.Globalization;
using System.Text;

namespace CaseTracker;

/// <summary>Amounts: decimal yuan wherever they are read or typed, whole fen in the database, which on SQLite neither sorts nor sums decimals.</summary>
public static class Money
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";

    public static long Fen(this decimal yuan) => yuan * 100 is var fen && fen == decimal.Truncate(fen) ? (long)fen : throw new ArgumentOutOfRangeException(nameof(yuan), "More than two decimals.");

    public static decimal Yuan(this long fen) => fen / 100m;

    /// <summary>An amount as people type it: 1,409.50, 500, ￥500 or 500元; null where it is none or has more than two decimals.</summary>
    public static decimal? Parse(string? text)
    {
        var bare = text?.Trim().TrimStart('¥', '￥').TrimEnd('元').Replace("，", "").Trim();
        return decimal.TryParse(bare, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var yuan) && decimal.Round(yuan, 2) == yuan ? yuan : null;
    }

    /// <summary>1,409.50, as tables and forms print it.</summary>
    public static string Text(this decimal yuan) => yuan.ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>3600, 140.50, as running text prints it (GB/T 15835).</summary>
    public static string Plain(this decimal yuan) => yuan.ToString(yuan == decimal.Truncate(yuan) ? "0" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>大写金额 without the leading 人民币 (《支付结算办法》附一): one 零 for a run of noughts, 整 after 元 only, 零 between 元 and 分 where there is no 角. Refuses a negative amount and more than two decimals.</summary>
    public static string InWords(this decimal yuan)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(yuan);
        var fen = yuan.Fen();
        var (whole, jiao, cent) = (fen / 100, (int)(fen / 10 % 10), (int)(fen % 10));
        var words = new StringBuilder();
        if (whole > 0 || fen == 0)
        {
            words.Append(whole == 0 ? "零" : Whole(whole)).Append('元');
        }

        if (jiao > 0)
        {
            words.Append(Digits[jiao]).Append('角');
        }
        else if (cent > 0 && whole > 0)
        {
            words.Append('零');
        }

        return cent > 0 ? words.Append(Digits[cent]).Append('分').ToString() : jiao > 0 ? words.ToString() : words.Append('整').ToString();
    }

    private static string Whole(long number)
    {
        var words = new StringBuilder();
        var owesNought = false;
        foreach (var (unit, size) in new[] { ("亿", 100_000_000L), ("万", 10_000L), ("", 1L) })
        {
            var group = unit == "亿" ? number / size : number / size % 10_000;
            if (group == 0)
            {
                owesNought |= words.Length > 0;
                continue;
            }

            words.Append((owesNought || group < 1000) && words.Length > 0 ? "零" : "").Append(group >= 10_000 ? Whole(group) : Thousands((int)group)).Append(unit);
            owesNought = false;
        }

        return words.ToString();
    }

    private static string Thousands(int number)
    {
        var words = new StringBuilder();
        var owesNought = false;
        foreach (var (unit, size) in new[] { ("仟", 1000), ("佰", 100), ("拾", 10), ("", 1) })
        {
            var digit = number / size % 10;
            if (digit == 0)
            {
                owesNought |= words.Length > 0;
                continue;
            }

            words.Append(owesNought ? "零" : "").Append(Digits[digit]).Append(unit);
            owesNought = false;
        }

        return words.ToString();
    }
}
