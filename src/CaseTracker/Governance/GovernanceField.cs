using System.Globalization;
using CaseTracker.Excel;
using CaseTracker.Workflow;

namespace CaseTracker.Governance;

/// <summary>A field of an item, declared once: how it is asked, how it is read and written, how its ledger column looks. A book calls it what its own people call it.</summary>
/// <param name="Get">Text, whole number, decimal yuan, day, yes/no or choice; null where nothing stands.</param>
/// <param name="Put">Takes it from what was typed; nothing typed empties it.</param>
public sealed record GovernanceField(Ask Ask, ColumnKind Column, double Width, Func<GovernanceItem, object?> Get, Action<GovernanceItem, StepData> Put)
{
    public string Name => Ask.Name;

    public string Label => Ask.Label;

    /// <summary>The same field under the name of a book.</summary>
    public GovernanceField Called(string label, string? help = null) => this with { Ask = Ask with { Label = label, Help = help ?? Ask.Help } };

    public GovernanceField Needed() => this with { Ask = Ask with { Required = true } };

    /// <summary>As it reads on a page.</summary>
    public string? Text(GovernanceItem item) => Get(item) switch
    {
        null => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => flag ? "是" : "否",
        decimal yuan => $"{yuan.Text()}元",
        Enum value => value.Display(),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    /// <summary>As a form takes it back.</summary>
    public string? Typed(GovernanceItem item) => Get(item) switch
    {
        null => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        decimal yuan => yuan.ToString("0.00", CultureInfo.InvariantCulture),
        Enum value => value.Kebab(),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };
}

/// <summary>All fields of 依法治理, by name.</summary>
public static class GovernanceFields
{
    /// <summary>The name of 承办科室: which department that is only the database knows.</summary>
    public const string DepartmentName = "department";

    /// <summary>The name of the list of parts that a book asks for.</summary>
    public const string PartsName = "parts";

