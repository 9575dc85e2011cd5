using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>不再受理告知书 (条例第三十六条第三款): the opinions of all three levels, and that nothing new is said.</summary>
internal sealed class FinalDeclineNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["不再受理告知书"];

    public override string? Series => "告";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var related = w.Text(f.Text("related"), "related", "已三级终结事项的编号");
        var opinions = w.Text(f.LinkedOpinions, "related", "处理、复查、复核三级意见的文号和日期", "请先补全该事项的三级意见");
        var comparison = w.Text(f.Text("comparison"), "comparison", "没有新的事实和理由的认定");
        return ToPetitioner(f, "信访事项不再受理告知书",
        [
            Say($"{f.Came(w)}（编号{f.Petition.Number}）。"),
            .. DemandsOf(f, w, f.You + "的诉求"),
            Say($"经查，{f.You}反映的事项（编号{related}）已经处理、复查、复核：{PaperWords.Stop(opinions)}"),
            Say($"经比对，{PaperWords.Stop(comparison)}{f.You}仍然以同一事实和理由提出投诉请求，没有新的事实和理由。"),
            Say("依照《信访工作条例》第三十六条第三款的规定，本机关不再受理。"),
            .. PaperWords.Paragraphs(f.Text("explanation")),
            Say($"联系人及电话：{f.Contact(w)}。"),
        ]);
    }
}
