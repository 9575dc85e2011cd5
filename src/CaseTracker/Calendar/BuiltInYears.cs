namespace CaseTracker.Calendar;

/// <summary>The years built into the program as cn-days.csv.</summary>
public static class BuiltInYears
{
    /// <summary>Their notices were read when the file was made; 2022 and 2023 wait for the administrator's confirmation.</summary>
    private static readonly int[] Confirmed = [2024, 2025, 2026];

    /// <summary>One entry a notice: a notice is of the year of its last day, for it may begin in the December before.</summary>
    public static IReadOnlyList<CalendarYear> Load()
    {
        using var stream = typeof(BuiltInYears).Assembly.GetManifestResourceStream("cn-days.csv")!;
        return
        [
            .. CalendarFile.Read(stream).GroupBy(d => d.Notice)
                .Select(notice => (Year: notice.Max(d => d.Date).Year, Days: notice.ToList()))
                .Select(n => new CalendarYear(n.Year, 1, Confirmed.Contains(n.Year), n.Days)),
        ];
    }
}
