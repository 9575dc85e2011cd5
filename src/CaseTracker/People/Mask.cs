using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTracker.People;

/// <summary>What is shown of a protected value until somebody reveals it with a reason. Never more than half of a value.</summary>
public static partial class Mask
{
    /// <summary><c>420117********001X</c>: first six, last four; shorter numbers (passports) show less.</summary>
    public static string IdNumber(string? value) => value switch
    {
        null or "" => "",
        { Length: >= 15 } => Middle(value, 6, 4),
        { Length: > 8 } => Middle(value, 2, 2),
        _ => "****",
    };

    /// <summary><c>138****5678</c>: first three, last four.</summary>
    public static string Phone(string? value) => value switch
    {
        null or "" => "",
        { Length: >= 11 } => Middle(value, 3, 4),
        { Length: > 4 } => Middle(value, 0, 2),
        _ => "****",
    };

    /// <summary>Province, city and district stay readable: <c>武汉市新洲区****</c>; where none is written, the first two characters.</summary>
    public static string Address(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        var end = District().Match(value).Length;
        return end > 0 && end < value.Length ? value[..end] + "****" : First(value, value.Length > 4 ? 2 : 0) + "****";
    }

    /// <summary><c>张**</c>: the first character of the name.</summary>
    public static string Name(string? value) =>
        string.IsNullOrEmpty(value) ? "" : First(value, 1) + new string('*', Math.Clamp(new StringInfo(value).LengthInTextElements - 1, 1, 2));

    /// <summary>Long texts (health notes, reports of an accusation) and names of files show nothing.</summary>
    public static string Whole(string? value) => string.IsNullOrEmpty(value) ? "" : "****";

    private static string Middle(string value, int first, int last) =>
        value[..first] + new string('*', value.Length - first - last) + value[^last..];

    private static string First(string value, int count) => new StringInfo(value).SubstringByTextElements(0, count);

    // 阳光小区 and 红旗社区 are no districts.
    [GeneratedRegex(@"^(\p{L}{2,3}省|\p{L}{2,6}自治区)?(\p{L}{2,7}?市)?(\p{L}{1,4}?(?<![小社])[区县])?", RegexOptions.CultureInvariant)]
    private static partial Regex District();
}
