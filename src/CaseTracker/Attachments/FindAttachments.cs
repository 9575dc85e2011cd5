using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Attachments;

/// <summary>One line of a record's list of attachments.</summary>
public sealed record AttachmentRow(Guid Id, AttachmentKind Kind, string Name, string MediaType, long Size, string Sha256, DateTime AddedAt, string AddedByName, string? Step);

/// <summary>The attachments of a record, oldest first, for whoever may open the record.</summary>
public sealed class FindAttachments(CaseDb db, RecordDoors doors, ProtectedValues values)
{
    public async Task<IReadOnlyList<AttachmentRow>> ExecuteAsync(string recordKind, Guid recordId, Actor actor, CancellationToken cancel)
    {
        await doors.OpenAsync(recordKind, recordId, "该记录", actor, cancel);
        var found = await db.Attachments.AsNoTracking().Where(a => a.RecordKind == recordKind && a.RecordId == recordId).OrderBy(a => a.AddedAt).ThenBy(a => a.Id).ToListAsync(cancel);
        var names = await values.ReadAsync([.. found.Select(a => a.NameId)], cancel);
        return [.. found.Select(a => new AttachmentRow(a.Id, a.Kind, names.GetValueOrDefault(a.NameId, "（名称已删除）"), a.MediaType, a.Size, a.Sha256, a.AddedAt, a.AddedByName, a.Step))];
    }
}
