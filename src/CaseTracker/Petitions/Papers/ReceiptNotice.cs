using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>接收告知书 (条例第二十三条): the matter was received, and by which way and procedure it is handled; for suggestions and for a change of procedure.</summary>
internal sealed class ReceiptNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["接收告知书", "接收告知", "告知书", "转普通程序告知书"];

    public override string? Series => "告";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var isSuggestion = f.Petition.Kind == PetitionKind.Suggestion;
        return ToPetitioner(f, "信访事项接收告知书",
        [
            Say($"{f.Came(w)}（编号{f.Petition.Number}）。"),
            .. DemandsOf(f, w, f.You + (isSuggestion ? "的建议意见" : "的诉求")),
            isSuggestion
                ? Say("该事项属于建议意见类，依照《信访工作条例》第二十九条的规定，本机关将认真研究论证，对科学合理、具有现实可行性的予以采纳或者部分采纳，并予以回复。")
                : Say($"该事项因{PaperWords.Bare(w.Text(f.Text("reason"), "reason", "改变办理程序的理由"))}，由简易办理程序转为普通程序办理，办理期限仍自{w.Day(f.Petition.AcceptedOn, null, "受理日期", "请先受理")}起计算，至{w.Day(f.Petition.HandleDueOn, null, "办理期限", "请先导入所需年份的节假日安排")}。"),
            Say($"联系人及电话：{f.Contact(w)}。{f.Query}"),
        ]);
    }
}
