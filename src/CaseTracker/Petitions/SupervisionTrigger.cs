using System.ComponentModel.DataAnnotations;
using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Clocks;

namespace CaseTracker.Petitions;

/// <summary>What makes a supervision begin by itself (条例第四十条). The code stands in <see cref="SideMatter.Trigger"/>, before the key of the fact.</summary>
public enum SupervisionTrigger
{
    [Display(Name = "告知超期")] NoticeOverdue,
    [Display(Name = "异议超期")] ObjectionOverdue,
    [Display(Name = "办理临期")] HandlingNear,
    [Display(Name = "办理超期")] HandlingOverdue,
    [Display(Name = "延期未告知")] ExtensionUntold,
    [Display(Name = "意见书未送达")] OpinionUndelivered,
    [Display(Name = "支持事项未执行")] NotPerformed,
    [Display(Name = "交办未报结")] OrderUnreported,
    [Display(Name = "答复后重复信访")] RepeatedSoon,
    [Display(Name = "群众不满意")] Dissatisfied,
    [Display(Name = "审批两次退回")] ReturnedTwice,
    [Display(Name = "批示未反馈")] InstructionUnanswered,
}

/// <summary>Something true of a case that calls for a supervision.</summary>
/// <param name="Key">Names the very fact: the same one is supervised once only.</param>
/// <param name="Day">The day on which it became true.</param>
internal sealed record SupervisionFact(SupervisionTrigger Trigger, string Key, DateOnly Day, SupervisionGround Ground, string Issue)
{
    public string Code => Key.Length == 0 ? Trigger.Kebab() : $"{Trigger.Kebab()}/{Key}";

    public static bool IsOf(string? code, SupervisionTrigger trigger) => code?.Split('/')[0] == trigger.Kebab();
}

/// <summary>Name of what started a supervision, from its code.</summary>
public static class SupervisionTriggers
{
    /// <summary>Null where somebody decided it, or for a text that somebody typed.</summary>
    public static SupervisionTrigger? Of(string? code) => DisplayNames.Parse<SupervisionTrigger>(code?.Split('/')[0]);

    public static bool Watches(this BureauSettings bureau, SupervisionTrigger trigger) => trigger switch
    {
        SupervisionTrigger.NoticeOverdue or SupervisionTrigger.ObjectionOverdue => bureau.SuperviseNotice,
        SupervisionTrigger.HandlingNear or SupervisionTrigger.HandlingOverdue => bureau.SuperviseHandling,
        SupervisionTrigger.ExtensionUntold => bureau.SuperviseExtension,
        SupervisionTrigger.OpinionUndelivered => bureau.SuperviseDelivery,
        SupervisionTrigger.NotPerformed => bureau.SupervisePerformance,
        SupervisionTrigger.OrderUnreported => bureau.SuperviseOrder,
        SupervisionTrigger.RepeatedSoon => bureau.SuperviseRepeat,
        SupervisionTrigger.Dissatisfied => bureau.SuperviseDissatisfied,
        SupervisionTrigger.ReturnedTwice => bureau.SuperviseReturned,
        SupervisionTrigger.InstructionUnanswered => bureau.SuperviseInstruction,
    };

    /// <summary>So many working days after a day; where the calendar ends, Monday to Friday count.</summary>
    public static DateOnly WorkdaysAfter(this WorkCalendar calendar, DateOnly day, int days)
    {
        for (var left = days; left > 0; left--)
        {
            day = calendar.NextWorkday(day) ?? day.AddDays(day.DayOfWeek switch { DayOfWeek.Friday => 3, DayOfWeek.Saturday => 2, _ => 1 });
        }

        return day;
    }
}

/// <summary>What the facts of a case are drawn from, beside the case itself.</summary>
/// <param name="EarlierReply">The case it repeats, with the day of its reply.</param>
/// <param name="ExtensionTold">Whether everybody has the notice of the extension.</param>
/// <param name="Returned">Steps returned in approval, with the days, in their order.</param>
/// <param name="Instructions">Instructions on the case that wait for an answer beyond their limit: number, leader, limit.</param>
internal sealed record SupervisionSources(
    (string Number, DateOnly RepliedOn)? EarlierReply,
    bool ExtensionTold,
    IReadOnlyList<(string Step, DateOnly Day)> Returned,
    IReadOnlyList<(string Number, string Leader, DateOnly DueOn)> Instructions);

/// <summary>The facts of §督办: pure, the same case and day give the same.</summary>
internal static class SupervisionFacts
{
    /// <summary>A repeat counts as soon after the reply within so many days.</summary>
    public const int RepeatDays = 30;

