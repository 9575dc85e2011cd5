using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace CaseTracker.Excel;

/// <summary>Text on its way into a cell: nothing that Excel would refuse, decode or run.</summary>
public static partial class CellText
{
    /// <summary>Excel holds no more characters in one cell.</summary>
    public const int Longest = 32_767;

    private const string Cut = "……（超出单元格上限，全文见系统）";

    private static readonly SearchValues<char> Unclean = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(c => (char)c).Where(c => c is not ('\t' or '\n')), '\uFFFE', '\uFFFF']);

    /// <summary>The text without control characters (line ends become LF, lone surrogates U+FFFD), cut visibly at Excel's limit, and with <c>_x000D_</c>-like words kept from being decoded.</summary>
    public static string Clean(string text)
    {
        if (text.Length > Longest)
        {
            var keep = Longest - Cut.Length;
            text = string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[keep - 1]) ? keep - 1 : keep), Cut);
        }

        if (text.AsSpan().ContainsAny(Unclean))
        {
            text = WithoutControls(text);
        }

        return text.Contains("_x", StringComparison.Ordinal) || text.Contains("_X", StringComparison.Ordinal) ? Escape().Replace(text, "_x005F$0") : text;
    }

    /// <summary>Whether a spreadsheet might take the text for a formula when it is typed again or saved as CSV: <c>= + - @</c>, TAB, CR, LF, also full-width.</summary>
    public static bool LooksLikeFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0' or '＝' or '＋' or '－' or '＠' or '−';

    /// <summary>Width in characters of the default font, a Chinese character counting two.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += rune.Value < 0x1100 ? 1 : 2;
        }

        return width;
    }

    private static string WithoutControls(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r')
            {
                if (i + 1 == text.Length || text[i + 1] != '\n')
                {
                    clean.Append('\n');
                }
            }
            else if (!Unclean.Contains(c))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    // Excel reads _x0041_ as A; an underscore written as _x005F_ keeps the text as it was typed.
    [GeneratedRegex("_(?=[xX][0-9a-fA-F]{4}_)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
