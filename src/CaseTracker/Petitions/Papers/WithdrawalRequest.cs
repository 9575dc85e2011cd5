using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>撤回申请, to be signed by every petitioner.</summary>
internal sealed class WithdrawalRequest : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["撤回申请", "撤回申请书"];

    protected override Paper Write(PaperFacts f, Wanted w) => Form(f, "撤回信访事项申请书",
    [
        Say($"{f.Organ}："),
        Say($"申请人{string.Join('、', w.Lines(f.Recipients, null, "申请人", "请先用“更正”补填信访人"))}于{(f.Petition.PetitionedOn ?? f.Petition.ReceivedOn).Day()}提出信访事项（编号{f.Petition.Number}），现自愿申请撤回。"),
        Say($"撤回理由：{PaperWords.Stop(w.Text(f.Text("reason"), "reason", "撤回的理由"))}"),
        .. f.Recipients.Select(name => Sign($"申请人{name}（签名）：\t年  月  日")),
    ]);
}
