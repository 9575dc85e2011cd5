using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>紧急信息报告 (条例第二十五条): what happened, what is done, to whom it is reported and when. The article says 及时 and no hours.</summary>
internal sealed class UrgentReport : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["紧急信息报告"];

    public override string? Series => "函";

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        return Letter(f, "关于重大紧急信访事项的报告", w.Text(f.Text("reportedTo") ?? f.Side?.Parties, "reportedTo", "报告对象", article: "第二十五条"),
        [
            Part(1, "基本情况"),
            Say($"{f.Came(w).Replace(f.You, "信访人", StringComparison.Ordinal)}（编号{p.Number}），涉及{Math.Max(p.PeopleCount, p.AffectedCount ?? 0)}人。{(f.Text("occurredAt") is { } at ? $"发生时间：{at}。" : "")}"),
            .. DemandsOf(f, w, "主要诉求"),
            Part(2, "现场和事态"),
            .. PaperWords.Paragraphs(w.Text(f.Text("what") ?? f.Text("answer"), "what", "情况", article: "第二十五条")),
            Part(3, "已采取的措施"),
            .. PaperWords.Paragraphs(f.Text("measures") ?? "本机关已登记该事项，正在职责范围内依法及时采取措施，防止不良影响的发生、扩大。后续情况续报。"),
        ]) with
        { Remark = $"联系人及电话：{f.Contact(w)}" };
    }
}
