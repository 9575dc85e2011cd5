using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>简易办理答复: the same facts, shorter; where it was told by telephone or message, the record says by which way.</summary>
internal sealed class SimpleReply : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["简易办理答复", "简易办理答复书"];

    public override string? Series => "答";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        var basis = f.Text("basis") ?? p.Basis;
        var organ = w.Known(f.Bureau.ReviewOrgan, "复查机关", "请由系统管理员在“单位设置”中填写", "第三十五条");
        return ToPetitioner(f, "信访事项答复意见书",
        [
            Say($"{f.Came(w)}（编号{p.Number}），于{w.Day(p.AcceptedOn, null, "受理日期", "请先受理")}受理，适用简易办理程序。"),
            .. DemandsOf(f, w, f.You + "的诉求"),
            Say("经核实，现答复如下："),
            .. PaperWords.Paragraphs(w.Text(f.Any("reply", "opinion") ?? p.Opinion, "reply", "答复内容", article: "第三十二条")),
            .. basis is null ? Array.Empty<Block>() : [Say($"依据：{PaperWords.Stop(basis)}")],
            Say($"如对本答复意见不服，可以自收到本意见书之日起30日内，向{organ}申请复查（《信访工作条例》第三十五条）。"),
            Say($"联系人及电话：{f.Contact(w)}。"),
        ]);
    }
}
