namespace CaseTracker.Tests.Clocks;

/// <summary>
/// Counts limits once more, written apart from the product and knowing nothing of it: it reads the file of days as text,
/// walks one day at a time, keeps its dates as numbers of days and gives up with null where it meets a year it has no notice for.
/// </summary>
internal sealed class DayByDayOracle
{
    private readonly Dictionary<int, bool> exceptions = [];
    private readonly HashSet<int> years = [];

    public DayByDayOracle(string csv)
    {
        foreach (var line in csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var cells = line.Trim().Split(',');
            var date = DateOnly.Parse(cells[0]);
            exceptions[date.DayNumber] = cells[1] == "班";
            years.Add(date.Year);
        }
    }

    public sealed record Limits(int? Raw, int? Legal, int? Safe);

    /// <param name="unit">d, w or m.</param>
    /// <param name="hearings">Notice and report; a day after the notice and up to the report does not count.</param>
    public Limits Count(int start, int length, char unit, int extension, IReadOnlyList<(int Notice, int? Report)> hearings, bool roll)
    {
        var raw = unit switch
        {
            'd' => Naturally(start, length + extension, hearings),
            'w' => Working(start, length),
            _ => Months(start, length),
        };
        return raw is { } last ? new Limits(raw, roll ? Roll(last, 1) : raw, Roll(last, -1)) : new Limits(null, null, null);
    }

    /// <summary>0 red, 1 orange, 2 due today, 3 yellow, 4 unknown, 5 green.</summary>
    public int Colour(Limits limits, char unit, int today, int? stopped)
    {
        var day = stopped is { } s && s <= today ? s : today;
        var safe = limits.Safe ?? limits.Raw;
        var legal = limits.Legal ?? limits.Raw;
        if (safe is null || legal is null)
        {
            return 4;
        }

        if (day > legal)
        {
            return 0;
        }

        if (day == legal || day == safe)
        {
            return 2;
        }

        if (day > safe)
        {
            return 1;
        }

        var left = 0;
        for (var d = day + 1; d <= safe; d++)
        {
            left += unit != 'w' || Works(d) == true ? 1 : 0;
        }

        return left <= (unit == 'w' ? 2 : 10) ? 3 : 5;
    }

    private static int Naturally(int start, int length, IReadOnlyList<(int Notice, int? Report)> hearings)
    {
        var day = start;
        var counted = 0;
        while (counted < length)
        {
            day++;
            var inHearing = false;
            foreach (var (notice, report) in hearings)
            {
                if (report is not null && notice < day && day <= report)
                {
                    inHearing = true;
                }
            }

            if (!inHearing)
            {
                counted++;
            }
        }

        return day;
    }

    private int? Working(int start, int length)
    {
        var day = start;
        while (length > 0)
        {
            day++;
            switch (Works(day))
            {
                case null: return null;
                case true: length--; break;
                case false: break;
            }
        }

        return day;
    }

    private static int Months(int start, int months)
    {
        var from = DateOnly.FromDayNumber(start);
        var month = from.Year * 12 + from.Month - 1 + months;
        var best = start;
        for (var day = start; day < start + 400; day++)
        {
            var date = DateOnly.FromDayNumber(day);
            if (date.Year * 12 + date.Month - 1 == month && date.Day <= from.Day)
            {
                best = day;
            }
        }

        return best;
    }

    private int? Roll(int day, int step)
    {
        while (true)
        {
            switch (Works(day))
            {
                case null: return null;
                case true: return day;
                case false: day += step; break;
            }
        }
    }

    private bool? Works(int day)
    {
        var date = DateOnly.FromDayNumber(day);
        if (!years.Contains(date.Year))
        {
            return null;
        }

        if (exceptions.TryGetValue(day, out var worked))
        {
            return worked;
        }

        return date.DayOfWeek != DayOfWeek.Saturday && date.DayOfWeek != DayOfWeek.Sunday;
    }
}
