using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Documents;

/// <summary>A document of a record with its deliveries.</summary>
public sealed record DocumentRow(IssuedDocument Document, IReadOnlyList<PaperDelivery> Deliveries)
{
    /// <summary>受送达人 who do not have it yet.</summary>
    public IReadOnlyList<string> Undelivered => [.. (Document.Recipients?.Split('、') ?? []).Except(Deliveries.SelectMany(d => d.Recipient.Split('、')))];
}

/// <summary>The documents of a record in the order of their making, for whoever may open the record.</summary>
public sealed class FindDocuments(CaseDb db, RecordDoors doors)
{
    public async Task<IReadOnlyList<DocumentRow>> ExecuteAsync(string recordKind, Guid recordId, Actor actor, CancellationToken cancel)
    {
        await doors.OpenAsync(recordKind, recordId, "该记录", actor, cancel);
        var documents = await db.IssuedDocuments.AsNoTracking().Where(d => d.RecordKind == recordKind && d.RecordId == recordId).ToListAsync(cancel);
        if (documents.Count == 0)
        {
            return [];
        }

        var deliveries = (await db.PaperDeliveries.AsNoTracking().Where(d => d.RecordKind == recordKind && d.RecordId == recordId).OrderBy(d => d.DeliveredOn).ToListAsync(cancel)).ToLookup(d => d.DocumentId);
        return [.. documents.OrderBy(d => d.Position).Select(d => new DocumentRow(d, [.. deliveries[d.Id]]))];
    }
}
