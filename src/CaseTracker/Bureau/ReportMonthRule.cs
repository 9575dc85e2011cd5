using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTracker.Bureau;

/// <summary>统计月: from the month <paramref name="From"/> on, a reporting month begins on <paramref name="StartDay"/> of the month before; 1 is the calendar month.</summary>
public sealed partial record ReportMonthRule(DateOnly From, int StartDay)
{
    /// <summary>The rules of a setting, one a line: 2025-03 起 21日; null where a line is not like that or they are out of order.</summary>
    public static IReadOnlyList<ReportMonthRule>? Parse(string? text)
    {
        var rules = new List<ReportMonthRule>();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Line().Match(line) is not { Success: true } match || !DateOnly.TryParseExact(match.Groups[1].Value + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
                || int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) is not (>= 1 and <= 28 and var day) || (rules is [.., var last] && last.From >= from))
            {
                return null;
            }

            rules.Add(new ReportMonthRule(from, day));
        }

        return rules;
    }

    [GeneratedRegex(@"^(\d{4}-\d{2})\s*起?\s*(\d{1,2})\s*日?$")]
    private static partial Regex Line();
}

/// <summary>A text that <see cref="ReportMonthRule.Parse"/> can read.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReportMonthsAttribute() : ValidationAttribute("统计月每行写一条，如“2025-03 起 21日”（从2025年3月起，每月从上月21日算到本月20日），按月份先后排列，日写1至28，1日即自然月")
{
    public override bool IsValid(object? value) => ReportMonthRule.Parse(value as string) is not null;
}
