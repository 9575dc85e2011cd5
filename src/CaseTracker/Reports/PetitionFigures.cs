using CaseTracker.Bureau;
using CaseTracker.Petitions;

namespace CaseTracker.Reports;

/// <summary>The figures of the petition work and the rates made of them. Ordinary cases only; void entries and doubles of an imported book are left out before anything is counted.</summary>
public static class PetitionFigures
{
    /// <summary>Calendar days for the written notice (条例第二十三条); natural days.</summary>
    private const int NoticeDays = 15;

    /// <summary>临期 of the monthly table, natural days.</summary>
    private const int SoonDays = 7;

    private static readonly Dated<RatedPetition> Registered = new("登记日期", p => p.RegisteredOn);
    private static readonly Dated<RatedPetition> Came = new("来访日期", p => p.ReceivedOn);
    private static readonly Dated<RatedPetition> Due = new("法定到期日", p => p.AnswerDueOn);
    private static readonly Dated<RatedPetition> Delivered = new("送达日期", p => p.RateableFrom);
    private static readonly Dated<RatedPetition> Settled = new("办结日期", p => p.SettledOn);
    private static readonly Keyed<RatedPetition> Matter = new("信访编号", p => p.Number);
    private static readonly Keyed<RatedPetition> Arrival = new("一次来访", p => p.ArrivalKey);

    public static readonly Figure<RatedPetition> Total = new("total", "信访总量", FigureUnit.Case, Registered, Matter, _ => true) { Definition = "本期登记的信访事项，作废、疑似重复登记和检举控告不计" };
    public static readonly Figure<RatedPetition> First = new("first", "初次信访", FigureUnit.Case, Registered, Matter, p => !p.IsRepeat) { Definition = "信访总量中初次信访的" };
    public static readonly Figure<RatedPetition> Repeat = new("repeat", "重复信访", FigureUnit.Case, Registered, Matter, p => p.IsRepeat) { Definition = "信访总量中重复信访（同人同事再次提出）的" };

    public static readonly Figure<RatedPetition> NoticeJudged = new("notice", "应受理告知", FigureUnit.Case, Registered, Matter, p => p.Notice is not (null or Timeliness.Running)) { Definition = "本期登记、须书面告知且告知期限已有结果的事项" };
    public static readonly Figure<RatedPetition> NoticeOnTime = new("notice-on-time", "及时受理", FigureUnit.Case, Registered, Matter, p => p.Notice == Timeliness.OnTime) { Definition = "应受理告知中在法定期限内书面告知的" };
    public static readonly Figure<RatedPetition> NoticeLate = new("notice-late", "超期受理", FigureUnit.Case, Registered, Matter, p => p.Notice == Timeliness.Late) { Definition = "应受理告知中超过法定期限才告知的" };
    public static readonly Figure<RatedPetition> NoticeOverdue = new("notice-overdue", "超期未受理", FigureUnit.Case, Registered, Matter, p => p.Notice == Timeliness.Overdue) { Definition = "应受理告知中已超过法定期限仍未告知的" };
    public static readonly Figure<RatedPetition> NoticeRunning = new("notice-running", "告知期限内", FigureUnit.Case, Registered, Matter, p => p.Notice == Timeliness.Running) { Definition = "本期登记、告知期限尚未届满且未告知的" };