    public static readonly GovernanceField Title = Text("title", "名称", 200, 18, i => i.Title, (i, v) => i.Title = v ?? i.Title).Needed();
    public static readonly GovernanceField DocumentNumber = Text("documentNumber", "文号", 100, 21, i => i.DocumentNumber, (i, v) => i.DocumentNumber = v);
    public static readonly GovernanceField Department = new(Ask.Department(DepartmentName, "承办科室", required: false, help: "不选即为本科室"), ColumnKind.Text, 10, i => i.DepartmentId, static (_, _) => { });
    public static readonly GovernanceField SentOn = Day("sentOn", "日期", i => i.SentOn, (i, v) => i.SentOn = v ?? i.SentOn).Needed();
    public static readonly GovernanceField Person = Text("person", "审查人", 100, 9, i => i.PersonName, (i, v) => i.PersonName = v);
    public static readonly GovernanceField Counterparty = Text("counterparty", "对方", 500, 14, i => i.Counterparty, (i, v) => i.Counterparty = v);
    public static readonly GovernanceField OtherParty = Text("otherParty", "被投诉单位", 200, 14, i => i.OtherParty, (i, v) => i.OtherParty = v);
    public static readonly GovernanceField Quantity = Number("quantity", "数量", i => i.Quantity, (i, v) => i.Quantity = v);
    public static readonly GovernanceField Attendees = Number("attendees", "参加人数", i => i.Attendees, (i, v) => i.Attendees = v);
    public static readonly GovernanceField Amount = Money("amount", "金额（元）", i => i.Amount, (i, v) => i.Amount = v);
    public static readonly GovernanceField Confirmed = Money("confirmed", "核实金额（元）", i => i.Confirmed, (i, v) => i.Confirmed = v);
    public static readonly GovernanceField Paid = Money("paid", "已清偿（元）", i => i.Paid, static (_, _) => { });
    public static readonly GovernanceField Opinion = Long("opinion", "审查意见", 2000, 18, i => i.Opinion, (i, v) => i.Opinion = v);
    public static readonly GovernanceField FinishedOn = Day("finishedOn", "完成日期", i => i.FinishedOn, (i, v) => i.FinishedOn = v).Needed();
    public static readonly GovernanceField ResolvedCount = Number("resolvedCount", "化解起数", i => i.ResolvedCount, (i, v) => i.ResolvedCount = v);
    public static readonly GovernanceField AdjustedCount = Number("adjustedCount", "调整项数", i => i.AdjustedCount, (i, v) => i.AdjustedCount = v);
    public static readonly GovernanceField ProblemCount = Number("problemCount", "问题数", i => i.ProblemCount, (i, v) => i.ProblemCount = v);
    public static readonly GovernanceField Copies = Number("copies", "资料份数", i => i.Copies, (i, v) => i.Copies = v);
    public static readonly GovernanceField Hours = Number("hours", "培训学时", i => i.Hours, (i, v) => i.Hours = v);
    public static readonly GovernanceField Basis = Text("basis", "依据", 500, 14, i => i.Basis, (i, v) => i.Basis = v);
    public static readonly GovernanceField Measures = Long("measures", "工作措施", 2000, 18, i => i.Measures, (i, v) => i.Measures = v);
    public static readonly GovernanceField Progress = Long("progress", "进展情况", 2000, 18, i => i.Progress, (i, v) => i.Progress = v);
    public static readonly GovernanceField ProgressOn = Day("progressOn", "进展日期", i => i.ProgressOn, (i, v) => i.ProgressOn = v);
    public static readonly GovernanceField Leader = Text("leader", "责任领导", 64, 8, i => i.LeaderName, (i, v) => i.LeaderName = v);
    public static readonly GovernanceField Responsible = Text("responsible", "责任人", 64, 8, i => i.ResponsibleName, (i, v) => i.ResponsibleName = v);
    public static readonly GovernanceField LimitOn = Later(Day("limitOn", "完成时限", i => i.LimitOn, (i, v) => i.LimitOn = v));
    public static readonly GovernanceField Materials = Text("materials", "送审材料", 1000, 13, i => i.Materials, (i, v) => i.Materials = v);
    public static readonly GovernanceField FairCompetition = YesNo("fairCompetition", "已作公平竞争审查", i => i.FairCompetition, (i, v) => i.FairCompetition = v);
    public static readonly GovernanceField Conclusion = Choice("conclusion", "审查结论", 9, i => i.Conclusion, (i, v) => i.Conclusion = v);
    public static readonly GovernanceField Adopted = YesNo("adopted", "是否采纳", i => i.Adopted, (i, v) => i.Adopted = v);
    public static readonly GovernanceField Lost = YesNo("lost", "是否败诉", i => i.Lost, (i, v) => i.Lost = v);
    public static readonly GovernanceField HeadAttended = YesNo("headAttended", "负责人出庭应诉", i => i.HeadAttended, (i, v) => i.HeadAttended = v);
    public static readonly GovernanceField IssuedOn = Day("issuedOn", "印发日期", i => i.IssuedOn, (i, v) => i.IssuedOn = v);
    public static readonly GovernanceField FiledOn = Day("filedOn", "备案日期", i => i.FiledOn, (i, v) => i.FiledOn = v);
    public static readonly GovernanceField RegistryNumber = Text("registryNumber", "登记号", 100, 14, i => i.RegistryNumber, (i, v) => i.RegistryNumber = v);
    public static readonly GovernanceField ValidFrom = Day("validFrom", "生效日期", i => i.ValidFrom, (i, v) => i.ValidFrom = v);
    public static readonly GovernanceField ValidTo = Later(Day("validTo", "有效期至", i => i.ValidTo, (i, v) => i.ValidTo = v));
    public static readonly GovernanceField Cleanup = Choice("cleanup", "清理结果", 8, i => i.Cleanup, (i, v) => i.Cleanup = v);
    public static readonly GovernanceField CleanedOn = Day("cleanedOn", "清理日期", i => i.CleanedOn, (i, v) => i.CleanedOn = v);
    public static readonly GovernanceField Area = Text("field", "领域", 100, 9, i => i.Field, (i, v) => i.Field = v);
    public static readonly GovernanceField Place = Text("place", "地点", 200, 10, i => i.Place, (i, v) => i.Place = v);
    public static readonly GovernanceField EnteredOn = Day("enteredOn", "录入日期", i => i.EnteredOn, (i, v) => i.EnteredOn = v);
    public static readonly GovernanceField PublishedOn = Day("publishedOn", "公示日期", i => i.PublishedOn, (i, v) => i.PublishedOn = v);
    public static readonly GovernanceField RecheckedOn = Day("recheckedOn", "复查日期", i => i.RecheckedOn, (i, v) => i.RecheckedOn = v);
    public static readonly GovernanceField ForwardedTo = Text("forwardedTo", "转办单位", 200, 12, i => i.ForwardedTo, (i, v) => i.ForwardedTo = v);
    public static readonly GovernanceField AcceptedOn = Day("acceptedOn", "受理日期", i => i.AcceptedOn, (i, v) => i.AcceptedOn = v);
    public static readonly GovernanceField ClosedOn = Day("closedOn", "结案日期", i => i.ClosedOn, (i, v) => i.ClosedOn = v);
    public static readonly GovernanceField LinkedNumber = Text("linkedNumber", "关联编号", 100, 21, i => i.LinkedNumber, (i, v) => i.LinkedNumber = v);
    public static readonly GovernanceField Note = Long("note", "备注", 1000, 11, i => i.Note, (i, v) => i.Note = v);

