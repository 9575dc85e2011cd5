using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Clocks;

/// <summary>How urgent a clock is, most urgent first.</summary>
public enum ClockColour
{
    [Display(Name = "超期")] Red,
    [Display(Name = "已过安全期")] Orange,
    [Display(Name = "今日到期")] DueToday,
    [Display(Name = "临期")] Yellow,

    /// <summary>A limit in working days that cannot be counted to its end: a year is not loaded.</summary>
    [Display(Name = "期限未定")] Unknown,
    [Display(Name = "正常")] Green,
}

/// <summary>
/// The dates of a clock: all that is needed to colour and sort it, so they can be kept in columns (derived data; the facts are the truth).
/// A date is null where it needs a year that is not loaded.
/// </summary>
/// <param name="Raw">The last day by count alone.</param>
/// <param name="Legal">Rolled over rest days; 超期 only after it.</param>
/// <param name="Safe">The last worked day not after raw; reminders go by it.</param>
/// <param name="YellowFrom">First day of 临期.</param>
/// <param name="StoppedOn">The completing event; it freezes the colour.</param>
public sealed record ClockDates(DateOnly? Raw, DateOnly? Legal, DateOnly? Safe, DateOnly? YellowFrom, DateOnly? StoppedOn)
{
    /// <summary>Not final: a needed year is not loaded, raw stands in for the missing date.</summary>
    public bool IsProvisional => Legal is null || Safe is null;

    /// <summary>The date queues are sorted by: safe, or raw where safe is not known.</summary>
    public DateOnly? SortBy => Safe ?? Raw;

    /// <summary>Whether a step bound to the limit may still carry this date; raw stands in for an unknown legal date, and an unknown limit refuses nothing.</summary>
    public bool Allows(DateOnly date) => !(date > (Legal ?? Raw));

    /// <summary>Whether time alone has ended the running clock: certain only with a known legal date.</summary>
    public bool HasPassed(DateOnly today) => today > Legal;

    public bool IsRunning(DateOnly today) => !(StoppedOn <= today);

    /// <summary>The colour on a day; from the completing event on it stays what it was on that day.</summary>
    public ClockColour On(DateOnly today)
    {
        var day = IsRunning(today) ? today : StoppedOn!.Value;
        if ((Legal ?? Raw) is not { } legal || SortBy is not { } safe)
        {
            return ClockColour.Unknown;
        }

        return day > legal ? ClockColour.Red
            : day == legal || day == safe ? ClockColour.DueToday
            : day > safe ? ClockColour.Orange
            : day >= YellowFrom ? ClockColour.Yellow
            : ClockColour.Green;
    }

    /// <summary>The colour in words, in calendar days: 剩3天, 今日到期, 已超期2天, 按期完成 …, with （暂定） while not final.</summary>
    public string Words(DateOnly today)
    {
        if ((Legal ?? Raw) is not { } legal || SortBy is not { } safe)
        {
            return IsRunning(today) ? "期限未定" : "已完成，期限未定";
        }

        var words = IsRunning(today)
            ? On(today) switch
            {
                ClockColour.Red => $"已超期{today.DayNumber - legal.DayNumber}天",
                ClockColour.Orange => $"已过安全期，剩{legal.DayNumber - today.DayNumber}天",
                ClockColour.DueToday => "今日到期",
                ClockColour.Yellow or ClockColour.Green or ClockColour.Unknown => $"剩{safe.DayNumber - today.DayNumber}天",
            }
            : StoppedOn > legal ? $"超期{StoppedOn!.Value.DayNumber - legal.DayNumber}天完成" : "按期完成";
        return IsProvisional ? words + "（暂定）" : words;
    }
}