    public static readonly Figure<RatedPetition> AnswerOwed = new("answer", "应答复", FigureUnit.Case, Registered, Matter, p => p.Answer is not null) { Definition = "本期登记、须出具处理意见的事项，转其他途径的不计" };
    public static readonly Figure<RatedPetition> AnswerOnTime = new("answer-on-time", "按期答复", FigureUnit.Case, Registered, Matter, p => p.Answer == Timeliness.OnTime) { Definition = "应答复中在办理期限（含延期）内答复的" };
    public static readonly Figure<RatedPetition> AnswerLate = new("answer-late", "超期答复", FigureUnit.Case, Registered, Matter, p => p.Answer == Timeliness.Late) { Definition = "应答复中超过办理期限才答复的" };
    public static readonly Figure<RatedPetition> AnswerRunning = new("answer-running", "未答复（未到期）", FigureUnit.Case, Registered, Matter, p => p.Answer == Timeliness.Running) { Definition = "应答复中尚未答复、办理期限未满的" };
    public static readonly Figure<RatedPetition> AnswerOverdue = new("answer-overdue", "超期未答复", FigureUnit.Case, Registered, Matter, p => p.Answer == Timeliness.Overdue) { Definition = "应答复中尚未答复、已过办理期限的" };
    public static readonly Figure<RatedPetition> DueAnswer = new("due", "到期应答复", FigureUnit.Case, Due, Matter, p => p.AnswerIsDue && p.Answer is not null) { Definition = "办理期限（含延期）在本期届满且已届满的事项" };
    public static readonly Figure<RatedPetition> DueOnTime = new("due-on-time", "到期按期答复", FigureUnit.Case, Due, Matter, p => p.AnswerIsDue && p.Answer == Timeliness.OnTime) { Definition = "到期应答复中按期答复的" };

    public static readonly Figure<RatedPetition> Rateable = new("rateable", "应评价", FigureUnit.Case, Delivered, Matter, p => p.Evaluation is Evaluation.Given or Evaluation.Missed) { Definition = "答复在本期送达的初次信访事项中，已评价或评价期限已满的" };
    public static readonly Figure<RatedPetition> Rated = new("rated", "已评价", FigureUnit.Case, Delivered, Matter, p => p.Evaluation == Evaluation.Given) { Definition = "应评价中信访人已评价的" };
    public static readonly Figure<RatedPetition> RatingMissed = new("rating-missed", "超期未评价", FigureUnit.Case, Delivered, Matter, p => p.Evaluation == Evaluation.Missed) { Definition = "应评价中评价期限已满仍未评价的" };
    public static readonly Figure<RatedPetition> RatingOpen = new("rating-open", "评价期限内", FigureUnit.Case, Delivered, Matter, p => p.Evaluation == Evaluation.Open) { Definition = "答复在本期送达、评价期限未满且未评价的" };
    public static readonly Figure<RatedPetition> SatisfiedOnes = new("satisfied", "满意和基本满意", FigureUnit.Case, Delivered, Matter,
        p => p.Evaluation == Evaluation.Given && p.Satisfaction is Satisfaction.Satisfied or Satisfaction.MostlySatisfied)
    { Definition = "已评价中评价为满意和基本满意的" };

    public static readonly Figure<RatedPetition> SettledFirst = new("settled", "初次信访办结", FigureUnit.Case, Settled, Matter, p => p.SettledOn is not null) { Definition = "本期办结的初次信访事项" };
    public static readonly Figure<RatedPetition> SettledAtOnce = new("settled-at-once", "办结后未再信访", FigureUnit.Case, Settled, Matter, p => p.SettledOn is not null && !p.CameBack) { Definition = "本期办结的初次信访事项中，观察期内没有再次信访的" };

    public static readonly Figure<RatedPetition> Visits = Arrivals("visits", "来访", p => p.IsVisit) with { Definition = "本期到本单位走访的批次，一次来访反映几件事也是一批" };
    public static readonly Figure<RatedPetition> Visitors = People(Visits);
    public static readonly Figure<RatedPetition> Groups = Arrivals("groups", "集体访", p => p.IsGroup) with { Definition = "5人以上（人数在单位设置中定）共同走访的批次" };
    public static readonly Figure<RatedPetition> GroupVisitors = People(Groups);
    public static readonly Figure<RatedPetition> OverLevel = Arrivals("over-level", "越级访", p => p.IsOverLevel) with { Definition = "没有依法逐级提出的走访批次" };
    public static readonly Figure<RatedPetition> OverLevelVisitors = People(OverLevel);
    public static readonly Figure<RatedPetition> ToCity = Arrivals("to-city", "到市访", p => p.Level == VisitLevel.City) with { Definition = "本期到市级走访的批次" };
    public static readonly Figure<RatedPetition> ToCityVisitors = People(ToCity);
    public static readonly Figure<RatedPetition> ToProvince = Arrivals("to-province", "赴省访", p => p.Level == VisitLevel.Province) with { Definition = "本期赴省走访的批次" };
    public static readonly Figure<RatedPetition> ToProvinceVisitors = People(ToProvince);
    public static readonly Figure<RatedPetition> ToBeijing = Arrivals("to-beijing", "进京访", p => p.Level == VisitLevel.Nation) with { Definition = "本期进京走访的批次" };
    public static readonly Figure<RatedPetition> ToBeijingVisitors = People(ToBeijing);

