using System.Globalization;
using CaseTracker.Excel;

namespace CaseTracker.Reports;

/// <summary>统计期间: both days included.</summary>
public sealed record Period
{
    private Period(DateOnly from, DateOnly to) => (From, To) = (from, to);

    public DateOnly From { get; }

    public DateOnly To { get; }

    /// <summary>2025年3月, 2025年第1季度, 2025年, 2025年1月8日至2月2日.</summary>
    public string Name => From is { Day: 1 } && this == Quarter(From) ? $"{From.Year}年第{((From.Month - 1) / 3) + 1}季度" : SheetNames.Period(From, To);

    /// <summary>Refuses a period without one of its days, or one that ends before it begins.</summary>
    public static Period Of(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        (null, _) => throw RefusedException.At("from", "请写明起日，如 2025-01-01"),
        (_, null) => throw RefusedException.At("to", "请写明止日，如 2025-03-31"),
        ({ } first, { } last) when last < first => throw RefusedException.At("to", "止日不得早于起日"),
        ({ } first, { } last) => new Period(first, last),
    };

    /// <summary>The month, quarter or year that holds the day.</summary>
    public static Period Month(DateOnly day) => Months(new DateOnly(day.Year, day.Month, 1), 1);

    public static Period Quarter(DateOnly day) => Months(new DateOnly(day.Year, day.Month - ((day.Month - 1) % 3), 1), 3);

    public static Period Year(DateOnly day) => Months(new DateOnly(day.Year, 1, 1), 12);

    /// <summary>Reads 2025-03, 2025-Q1 or 2025; null for anything else.</summary>
    public static Period? Parse(string? text) => text?.Trim().ToUpperInvariant() is not { Length: >= 4 } given || First(given[..4] + "-01-01") is not { Year: > 1949 and < 2200 } first ? null
        : given[4..] switch
        {
            "" => Year(first),
            ['-', 'Q', >= '1' and <= '4' and var quarter] => Quarter(first.AddMonths((quarter - '1') * 3)),
            ['-', _, _] => First(given + "-01") is { } month ? Month(month) : null,
            _ => null,
        };

    public bool Holds(DateOnly? day) => day >= From && day <= To;

    /// <summary>The period of the same kind before or after: a month beside a month; else one as long.</summary>
    public Period Beside(int steps)
    {
        foreach (var (whole, months) in new[] { (Month(From), 1), (Quarter(From), 3), (Year(From), 12) })
        {
            if (this == whole)
            {
                return Months(From.AddMonths(steps * months), months);
            }
        }

        var days = To.DayNumber - From.DayNumber + 1;
        return new Period(From.AddDays(steps * days), To.AddDays(steps * days));
    }

    private static Period Months(DateOnly first, int months) => new(first, first.AddMonths(months).AddDays(-1));

    private static DateOnly? First(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
