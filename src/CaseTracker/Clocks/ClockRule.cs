using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Clocks;

/// <summary>The limits of a petition, numbered as the office's own list of clocks numbers them.</summary>
public enum ClockId
{
    [Display(Name = "告知")] C1,
    [Display(Name = "异议")] C2,
    [Display(Name = "办理")] C3,
    [Display(Name = "送达")] C4,
    [Display(Name = "复查申请")] C5,
    [Display(Name = "复查")] C6,
    [Display(Name = "复核申请")] C7,
    [Display(Name = "复核")] C8,
    [Display(Name = "简易受理")] C9,
    [Display(Name = "简易答复")] C10,
    [Display(Name = "交办期限")] C11,
    [Display(Name = "履职")] C12,
    [Display(Name = "评价")] C13,
    [Display(Name = "建议")] C14,
}

public enum ClockUnit
{
    [Display(Name = "日")] Day,
    [Display(Name = "个工作日")] WorkingDay,
    [Display(Name = "个月")] Month,
}

/// <summary>Whether the time of a hearing is left out of the count.</summary>
public enum ClockPause
{
    [Display(Name = "不停止")] None,
    [Display(Name = "听证时间不计算在内")] Hearing,

    /// <summary>Only where <see cref="ClockSettings.HearingStopsHandleClock"/> is on: the text of the law does not say it.</summary>
    [Display(Name = "按本单位设置")] HearingBySetting,
}

/// <summary>Who has to act before the limit.</summary>
public enum ClockBearer
{
    [Display(Name = "本单位")] Office,
    [Display(Name = "信访人")] Petitioner,
    [Display(Name = "复查复核机关")] ReviewOrgan,
}

/// <summary>One limit as it stood between two dates: data, so that a matter is counted by the law of the day it was received.</summary>
/// <param name="Article">Law and article, in Chinese as printed.</param>
/// <param name="Text">What the article says about the limit.</param>
/// <param name="From">First day of receipt it applies to; null where it has no beginning we need.</param>
/// <param name="To">Last day of receipt it applies to; null while in force.</param>
public sealed record ClockRule(ClockId Id, int Length, ClockUnit Unit, string Article, string Text, DateOnly? From, DateOnly? To)
{
    /// <summary>What starts and what stops it, in the words of the office.</summary>
    public required string StartsAt { get; init; }

    public required string StopsAt { get; init; }

    public ClockPause Pause { get; init; }

    public ClockBearer Bearer { get; init; }

    /// <summary>A limit the office sets itself, without a law that says it.</summary>
    public bool Internal { get; init; }

    /// <summary>Longest extension in days; 0 where none is possible.</summary>
    public int LongestExtension { get; init; }

    /// <summary>Whether the event that starts the clock may carry a limit of its own (an order, a special law).</summary>
    public bool TakesOwnLimit { get; init; }

    public string Name => Id.Display();

    /// <summary>15日, 5个工作日, 2个月.</summary>
    public string LengthText => $"{Length}{Unit.Display()}";

    public bool AppliesTo(DateOnly received) => !(received < From) && !(received > To);
}
