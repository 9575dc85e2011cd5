using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>复查（复核）申请登记: when and how the application came, and against which opinion.</summary>
internal sealed class ReviewApplication : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["复查申请登记表", "复核申请登记表"];

    public override string NameFor(PaperFacts facts) => facts.Step == PetitionStep.RequestRecheck ? "复核申请登记表" : "复查申请登记表";

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        return Form(f, $"信访事项{NameFor(f)}",
            new Block.Pairs(
            [
                Row(("信访编号", p.Number), ("申请人", p.LastReview?.Applicants ?? f.Addressees)),
                Row(("原意见文号", w.Known(p.OpinionNumber, "原处理意见的文号", "请先签发信访处理意见书")), ("送达日期", w.Day(p.DeliveredOn, null, "原处理意见的送达日期", "请先登记送达"))),
                Row(("收到申请日期", f.On.Day()), ("原意见日期", w.Day(p.SignedOn, null, "原处理意见的日期", "请先签发信访处理意见书"))),
                Row(("受理机关", w.Text(f.Text("organ") ?? f.Bureau.ReviewOrgan, "organ", "受理申请的机关"))),
                Row(("申请理由", f.Text("claim") ?? "见申请书")),
                Row(("逾期申请的正当理由", f.Text("lateReason") ?? "—")),
                Row(("登记人", f.ActorName), ("登记日期", f.On.Day())),
                Row(("申请人签名", "\n\n        年  月  日")),
            ]));
    }
}