    public static IEnumerable<SupervisionFact> Of(Petition petition, SupervisionSources sources, DateOnly today)
    {
        foreach (var clock in petition.Clocks.Where(c => c.Dates.StoppedOn is null && c.Facts.Subject is null))
        {
            if (Passed(petition, clock, today) is { } fact)
            {
                yield return fact;
            }
        }

        if (petition is { ExtensionDays: not null, ExtensionApprovedOn: not null, HandleDueOn: { } old, SignedOn: null, EndedOn: null } && old < today && !sources.ExtensionTold)
        {
            yield return new(SupervisionTrigger.ExtensionUntold, $"{petition.Round}", old.AddDays(1), SupervisionGround.WrongProcedure, $"办理期限延长{petition.ExtensionDays}日已经批准，但在原期限 {old:yyyy-MM-dd} 届满前没有把延期办理告知书送达信访人。");
        }

        foreach (var side in petition.Sides.Where(s => s.IsOpen && s.DueOn < today))
        {
            if (side.Kind == SideKind.Performance)
            {
                yield return new(SupervisionTrigger.NotPerformed, $"{side.Position}", side.DueOn!.Value.AddDays(1), SupervisionGround.NotPerformed, $"{side.Subject}，应于 {side.DueOn:yyyy-MM-dd} 前由{side.Person ?? "责任单位"}执行完毕，至今没有执行完毕的记录。");
            }
            else if (side.Kind == SideKind.Order)
            {
                yield return new(SupervisionTrigger.OrderUnreported, $"{side.Position}", side.DueOn!.Value.AddDays(1), SupervisionGround.NotReported, $"交{side.Parties ?? "下级机关"}办理的事项应于 {side.DueOn:yyyy-MM-dd} 前报送办结报告，至今没有收到。");
            }
        }

        if (petition.IsRepeat && sources.EarlierReply is var (earlier, replied) && petition.ReceivedOn > replied && petition.ReceivedOn <= replied.AddDays(RepeatDays))
        {
            yield return new(SupervisionTrigger.RepeatedSoon, "", petition.ReceivedOn, SupervisionGround.Repeated, $"{earlier} 于 {replied:yyyy-MM-dd} 答复，信访人在{petition.ReceivedOn.DayNumber - replied.DayNumber}日内就同一事项再次信访。");
        }

        if (petition is { Satisfaction: Satisfaction.Dissatisfied, EvaluatedOn: { } evaluated })
        {
            yield return new(SupervisionTrigger.Dissatisfied, $"{petition.Round}", evaluated, SupervisionGround.Repeated, $"信访人 {evaluated:yyyy-MM-dd} 评价为不满意。");
        }

        if (sources.Returned.GroupBy(r => r.Step).Select(g => g.Skip(1).Select(r => (Step: g.Key, r.Day)).FirstOrDefault()).Where(r => r.Step is not null).OrderBy(r => r.Day).Select(r => ((string, DateOnly)?)r).FirstOrDefault() is var (step, day))
        {
            yield return new(SupervisionTrigger.ReturnedTwice, "", day, SupervisionGround.WrongProcedure, $"“{step}”两次被退回，承办科室应当查明原因。");
        }

        foreach (var (number, leader, due) in sources.Instructions)
        {
            yield return new(SupervisionTrigger.InstructionUnanswered, number, due.AddDays(1), SupervisionGround.NotReported, $"{leader}的批示（{number}）应于 {due:yyyy-MM-dd} 前反馈落实情况，至今没有反馈。");
        }
    }

    private static SupervisionFact? Passed(Petition petition, Clock clock, DateOnly today)
    {
        var isRed = clock.Dates.HasPassed(today); // certain only with a known legal date
        var red = isRed ? clock.Dates.Legal!.Value.AddDays(1) : today;
        var limit = $"{clock.Dates.Legal:yyyy-MM-dd}";
        var round = $"{petition.Round}";
        return clock.Id switch
        {
            ClockId.C1 when isRed => new(SupervisionTrigger.NoticeOverdue, "", red, SupervisionGround.NotTold, $"收到已超过15日，至 {limit} 期满没有告知信访人是否受理。"),
            ClockId.C2 when isRed => new(SupervisionTrigger.ObjectionOverdue, "", red, SupervisionGround.WrongProcedure, $"对转送、交办的异议应在 {limit} 前提出，至今既没有提出，也没有受理或者告知。"),
            ClockId.C3 when isRed => new(SupervisionTrigger.HandlingOverdue, $"{round}+{petition.ExtensionDays ?? 0}", red, SupervisionGround.NotHandled, $"办理期限 {limit} 已经届满，没有出具处理意见书。"),
            ClockId.C3 when clock.Dates.YellowFrom is { } yellow && yellow <= today => new(SupervisionTrigger.HandlingNear, $"{round}+{petition.ExtensionDays ?? 0}", yellow, SupervisionGround.Delay, $"办理期限将于 {limit} 届满，尚未出具处理意见书。"),
            ClockId.C4 when isRed => new(SupervisionTrigger.OpinionUndelivered, round, red, SupervisionGround.NotTold, $"处理意见书 {petition.SignedOn:yyyy-MM-dd} 签发，至 {limit} 没有送达全部信访人。"),
            ClockId.C11 when isRed => new(SupervisionTrigger.OrderUnreported, "", red, SupervisionGround.NotReported, $"交办机关要求在 {limit} 前报送办结报告，至今没有报送。"),
            _ => null,
        };
    }
}
