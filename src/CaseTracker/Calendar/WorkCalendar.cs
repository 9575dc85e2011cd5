namespace CaseTracker.Calendar;

/// <summary>
/// Which days are worked. A value: it never changes, a new notice makes a new one.
/// A day whose year is not loaded is not guessed: every question about it is answered with null.
/// </summary>
public sealed class WorkCalendar
{
    private static readonly Lazy<WorkCalendar> Embedded = new(() => new WorkCalendar(BuiltInYears.Load()));

    private readonly Dictionary<int, CalendarYear> years;
    private readonly Dictionary<DateOnly, CalendarDay> days = [];

    /// <summary>One entry a year. A later year wins where it changes a day of the December before.</summary>
    public WorkCalendar(IEnumerable<CalendarYear> loaded)
    {
        years = loaded.ToDictionary(y => y.Year);
        Years = [.. years.Values.OrderBy(y => y.Year)];
        foreach (var day in Years.SelectMany(y => y.Days))
        {
            days[day.Date] = day;
        }

        Version = string.Join("、", Years.Select(y => y.Label));
    }

    /// <summary>2022 to 2026 as built into the program.</summary>
    public static WorkCalendar BuiltIn => Embedded.Value;

    /// <summary>The years loaded, earliest first.</summary>
    public IReadOnlyList<CalendarYear> Years { get; }

    /// <summary>Names the versions of all years: two calendars with the same text count alike.</summary>
    public string Version { get; }

    /// <summary>What is said where a year is needed that is not loaded.</summary>
    public static string Missing(int year) => $"{year}年节假日安排未导入";

    /// <summary>Whether the notice of the day's own year is loaded.</summary>
    public bool Knows(DateOnly date) => years.ContainsKey(date.Year);

    /// <summary>Whether the administrator has confirmed the year; false too where it is not loaded.</summary>
    public bool IsConfirmed(int year) => years.TryGetValue(year, out var found) && found.Confirmed;

    /// <summary>Whether the day is worked; null when its year is not loaded.</summary>
    public bool? IsWorkday(DateOnly date) => !Knows(date) ? null
        : days.TryGetValue(date, out var day) ? day.Kind == DayKind.Work
        : date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The day itself when it is worked, else the first worked day after it; null when a year on the way is not loaded.</summary>
    public DateOnly? WorkdayOnOrAfter(DateOnly date) => Walk(date, 1, out _);

    /// <summary>The day itself when it is worked, else the last worked day before it; null when a year on the way is not loaded.</summary>
    public DateOnly? WorkdayOnOrBefore(DateOnly date) => Walk(date, -1, out _);

    /// <summary>The first worked day after the given one; null when a year on the way is not loaded.</summary>
    public DateOnly? NextWorkday(DateOnly date) => Walk(date.AddDays(1), 1, out _);

    /// <summary>The last worked day before the given one; null when a year on the way is not loaded.</summary>
    public DateOnly? PreviousWorkday(DateOnly date) => Walk(date.AddDays(-1), -1, out _);

    /// <summary>Walks by <paramref name="step"/> days to a worked day; <paramref name="last"/> is the day reached, or the first one not known.</summary>
    public DateOnly? Walk(DateOnly date, int step, out DateOnly last)
    {
        last = date;
        while (IsWorkday(last) == false)
        {
            last = last.AddDays(step);
        }

        return Knows(last) ? last : null;
    }

    /// <summary>The day in words: 周六休息, 春节休, 调休上班, 工作日, or that its year is not loaded.</summary>
    public string Describe(DateOnly date) => !Knows(date) ? Missing(date.Year)
        : days.TryGetValue(date, out var day) ? day.Kind == DayKind.Work ? "调休上班" : $"{day.Name}休"
        : Ordinary(date);

    /// <summary>The day in words where no notice speaks of it.</summary>
    public static string Ordinary(DateOnly date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => "周六休息",
        DayOfWeek.Sunday => "周日休息",
        _ => "工作日",
    };

    /// <summary>The versions of the given years, for a proof; a year not loaded is named as missing.</summary>
    public string VersionOf(IEnumerable<int> wanted) =>
        string.Join("、", wanted.Order().Select(y => years.TryGetValue(y, out var found) ? found.Label : Missing(y)));
}
