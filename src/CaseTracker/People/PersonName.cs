using System.Globalization;
using System.Text;
using CaseTracker.Crypto;

namespace CaseTracker.People;

/// <summary>Names of persons: how they are kept and by what spelling they are compared.</summary>
public static class PersonName
{
    /// <summary>As it is kept: trimmed, without the filling spaces of 张　三, one middle dot (·) for all its variants; Latin names keep their single spaces.</summary>
    public static string Clean(string text)
    {
        var result = new StringBuilder(text.Length);
        var spaceBefore = false;
        var previous = default(Rune);
        foreach (var rune in text.EnumerateRunes())
        {
            var r = rune.IsBmp ? new Rune(Dot(Normalised.HalfWidth((char)rune.Value))) : rune;
            if (Rune.IsWhiteSpace(r))
            {
                spaceBefore = result.Length > 0;
                continue;
            }

            if (Rune.GetUnicodeCategory(r) is UnicodeCategory.Format or UnicodeCategory.Control)
            {
                continue;
            }

            if (spaceBefore && IsLatin(previous) && IsLatin(r))
            {
                result.Append(' ');
            }

            result.Append(r);
            previous = r;
            spaceBefore = false;
        }

        return result.ToString();
    }

    /// <summary>By which two spellings of a name are the same name: cleaned, without any space, lower case.</summary>
    public static string Key(string text) => Clean(text).Replace(" ", "").ToLowerInvariant();

    private static bool IsLatin(Rune r) => r.Value is < 0x250 and not 0xB7;

    private static char Dot(char c) => c switch
    {
        // U+2022 bullet, U+2027 hyphenation point, U+2219 bullet operator, U+22C5 dot operator, U+30FB katakana, U+FF65 half-width katakana, U+0387 ano teleia, U+16EB runic
        '\u2022' or '\u2027' or '\u2219' or '\u22C5' or '\u30FB' or '\uFF65' or '\u0387' or '\u16EB' => '·',
        _ => c,
    };
}
