using System.Text.RegularExpressions;
using CaseTracker.Crypto;

namespace CaseTracker.People;

/// <summary>A telephone number as read: a mobile number as its 11 digits, any other as typed (extensions stay), with its digits for comparison. A doubt never blocks.</summary>
public sealed partial record PhoneNumber(string Value, string Digits, IReadOnlyList<string> Warnings)
{
    public static PhoneNumber Read(string text)
    {
        var value = string.Concat(text.Select(Normalised.HalfWidth)).Trim();
        var digits = Normalised.Phone(value);
        // Mobile, area code with 7 or 8 digits (extension allowed), local number, service numbers such as 12345.
        return new(digits is { Length: 11 } && digits[0] == '1' ? digits : value, digits, Likely().IsMatch(digits) ? [] : ["电话号码位数不对，请核对（手机11位，固定电话请带区号）"]);
    }

    [GeneratedRegex(@"^(1[3-9]\d{9}|0\d{9,15}|[2-8]\d{6,7}|[14]00\d{7}|1[0-2]\d{3}|9\d{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Likely();
}
