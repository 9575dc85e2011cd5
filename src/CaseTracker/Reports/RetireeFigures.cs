using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Receptions;

namespace CaseTracker.Reports;

/// <summary>One arrival at the desk as the figures see it: who of the roster came or was spoken for, each with his level on the day.</summary>
/// <param name="People">Main visitor and companions who are cadres, or come for one; families who only accompany are not among them. Nobody, where the main visitor is 遗属 or not in care on the day: he decides for the row.</param>
public sealed record CountedReception(Guid RecordId, string Number, string Title, DateOnly On, ReceptionForm Form, ReceptionNature Nature, IReadOnlyList<CountedReception.Person> People)
    : Countable(Reception.Kind, RecordId, Number, Title, null)
{
    public sealed record Person(Guid CadreId, string Name, Level? Level);

    /// <summary>The same people on the same day in the same way are one reception.</summary>
    public string Key => $"{On:yyyyMMdd}|{Form}|{string.Join(',', People.Select(p => p.CadreId).Order())}";

    public int Of(Level level) => People.Count(p => p.Level == level);
}

/// <summary>A care visit that was made, with whom it met.</summary>
public sealed record CountedVisit(Guid RecordId, string Number, string Title, DateOnly On, CareVisitType Type, decimal Amount, IReadOnlyList<CountedVisit.Person> People) : Countable(CareVisit.Kind, RecordId, Number, Title, null)
{
    public sealed record Person(Guid CadreId, string Name, Level? Level);

    public string Key => $"{Type}|{On:yyyyMMdd}|{string.Join(',', People.Select(p => p.CadreId).Order())}";
}

/// <summary>A benefit that was resolved.</summary>
public sealed record CountedBenefit(Guid RecordId, string Number, string Title, DateOnly On, BenefitType Type, int People, decimal Amount, string Key) : Countable(Benefit.Kind, RecordId, Number, Title, null);

/// <summary>A person of the roster.</summary>
/// <param name="HandedOverOn">移交日期.</param>
/// <param name="InCareOn">In care on a day, as known at the instant of the report.</param>
public sealed record CountedCadre(Guid RecordId, string Number, string Title, DateOnly HandedOverOn, Func<DateOnly, bool> InCareOn) : Countable(Cadre.Kind, RecordId, Number, Title, null);

/// <summary>Somebody who came into care or left it.</summary>
public sealed record CountedMove(Guid RecordId, string Number, string Title, DateOnly On, Movement How) : Countable(Cadre.Kind, RecordId, Number, Title, null);

/// <summary>The figures of the services to retired cadres, each once: what it counts, in which unit, by which date, and what removes doubles.</summary>
public static class RetireeFigures
{
    private static readonly Dated<CountedReception> Came = new("来访日期", r => r.On);
    private static readonly Keyed<CountedReception> Arrival = new("同一天、同样的人", r => r.Key);
    private static readonly Dated<CountedVisit> Visited = new("看望日期", v => v.On);
    private static readonly Keyed<CountedVisit> Trip = new("同一类型、日期和对象", v => v.Key);
    private static readonly Dated<CountedBenefit> Resolved = new("办结日期", b => b.On);
    private static readonly Keyed<CountedBenefit> Matter = new("同一批复文号和对象", b => b.Key);
    private static readonly Dated<CountedCadre> Handed = new("移交日期", c => c.HandedOverOn);
    private static readonly Keyed<CountedCadre> Person = new("同一人", c => c.Number);
    private static readonly Dated<CountedMove> Moved = new("变动日期", m => m.On);
    private static readonly Keyed<CountedMove> Move = new("同一人同一天", m => $"{m.Number}|{m.On:yyyyMMdd}|{m.How}");

    public static readonly Figure<CountedCadre> HandedOver = new("R1", "移交代管的退休干部", FigureUnit.Person, Handed, Person, _ => true) { Standing = (c, day) => c.HandedOverOn <= day, Definition = "历次移交列入花名册的人，一人一次；重复登记的不是第二个人，去世和转出的仍在内" };
    public static readonly Figure<CountedCadre> InCare = new("R2", "现有代管的退休干部", FigureUnit.Person, Handed, Person, _ => true) { Standing = (c, day) => c.InCareOn(day), Definition = "期末在册的人；去世、转出当天起不计，恢复当天起计" };

    public static readonly Figure<CountedReception> PlantVisits = new("R3", "厂级干部信访接待", FigureUnit.Attendance, Came, Arrival, r => IsReceived(r) && r.Of(Level.Plant) > 0)
    { Count = r => r.Of(Level.Plant), Definition = "厂级干部本人或家属代访的走访，按人次；级别以花名册为准，陪同家属、遗属、来电来信和日常事务不计" };

    public static readonly Figure<CountedReception> MiddleVisits = new("R8", "中层干部信访接待", FigureUnit.Time, Came, Arrival, r => IsReceived(r) && r.Of(Level.Middle) > 0)
    { Definition = "有中层干部的走访，一批计一次；级别以花名册为准" };

    public static readonly Figure<CountedReception> MiddlePeople = MiddleVisits with
    { Code = "R8a", Name = "中层干部信访接待人次", Unit = FigureUnit.Attendance, Count = r => r.Of(Level.Middle), Definition = "中层干部本人或家属代访的走访，按人次" };

