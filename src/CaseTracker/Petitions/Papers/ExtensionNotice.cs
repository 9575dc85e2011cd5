using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>延期办理告知书 (条例第三十四条): the old limit, the days (at most 30), the new limit, and why; approved by the head of the organ, sent before the old limit ends.</summary>
internal sealed class ExtensionNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["延期办理告知书", "延期告知书"];

    public override string? Series => "延";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var days = f.Data.Int("days") ?? f.Petition.ExtensionDays;
        w.Refuse(days is not (>= 1 and <= 30), "《延期办理告知书》必须写明延期天数，请填写1至30日", "days", "第三十四条");
        return ToPetitioner(f, "信访事项延期办理告知书",
        [
            Say($"本机关于{w.Day(f.Petition.AcceptedOn, null, "受理日期", "请先受理")}受理{f.You}提出的信访事项（编号{f.Petition.Number}），办理期限至{w.Day(f.Petition.HandleDueOn, null, "原办理期限", "请先导入所需年份的节假日安排")}。"),
            Say($"因情况复杂，不能在上述期限内办结。延期理由：{PaperWords.Stop(w.Text(f.Text("reason") ?? f.Petition.ExtensionReason, "reason", "延期理由", article: "第三十四条"))}"),
            Say($"依照《信访工作条例》第三十四条的规定，经本机关负责人批准，该事项延长办理期限{days}日，延期后的办理期限至{w.Day(f.Petition.ExtendedDueOn, null, "延期后的办理期限", "请先导入所需年份的节假日安排")}。"),
            Say("特此告知。"),
            Say($"联系人及电话：{f.Contact(w)}。"),
        ]);
    }
}
