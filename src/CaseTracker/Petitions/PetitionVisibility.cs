using System.Linq.Expressions;
using CaseTracker.Data;

namespace CaseTracker.Petitions;

/// <summary>
/// Who may know of a petition, and who may open it. Written once: as the query filter of every read, and, compiled, as the check on one object.
/// </summary>
public static class PetitionVisibility
{
    /// <summary>The petition exists for the viewer: in a list, in a count, in a search. For everybody else it does not.</summary>
    public static Expression<Func<Petition, bool>> Exists(CaseDb db) => p => p.IsConfidential
        ? db.Viewer.UserId != Guid.Empty && !p.Recusals.Any(r => r.UserId == db.Viewer.UserId) && (p.RegisteredById == db.Viewer.UserId || p.Readers.Any(r => r.UserId == db.Viewer.UserId))
        : db.Viewer.WholeOrdinary || db.Viewer.OrdinaryLines
          || (db.Viewer.UserId != Guid.Empty && (p.HandlerId == db.Viewer.UserId || p.RegisteredById == db.Viewer.UserId))
          || (p.DepartmentId != null && db.Viewer.Departments.Contains(p.DepartmentId.Value))
          || (db.Viewer.Leads && p.Readers.Any(r => r.UserId == db.Viewer.UserId)) // 包案: the leader of the case
          || (db.Viewer.Archive && !p.IsOpen);

    /// <summary>The viewer may open the whole case: people, texts, events, attachments. A recused person may not.</summary>
    public static Expression<Func<Petition, bool>> Opens(CaseDb db) => p => !p.Recusals.Any(r => r.UserId == db.Viewer.UserId) && (p.IsConfidential
        ? db.Viewer.UserId != Guid.Empty && (p.RegisteredById == db.Viewer.UserId || p.Readers.Any(r => r.UserId == db.Viewer.UserId))
        : db.Viewer.WholeOrdinary
          || (db.Viewer.UserId != Guid.Empty && (p.HandlerId == db.Viewer.UserId || p.RegisteredById == db.Viewer.UserId))
          || (p.DepartmentId != null && db.Viewer.Departments.Contains(p.DepartmentId.Value))
          || (db.Viewer.Leads && p.Readers.Any(r => r.UserId == db.Viewer.UserId)) // 包案: the leader of the case
          || (db.Viewer.OrdinaryLines && p.State == PetitionState.OpinionIssued)
          || (db.Viewer.Archive && !p.IsOpen));
}
