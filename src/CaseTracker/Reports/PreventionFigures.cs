namespace CaseTracker.Reports;

/// <summary>矛盾纠纷、局长大接访、重大群体性事件 and the arrivals of both books together.</summary>
public static class PreventionFigures
{
    private static readonly Keyed<CountedDispute> Entry = new("编号", d => d.Number);
    private static readonly Dated<CountedLeaderDay> HeldOn = new("接访日期", d => d.On);
    private static readonly Keyed<CountedLeaderDay> Day = new("一次接访", d => d.Number);
    private static readonly Dated<CountedArrival> Came = new("来访日期", a => a.On);
    private static readonly Keyed<CountedArrival> OneArrival = new("一次来访", a => a.Key);

    public static readonly Figure<CountedDispute> Found = new("X1", "排查矛盾纠纷", FigureUnit.Dispute, new("排查日期", d => d.FoundOn), Entry, d => d.Found > 0) { Count = d => d.Found, Definition = "本期排查出的矛盾纠纷，作废的不计" };
    public static readonly Figure<CountedDispute> Resolved = new("X1a", "化解矛盾纠纷", FigureUnit.Dispute, new("化解日期", d => d.ResolvedOn), Entry, d => d is { ResolvedOn: not null, Resolved: > 0 }) { Count = d => d.Resolved, Definition = "本期化解的矛盾纠纷，不论何时排查" };
    public static readonly Figure<CountedLeaderDay> LeaderDays = new("X2", "领导接访", FigureUnit.Time, HeldOn, Day, _ => true) { Definition = "本期举行的局长大接访和领导接访、下访" };
    public static readonly Figure<CountedLeaderDay> LeaderArrivals = LeaderDays with { Code = "X2a", Name = "领导接待批次", Unit = FigureUnit.Arrival, Count = d => d.Arrivals, Definition = "领导接访接待的批次" };
    public static readonly Figure<CountedLeaderDay> LeaderPeople = LeaderDays with { Code = "X2b", Name = "领导接待人次", Unit = FigureUnit.Attendance, Count = d => d.People, Definition = "领导接访接待的人次" };

    public static readonly Figure<CountedArrival> Arrivals = new("V1", "来访总批次", FigureUnit.Arrival, Came, OneArrival, _ => true) { Definition = "信访台账和来访登记的来访合计，两本都登记的计一批" };
    public static readonly Figure<CountedArrival> ArrivalPeople = Arrivals with { Code = "V1a", Name = "来访总人次", Unit = FigureUnit.Attendance, Count = a => a.People, Definition = "来访总批次的人次，陪同家属不计" };

    public static readonly IReadOnlyList<Figure> All = [Found, Resolved, LeaderDays, LeaderArrivals, LeaderPeople, Arrivals, ArrivalPeople];

    public static readonly Rate ResolvedShare = new("X1-resolved", "矛盾纠纷化解率", Resolved, Found, "本期化解的÷本期排查的；化解的可以是以前排查的");
}