    /// <summary>轮次: counted, never asked.</summary>
    public static readonly GovernanceField Rounds = Number("rounds", "轮次", i => i.Rounds, static (_, _) => { });

    /// <summary>What the parts are called in one line: never asked here.</summary>
    public static readonly GovernanceField PartNames = Text("partNames", "明细", 500, 16, i => i.PartNames, static (_, _) => { });

    private static readonly Dictionary<string, GovernanceField> ByName = new GovernanceField[]
    {
        Title, DocumentNumber, SentOn, Person, Counterparty, OtherParty, Quantity, Attendees, Amount, Confirmed, Opinion, FinishedOn, ResolvedCount, AdjustedCount, ProblemCount, Copies, Hours, Basis, Measures, Progress,
        ProgressOn, Leader, Responsible, LimitOn, Materials, FairCompetition, Conclusion, Adopted, Lost, HeadAttended, IssuedOn, FiledOn, RegistryNumber, ValidFrom, ValidTo, Cleanup, CleanedOn, Area, Place, EnteredOn,
        PublishedOn, RecheckedOn, ForwardedTo, AcceptedOn, ClosedOn, LinkedNumber, Note,
    }.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The field that a question of a step fills; null for a question that is none.</summary>
    public static GovernanceField? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>子类 in the words of a book.</summary>
    public static GovernanceField SubKind(params IReadOnlyList<string> words) => new(
        new Ask("subKind", "子类", AskKind.Choice, Required: false) { Choices = [.. words.Select(w => (w, w))] }, ColumnKind.Text, 8, i => i.SubKind, (i, data) => i.SubKind = data.Text("subKind"));

    private static GovernanceField Text(string name, string label, int most, double width, Func<GovernanceItem, string?> get, Action<GovernanceItem, string?> put) =>
        new(Ask.Text(name, label, required: false) with { MaxLength = most }, width > 12 ? ColumnKind.LongText : ColumnKind.Text, width, get, (i, data) => put(i, data.Text(name)));

    private static GovernanceField Long(string name, string label, int most, double width, Func<GovernanceItem, string?> get, Action<GovernanceItem, string?> put) =>
        new(Ask.LongText(name, label, required: false) with { MaxLength = most }, ColumnKind.LongText, width, get, (i, data) => put(i, data.Text(name)));

    private static GovernanceField Day(string name, string label, Func<GovernanceItem, DateOnly?> get, Action<GovernanceItem, DateOnly?> put) =>
        new(Ask.Date(name, label, required: false), ColumnKind.Date, 10.5, i => get(i), (i, data) => put(i, data.Date(name)));

    private static GovernanceField Later(GovernanceField day) => day with { Ask = day.Ask with { MayBeFuture = true } };

    private static GovernanceField Number(string name, string label, Func<GovernanceItem, int?> get, Action<GovernanceItem, int?> put) =>
        new(Ask.Int(name, label, required: false), ColumnKind.Number, 7, i => get(i), (i, data) => put(i, data.Int(name)));

    private static GovernanceField Money(string name, string label, Func<GovernanceItem, decimal?> get, Action<GovernanceItem, decimal?> put) =>
        new(Ask.Money(name, label, required: false), ColumnKind.Money, 12, i => get(i), (i, data) => put(i, data.Money(name)));

    private static GovernanceField YesNo(string name, string label, Func<GovernanceItem, bool?> get, Action<GovernanceItem, bool?> put) =>
        new(new Ask(name, label, AskKind.Choice, Required: false) { Choices = [("true", "是"), ("false", "否")] }, ColumnKind.Text, 7, i => get(i), (i, data) => put(i, data.Bool(name)));

    private static GovernanceField Choice<T>(string name, string label, double width, Func<GovernanceItem, T?> get, Action<GovernanceItem, T?> put) where T : struct, Enum =>
        new(Ask.Choice<T>(name, label, required: false), ColumnKind.Text, width, i => get(i), (i, data) => put(i, data.Choice<T>(name)));
}
