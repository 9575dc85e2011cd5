using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>交办单 to a department of the bureau, and 改派单 when it goes to somebody else.</summary>
internal sealed class AssignmentOrder : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["交办单", "改派单"];

    public override string NameFor(PaperFacts facts) => facts.Step == PetitionStep.Reassign ? "改派单" : "交办单";

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        var demands = w.Lines(f.Demands, null, "诉求", "请先用“更正”补填诉求");
        return Form(f, $"信访事项{NameFor(f)}", new Block.Pairs(
        [
            Row(("件号", p.Number), ("收到日期", p.ReceivedOn.Day())),
            Row(("信访人", f.Addressees), ("人数", $"{p.PeopleCount}人")),
            Row(("来源", $"{p.Source.Display()}{p.SourceOrgan}"), ("来文号", p.SourceNumber ?? "—")),
            Row(("承办科室", w.Text(f.Department, "department", "承办科室", "请选择")), ("承办人", w.Text(p.HandlerName, "handler", "承办人", "请选择"))),
            Row(("诉求", string.Join('\n', demands.Select((d, i) => demands.Count == 1 ? d : $"{i + 1}．{d}")))),
            Row(("概况", p.Summary)),
            Row(("办理要求", f.Text("instruction") ?? f.Text("reason") ?? "调查核实，逐项提出处理意见，附事实和法律法规依据。")),
            Row(("内部限办", p.InternalDueOn?.Day() ?? "—"), ("办理期限", w.Day(p.ExtendedDueOn ?? p.HandleDueOn ?? SuggestionDue(p), null, "办理期限", "请先导入所需年份的节假日安排"))),
            Row(("报结要求", "期限届满前报送处理意见、调查笔录和证据材料；需要延期的，在期限届满前报批。")),
            Row(("交办人", f.ActorName), ("交办日期", f.On.Day())),
            Row(("承办科室签收", "\n\n        年  月  日")),
        ]));
    }

    // A suggestion has no 60 days of the regulation, but the office's own.
    private static DateOnly? SuggestionDue(Petition p) => PetitionConditions.Clock(p, Clocks.ClockId.C14) is { } own ? own.Dates.Legal ?? own.Dates.Raw : null;
}
