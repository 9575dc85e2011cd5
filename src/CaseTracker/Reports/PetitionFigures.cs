using CaseTracker.Bureau;
using CaseTracker.Petitions;

namespace CaseTracker.Reports;

/// <summary>The figures of the petition work and the rates made of them. Ordinary cases only; void entries and doubles of an imported book are left out before anything is counted.</summary>
public static class PetitionFigures
{
    private static readonly Dated<RatedPetition> Registered = new("登记日期", p => p.RegisteredOn);
    private static readonly Dated<RatedPetition> Came = new("来访日期", p => p.ReceivedOn);
    private static readonly Dated<RatedPetition> Due = new("法定到期日", p => p.AnswerDueOn);
    private static readonly Dated<RatedPetition> Delivered = new("送达日期", p => p.RateableFrom);
    private static readonly Dated<RatedPetition> Settled = new("办结日期", p => p.SettledOn);
    private static readonly Keyed<RatedPetition> Matter = new("信访编号", p => p.Number);
    private static readonly Keyed<RatedPetition> Arrival = new("一次来访", p => p.ArrivalKey);

    public static readonly Figure<RatedPetition> Total = new("total", "信访总量", FigureUnit.Case, Registered, Matter, _ => true);
    public static readonly Figure<RatedPetition> First = new("first", "初次信访", FigureUnit.Case, Registered, Matter, p => !p.IsRepeat);
    public static readonly Figure<RatedPetition> Repeat = new("repeat", "重复信访", FigureUnit.Case, Registered, Matter, p => p.IsRepeat);

    public static readonly Figure<RatedPetition> NoticeJudged = new("notice", "应受理告知", FigureUnit.Case, Registered, Matter, p => p.Notice is not (null or Timeliness.Running));
    public static readonly Figure<RatedPetition> NoticeOnTime = new("notice-on-time", "及时受理", FigureUnit.Case, Registered, Matter, p => p.Notice == Timeliness.OnTime);
    public static readonly Figure<RatedPetition> NoticeLate = new("notice-late", "超期受理", FigureUnit.Case, Registered, Matter, p => p.Notice == Timeliness.Late);
    public static readonly Figure<RatedPetition> NoticeOverdue = new("notice-overdue", "超期未受理", FigureUnit.Case, Registered, Matter, p => p.Notice == Timeliness.Overdue);
    public static readonly Figure<RatedPetition> NoticeRunning = new("notice-running", "告知期限内", FigureUnit.Case, Registered, Matter, p => p.Notice == Timeliness.Running);

    public static readonly Figure<RatedPetition> AnswerOwed = new("answer", "应答复", FigureUnit.Case, Registered, Matter, p => p.Answer is not null);
    public static readonly Figure<RatedPetition> AnswerOnTime = new("answer-on-time", "按期答复", FigureUnit.Case, Registered, Matter, p => p.Answer == Timeliness.OnTime);
    public static readonly Figure<RatedPetition> AnswerLate = new("answer-late", "超期答复", FigureUnit.Case, Registered, Matter, p => p.Answer == Timeliness.Late);
    public static readonly Figure<RatedPetition> AnswerRunning = new("answer-running", "未答复（未到期）", FigureUnit.Case, Registered, Matter, p => p.Answer == Timeliness.Running);
    public static readonly Figure<RatedPetition> AnswerOverdue = new("answer-overdue", "超期未答复", FigureUnit.Case, Registered, Matter, p => p.Answer == Timeliness.Overdue);
    public static readonly Figure<RatedPetition> DueAnswer = new("due", "到期应答复", FigureUnit.Case, Due, Matter, p => p.AnswerIsDue && p.Answer is not null);
    public static readonly Figure<RatedPetition> DueOnTime = new("due-on-time", "到期按期答复", FigureUnit.Case, Due, Matter, p => p.AnswerIsDue && p.Answer == Timeliness.OnTime);

    public static readonly Figure<RatedPetition> Rateable = new("rateable", "应评价", FigureUnit.Case, Delivered, Matter, p => p.Evaluation is Evaluation.Given or Evaluation.Missed);
    public static readonly Figure<RatedPetition> Rated = new("rated", "已评价", FigureUnit.Case, Delivered, Matter, p => p.Evaluation == Evaluation.Given);
    public static readonly Figure<RatedPetition> RatingMissed = new("rating-missed", "超期未评价", FigureUnit.Case, Delivered, Matter, p => p.Evaluation == Evaluation.Missed);
    public static readonly Figure<RatedPetition> RatingOpen = new("rating-open", "评价期限内", FigureUnit.Case, Delivered, Matter, p => p.Evaluation == Evaluation.Open);
    public static readonly Figure<RatedPetition> SatisfiedOnes = new("satisfied", "满意和基本满意", FigureUnit.Case, Delivered, Matter,
        p => p.Evaluation == Evaluation.Given && p.Satisfaction is Satisfaction.Satisfied or Satisfaction.MostlySatisfied);

