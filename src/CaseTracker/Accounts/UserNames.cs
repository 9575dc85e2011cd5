using System.Globalization;

namespace CaseTracker.Accounts;

/// <summary>What an account may be called: 2 to 32 letters (Chinese too), digits and <c>. _ - ·</c>, however the input method wrote them.</summary>
internal static class UserNames
{
    /// <summary>Full-width letters brought to their ordinary form, without blanks around.</summary>
    public static string Plain(string typed) => string.Concat(typed.Trim().Select(Crypto.Normalised.HalfWidth));

    public static string Demand(string typed, string field)
    {
        var name = Plain(typed);
        return name.EnumerateRunes().Count() is >= 2 and <= 32 && name.EnumerateRunes().All(r => System.Text.Rune.IsLetterOrDigit(r) || r.Value is '.' or '_' or '-' or '·')
            ? name
            : throw RefusedException.At(field, "账号应为 2 至 32 个汉字、字母、数字，可含 . _ - ·，不能有空格和其他符号");
    }

    /// <summary>A person's name: one line, 1 to 64 characters, nothing invisible.</summary>
    public static string DemandPersonName(string typed, string field)
    {
        var name = typed.Trim();
        return name.Length is >= 1 and <= 64 && !name.EnumerateRunes().Any(r => System.Text.Rune.GetUnicodeCategory(r) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            ? name
            : throw RefusedException.At(field, "请填写姓名，1 至 64 个字，不能有换行等看不见的字符");
    }
}