    public static readonly Figure<CountedReception> Calls = new("R3a", "来电来信接待", FigureUnit.Time, Came, Arrival, r => r.Nature == ReceptionNature.Petition && r.Form is ReceptionForm.Call or ReceptionForm.Letter or ReceptionForm.Online && r.People.Count > 0)
    { Definition = "老干部来电、来信、网上反映，单列，不计入信访接待" };

    public static readonly Figure<CountedReception> Everyday = new("R3b", "日常事务接待", FigureUnit.Time, Came, Arrival, r => r.Nature == ReceptionNature.Everyday && r.People.Count > 0) { Definition = "证明、查档、资格认证等日常事务，不计入信访接待" };

    public static readonly Figure<CountedBenefit> Allowances = Benefits("R4", "解决补差待遇", BenefitType.Allowance, "本期办结的补差待遇，一个批复一次，不论人数");
    public static readonly Figure<CountedBenefit> Adjustments = Benefits("R5", "养老金增资", BenefitType.PensionAdjustment, "本期办结的养老金调整批次，不是人数");
    public static readonly Figure<CountedBenefit> Hardships = Benefits("B3", "困难帮扶", BenefitType.Hardship, "本期办结的困难帮扶");
    public static readonly Figure<CountedBenefit> Funerals = Benefits("C3", "丧葬抚恤协助", BenefitType.Funeral, "本期办结的丧葬抚恤协助");
    public static readonly Figure<CountedBenefit> OldAge = Benefits("A1", "高龄津贴协助", BenefitType.OldAge, "本期办结的高龄津贴协助");

    public static readonly Figure<CountedVisit> SickVisits = People("R6", "生病看望", CareVisitType.Sick, "因病看望到的人，去三家算三人次；节日走访时遇上住院的仍是节日走访");

    public static readonly Figure<CountedVisit> Condolences = new("R7", "厂级干部去世对家属慰问", FigureUnit.Time, Visited, Trip, v => v.Type == CareVisitType.Condolence && v.People.Any(p => p.Level == Level.Plant))
    { Definition = "到厂级干部遗属家中慰问，一家一次，不是去世人数" };

    public static readonly Figure<CountedVisit> AllCondolences = new("C2", "去世慰问", FigureUnit.Household, Visited, Trip, v => v.Type == CareVisitType.Condolence) { Definition = "到遗属家中慰问，一家一户" };
    public static readonly Figure<CountedVisit> SpringVisits = People("C4", "春节走访", CareVisitType.SpringFestival, "春节走访到的人");
    public static readonly Figure<CountedVisit> AutumnVisits = People("C5", "重阳走访", CareVisitType.DoubleNinth, "重阳走访到的人");
    public static readonly Figure<CountedVisit> HardshipVisits = People("C6", "困难慰问", CareVisitType.Hardship, "困难慰问到的人");
    public static readonly Figure<CountedVisit> Birthdays = People("C7", "生日慰问", CareVisitType.Birthday, "生日慰问到的人");

    public static readonly Figure<CountedVisit> Rounds = new("C1", "走访慰问", FigureUnit.Attendance, Visited, Trip, v => v.People.Count > 0) { Count = v => v.People.Count, Definition = "各类走访慰问到的人，含生病看望、节日走访和去世慰问" };
    public static readonly Figure<CountedVisit> Spending = new("C8", "慰问支出", FigureUnit.Yuan, Visited, Trip, v => v.Amount > 0) { Count = v => v.Amount, Definition = "走访慰问的实际金额，计入看望日期所在的期间" };

    public static readonly Figure<CountedMove> Added = Moves("M1", "新增", Movement.Added);
    public static readonly Figure<CountedMove> Restored = Moves("M2", "恢复", Movement.Restored);
    public static readonly Figure<CountedMove> Died = Moves("M3", "去世", Movement.Died);
    public static readonly Figure<CountedMove> Gone = Moves("M4", "转出", Movement.TransferredOut);

    public static readonly IReadOnlyList<Figure> All =
    [
        HandedOver, InCare, PlantVisits, MiddleVisits, MiddlePeople, Calls, Everyday, Allowances, Adjustments, Hardships, Funerals, OldAge,
        SickVisits, Condolences, AllCondolences, SpringVisits, AutumnVisits, HardshipVisits, Birthdays, Rounds, Spending, Added, Restored, Died, Gone,
    ];

    private static bool IsReceived(CountedReception r) => r is { Form: ReceptionForm.Visit, Nature: ReceptionNature.Petition, People.Count: > 0 };

    private static Figure<CountedVisit> People(string code, string name, CareVisitType type, string definition) =>
        new(code, name, FigureUnit.Attendance, Visited, Trip, v => v.Type == type && v.People.Count > 0) { Count = v => v.People.Count, Definition = definition };

    private static Figure<CountedBenefit> Benefits(string code, string name, BenefitType type, string definition) => new(code, name, FigureUnit.Time, Resolved, Matter, b => b.Type == type) { Definition = definition };

    private static Figure<CountedMove> Moves(string code, string name, Movement how) => new(code, $"在册{name}", FigureUnit.Person, Moved, Move, m => m.How == how) { Definition = $"本期在册人员中{name}的人" };
}
