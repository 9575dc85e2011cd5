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
        return Form(f, $"信访事项{kind}意见登记单",
            new Block.Pairs(
            [
                Row(("信访编号", p.Number), ("信访人", f.Addressees)),
                Row(("原意见文号", w.Known(p.OpinionNumber, "原处理意见的文号", "请先签发信访处理意见书")), ("原意见日期", w.Day(p.SignedOn, null, "原处理意见的日期", "请先签发信访处理意见书"))),
                Row(($"{kind}机关", w.Text(f.Any("organ", "reviewOrgan") ?? f.Bureau.ReviewOrgan, "organ", $"{kind}机关")), ($"{kind}意见文号", w.Text(f.Any("number", "documentNo", "opinionNumber"), "number", $"{kind}意见的文号"))),
                Row(("意见日期", w.Day(f.Data.Date("opinionOn") ?? f.Data.Date("issuedOn") ?? f.On, PetitionWorkflow.On, $"{kind}意见的日期")), ("送达日期", f.Data.Date("deliveredOn")?.Day() ?? "—")),
                Row((kind == "复查" ? "复查结论" : "复核结论", Result(f, w))),
                Row(("意见摘要", f.Any("opinion", "summary", "reason"))),
                Row(("后续", kind == "复查" ? "信访人自收到复查意见之日起30日内可以申请复核（《信访工作条例》第三十六条）。" : "复核意见为信访程序的终结意见；仍以同一事实和理由提出的，不再受理（《信访工作条例》第三十六条）。")),
                Row(("登记人", f.ActorName), ("登记日期", f.On.Day())),
            ]));
    }

    private static string Kind(PaperFacts f) => f.Step.Kebab() is "record-recheck" ? "复核" : "复查";

    private static string Result(PaperFacts f, Wanted w) => w.Text(f.ChoiceLabel("result") ?? f.ChoiceLabel("conclusion"), "result", "结论（维持、变更或者撤销）", "请选择");
}
