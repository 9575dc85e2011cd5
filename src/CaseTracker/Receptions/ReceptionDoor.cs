using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Receptions;

/// <summary>The door to a reception's protected values and attachments: whoever sees it in the list may open it.</summary>
public sealed class ReceptionDoor(CaseDb db) : IRecordDoor
{
    public string RecordKind => Reception.Kind;

    public async Task<OpenedRecord?> OpenAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        var found = await db.Receptions.AsNoTracking().Where(r => r.Id == id).Select(r => new { r.IsConfidential, r.State }).FirstOrDefaultAsync(cancel);
        if (found is null)
        {
            return null;
        }

        db.Opened.Add(id);
        return new OpenedRecord(id, found.IsConfidential, found.State is not (ReceptionState.Merged or ReceptionState.Voided) && actor.Has(Role.RC, Role.LC, Role.XF));
    }
}
