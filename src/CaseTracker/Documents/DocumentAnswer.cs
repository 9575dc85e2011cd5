namespace CaseTracker.Documents;

/// <summary>A document as API and command line tell it.</summary>
public sealed record DocumentAnswer(
    Guid Id, string Name, string? Number, DateOnly IssuedOn, string Step, string Sha256, long Size, string MadeBy, string? ApprovedBy, IReadOnlyList<string> Recipients, IReadOnlyList<string> Undelivered, IReadOnlyList<DocumentAnswer.Delivery> Deliveries)
{
    public sealed record Delivery(string Recipient, DateOnly DeliveredOn, PaperDeliveryMethod Method, string? Proof, string? SignedBy, bool IsRefused, string? RefusalReason, string? Witnesses, string DeliveredBy);

    public static DocumentAnswer Of(DocumentRow row) => new(
        row.Document.Id, row.Document.Name, row.Document.Number, row.Document.IssuedOn, row.Document.Step, row.Document.Sha256, row.Document.Size, row.Document.MadeByName, row.Document.ApprovedByName,
        row.Document.Recipients?.Split('、') ?? [], row.Undelivered,
        [.. row.Deliveries.Select(d => new Delivery(d.Recipient, d.DeliveredOn, d.Method, d.Proof, d.SignedBy, d.IsRefused, d.RefusalReason, d.Witnesses, d.DeliveredBy))]);
}
