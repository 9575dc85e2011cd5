using System.Text.Json.Nodes;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.History;

/// <summary>Rebuilds a record, with its parts, as it was known at an instant, from its events alone.</summary>
public sealed class AsKnownAt(CaseDb db)
{
    /// <summary>Part name → fields; empty when the record was not yet recorded then. The record must be open to the viewer.</summary>
    public async Task<JsonObject> ExecuteAsync(string kind, Guid id, DateTime instant, CancellationToken cancel)
    {
        var changes = await db.Events.AsNoTracking()
            .Where(e => e.RecordKind == kind && e.RecordId == id && e.RecordedAt <= instant)
            .OrderBy(e => e.Seq).Select(e => e.Changes).ToListAsync(cancel);
        return Fold(changes);
    }

    internal static JsonObject Fold(IEnumerable<string> changes)
    {
        var record = new JsonObject();
        foreach (var part in changes.SelectMany(c => JsonNode.Parse(c)!.AsObject()))
        {
            var fields = record[part.Key]?.AsObject() ?? [];
            record[part.Key] = fields;
            foreach (var (field, change) in part.Value!.AsObject())
            {
                if (change![1] is { } now)
                {
                    fields[field] = now.DeepClone();
                }
                else
                {
                    fields.Remove(field);
                }
            }

            if (fields.Count == 0)
            {
                record.Remove(part.Key);
            }
        }

        return record;
    }
}
