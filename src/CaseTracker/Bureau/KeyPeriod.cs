using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseTracker.Bureau;

/// <summary>How often every department looks for 矛盾纠纷; outside key periods.</summary>
public enum SweepCycle
{
    [Display(Name = "每月")] Month,
    [Display(Name = "每半月")] HalfMonth,
    [Display(Name = "每周")] Week,
    [Display(Name = "每日")] Day,
}

/// <summary>重点时段: days on which every department reports daily, also that it found nothing (零报告). Both days are included.</summary>
public sealed partial record KeyPeriod(DateOnly From, DateOnly To, string Name)
{
    public bool Has(DateOnly day) => From <= day && day <= To;

    /// <summary>The periods of a setting, one a line: 2025-03-01至2025-03-15 全国两会; null where a line is not like that.</summary>
    public static IReadOnlyList<KeyPeriod>? Parse(string? text)
    {
        var periods = new List<KeyPeriod>();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Line().Match(line) is not { Success: true } match || DayOf(match.Groups[1].Value) is not { } from || DayOf(match.Groups[2].Value) is not { } to || to < from || to.DayNumber - from.DayNumber > 366)
            {
                return null;
            }

            periods.Add(new KeyPeriod(from, to, match.Groups[3].Value));
        }

        return periods;
    }

    private static DateOnly? DayOf(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2})\s*(?:至|到|~|～|—)\s*(\d{4}-\d{2}-\d{2})\s*(.*)$")]
    private static partial Regex Line();
}

/// <summary>A text that <see cref="KeyPeriod.Parse"/> can read.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyPeriodsAttribute() : ValidationAttribute("重点时段每行写一段，如“2025-03-01至2025-03-15 全国两会”，止日不早于起日，每段不超过一年")
{
    public override bool IsValid(object? value) => KeyPeriod.Parse(value as string) is not null;
}
