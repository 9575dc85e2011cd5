using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>并案告知书: the same matter of the same person is being handled already; its limit does not begin anew.</summary>
internal sealed class MergeNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["并案告知书"];

    public override string? Series => "告";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w) => ToPetitioner(f, "信访事项并案办理告知书",
    [
        Say($"{f.Came(w)}（编号{f.Petition.Number}）。"),
        .. DemandsOf(f, w, f.You + "的诉求"),
        Say($"经审查，该事项与本机关正在办理的信访事项（编号{w.Text(f.Text("master"), "master", "并入的事项编号")}）为同一信访人就同一事实提出，本机关将其并入该事项一并办理、一并答复。该事项的办理期限不因并案而改变。"),
        .. PaperWords.Paragraphs(f.Text("reason")),
        Say($"联系人及电话：{f.Contact(w)}。"),
    ]);
}
