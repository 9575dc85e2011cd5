using System.ComponentModel.DataAnnotations;
using CaseTracker.Clocks;
using CaseTracker.Petitions;

namespace CaseTracker.Reports;

/// <summary>How a duty with a limit stands: judged by the event that completed it, and only where there is none by the day of the report.</summary>
public enum Timeliness
{
    [Display(Name = "按期")] OnTime,
    [Display(Name = "超期完成")] Late,
    [Display(Name = "未到期")] Running,
    [Display(Name = "超期未完成")] Overdue,
}

/// <summary>评价状态 of the national exchange layout.</summary>
public enum Evaluation
{
    [Display(Name = "待评价")] Open,
    [Display(Name = "已评价")] Given,
    [Display(Name = "超期未评价")] Missed,
}

/// <summary>A petition as the rates see it on the day of the report.</summary>
public sealed record RatedPetition(Guid RecordId, string Number, string Title, Guid? DepartmentId) : Countable(Petition.Kinds, RecordId, Number, Title, DepartmentId)
{
    public required DateOnly RegisteredOn { get; init; }

    /// <summary>收到日期; of a visit the day they came.</summary>
    public required DateOnly ReceivedOn { get; init; }

    public required bool IsRepeat { get; init; }

    /// <summary>告知: null where no notice is owed (address unclear) or none can be any more.</summary>
    public Timeliness? Notice { get; init; }

    /// <summary>答复: null where no handling limit runs, or nothing is owed any more.</summary>
    public Timeliness? Answer { get; init; }

    /// <summary>法定到期日 of the handling, with its extension.</summary>
    public DateOnly? AnswerDueOn { get; init; }

    /// <summary>The handling limit is over on the day of the report.</summary>
    public bool AnswerIsDue { get; init; }

    /// <summary>Null where nothing is to be rated: repeats, other routes than 信访程序, nothing delivered.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>The day the answer reached the petitioner, from which he may rate it.</summary>
    public DateOnly? RateableFrom { get; init; }

    public Satisfaction? Satisfaction { get; init; }

    /// <summary>办结日期 of a first petition that ended with an answer; null for all others.</summary>
    public DateOnly? SettledOn { get; init; }

    /// <summary>Somebody came back with the matter within the window.</summary>
    public bool CameBack { get; init; }

    public required bool IsVisit { get; init; }

    public required bool IsGroup { get; init; }

    /// <summary>越级: not brought 依法逐级 (条例第二十条).</summary>
    public required bool IsOverLevel { get; init; }

    public VisitLevel? Level { get; init; }

    /// <summary>人次 of the visit.</summary>
    public required int Attendance { get; init; }

