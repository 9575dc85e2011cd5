using CaseTracker.Bureau;
using CaseTracker.Documents;

namespace CaseTracker.CareVisits;

/// <summary>费用报销单 of a care visit: what was given to whom, with the amount in words.</summary>
public static class ReimbursementSlip
{
    /// <summary>The lines of the slip, the same on paper and on the page.</summary>
    public static IReadOnlyList<IReadOnlyList<(string Name, string? Value)>> Rows(CareVisit visit, string by, BureauSettings bureau)
    {
        var seen = visit.Present.Where(p => p.Result == VisitResult.Seen).ToList();
        var actual = (visit.ActualFen ?? 0).Yuan();
        return
        [
            [("报销单位", bureau.Name)],
            [("走访编号", visit.Number), ("报销人", by)],
            [("类型", visit.Type.Display()), ("看望日期", visit.VisitedOn?.Day())],
            [("对象", $"{string.Join("、", seen.Select(p => p.Name))}（共{seen.Count}人）")],
            [("地点", visit.Place)],
            [("看望人员", string.Join("、", visit.Party))],
            [("慰问形式", visit.Form?.Display()), ("经费来源", visit.Fund)],
            [("批准金额", visit.ApprovedFen is { } approved ? $"¥{approved.Yuan().Text()}" : null), ("批准人", visit.ApprovedByName)],
            [("报销金额", $"¥{actual.Text()}")],
            [("大写", $"人民币{actual.InWords()}")],
            [("签收", string.Join("、", seen.Where(p => p.SignedBy is not null).Select(p => p.SignedBy == "本人" ? $"{p.Name}本人" : $"{p.Name}由{p.SignedBy}")))],
            [("票据", visit.Receipts)],
        ];
    }

    public static Paper Of(CareVisit visit, string by, BureauSettings bureau) => new()
    {
        Title = CareVisitWorkflow.SlipName,
        Body =
        [
            new Block.Pairs(Rows(visit, by, bureau)),
            .. Signatures.Select(s => new Block.Signature(s)),
        ],
        Remark = bureau.DemonstrationNotice(),
    };

    /// <summary>Who signs by hand.</summary>
    private static readonly IReadOnlyList<string> Signatures = ["报销人：\t证明人：", "科长：\t分管领导：", "财务审核：\t日期：　　年　月　日"];
}
