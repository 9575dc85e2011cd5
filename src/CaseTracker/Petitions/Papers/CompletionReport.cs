using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>办结报告 to whoever ordered the case (条例第二十二条): course, facts, result, the petitioner's attitude; signed by the head of the bureau.</summary>
internal sealed class CompletionReport : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["办结报告"];

    public override string? Series => "报";

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var p = f.Petition;
        return Letter(f, "关于交办信访事项办理情况的报告", w.Known(p.SourceOrgan, "交办机关", "请先用“更正”补填来文单位"),
        [
            Say($"贵单位交办的{f.Addressees}信访事项（{w.Known(p.ExternalNumber ?? p.SourceNumber, "件号或者来文号", "请先用“更正”补填信访件编号或来文号")}，本机关编号{p.Number}）已办结。现将办理情况报告如下。"),
            Part(1, "办理过程"),
            Say($"{p.ReceivedOn.Day()}收到{(p.AcceptedOn is { } accepted ? $"，{accepted.Day()}受理" : "")}{(f.Department is { } department ? $"，由{department}承办" : "")}{(p.SignedOn is { } signed ? $"，{signed.Day()}作出处理意见{(p.OpinionNumber is { } number ? $"（{number}）" : "")}" : "")}{(p.DeliveredOn is { } delivered ? $"，{delivered.Day()}送达信访人" : "")}。"),
            Part(2, "事实和处理情况"),
            .. PaperWords.Paragraphs(w.Text(f.Text("report"), "report", "办理过程、事实和处理")),
            .. p.Outcome is { } outcome ? [Say($"处理结果：{outcome.Display()}。")] : Array.Empty<Block>(),
            Part(3, "信访人的态度"),
            Say(PaperWords.Stop(w.Text(f.Data.Choice<Attitude>("attitude")?.Display(), "attitude", "信访人的态度", "请选择"))),
        ]) with
        { Attachments = f.Data.List("materials") is { Count: > 0 } listed ? listed : p.OpinionNumber is null ? [] : ["信访处理意见书", "送达回证"], Remark = $"联系人及电话：{f.Contact(w)}" };
    }
}
