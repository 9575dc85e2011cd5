using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Attachments;

/// <summary>Gives the bytes of an attachment, only through its record's check; each opening is one link of the audit chain.</summary>
public sealed class OpenAttachment(CaseDb db, RecordDoors doors, AttachmentStore store, ProtectedValues values, OfficeClock clock)
{
    /// <summary>Served as a download: <see cref="FileNames.ContentDisposition"/>, nosniff, never inline.</summary>
    public sealed record Content(string Name, string MediaType, byte[] Bytes);

    public async Task<Content> ExecuteAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        // Only to learn which door to knock at: nothing of the row leaves before the record let the actor in.
        var attachment = await db.Attachments.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFoundException("该附件");
        var record = await doors.OpenAsync(attachment.RecordKind, attachment.RecordId, "该附件", actor, cancel);
        var bytes = await store.ReadAsync(attachment, cancel);
        var name = await values.ReadAsync(attachment.NameId, cancel) ?? "附件";
        await AuditLog.WriteAsync(db, actor, clock.Now, new AuditNote("open-attachment", attachment.RecordKind, attachment.RecordId)
        {
            IsConfidential = record.IsConfidential,
            Details = record.IsConfidential ? null : new { Attachment = id, attachment.Kind },
        }, cancel);
        return new Content(name, attachment.MediaType, bytes);
    }
}
