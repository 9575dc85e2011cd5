using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>终止告知书: the handling ends without an opinion, by withdrawal or on another ground, with the reason.</summary>
internal sealed class TerminationNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["终止告知书", "终止告知"];

    public override string? Series => "告";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var isWithdrawn = f.Step == PetitionStep.Withdraw;
        var ground = f.Data.Choice<TerminationReason>("ground");
        var reason = w.Text(f.Text("reason"), "reason", isWithdrawn ? "撤回的理由" : "终止的理由");
        return ToPetitioner(f, "信访事项终止办理告知书",
        [
            Say($"{f.Came(w)}（编号{f.Petition.Number}）。"),
            .. DemandsOf(f, w, f.You + "的诉求"),
            isWithdrawn
                ? Say($"{f.You}于{f.On.Day()}书面申请撤回该信访事项，理由：{PaperWords.Stop(reason)}经审查，撤回系{f.You}真实意思表示，不损害国家利益、社会公共利益和他人合法权益，本机关准予撤回，终止办理。")
                : Say($"经审查，{(ground is { } known and not TerminationReason.Other ? $"本件属于{known.Display()}的情形。" : "")}{PaperWords.Stop(reason)}本机关决定终止办理。"),
            Say($"联系人及电话：{f.Contact(w)}。"),
        ]);
    }
}
