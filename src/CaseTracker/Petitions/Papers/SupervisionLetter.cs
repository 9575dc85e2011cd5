using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>督办函 (条例第四十条): what is wrong, what is asked, and until when it is reported.</summary>
internal sealed class SupervisionLetter : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["督办函"];

    public override string? Series => "督";

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        return Letter(f, "信访事项督办函", w.Text(f.Text("unit") ?? f.Department, "unit", "被督办的单位或科室"),
        [
            Say($"信访事项{p.Number}（{p.Title}），承办人{p.HandlerName ?? "未定"}，现为“{p.State.Display()}”。"),
            Say($"存在的问题：{PaperWords.Stop(w.Text(f.Text("issue"), "issue", "存在的问题", article: "第四十条"))}"),
            Say($"督办要求：{PaperWords.Stop(f.Text("demand") ?? "立即纠正，依法按期办理，并书面说明情况")}"),
            Say($"请于{w.Day(f.Data.Date("due"), "due", "反馈期限")}前书面反馈办理情况。"),
        ]);
    }
}
