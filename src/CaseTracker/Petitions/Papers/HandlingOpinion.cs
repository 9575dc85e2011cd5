using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>
/// 信访处理意见书 (条例第三十二条): what was received, facts and reasons, an answer to each demand, the basis, and the one remedy of the petition procedure, 复查 (第三十五条).
/// Registration, acceptance and opinions are no acts that can be taken to court, so neither 诉讼 nor 复议 is printed.
/// </summary>
internal sealed class HandlingOpinion : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["信访处理意见书", "处理意见书", "答复意见书"];

    public override string? Series => "答";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        w.Refuse(p.Route is { } route and not Route.R6, "《信访处理意见书》只用于信访程序，其他途径的事项按该途径的程序答复", null, "第三十一条");
        var opinion = w.Text(p.Opinion ?? f.Text("opinion"), "opinion", "处理意见", article: "第三十二条");
        var organ = w.Known(f.Bureau.ReviewOrgan, "复查机关", "请由系统管理员在“单位设置”中填写", "第三十五条");
        var facts = p.Facts is { Length: > 0 } told ? told : p.Summary;
        return ToPetitioner(f, "信访事项处理意见书",
        [
            Part(1, "受理情况"),
            Say($"{f.Came(w)}（编号{p.Number}），{(p.AcceptedOn is null && p.RehandleFrom is { } again ? $"于{again.Day()}重新办理" : $"于{w.Day(p.AcceptedOn, null, "受理日期", "请先受理")}受理")}{(p.NoticeNumber is { } notice ? $"（{notice}）" : "")}。{(p.ExtensionDays is { } days ? $"经批准延长办理期限{days}日{(p.ExtensionNumber is { } number ? $"（{number}）" : "")}。" : "")}"),
            .. DemandsOf(f, w, f.You + "的投诉请求"),
            Part(2, "事实和理由"),
            Say($"{f.You}反映：{PaperWords.Stop(w.Known(facts, "信访人反映的事实和理由", "请先用“更正”补填事实与理由", "第三十二条").Replace("\n", ""))}"),
            Say("经调查核实：" + PaperWords.Stop(opinion.Split('\n')[0])),
            .. opinion.Split('\n').Skip(1).Where(l => l.Trim().Length > 0).Select(l => Say(l.Trim())),
            Part(3, "处理意见"),
            .. Answers(f, w, opinion),
            Part(4, "法律法规依据"),
            .. PaperWords.Paragraphs(w.Text(p.Basis ?? f.Text("basis"), "basis", "法律法规依据", article: "第三十二条")),
            Part(5, "权利告知"),
            Say($"如对本处理意见不服，可以自收到本意见书之日起30日内，向{organ}申请复查（《信访工作条例》第三十五条）。"),
        ]) with
        {
            PrintedBy = f.Organ,
            CopyTo = [.. new[] { f.IsPassedOn ? p.SourceOrgan : null, f.Bureau.CopyTo }.OfType<string>().Where(c => c.Length > 0).Distinct()],
        };
    }

    private static IEnumerable<Block> Answers(PaperFacts f, Wanted w, string opinion)
    {
        var p = f.Petition;
        var outcome = w.Text(p.Outcome?.Display(), "outcome", "处理结果（支持、解释说明或者不予支持）", "请选择", "第三十二条");
        if (p.Demands.Count <= 1)
        {
            return [Say($"对{f.You}的请求{Decision(outcome)}{(p.Demands.Count == 1 && p.Demands[0].Answer is { Length: > 0 } only && only != opinion ? PaperWords.Stop(only) : "")}")];
        }

        var blocks = new List<Block> { Say($"对{f.You}的请求，总的处理结果为{outcome}，逐项答复如下：") };
        foreach (var demand in p.Demands)
        {
            blocks.Add(Item(demand.Position, $"关于“{PaperWords.Bare(demand.Text)}”{(demand.Outcome is { } decided ? $"：{decided.Display()}" : "")}"));
            blocks.AddRange(PaperWords.Paragraphs(w.Text(demand.Answer, "answers", $"对第{demand.Position}项诉求的答复", article: "第三十二条")));
        }

        return blocks;
    }

    private static string Decision(string outcome) => $"，作出“{outcome}”的处理意见。";
}
