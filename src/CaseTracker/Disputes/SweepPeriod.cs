using CaseTracker.Bureau;

namespace CaseTracker.Disputes;

/// <summary>One period for which every department reports what it found; both days are included. On a day of a 重点时段 there is a daily one beside the ordinary ones.</summary>
/// <param name="KeyName">Name of the 重点时段 of a daily report within one; null of an ordinary period.</param>
public sealed record SweepPeriod(DateOnly From, DateOnly To, string? KeyName = null)
{
    /// <summary>2025年3月, 2025年3月上半月, 3月3日—3月9日, 3月5日（全国两会）.</summary>
    public string Name => From == To ? $"{From.Year}年{From.Month}月{From.Day}日{(KeyName is { Length: > 0 } key ? $"（{key}）" : "")}"
        : From.Day == 1 && To == From.AddMonths(1).AddDays(-1) ? $"{From.Year}年{From.Month}月"
        : From.Day == 1 && To.Day == 15 ? $"{From.Year}年{From.Month}月上半月"
        : From.Day == 16 && To.AddDays(1).Day == 1 ? $"{From.Year}年{From.Month}月下半月"
        : $"{From.Year}年{From.Month}月{From.Day}日—{To.Month}月{To.Day}日";

    /// <summary>The ordinary period that a day lies in.</summary>
    public static SweepPeriod Of(SweepCycle cycle, DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return cycle switch
        {
            SweepCycle.Month => new(first, first.AddMonths(1).AddDays(-1)),
            SweepCycle.HalfMonth => day.Day <= 15 ? new(first, first.AddDays(14)) : new(first.AddDays(15), first.AddMonths(1).AddDays(-1)),
            SweepCycle.Week => new(day.AddDays(-((int)day.DayOfWeek + 6) % 7), day.AddDays(6 - ((int)day.DayOfWeek + 6) % 7)),
            SweepCycle.Day => new(day, day),
        };
    }

    /// <summary>Every period that touches the days asked for and for which reports are expected, the newest first.</summary>
    public static IReadOnlyList<SweepPeriod> Between(BureauSettings bureau, DateOnly from, DateOnly to)
    {
        var keys = KeyPeriod.Parse(bureau.KeyPeriods) ?? [];
        var periods = new HashSet<SweepPeriod>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            periods.Add(Of(bureau.SweepCycle, day));
            if (bureau.SweepCycle != SweepCycle.Day && keys.FirstOrDefault(k => k.Has(day)) is { } key)
            {
                periods.Add(new(day, day, key.Name));
            }
        }

        return [.. periods.Where(p => bureau.SweepFrom is null || p.To >= bureau.SweepFrom).OrderByDescending(p => p.From).ThenBy(p => p.To)];
    }
}