    /// <summary>One arrival is one 批次, however many matters it brought.</summary>
    public required string ArrivalKey { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>内容分类.</summary>
    public string? CategoryId { get; init; }

    public DateOnly? NoticeOn { get; init; }

    /// <summary>Name or address unclear: no notice can be sent.</summary>
    public required bool IsUnclear { get; init; }

    public DateOnly? AcceptedOn { get; init; }

    public required bool IsDeclined { get; init; }

    /// <summary>The limit of the handling was extended once.</summary>
    public required bool IsExtended { get; init; }

    public DateOnly? AnsweredOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>重大群体性: a group visit that was reported as 重大紧急 (条例第二十五条).</summary>
    public required bool IsMassIncident { get; init; }

    /// <summary>In hand on a day: registered, not yet ended. What a book calls 不予受理 without any day was never in hand.</summary>
    public bool IsOpenOn(DateOnly day) => RegisteredOn <= day && !(EndedOn <= day) && !(AnsweredOn <= day) && !(IsDeclined && EndedOn is null);

    /// <summary>Past its handling limit on a day without an answer.</summary>
    public bool IsOverdueOn(DateOnly day) => IsOpenOn(day) && !IsDeclined && AnswerDueOn < day;

    /// <summary>临期: so many days or fewer are left on a day.</summary>
    public bool IsDueWithin(DateOnly day, int days) => IsOpenOn(day) && !IsDeclined && AnswerDueOn is { } due && due >= day && due.DayNumber - day.DayNumber <= days;

    /// <summary>What the rates need of a petition.</summary>
    /// <param name="clocks">Its clocks, counted.</param>
    /// <param name="returns">Days on which repeats of it were received.</param>
    /// <param name="windowDays">How long nothing may come back.</param>
    public static RatedPetition Of(Petition petition, IReadOnlyList<Clock> clocks, IEnumerable<DateOnly> returns, int windowDays, DateOnly asOf)
    {
        var notice = clocks.FirstOrDefault(c => c.Id == ClockId.C1)?.Dates;
        // After an order to handle it again the last round counts; of what went another way no opinion is owed.
        var answer = petition.DivertedOn is null ? clocks.LastOrDefault(c => c.Id == ClockId.C3)?.Dates : null;
        var answered = petition.SignedOn ?? (petition.Outcome == Outcome.Settled ? petition.EndedOn : null);
        var settled = petition is { IsRepeat: false, Outcome: not Outcome.Told } && (answered ?? (petition.Adoption is null ? null : petition.EndedOn)) is not null ? petition.EndedOn : null;
        var rating = clocks.FirstOrDefault(c => c.Id == ClockId.C13)?.Dates;
        var isRated = petition.Satisfaction is not (null or Petitions.Satisfaction.NotRated);
        var rateable = rating is not null || (isRated && petition is { IsRepeat: false, Route: null or Route.R6 }) ? petition.DeliveredOn ?? petition.SignedOn ?? petition.EndedOn : null;
        return new RatedPetition(petition.Id, petition.Number, petition.Title, petition.DepartmentId)
        {
            RegisteredOn = petition.RegisteredOn,
            ReceivedOn = petition.ReceivedOn,
            IsRepeat = petition.IsRepeat,
            Notice = Judge(notice, petition.NoticeOn, petition.EndedOn, asOf),
            Answer = Judge(answer, answered, petition.EndedOn, asOf),
            AnswerDueOn = answer?.Legal ?? answer?.Raw,
            AnswerIsDue = (answer?.Legal ?? answer?.Raw) < asOf,
            Evaluation = rateable is null ? null : isRated ? Reports.Evaluation.Given : rating!.HasPassed(asOf) ? Reports.Evaluation.Missed : Reports.Evaluation.Open,
            RateableFrom = rateable,
            Satisfaction = petition.Satisfaction,
            SettledOn = settled,
            CameBack = settled is { } end && returns.Any(day => day > end && day.DayNumber - end.DayNumber <= windowDays),
            IsVisit = petition.Channel == Channel.Visit || petition.VisitLevel is not null,
            IsGroup = petition.IsGroup,
            IsOverLevel = petition.StepByStep == false,
            Level = petition.VisitLevel,
            Attendance = petition.VisitorsCount ?? petition.PeopleCount,
            ArrivalKey = (petition.ReceptionId ?? petition.Id).ToString(),
            Channel = petition.Channel,
            CategoryId = petition.CategoryId,
            NoticeOn = petition.NoticeOn,
            IsUnclear = petition.AddressUnclear,
            AcceptedOn = petition.AcceptedOn,
            IsDeclined = petition.State == PetitionState.NotAccepted,
            IsExtended = petition.ExtensionDays is not null,
            AnsweredOn = answered,
            EndedOn = petition.EndedOn,
            IsMassIncident = petition is { IsGroup: true, IsUrgent: true },
        };
    }

    // Ended in time without what was owed (withdrawn, merged): the duty is gone, nothing is judged. Ended after the limit: it was never done.
    private static Timeliness? Judge(ClockDates? limit, DateOnly? done, DateOnly? ended, DateOnly asOf) => (limit, done, ended) switch
    {
        (null, _, _) => null,
        (_, { } day, _) => limit.Allows(day) ? Timeliness.OnTime : Timeliness.Late,
        (_, null, { } day) => limit.Allows(day) ? null : Timeliness.Overdue,
        _ => limit.Allows(asOf) ? Timeliness.Running : Timeliness.Overdue,
    };
}
