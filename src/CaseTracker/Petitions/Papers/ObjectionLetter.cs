using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>异议函 (条例第二十三条第三款): within five working days, with detailed reasons, the unit suggested and the basis of the powers.</summary>
internal sealed class ObjectionLetter : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["异议函"];

    public override string? Series => "函";

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        return Letter(f, "关于对转送（交办）信访事项提出异议的函", w.Known(p.SourceOrgan, "转送（交办）机关", "请先用“更正”补填来文单位"),
        [
            Say($"贵单位{(p.SourceOn is { } sent ? $"于{sent.Day()}" : "")}{(f.IsOrdered ? "交办" : "转送")}的信访事项（{Number(f, w)}），本机关于{p.ReceivedOn.Day()}收到。"),
            .. DemandsOf(f, w, "信访人的诉求"),
            Say($"经审查，该事项不属于本机关职权范围。理由：{PaperWords.Stop(w.Text(f.Text("reason"), "reason", "异议的详细理由", article: "第二十三条"))}"),
            Say($"职责依据：{PaperWords.Stop(w.Text(f.Text("basis"), "basis", "职责依据", "请填写（“三定”规定等职责文件）", "第二十三条"))}"),
            Say($"建议由{w.Text(f.Text("unit"), "unit", "建议的责任单位", article: "第二十三条")}办理。"),
            Say("依照《信访工作条例》第二十三条的规定，现提出异议，请予核实。核实同意后，本机关将全部材料退还。"),
        ]) with
        { Remark = $"联系人及电话：{f.Contact(w)}" };
    }

    private static string Number(PaperFacts f, Wanted w) => w.Known(f.Petition.ExternalNumber ?? f.Petition.SourceNumber, "件号或者来文号", "请先用“更正”补填信访件编号或来文号");
}
