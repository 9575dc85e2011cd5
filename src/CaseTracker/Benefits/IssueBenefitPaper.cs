using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.Workflow;

namespace CaseTracker.Benefits;

/// <summary>The papers of a 待遇事项, as issued: 请示 or 转办函 with its people, the written refusal with its remedies, the written decision on an objection.</summary>
public sealed class IssueBenefitPaper(CaseDb db, IssueDocument issue)
{
    // More people than these stand on a list of their own, not in the letter.
    private const int InLetter = 6;

    /// <summary>Null where the step issues none.</summary>
    internal async Task<IssuedDocument?> ExecuteAsync(Benefit benefit, Fired<Benefit, BenefitState, BenefitStep> fired, DateOnly on, Actor actor, CancellationToken cancel)
    {
        var isLetter = fired.Row.Step is BenefitStep.Refer or BenefitStep.ReferDirect;
        if (!isLetter && fired.Row.Step is not (BenefitStep.Reject or BenefitStep.UpholdRejection))
        {
            return null;
        }

        var bureau = await db.BureauAsync(cancel);
        var isRequest = isLetter && fired.Data.Choice<BenefitTarget>("target") == BenefitTarget.Finance && fired.Row.Step == BenefitStep.Refer;
        var word = isRequest ? "请" : isLetter ? "函" : "答";
        var number = fired.Data.Text(isLetter ? "number" : "replyNumber") ?? $"{bureau.OrganCode}{word}〔{on.Year}〕{await db.NextNumberAsync($"{bureau.OrganCode}{word}", on.Year, cancel)}号";
        var paper = (isLetter ? Letter(benefit, bureau, isRequest) : fired.Row.Step == BenefitStep.Reject ? Refusal(benefit, bureau) : Decision(benefit, fired.Data.Text("reply")!)) with
        {
            RedHead = bureau.Name,
            Number = number,
            SignedOffBy = isRequest ? benefit.ApprovedBy?.Split('、')[^1] : null,
            Organ = bureau.Name,
            Date = on,
            Remark = string.Join('；', new[] { bureau.Phone is { } phone ? $"联系电话：{phone}" : null, bureau.DemonstrationNotice() }.OfType<string>()) is { Length: > 0 } remark ? remark : null,
        };
        return await issue.ExecuteAsync(new(Benefit.Kind, benefit.Id, isRequest ? "请示" : isLetter ? "转办函" : fired.Row.Step == BenefitStep.Reject ? "不予支持答复" : "异议复核答复", paper, on, fired.Row.Step.Kebab())
        {
            Number = number,
            Recipients = isLetter ? [] : [benefit.Applicant],
            MadeBy = actor,
            ApprovedByName = isLetter ? benefit.ApprovedBy : actor.Name,
        }, cancel);
    }

    private static Paper Letter(Benefit b, BureauSettings bureau, bool isRequest)
    {
        var people = b.Active;
        var many = people.Count > 1;
        var total = people.Sum(p => p.Amount ?? 0);
        return new Paper
        {
            Title = isRequest ? $"关于拨付{b.Type.Display()}资金的请示" : $"关于商请办理{b.Type.Display()}的函",
            Recipient = b.ReferredTo,
            Body =
            [
                new Block.Text($"{bureau.ShortName}代管的原区属企业退休干部{(many ? $"{people[0].Name}等{people.Count}人" : people[0].Name)}{b.Type.Display()}事项（编号{b.Number}），{(b.IsDecidedElsewhere ? "我局已核对名单" : "经我局核实并审批同意")}，现将有关情况{(isRequest ? "请示" : "函告")}如下。"),
                new Block.Heading(1, "一、事由和依据"),
                new Block.Text(PaperWords.Stop(b.Summary)),
                .. b.BasisDocument is { } basis ? [new Block.Text($"依据：{PaperWords.Stop(basis)}")] : Array.Empty<Block>(),
                .. b.PeriodFrom is { } from ? [new Block.Text($"期间：{from.Day()}至{b.PeriodTo!.Value.Day()}。")] : Array.Empty<Block>(),
                new Block.Heading(1, "二、人员名单"),
                .. people.Count > InLetter ? [new Block.Text($"共{people.Count}人，名单见附件。")] : people.Select((p, i) => new Block.Text($"{(many ? $"{i + 1}." : "")}{NameOf(p)}{(p.Grade is { } grade ? $"，{grade.Display()}" : "")}{(p.Amount is { } sum ? $"，{(b.IsDecidedElsewhere ? "测算" : "")}{sum.Plain()}元" : "")}{(p.Difference is { } odd ? $"；核对差异：{PaperWords.Bare(odd)}" : "")}。")),
                .. total > 0 && !b.IsBatch ? [new Block.Text($"合计{total.Plain()}元（大写：人民币{total.InWords()}）{(b.IsDecidedElsewhere ? "，系测算，以贵单位核定为准" : "")}。")] : Array.Empty<Block>(),
                new Block.Text(isRequest ? "妥否，请批示。" : "请予办理，并将办理结果函告我局。"),
            ],
            Attachments = people.Count > InLetter ? [ListName] : [],
            Annexes = people.Count > InLetter ? [new("附件", ListName, [ListOf(b, people)])] : [],
        };
    }

    private const string ListName = "人员名单";

    private static Block.Grid ListOf(Benefit b, IReadOnlyList<BenefitPerson> people) => new([10, 22, 22, 22, 44], ["序号", "姓名", "职级", b.IsDecidedElsewhere ? "测算（元）" : "金额（元）", "核对差异"],
        [.. people.Select((p, i) => new Block.GridRow([$"{i + 1}", NameOf(p), p.Grade?.Display() ?? "", p.Amount?.Text() ?? "", p.Difference ?? ""]))]);

    private static string NameOf(BenefitPerson p) => p.SurvivorsSince is null ? p.Name : $"{p.Name}（遗属）";

    private static Paper Refusal(Benefit b, BureauSettings bureau) => new()
    {
        Title = $"关于{b.Type.Display()}申请的答复",
        Recipient = b.Applicant,
        Body =
        [
            new Block.Text($"您于{b.AppliedOn.Day()}提出的{b.Type.Display()}申请（编号{b.Number}）收悉。申请事由：{PaperWords.Stop(b.Summary)}"),
            new Block.Text($"经核实，{PaperWords.Stop(b.RejectReason!)}"),
            new Block.Text($"依据：{PaperWords.Stop(b.RejectBasis!)}"),
            new Block.Text("根据以上情况，本局对该申请不予支持。"),
            new Block.Text($"如对本答复有异议，可以自收到之日起至{b.ObjectionUntil!.Value.Day()}止，向本局{(bureau.Address is { } address ? $"（{address}）" : "")}书面或者当面提出，本局将另行指定人员复核；也可以依照《信访工作条例》向有关机关、单位反映。逾期未提出异议的，本事项办结。"),
        ],
    };

    private static Paper Decision(Benefit b, string reply) => new()
    {
        Title = $"关于{b.Type.Display()}异议的复核答复",
        Recipient = b.Applicant,
        Body =
        [
            new Block.Text($"您于{b.ObjectedOn!.Value.Day()}对{b.Type.Display()}事项（编号{b.Number}）不予支持的答复提出异议，理由：{PaperWords.Stop(b.ObjectionGrounds!)}"),
            new Block.Text($"经{b.ReviewerName}复核，{PaperWords.Stop(reply)}本局维持原答复。"),
            new Block.Text("如仍有不同意见，可以依照《信访工作条例》向有关机关、单位反映。"),
        ],
    };
}