    /// <summary>信访形式 of the tables, each with its matters; they add up to the total.</summary>
    public static readonly IReadOnlyList<Figure<RatedPetition>> Forms =
    [
        .. Enum.GetValues<Channel>().Select(c => new Figure<RatedPetition>($"form-{c.Kebab()}", c.Display(), FigureUnit.Case, Registered, Matter, p => p.Channel == c) { Definition = $"本期登记的、信访形式为{c.Display()}的事项" }),
    ];

    public static readonly Figure<RatedPetition> Accepted = new("accepted", "受理", FigureUnit.Case, Registered, Matter, p => p.AcceptedOn is not null) { Definition = "本期登记的事项中已受理的" };
    public static readonly Figure<RatedPetition> Declined = new("declined", "不予受理", FigureUnit.Case, Registered, Matter, p => p.IsDeclined) { Definition = "本期登记的事项中不予受理的" };
    public static readonly Figure<RatedPetition> NoticeWithin = new("notice-15", "按期告知", FigureUnit.Case, Registered, Matter, p => p.IsUnclear || (p.NoticeOn is { } on && on.DayNumber - p.RegisteredOn.DayNumber <= NoticeDays))
    { Definition = $"登记之日起{NoticeDays}日内书面告知的；姓名或住址不清、无法告知的视为按期" };

    public static readonly Figure<RatedPetition> DueToSettle = new("due-all", "到期应结", FigureUnit.Case, Due, Matter, p => p.AnswerDueOn is not null && !p.IsDeclined) { Definition = "不论何时登记，办理期限（含延期）在本期届满的事项，不予受理的不计" };
    public static readonly Figure<RatedPetition> SettledInTime = new("due-settled", "按期办结", FigureUnit.Case, Due, Matter, p => p.AnswerDueOn is { } due && !p.IsDeclined && (p.AnsweredOn ?? p.EndedOn) <= due) { Definition = "到期应结中在期限（含延期）届满前答复或办结的" };
    public static readonly Figure<RatedPetition> Extended = new("extended", "延期", FigureUnit.Case, Due, Matter, p => p.IsExtended) { Definition = "办理期限经批准延长、延长后在本期届满的事项" };
    public static readonly Figure<RatedPetition> Open = new("open", "期末在办", FigureUnit.Case, Registered, Matter, _ => true) { Standing = (p, day) => p.IsOpenOn(day), Definition = "期末已登记、尚未答复或办结的事项" };
    public static readonly Figure<RatedPetition> DueSoon = new("due-soon", "期末临期", FigureUnit.Case, Due, Matter, _ => true) { Standing = (p, day) => p.IsDueWithin(day, SoonDays), Definition = $"期末在办、距办理期限{SoonDays}日以内的事项" };
    public static readonly Figure<RatedPetition> Overdue = new("overdue", "期末超期", FigureUnit.Case, Due, Matter, _ => true) { Standing = (p, day) => p.IsOverdueOn(day), Definition = "期末在办、已过办理期限的事项" };
    public static readonly Figure<RatedPetition> Judged = new("judged", "已评价满意度", FigureUnit.Case, Registered, Matter, p => p.Satisfaction is Satisfaction.Satisfied or Satisfaction.MostlySatisfied or Satisfaction.Dissatisfied) { Definition = "本期登记的事项中评价为满意、基本满意或不满意的" };
    public static readonly Figure<RatedPetition> Pleased = Judged with { Code = "pleased", Name = "评价满意", Counts = p => p.Satisfaction is Satisfaction.Satisfied or Satisfaction.MostlySatisfied, Definition = "本期登记的事项中评价为满意和基本满意的" };
    public static readonly Figure<RatedPetition> MassIncidents = new("X3", "重大群体性事件", FigureUnit.Case, Registered, Matter, p => p.IsMassIncident) { Definition = "本期登记的集体访中按重大、紧急信访事项报告的" };

