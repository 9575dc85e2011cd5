using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>不予受理告知书: reason, basis, and where to turn. A matter is registered all the same.</summary>
internal sealed class DeclineNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["不予受理告知书"];

    public override string? Series => "告";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var ground = f.Data.Choice<DeclineGround>("ground");
        var related = f.Text("related");
        w.Refuse(ground is DeclineGround.AlreadyHandledBelow or DeclineGround.ReviewRunning && related is null, "《不予受理告知书》必须写明相关事项的编号或文号，请填写", "related");
        return ToPetitioner(f, "信访事项不予受理告知书",
        [
            Say($"{f.Came(w)}（编号{f.Petition.Number}）。"),
            .. DemandsOf(f, w, f.You + "的诉求"),
            Say($"经审查，该事项{w.Text(ground?.Display(), "ground", "不予受理的情形", "请选择")}{(related is null ? "" : $"（相关事项：{related}）")}。{PaperWords.Stop(w.Text(f.Text("explanation") ?? f.Text("reason"), "explanation", "不予受理的理由"))}"),
            Say($"依照{PaperWords.Bare(w.Text(f.Text("basis"), "basis", "依据"))}，本机关决定不予受理。"),
            Say(ground switch
            {
                DeclineGround.AlreadyHandledBelow => $"请{f.You}等候正在办理的机关、单位依法作出处理；对其处理意见不服的，可以依法申请复查。",
                DeclineGround.ReviewRunning => $"{f.You}可以在规定期限内依照《信访工作条例》第三十五条、第三十六条的规定申请复查、复核；已经申请的，请等候复查、复核意见。",
                DeclineGround.NotAPetition or null => $"请{f.You}按照上述理由所指引的途径，向有权处理的机关、单位提出。",
            }),
            Say($"联系人及电话：{f.Contact(w)}。"),
        ]);
    }
}
