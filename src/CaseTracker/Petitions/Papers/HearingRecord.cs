using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>听证笔录: who took part, what was said, which evidence was shown; signed by hand.</summary>
internal sealed class HearingRecord : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["听证笔录"];

    protected override Paper Write(PaperFacts f, Wanted w) => Form(f, "信访事项听证笔录",
    [
        new Block.Pairs(
        [
            Row(("听证日期", w.Day(f.Data.Date("hearingOn") ?? f.Data.Date("heldOn") ?? f.On, "hearingOn", "听证日期")), ("地点", w.Text(f.Text("place"), "place", "听证地点"))),
            Row(("主持人", w.Text(f.Any("chair", "chairman"), "chair", "听证主持人")), ("听证员", string.Join('、', f.Data.List("panel")))),
            Row(("参加人", string.Join('、', w.Lines(f.Data.List("participants"), "participants", "参加人", "请填写，一行一人")))),
            Row(("听证事项", f.Petition.Title)),
        ]),
        Sign("陈述和辩论："),
        .. PaperWords.Paragraphs(w.Text(f.Any("statements", "record"), "statements", "陈述和辩论")),
        Sign("证据："),
        .. PaperWords.Paragraphs(w.Text(f.Text("evidence"), "evidence", "证据及质证情况", "请填写，没有的填“无”")),
        Sign("信访人（签名）：\t年  月  日"),
        Sign("承办人（签名）：\t年  月  日"),
        Sign("主持人（签名）：\t年  月  日"),
    ]);
}