    public static readonly Rate NoticeRate = new("notice-rate", "按期告知率", NoticeWithin, Total, "本期登记的事项：按期告知÷登记总量");
    public static readonly Rate SettledRate = new("settled-rate", "按期办结率", SettledInTime, DueToSettle, "本期到期应结的事项：按期办结÷到期应结");

    public static readonly Rate PleasedRate = new("pleased-rate", "满意率", Pleased, Judged, "本期登记的事项：（满意＋基本满意）÷（满意＋基本满意＋不满意）");

    /// <summary>Figures of the monthly and annual tables, beside those of the rates.</summary>
    public static readonly IReadOnlyList<Figure<RatedPetition>> OfTables = [.. Forms, Accepted, Declined, NoticeWithin, DueToSettle, SettledInTime, Extended, Open, DueSoon, Overdue, Judged, Pleased, MassIncidents];

    /// <summary>Every figure of the rates, in the order of their page.</summary>
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

    public static readonly IReadOnlyList<Rate> Rates =
    [
        Rate.Of(Indicator.TimelyNotice, NoticeOnTime, NoticeJudged, "本期登记的事项：及时受理÷（及时受理＋超期受理＋超期未受理）；以书面告知的日期为准，仍在告知期限内的和住址不清无须告知的不计"),
        Rate.Of(Indicator.TimelyAnswer, AnswerOnTime, AnswerOwed, "本期登记的事项：按期答复÷（按期答复＋超期答复＋未答复＋超期未答复），分母含尚未到期的"),
        Rate.Of(Indicator.TimelyAnswerOfDue, DueOnTime, DueAnswer, "办理期限（含延期）在本期届满、且已届满的事项：按期答复÷到期应答复"),
        Rate.Of(Indicator.Rated, Rated, Rateable, "答复在本期送达的初次信访事项：已评价÷（已评价＋超期未评价），仍在评价期限内的不计；导入其他法定途径的和检举控告不评价"),
        Rate.Of(Indicator.Satisfied, SatisfiedOnes, Rated, "答复在本期送达的初次信访事项：（满意＋基本满意）÷已评价"),
        Rate.Of(Indicator.Repeats, Repeat, Total, "本期登记的事项：重复件÷总件次"),
        Rate.Of(Indicator.SettledAtOnce, SettledAtOnce, SettledFirst, "本期办结的初次信访事项：办结后{0}天内没有再次信访的÷办结的；观察期未满的以截至日为准"),
    ];

    /// <summary>The matters of a category of content; the list of categories is the office's own.</summary>
    public static Figure<RatedPetition> OfCategory(string code, string name, Func<string?, bool> holds) =>
        new(code, name, FigureUnit.Case, Registered, Matter, p => holds(p.CategoryId)) { Definition = $"本期登记的、内容分类为{name}的事项" };

    /// <summary>The rate of an indicator of the assessment.</summary>
    public static Rate RateOf(Indicator indicator) => Rates.Single(r => r.Indicator == indicator);

    private static Figure<RatedPetition> Arrivals(string code, string name, Func<RatedPetition, bool> counts) => new(code, name, FigureUnit.Arrival, Came, Arrival, counts);

    /// <summary>The people of the same arrivals.</summary>
    private static Figure<RatedPetition> People(Figure<RatedPetition> arrivals) => arrivals with { Code = arrivals.Code + "-people", Name = arrivals.Name + "人次", Unit = FigureUnit.Attendance, Count = p => p.Attendance, Definition = $"{arrivals.Name}的人次；{arrivals.Definition}" };
}
