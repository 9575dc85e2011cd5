using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>建议答复 (条例第二十九条): whether it is adopted, wholly, in part or not, and why. There is no 复查 of it.</summary>
internal sealed class SuggestionReply : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["建议答复", "建议答复书"];

    public override string? Series => "答";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w) => ToPetitioner(f, "关于建议意见的答复",
    [
        Say($"{f.Came(w)}（编号{f.Petition.Number}）。感谢{f.You}对本机关工作的关心和支持。"),
        .. DemandsOf(f, w, f.You + "的建议意见"),
        Say($"经研究论证，本机关对{f.You}的建议意见{w.Text(f.Petition.Adoption?.Display() ?? f.ChoiceLabel("adopt"), "adopt", "是否采纳", "请选择", "第二十九条")}。"),
        Say($"理由：{PaperWords.Stop(w.Text(f.Text("reason"), "reason", "采纳或者未采纳的理由", article: "第二十九条"))}"),
        .. PaperWords.Paragraphs(w.Text(f.Text("reply"), "reply", "回复内容", article: "第二十九条")),
        Say($"联系人及电话：{f.Contact(w)}。"),
    ]);
}
