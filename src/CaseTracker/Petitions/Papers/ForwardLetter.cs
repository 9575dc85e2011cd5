using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>转送函, or 交办函 where a limit is set (条例第二十二条、第二十三条): what is asked of the unit, by when, and how it reports.</summary>
internal sealed class ForwardLetter : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["转送函", "交办函", "转送交办函"];

    public override string? Series => "函";

    public override string NameFor(PaperFacts facts) => facts.Data.Bool("isOrder") == true ? "交办函" : "转送函";

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        var isOrder = f.Data.Bool("isOrder") == true;
        var due = f.Data.Date("due");
        w.Refuse(isOrder && due is null, "《交办函》必须写明办理期限，请填写", "due", "第二十二条");
        return Letter(f, isOrder ? "关于交办信访事项的函" : "关于转送信访事项的函", w.Text(f.Text("organ"), "organ", "去向单位"),
        [
            Say($"{p.ReceivedOn.Day()}，本机关收到{f.Addressees}以{p.Channel.Display()}形式提出的信访事项（编号{p.Number}）。经审查，该事项属于你单位职权范围，现{(isOrder ? "交办" : "转送")}你单位办理。"),
            .. DemandsOf(f, w, "信访人的诉求"),
            Say($"办理要求：{PaperWords.Stop(f.Text("explanation") ?? "依照《信访工作条例》的规定登记、告知、调查核实，依法按期作出处理，书面答复信访人")}"),
            isOrder
                ? Say($"办理期限：{due?.Day()}前办结。报结要求：办结后反馈办理结果，并提交办结报告，附信访处理意见书和送达回证。")
                : Say("请在收到之日起15日内书面告知信访人接收情况以及处理途径和程序，办理结果抄送本机关。"),
        ]) with
        { Attachments = ["信访材料"], Remark = $"联系人及电话：{f.Contact(w)}" };
    }
}
