using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>听证通知书 (条例第三十一条第六项): matter, time and place, chair, rights, recusal. Seven days before is a local custom.</summary>
internal sealed class HearingNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["听证通知书"];

    public override string? Series => "听";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var day = f.Data.Date("heldOn");
        var panel = f.Data.List("panel");
        return ToPetitioner(f, "信访事项听证通知书",
        [
            Say($"{f.You}提出的信访事项（编号{f.Petition.Number}）属于重大、复杂、疑难事项，依照《信访工作条例》第三十一条第六项的规定，本机关决定举行听证。"),
            Say($"听证事项：{PaperWords.Stop(w.Text(f.Text("subject"), "subject", "听证事项"))}"),
            Say($"时间：{w.Day(day, "heldOn", "听证日期")}{(f.Text("time") is { } time ? $" {time}" : "")}。"),
            Say($"地点：{PaperWords.Stop(w.Text(f.Text("place"), "place", "听证地点"))}"),
            Say($"主持人：{w.Text(f.Text("chair"), "chair", "听证主持人")}{(panel.Count > 0 ? $"；听证员：{string.Join('、', panel)}" : "")}。"),
            Say($"{f.You}可以委托代理人参加听证，有权陈述事实和理由、出示证据、质证和辩论；认为主持人、听证员与本事项有直接利害关系、可能影响公正的，有权在听证举行前申请回避。"),
            Say($"请{f.You}携带有效身份证件准时参加；无正当理由不参加的，视为放弃听证。"),
            Say($"联系人及电话：{f.Contact(w)}。"),
        ]);
    }
}
