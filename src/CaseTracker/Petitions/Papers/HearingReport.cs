using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>听证报告: the hearing, who took part and what was said, and the conclusion of the panel.</summary>
internal sealed class HearingReport : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["听证报告"];

    protected override Paper Write(PaperFacts f, Wanted w) => Form(f, "信访事项听证报告",
    [
        Part(1, "听证基本情况"),
        Say($"信访事项{f.Petition.Number}于{w.Day(f.Side?.HeldOn, null, "举行听证的日期", "请先登记“举行听证”")}举行听证，主持人{w.Known(f.Side?.Person, "听证主持人", "请先决定听证")}，参加人：{w.Known(f.Side?.Parties, "参加人", "请先登记“举行听证”")}。"),
        Say($"听证事项：{PaperWords.Stop(w.Known(f.Side?.Subject, "听证事项", "请先决定听证"))}"),
        Part(2, "各方陈述和证据"),
        .. PaperWords.Paragraphs(w.Known(f.Side?.Answer, "各方陈述和证据", "请先登记“举行听证”")),
        Part(3, "评议结论"),
        .. PaperWords.Paragraphs(w.Text(f.Text("result"), "result", "评议结论")),
    ]) with
    { Organ = f.Organ, Date = f.On };
}
