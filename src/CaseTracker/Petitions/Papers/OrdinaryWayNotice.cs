using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>转普通程序告知书: a case taken as a simple one goes the ordinary way, why, and that the 60 days run on. Time alone may lead here: nothing is asked for that was not known when the case was accepted.</summary>
internal sealed class OrdinaryWayNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["转普通程序告知书"];

    public override string? Series => "告";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w) => ToPetitioner(f, "信访事项转普通程序告知书",
    [
        Say($"{f.You}提出的信访事项（编号{f.Petition.Number}），本机关已于{w.Day(f.Petition.AcceptedOn, null, "受理日期", "请先受理")}按简易办理程序受理。"),
        .. DemandsOf(f, w, f.You + "的诉求"),
        Say($"因{PaperWords.Bare(w.Text(f.Text("reason"), "reason", "改变办理程序的理由"))}，该事项由简易办理程序转为普通程序办理，办理期限仍自受理之日起计算，至{w.Day(f.Petition.HandleDueOn, null, "办理期限", "请先导入所需年份的节假日安排")}。"),
        Say($"联系人及电话：{f.Text("contact") ?? string.Join("，", new[] { f.Department ?? "信访工作机构", f.Bureau.Phone }.Where(t => !string.IsNullOrEmpty(t)))}。{f.Query}"),
    ]);
}
