using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Clocks;

/// <summary>What an office may decide about counting. Local practice differs; the defaults follow the text of the regulation.</summary>
public sealed record ClockSettings
{
    /// <summary>A limit whose last day is a rest day ends on the next worked day (民法典第二百零三条, by analogy).</summary>
    [Display(Name = "期满日逢休息日顺延")]
    public bool RollForward { get; init; } = true;

    /// <summary>A hearing during handling stops the 60 days. The regulation says it only of 复核 (第三十六条), so it is off.</summary>
    [Display(Name = "听证停止办理期限")]
    public bool HearingStopsHandleClock { get; init; }

    /// <summary>临期 from this many calendar days before the safe date.</summary>
    [Display(Name = "临期天数"), Range(0, 60)]
    public int YellowDays { get; init; } = 10;

    /// <summary>临期 from this many working days before the safe date, for limits in working days.</summary>
    [Display(Name = "临期工作日数"), Range(0, 20)]
    public int YellowWorkdays { get; init; } = 2;
}
