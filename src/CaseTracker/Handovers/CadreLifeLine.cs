using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Handovers;

/// <summary>Everything the bureau did for one person of the roster, the newest first; only what the viewer may see.</summary>
public sealed class CadreLifeLine(CaseDb db)
{
    /// <param name="Kind">来访, 信访事项, 走访慰问, 待遇事项, 在册变动.</param>
    /// <param name="Address">Page of the record; null where there is none.</param>
    public sealed record Entry(DateOnly On, string Kind, string Number, string Text, string State, string? Address);

    public async Task<IReadOnlyList<Entry>> ExecuteAsync(Guid cadreId, CancellationToken cancel)
    {
        List<Entry> entries = [];
        var visited = await db.Receptions.AsNoTracking().Where(r => r.State != ReceptionState.Voided && r.State != ReceptionState.Merged && db.Set<ReceptionVisitor>().Any(v => v.ReceptionId == r.Id && v.CadreId == cadreId))
            .Select(r => new { r.Id, r.ArrivedOn, r.Number, r.Form, r.Nature, r.Problem, r.State }).ToListAsync(cancel);
        entries.AddRange(visited.Select(r => new Entry(r.ArrivedOn, $"{r.Form.Display()}（{r.Nature.Display()}）", r.Number, r.Problem ?? "", r.State.Display(), $"/receptions/{r.Number}")));
        var ids = visited.ConvertAll(r => r.Id);
        entries.AddRange(await db.Petitions.AsNoTracking().Where(p => p.ReceptionId != null && ids.Contains(p.ReceptionId.Value))
            .Select(p => new Entry(p.RegisteredOn, "信访事项", p.Number, p.Title, p.State.Display(), $"/petitions/{p.Number}")).ToListAsync(cancel));
        entries.AddRange((await db.CareVisits.AsNoTracking().Where(v => v.State != CareVisitState.Cancelled && v.Persons.Any(p => p.CadreId == cadreId && p.DroppedOn == null))
            .Select(v => new { v.VisitedOn, v.PlannedOn, v.TriggeredOn, v.Type, v.Number, v.Cause, v.State }).ToListAsync(cancel))
            .Select(v => new Entry(v.VisitedOn ?? v.PlannedOn ?? v.TriggeredOn, v.Type.Display(), v.Number, v.Cause, v.State.Display(), $"/care-visits/{v.Number}")));
        entries.AddRange((await db.Benefits.AsNoTracking().Where(b => b.People.Any(p => p.CadreId == cadreId && p.DroppedOn == null))
            .Select(b => new { b.ResolvedOn, b.AppliedOn, b.Type, b.Number, b.Summary, b.State }).ToListAsync(cancel))
            .Select(b => new Entry(b.ResolvedOn ?? b.AppliedOn, b.Type.Display(), b.Number, b.Summary, b.State.Display(), $"/benefits/{b.Number}")));
        foreach (var status in await db.CadreStatuses.AsNoTracking().Where(s => s.CadreId == cadreId && s.RetractedAt == null).ToListAsync(cancel))
        {
            entries.Add(new Entry(status.From, "在册变动", "", $"{status.Kind.Display()}，{status.RegisteredOn:yyyy-MM-dd}登记", "", null));
        }

        return [.. entries.OrderByDescending(e => e.On).ThenByDescending(e => e.Number, StringComparer.Ordinal)];
    }
}
