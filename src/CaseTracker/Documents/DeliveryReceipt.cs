namespace CaseTracker.Documents;

/// <summary>送达回证: what is handed over, to whom, how, when and who signed; a refusal with its reason and two witnesses (by analogy to 民诉 留置送达). What is not recorded yet is left to be filled in by hand.</summary>
public static class DeliveryReceipt
{
    /// <param name="subject">What it is about: number of the case.</param>
    /// <param name="organ">送达机关.</param>
    public static Paper Of(IssuedDocument document, IReadOnlyList<PaperDelivery> deliveries, string subject, string organ)
    {
        var rows = new List<IReadOnlyList<(string, string?)>>
        {
            new (string, string?)[] { ("送达机关", organ) },
            new (string, string?)[] { ("信访事项编号", subject) },
            new (string, string?)[] { ("送达文书", $"《{document.Name}》"), ("文号", document.Number ?? "（无文号）") },
            new (string, string?)[] { ("成文日期", document.IssuedOn.Day()), ("受送达人", document.Recipients) },
        };
        foreach (var d in deliveries)
        {
            rows.Add([("受送达人", d.Recipient), ("送达日期", d.DeliveredOn.Day())]);
            rows.Add([("送达方式", d.Method.Display()), ("送达凭证", d.Proof)]);
            rows.Add([("签收人", d.IsRefused ? "（拒绝签收）" : d.SignedBy), ("送达人", d.DeliveredBy)]);
            if (d.IsRefused)
            {
                rows.Add([("拒收事由", d.RefusalReason)]);
                rows.Add([("见证人", d.Witnesses)]);
            }
        }

        if (deliveries.Count == 0)
        {
            rows.Add([("送达地点", "\n"), ("送达方式", "□当面 □邮寄 □留置 □其他")]);
            rows.Add([("受送达人签名或盖章", "\n\n        年  月  日")]);
            rows.Add([("代收人及代收理由", "\n")]);
            rows.Add([("拒收事由", "\n")]);
            rows.Add([("见证人签名\n（两名）", "1.\n2.")]);
            rows.Add([("送达人签名", "\n")]);
        }

        rows.Add([("备注", "\n")]);
        return new Paper { Title = "送达回证", Body = [new Block.Pairs(rows)], Organ = organ, Date = deliveries.Count == 0 ? null : deliveries[^1].DeliveredOn };
    }
}
