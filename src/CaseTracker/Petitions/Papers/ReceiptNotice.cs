using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>接收告知书 (条例第二十三条、第二十九条): a suggestion was received, and by which procedure it is handled.</summary>
internal sealed class ReceiptNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["接收告知书", "接收告知", "告知书"];

    public override string? Series => "告";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w) => ToPetitioner(f, "信访事项接收告知书",
    [
        Say($"{f.Came(w)}（编号{f.Petition.Number}）。"),
        .. DemandsOf(f, w, f.You + "的建议意见"),
        Say("该事项属于建议意见类，依照《信访工作条例》第二十九条的规定，本机关将认真研究论证，对科学合理、具有现实可行性的予以采纳或者部分采纳，并予以回复。"),
        Say($"联系人及电话：{f.Contact(w)}。{f.Query}"),
    ]);
}
