using CaseTracker.Accounts;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.CareVisits;

/// <summary>The door to a care visit's attachments, papers and protected values: whoever sees it in the list opens it; those who make it or pay for it add to it.</summary>
public sealed class CareVisitDoor(CaseDb db) : IRecordDoor
{
    public string RecordKind => CareVisit.Kind;

    public async Task<OpenedRecord?> OpenAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (await db.CareVisits.AsNoTracking().Where(v => v.Id == id).Select(v => new { v.State, v.DepartmentId }).FirstOrDefaultAsync(cancel) is not { } found)
        {
            return null;
        }

        db.Opened.Add(id);
        var mayAttach = actor.Has(Role.LC, Role.FIN) || actor.Hats.Any(h => h.Role is Role.CW or Role.SH && h.DepartmentId == found.DepartmentId);
        return new OpenedRecord(id, IsConfidential: false, mayAttach && found.State != CareVisitState.Cancelled);
    }
}