    public static readonly Figure<RatedPetition> SettledFirst = new("settled", "初次信访办结", FigureUnit.Case, Settled, Matter, p => p.SettledOn is not null);
    public static readonly Figure<RatedPetition> SettledAtOnce = new("settled-at-once", "办结后未再信访", FigureUnit.Case, Settled, Matter, p => p.SettledOn is not null && !p.CameBack);

    public static readonly Figure<RatedPetition> Visits = Arrivals("visits", "来访", p => p.IsVisit);
    public static readonly Figure<RatedPetition> Visitors = People(Visits);
    public static readonly Figure<RatedPetition> Groups = Arrivals("groups", "集体访", p => p.IsGroup);
    public static readonly Figure<RatedPetition> GroupVisitors = People(Groups);
    public static readonly Figure<RatedPetition> OverLevel = Arrivals("over-level", "越级访", p => p.IsOverLevel);
    public static readonly Figure<RatedPetition> OverLevelVisitors = People(OverLevel);
    public static readonly Figure<RatedPetition> ToCity = Arrivals("to-city", "到市访", p => p.Level == VisitLevel.City);
    public static readonly Figure<RatedPetition> ToCityVisitors = People(ToCity);
    public static readonly Figure<RatedPetition> ToProvince = Arrivals("to-province", "赴省访", p => p.Level == VisitLevel.Province);
    public static readonly Figure<RatedPetition> ToProvinceVisitors = People(ToProvince);
    public static readonly Figure<RatedPetition> ToBeijing = Arrivals("to-beijing", "进京访", p => p.Level == VisitLevel.Nation);
    public static readonly Figure<RatedPetition> ToBeijingVisitors = People(ToBeijing);

    /// <summary>Every figure, in the order of the page.</summary>
    public static readonly IReadOnlyList<Figure<RatedPetition>> All =
    [
        Total, First, Repeat,
        NoticeJudged, NoticeOnTime, NoticeLate, NoticeOverdue, NoticeRunning,
        AnswerOwed, AnswerOnTime, AnswerLate, AnswerRunning, AnswerOverdue, DueAnswer, DueOnTime,
        Rateable, Rated, RatingMissed, RatingOpen, SatisfiedOnes,
        SettledFirst, SettledAtOnce,
        Visits, Visitors, Groups, GroupVisitors, OverLevel, OverLevelVisitors, ToCity, ToCityVisitors, ToProvince, ToProvinceVisitors, ToBeijing, ToBeijingVisitors,
    ];

    public static readonly IReadOnlyList<Balance> Balances =
    [
        new(Total.Code, First.Code, Repeat.Code),
        new(NoticeJudged.Code, NoticeOnTime.Code, NoticeLate.Code, NoticeOverdue.Code),
        new(AnswerOwed.Code, AnswerOnTime.Code, AnswerLate.Code, AnswerRunning.Code, AnswerOverdue.Code),
        new(Rateable.Code, Rated.Code, RatingMissed.Code),
    ];

    public static readonly IReadOnlyList<Rate<RatedPetition>> Rates =
    [
        new(Indicator.TimelyNotice, NoticeOnTime, NoticeJudged, "本期登记的事项：及时受理÷（及时受理＋超期受理＋超期未受理）；以书面告知的日期为准，仍在告知期限内的和住址不清无须告知的不计"),
        new(Indicator.TimelyAnswer, AnswerOnTime, AnswerOwed, "本期登记的事项：按期答复÷（按期答复＋超期答复＋未答复＋超期未答复），分母含尚未到期的"),
        new(Indicator.TimelyAnswerOfDue, DueOnTime, DueAnswer, "办理期限（含延期）在本期届满、且已届满的事项：按期答复÷到期应答复"),
        new(Indicator.Rated, Rated, Rateable, "答复在本期送达的初次信访事项：已评价÷（已评价＋超期未评价），仍在评价期限内的不计；导入其他法定途径的和检举控告不评价"),
        new(Indicator.Satisfied, SatisfiedOnes, Rated, "答复在本期送达的初次信访事项：（满意＋基本满意）÷已评价"),
        new(Indicator.Repeats, Repeat, Total, "本期登记的事项：重复件÷总件次"),
        new(Indicator.SettledAtOnce, SettledAtOnce, SettledFirst, "本期办结的初次信访事项：办结后{0}天内没有再次信访的÷办结的；观察期未满的以截至日为准"),
    ];

    private static Figure<RatedPetition> Arrivals(string code, string name, Func<RatedPetition, bool> counts) => new(code, name, FigureUnit.Arrival, Came, Arrival, counts);

    /// <summary>The people of the same arrivals.</summary>
    private static Figure<RatedPetition> People(Figure<RatedPetition> arrivals) => arrivals with { Code = arrivals.Code + "-people", Unit = FigureUnit.Attendance, Count = p => p.Attendance };
}
