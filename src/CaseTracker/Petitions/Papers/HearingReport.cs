using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>听证报告: participants, what was found, and the conclusion of the panel.</summary>
internal sealed class HearingReport : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["听证报告"];

    protected override Paper Write(PaperFacts f, Wanted w) => Form(f, "信访事项听证报告",
    [
        Part(1, "听证基本情况"),
        Say($"信访事项{f.Petition.Number}于{w.Day(f.Data.Date("hearingOn") ?? f.Data.Date("heldOn") ?? f.On, "hearingOn", "听证日期")}举行听证，主持人{w.Text(f.Any("chair", "chairman"), "chair", "听证主持人")}，参加人：{string.Join('、', w.Lines([.. f.Data.List("participants"), .. f.Data.List("panel")], "participants", "参加人", "请填写，一行一人"))}。"),
        .. DemandsOf(f, w, "听证事项"),
        Part(2, "各方陈述和证据"),
        .. PaperWords.Paragraphs(w.Text(f.Any("statements", "record"), "statements", "各方陈述")),
        .. PaperWords.Paragraphs(f.Text("evidence")),
        Part(3, "评议结论"),
        .. PaperWords.Paragraphs(w.Text(f.Any("conclusion", "result", "report"), "conclusion", "评议结论")),
    ]) with { Organ = f.Organ, Date = f.On };
}
