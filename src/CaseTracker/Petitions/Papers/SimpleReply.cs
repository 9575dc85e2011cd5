using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>简易办理答复: the same facts, shorter; where it was told by telephone or message, the record says by which way.</summary>
internal sealed class SimpleReply : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["简易办理答复", "简易办理答复书"];

    public override string? Series => "答";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        var basis = p.Basis ?? f.Text("basis");
        var organ = w.Known(f.Bureau.ReviewOrgan, "复查机关", "请由系统管理员在“单位设置”中填写", "第三十五条");
        return ToPetitioner(f, "信访事项答复意见书",
        [
            Say($"{f.Came(w)}（编号{p.Number}），于{w.Day(p.AcceptedOn, null, "受理日期", "请先受理")}受理，适用简易办理程序。"),
            .. DemandsOf(f, w, f.You + "的诉求"),
            Say("经核实，现答复如下："),
            .. PaperWords.Paragraphs(w.Text(p.Opinion ?? f.Text("opinion"), "opinion", "答复内容", article: "第三十二条")),
            .. p.Demands.Count <= 1 ? [] : p.Demands.Select(d => Say($"{d.Position}．关于“{PaperWords.Bare(d.Text)}”：{PaperWords.Stop(w.Text(d.Answer, "answers", $"对第{d.Position}项诉求的答复", article: "第三十二条"))}")),
            .. basis is null ? Array.Empty<Block>() : [Say($"依据：{PaperWords.Stop(basis)}")],
            Say($"如对本答复意见不服，可以自收到本意见书之日起30日内，向{organ}申请复查（《信访工作条例》第三十五条）。"),
            Say($"联系人及电话：{(f.Bureau.Phone is null ? w.Known(f.Bureau.Address, "联系电话", "请由系统管理员在“单位设置”中填写") : $"{f.Department}，{f.Bureau.Phone}")}。"),
            .. Told(f),
        ]);
    }

    /// <summary>Where it was not told on paper: by which way, with whom and when.</summary>
    private static IEnumerable<Block> Told(PaperFacts f) => f.Data.Choice<ReplyChannel>("channel") is { } way and not ReplyChannel.Paper
        ? [Say($"本答复已以{way.Display()}方式告知{(f.Text("contact") is { } note ? $"（{PaperWords.Bare(note)}）" : "")}。")]
        : [];
}
