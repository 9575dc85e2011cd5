using System.Text;

namespace CaseTracker.Crypto;

/// <summary>The one spelling of a value by which it is found again, however it was typed.</summary>
public static class Normalised
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Identity number: no spaces or hyphens, upper case, 15 digits of the old cards lengthened to 18 (GB 11643-1999).</summary>
    public static string IdNumber(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text.Select(HalfWidth))
        {
            if (char.IsLetterOrDigit(c) || c is '(' or ')')
            {
                kept.Append(char.ToUpperInvariant(c));
            }
        }

        var value = kept.ToString();
        if (value.Length != 15 || !value.All(char.IsAsciiDigit))
        {
            return value;
        }

        var lengthened = $"{value[..6]}19{value[6..]}";
        return lengthened + CheckCharacter(lengthened);
    }

    /// <summary>The 18th character that belongs to the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2).</summary>
    public static char CheckCharacter(ReadOnlySpan<char> seventeenDigits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += (seventeenDigits[i] - '0') * Weights[i];
        }

        return "10X98765432"[sum % 11];
    }

    /// <summary>Telephone number: digits only; the country prefix 86 before a mobile number falls away.</summary>
    public static string Phone(string text)
    {
        var digits = string.Concat(text.Select(HalfWidth).Where(char.IsAsciiDigit));
        var local = digits.StartsWith("0086", StringComparison.Ordinal) ? digits[4..]
            : digits.StartsWith("86", StringComparison.Ordinal) ? digits[2..]
            : digits;
        return local.Length == 11 && local[0] == '1' ? local : digits;
    }

    /// <summary>Full-width Latin letters, digits and signs as the input method leaves them, brought to their ordinary form.</summary>
    public static char HalfWidth(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' => ' ',
        _ => c,
    };
}
