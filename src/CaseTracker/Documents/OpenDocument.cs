using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Documents;

/// <summary>Prints again exactly what was issued: the bytes are checked against the hash of their row. Only through the record's own check; each opening is one link of the audit chain.</summary>
public sealed class OpenDocument(CaseDb db, RecordDoors doors, AttachmentStore store, PdfOfDocument pdf, OfficeClock clock)
{
    public const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Pdf = "application/pdf";

    /// <summary>Served as a download, never inline.</summary>
    public sealed record Content(string Name, string MediaType, byte[] Bytes);

    /// <param name="asPdf">Converted by LibreOffice; refused where it is not installed.</param>
    public async Task<Content> ExecuteAsync(string recordKind, Guid recordId, Guid id, bool asPdf, Actor actor, CancellationToken cancel)
    {
        var record = await doors.OpenAsync(recordKind, recordId, "该文书", actor, cancel);
        var document = await db.IssuedDocuments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id && d.RecordKind == recordKind && d.RecordId == recordId, cancel) ?? throw new NotFoundException("该文书");
        var bytes = await store.ReadAsync(document.Id, document.StoredAs, document.Sha256, cancel);
        if (asPdf)
        {
            bytes = await pdf.ExecuteAsync(bytes, cancel);
        }

        await AuditLog.WriteAsync(db, actor, clock.Now, new AuditNote("open-document", recordKind, recordId)
        {
            IsConfidential = record.IsConfidential,
            Details = new { Document = id, document.Number, Pdf = asPdf },
        }, cancel);
        return new Content(FileName(document.Name, document.Number, asPdf), asPdf ? Pdf : Word, bytes);
    }

    /// <summary>Prints the 送达回证 of a paper: as recorded, or to be filled in by hand.</summary>
    public async Task<Content> ReceiptAsync(string recordKind, Guid recordId, Guid id, string subject, string organ, bool asPdf, Actor actor, CancellationToken cancel)
    {
        await doors.OpenAsync(recordKind, recordId, "该文书", actor, cancel);
        var document = await db.IssuedDocuments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id && d.RecordKind == recordKind && d.RecordId == recordId, cancel) ?? throw new NotFoundException("该文书");
        if (document.Recipients is null)
        {
            throw new RefusedException($"《{document.Name}》不向信访人送达，没有送达回证");
        }

        var deliveries = await db.PaperDeliveries.AsNoTracking().Where(d => d.DocumentId == id).OrderBy(d => d.DeliveredOn).ToListAsync(cancel);
        var bytes = PaperWriter.Write(DeliveryReceipt.Of(document, deliveries, subject, organ));
        return new Content(FileName($"送达回证-{document.Name}", document.Number, asPdf), asPdf ? Pdf : Word, asPdf ? await pdf.ExecuteAsync(bytes, cancel) : bytes);
    }

    private static string FileName(string name, string? number, bool asPdf) => $"{name}{number}.{(asPdf ? "pdf" : "docx")}";
}
