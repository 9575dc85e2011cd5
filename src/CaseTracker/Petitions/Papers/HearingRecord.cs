using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>听证笔录: who took part, what was said and shown; signed by hand.</summary>
internal sealed class HearingRecord : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["听证笔录"];

    protected override Paper Write(PaperFacts f, Wanted w) => Form(f, "信访事项听证笔录",
    [
        new Block.Pairs(
        [
            Row(("听证日期", f.On.Day()), ("主持人", w.Known(f.Side?.Person, "听证主持人", "请先决定听证"))),
            Row(("参加人", string.Join('、', w.Lines(f.Data.List("parties"), "parties", "参加人", "请填写，一行一人")))),
            Row(("听证事项", w.Known(f.Side?.Subject, "听证事项", "请先决定听证"))),
        ]),
        Sign("各方陈述和证据："),
        .. PaperWords.Paragraphs(w.Text(f.Text("answer"), "answer", "各方陈述和证据")),
        Sign("信访人（签名）：\t年  月  日"),
        Sign("承办人（签名）：\t年  月  日"),
        Sign("主持人（签名）：\t年  月  日"),
    ]);
}
