using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>转送告知书 (条例第二十三条): where the matter went, when, and whom to ask there.</summary>
internal sealed class ForwardNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["转送告知书", "转送交办告知书"];

    public override string? Series => "告";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var unit = w.Text(f.Text("organ"), "organ", "去向单位");
        var contact = f.Text("organContact") ?? f.Bureau.Phone;
        return ToPetitioner(f, "信访事项转送告知书",
        [
            Say($"{f.Came(w)}（编号{f.Petition.Number}）。"),
            .. DemandsOf(f, w, f.You + "的诉求"),
            Say($"经审查，该事项属于{unit}的职权范围。依照《信访工作条例》第二十三条的规定，本机关已于{f.On.Day()}将该事项{(f.Data.Bool("isOrder") == true ? "交办" : "转送")}{unit}办理，请{f.You}向该单位了解办理情况。"),
            Say($"联系方式：{PaperWords.Stop(w.Text(contact, "organContact", "联系方式", "请填写；或由系统管理员在“单位设置”中填写联系电话"))}{f.Query}"),
        ]);
    }
}
