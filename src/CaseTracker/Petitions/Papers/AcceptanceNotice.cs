using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>受理告知书 (条例第二十三条、第三十四条): accepted, by whom it is handled, within which limit, and how to ask after it.</summary>
internal sealed class AcceptanceNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["受理告知书", "简易受理告知书", "受理告知"];

    public override string? Series => "告";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var due = f.Petition.HandleDueOn;
        return ToPetitioner(f, "信访事项受理告知书",
        [
            Say($"{f.Came(w)}（编号{f.Petition.Number}）。"),
            .. DemandsOf(f, w, f.You + "的诉求"),
            Say("经审查，该事项属于本机关职权范围，依照《信访工作条例》第二十三条、第三十一条的规定，本机关决定予以受理。"),
            Say($"承办科室：{w.Known(f.Department, "承办科室", "请先在“科室”中设置信访工作机构")}；联系人及电话：{f.Contact(w)}。"),
            Say($"依照《信访工作条例》第三十四条的规定，本机关自受理之日起60日内办结，办理期限至{w.Day(due, null, "办理期限", "请先导入所需年份的节假日安排")}；情况复杂的，经本机关负责人批准可以适当延长，延长不超过30日，并告知延期理由。"),
            .. f.Step == PetitionStep.Accept ? Array.Empty<Block>() : [Say("该事项适用简易办理程序，本机关自受理之日起10个工作日内作出答复；不能按期答复的，转为普通程序，仍在上述期限内办结。")],
            Say(f.Query),
        ]);
    }
}
