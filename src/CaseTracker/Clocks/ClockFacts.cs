using System.Globalization;

namespace CaseTracker.Clocks;

/// <summary>延期 as approved. At most 30 days, once, only for C3, approved not after the limit it extends.</summary>
public sealed record ClockExtension(int Days, DateOnly ApprovedOn);

/// <summary>听证, from its notice to its report: the days after the notice up to the report are the time of the hearing.</summary>
/// <param name="ReportOn">Null while there is no report: the dates are given as without it and marked 听证中.</param>
public sealed record HearingPeriod(DateOnly NoticeOn, DateOnly? ReportOn);

/// <summary>A limit that the starting event itself carries: a length (special law, order), or a date named in an order, which does not roll.</summary>
public sealed record ClockLimit
{
    private const int Longest = 3660;

    private ClockLimit()
    {
    }

    public int Length { get; private init; }

    public ClockUnit Unit { get; private init; }

    /// <summary>The date named in the order; then length and unit say nothing.</summary>
    public DateOnly? Date { get; private init; }

    public static ClockLimit Of(int length, ClockUnit unit) => length is >= 1 and <= Longest
        ? new ClockLimit { Length = length, Unit = unit }
        : throw RefusedException.At("Limit", $"期限须为1至{Longest}{unit.Display()}，请更正。");

    public static ClockLimit On(DateOnly date) => new() { Date = date };

    /// <summary>Reads 2025-05-01, 45日, 20个工作日, 3个月, or a bare number in the unit of the rule.</summary>
    public static ClockLimit Parse(string text, ClockUnit bare)
    {
        var trimmed = text.Trim();
        if (DateOnly.TryParseExact(trimmed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return On(date);
        }

        var digits = string.Concat(trimmed.TakeWhile(char.IsAsciiDigit));
        ClockUnit? unit = trimmed[digits.Length..].Trim() switch
        {
            "" => bare,
            "日" or "天" or "d" => ClockUnit.Day,
            "个工作日" or "工作日" or "w" => ClockUnit.WorkingDay,
            "个月" or "月" or "m" => ClockUnit.Month,
            _ => null,
        };
        return unit is { } known && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? Of(length, known)
            : throw RefusedException.At("Limit", $"“{(trimmed.Length > 20 ? trimmed[..20] + "…" : trimmed)}”不是期限，请写成 2025-05-01、45日、20个工作日或3个月的样子。");
    }

    public override string ToString() => Date is { } date ? $"{date:yyyy-MM-dd}" : $"{Length}{Unit.Display()}";
}

/// <summary>What is known about one clock. Everything the count depends on is here, in the rules, in the calendar and in the settings; never the present day.</summary>
/// <param name="Start">The day of the starting event; it is not counted itself.</param>
public sealed record ClockFacts(ClockId Id, DateOnly Start)
{
    /// <summary>When the matter reached the office: it decides which law counts. Null: the start.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>A limit carried by the starting event (C3 after an order, C11, C12, C13).</summary>
    public ClockLimit? Limit { get; init; }

    public IReadOnlyList<ClockExtension> Extensions { get; init; } = [];

    /// <summary>C8, and C3 where the setting says so; refused elsewhere.</summary>
    public IReadOnlyList<HearingPeriod> Hearings { get; init; } = [];

    /// <summary>The date of the completing event.</summary>
    public DateOnly? StoppedOn { get; init; }

    /// <summary>For C11: the handling clock of the same case, where it runs.</summary>
    public Clock? Handling { get; init; }

    /// <summary>C3 was not opened by a timely 告知书, but by the end of C1.</summary>
    public bool LateNotice { get; init; }

    /// <summary>Whose clock, where several run side by side (C5 and C7 for each petitioner).</summary>
    public string? Subject { get; init; }

    /// <summary>
    /// The facts of C3, started by the 受理告知书, but never later than the legal end of C1. Null while it has not started:
    /// no notice yet and C1 not over on <paramref name="today"/>, or C1's end not known for want of a calendar (what time does, waits).
    /// </summary>
    public static ClockFacts? Handle(Clock notice, DateOnly? acceptedOn, DateOnly today)
    {
        var due = notice.Dates.Legal ?? notice.Dates.Raw;
        if (acceptedOn is null && !notice.Dates.HasPassed(today))
        {
            return null;
        }

        var late = acceptedOn is null || acceptedOn > due;
        return new ClockFacts(ClockId.C3, late ? due!.Value : acceptedOn!.Value) { ReceivedOn = notice.ReceivedOn, LateNotice = late };
    }
}
