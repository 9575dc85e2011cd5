using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>送达回证 of the 信访处理意见书, as the step 送达 records it; the signed original goes into the file as an attachment.</summary>
internal sealed class OpinionReceipt : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["送达回证"];

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        var refused = f.Data.Bool("refused") == true;
        var named = f.Data.List("petitioners");
        var to = p.Petitioners.Where(x => x.DeliveredOn == f.On && (named.Count == 0 || named.Any(n => PetitionWorkflow.IsNamed(x, n)))).Select(x => x.Name).ToList();
        var witnesses = f.Data.List("witnesses");
        w.Refuse(refused && witnesses.Count < 2, "拒收的，应当写明拒收情况并由两名见证人见证", "witnesses");
        return new Paper
        {
            Title = "送达回证",
            Organ = f.Organ,
            Date = f.On,
            Body =
            [
                new Block.Pairs(
                [
                    Row(("送达机关", f.Organ)),
                    Row(("信访事项编号", p.Number)),
                    Row(("送达文书", "《信访处理意见书》"), ("文号", w.Known(p.OpinionNumber, "意见书文号", "请先签发意见书"))),
                    Row(("成文日期", w.Day(p.SignedOn, null, "意见书日期", "请先签发意见书")), ("受送达人", to.Count > 0 ? string.Join('、', to) : f.Addressees)),
                    Row(("送达日期", f.On.Day()), ("送达方式", w.Text(f.Data.Choice<DeliveryMethod>("method")?.Display(), "method", "送达方式", "请选择"))),
                    Row(("送达凭证", f.Text("proof")), ("送达人", f.ActorName)),
                    Row(("签收人", refused ? "（拒绝签收）" : f.Text("signedBy")), ("信访人意见", (f.Data.Choice<Attitude>("attitude") ?? Attitude.Unclear).Display())),
                    .. refused ? new[] { Row(("拒收事由", w.Text(f.Text("refusalReason"), "refusalReason", "拒收事由"))), Row(("见证人", string.Join('、', witnesses))) } : [],
                    Row(("签名或盖章", "\n\n        年  月  日")),
                    Row(("备注", "\n")),
                ]),
            ],
        };
    }
}
