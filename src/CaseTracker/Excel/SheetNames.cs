using System.Text;

namespace CaseTracker.Excel;

/// <summary>Names that Excel, the file system and the clerk accept.</summary>
public static class SheetNames
{
    private const int Longest = 31;

    /// <summary>A sheet name Excel opens: at most 31 characters, none of <c>: \ / ? * [ ]</c>, no apostrophe at an end, never empty. <paramref name="number"/> from 2 on is a continuation.</summary>
    public static string Sheet(string name, int number = 1)
    {
        var tail = number > 1 ? $" ({number})" : "";
        var text = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            var piece = Rune.IsControl(rune) || rune.Value is ':' or '\\' or '/' or '?' or '*' or '[' or ']' or 0xFFFD or 0xFFFE or 0xFFFF ? "_" : rune.ToString();
            if (text.Length + piece.Length + tail.Length > Longest)
            {
                break;
            }

            text.Append(piece);
        }

        var kept = text.ToString().Trim().Trim('\'').Trim();
        // Excel keeps the name History for itself.
        if (kept.Length == 0 || kept.Equals("History", StringComparison.OrdinalIgnoreCase))
        {
            kept = "台账";
        }

        return kept + tail;
    }

    /// <summary>File name of a ledger over a period: <c>2024年10月_信访台账.xlsx</c>.</summary>
    public static string File(DateOnly from, DateOnly to, string name) => File($"{Period(from, to)}_{name}");

    /// <summary>File name without what Windows forbids.</summary>
    public static string File(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.Trim())
        {
            text.Append(char.IsControl(c) || c is '<' or '>' or ':' or '"' or '/' or '\\' or '|' or '?' or '*' ? '_' : c);
        }

        return text.Append(".xlsx").ToString();
    }

    /// <summary>The shortest right words for a period: 2024年10月, 2024年, 2024年10月8日至11月2日.</summary>
    public static string Period(DateOnly from, DateOnly to) => true switch
    {
        _ when IsWholeMonth(from, to) => $"{from.Year}年{from.Month}月",
        _ when IsWholeYear(from, to) => $"{from.Year}年",
        _ when from == to => Day(from),
        _ => $"{Day(from)}至{(from.Year == to.Year ? $"{to.Month}月{to.Day}日" : Day(to))}",
    };

    /// <summary>The period by its days: 2024年10月1日—10月31日.</summary>
    public static string Days(DateOnly from, DateOnly to) => from == to
        ? Day(from)
        : $"{Day(from)}—{(from.Year == to.Year ? $"{to.Month}月{to.Day}日" : Day(to))}";

    internal static bool IsWholeMonth(DateOnly from, DateOnly to) => from.Day == 1 && from.Year == to.Year && from.Month == to.Month && to.Day == DateTime.DaysInMonth(to.Year, to.Month);

    internal static bool IsWholeYear(DateOnly from, DateOnly to) => from.Year == to.Year && from is { Month: 1, Day: 1 } && to is { Month: 12, Day: 31 };

    private static string Day(DateOnly date) => $"{date.Year}年{date.Month}月{date.Day}日";
}
