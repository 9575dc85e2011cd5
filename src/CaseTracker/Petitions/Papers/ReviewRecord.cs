using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>Covering record of a 复查意见书 or 复核意见书 that another organ made: its number, date and result; the paper itself is in the file.</summary>
internal sealed class ReviewRecord : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["复查复核意见登记单", "复查意见书", "复核意见书"];

    public override string NameFor(PaperFacts facts) => $"{Kind(facts)}意见登记单";

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        var kind = Kind(f);
        var isRevoked = f.Step == PetitionStep.OrderRehandling;
        var review = p.Reviews.MaxBy(r => (r.Round, r.Stage));
        // An order to handle the matter again has closed the round whose opinion was reviewed.
        var (number, signed) = p.Rounds.LastOrDefault(r => r.Round == review?.Round) is { } round ? (round.OpinionNumber, round.SignedOn) : (p.OpinionNumber, p.SignedOn);
        return Form(f, $"信访事项{kind}意见登记单",
            new Block.Pairs(
            [
                Row(("信访编号", p.Number), ("信访人", f.Addressees)),
                Row(("原意见文号", w.Known(number, "原处理意见的文号", "请先签发信访处理意见书")), ("原意见日期", w.Day(signed, null, "原处理意见的日期", "请先签发信访处理意见书"))),
                Row(($"{kind}机关", w.Text(review?.Organ ?? f.Bureau.ReviewOrgan, "organ", $"{kind}机关")), ($"{kind}意见文号", w.Text(f.Text("number"), "number", $"{kind}意见的文号"))),
                Row(("意见日期", w.Day(f.On, PetitionWorkflow.On, $"{kind}意见的日期")), ("送达日期", f.Data.Date("deliveredOn")?.Day() ?? "—")),
                Row(($"{kind}结论", isRevoked ? ReviewResult.Revoked.Display() : w.Text(f.ChoiceLabel("result"), "result", "结论（维持、变更或者撤销）", "请选择"))),
                Row(("意见要点", f.Text("conclusion"))),
                Row(("后续", isRevoked ? "撤销原处理意见，责令重新处理；办理期限自收到决定之日起算。" : kind == "复查" ? "信访人自收到复查意见之日起30日内可以申请复核（《信访工作条例》第三十六条）。" : "复核意见为信访程序的终结意见；仍以同一事实和理由提出的，不再受理（《信访工作条例》第三十六条）。")),
                Row(("登记人", f.ActorName), ("登记日期", f.On.Day())),
            ]));
    }

    private static string Kind(PaperFacts f) => (f.Petition.Reviews.MaxBy(r => (r.Round, r.Stage))?.Stage ?? ReviewStage.Review).Display();
}
