using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>调解协议书、和解协议书 (条例第三十三条): both sides, the dispute, what was agreed, until when it is performed; signed by hand.</summary>
internal sealed class SettlementAgreement : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["调解协议书", "和解协议书", "调解和解协议书"];

    public override string? Series => "调";

    public override string NameFor(PaperFacts facts) => Mediation(facts)?.Person is null ? "和解协议书" : "调解协议书";

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        var mediator = Mediation(f)?.Person;
        var performance = f.Data.Date("performBy");
        w.Refuse(performance is null, $"《{NameFor(f)}》必须写明履行期限，请填写", "performBy", "第三十三条");
        return Form(f, $"信访事项{NameFor(f)}",
        [
            new Block.Pairs(
            [
                Row(("申请人", f.Addressees), ("信访编号", p.Number)),
                Row(("当事人", Mediation(f)?.Parties ?? f.Organ)),
                .. mediator is null ? Array.Empty<IReadOnlyList<(string, string?)>>() : [Row(("调解人", mediator))],
            ]),
            Part(1, "争议事项"),
            .. Mediation(f)?.Subject is { } dispute ? [Say(PaperWords.Stop(dispute))] : DemandsOf(f, w, "申请人的请求"),
            Part(2, "协议内容"),
            .. PaperWords.Paragraphs(w.Text(f.Text("agreement"), "agreement", "协议内容", article: "第三十三条")),
            Part(3, "履行期限"),
            Say($"{(f.Text("performer") is { } performer ? $"由{performer}履行，" : "双方")}应当于{performance?.Day()}前履行完毕。"),
            Say("本协议系双方自愿达成，不违反法律、法规的强制性规定，不损害国家利益、社会公共利益和他人合法权益。本协议一式三份，双方各执一份，存卷一份，自双方签字之日起生效。"),
            Sign($"申请人（签名）：\t{f.On.Day()}"),
            Sign($"对方（签名或盖章）：\t{f.On.Day()}"),
            .. mediator is null ? Array.Empty<Block>() : [Sign($"调解人（签名）：\t{f.On.Day()}")],
        ]);
    }

    private static SideMatter? Mediation(PaperFacts f) => f.Petition.Sides.LastOrDefault(s => s.Kind == SideKind.Mediation);
}
