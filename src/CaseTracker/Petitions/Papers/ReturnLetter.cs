using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>退回函 with the list of what is handed back, once the sender has agreed (条例第二十三条第三款).</summary>
internal sealed class ReturnLetter : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["退回函", "退回函及材料清单"];

    public override string? Series => "函";

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        var materials = w.Lines(f.Data.List("materials"), "materials", "退还的材料清单");
        return Letter(f, "关于退回信访事项的函", w.Known(p.SourceOrgan, "转送（交办）机关", "请先用“更正”补填来文单位"),
        [
            Say($"贵单位{(f.IsOrdered ? "交办" : "转送")}的信访事项（{w.Known(p.ExternalNumber ?? p.SourceNumber, "件号或者来文号", "请先用“更正”补填信访件编号或来文号")}），本机关已提出异议，贵单位经核实同意（{w.Text(f.Text("proof"), "proof", "对方同意的凭证")}）。"),
            Say("依照《信访工作条例》第二十三条的规定，现将全部材料退还，请查收。退还的材料：共" + $"{materials.Count}件。"),
            .. materials.Select((m, i) => Say($"{i + 1}．{PaperWords.Stop(m)}")),
        ]) with
        { Remark = $"联系人及电话：{f.Contact(w)}" };
    }
}
