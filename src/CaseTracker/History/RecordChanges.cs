using System.Text.Json;
using System.Text.Json.Nodes;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CaseTracker.History;

/// <summary>Before each commit, writes into the new events what they changed, field by field, and refuses a change that no event speaks of.</summary>
internal sealed class RecordChanges : IWriteParticipant
{
    public int Order => 1;

    public async Task BeforeCommitAsync(CaseDb db, CancellationToken cancel)
    {
        db.ChangeTracker.DetectChanges();
        var entries = db.ChangeTracker.Entries().ToList();
        // In the order of adding, which the change tracker does not keep once an earlier half of the write was saved.
        var events = entries.Where(e => e is { State: EntityState.Added, Entity: CaseEvent }).OrderBy(e => (long)e.Property(nameof(CaseEvent.Id)).CurrentValue!).Select(e => (CaseEvent)e.Entity).ToList();
        await NumberAsync(db, events, cancel);

        foreach (var record in entries.Where(e => e.Entity is IRecordPart).GroupBy(e => (((IRecordPart)e.Entity).RecordKind, ((IRecordPart)e.Entity).RecordId)))
        {
            var changes = new JsonObject();
            foreach (var entry in record)
            {
                if (ChangesOf(entry) is { Count: > 0 } fields)
                {
                    changes[((IRecordPart)entry.Entity).PartName] = fields;
                }
            }

            if (changes.Count > 0)
            {
                var last = events.LastOrDefault(e => e.RecordKind == record.Key.RecordKind && e.RecordId == record.Key.RecordId)
                    ?? throw new InvalidOperationException($"A change to {record.Key.RecordKind} {record.Key.RecordId} has no event: {changes.ToJsonString()}");
                last.Changes = CanonicalJson.Of(changes);
            }
        }

        foreach (var happened in events)
        {
            AuditLog.Find(db, happened.RecordId, happened.Step)?.Vouch(KeyOf(happened), Hash(happened));
        }
    }

    /// <summary>Name of an event in the audit chain.</summary>
    internal static string KeyOf(CaseEvent e) => $"{e.RecordKind}/{e.RecordId}/{e.Seq}";

    /// <summary>Fingerprint of an event, kept in the audit chain: an event that was altered in the database no longer fits it.</summary>
    internal static string Hash(CaseEvent e) => Fingerprint.Of(CanonicalJson.Of(new
    {
        e.RecordKind,
        e.RecordId,
        e.Seq,
        e.Step,
        e.StepName,
        e.HappenedOn,
        At = e.RecordedAt.Ticks,
        e.ActorId,
        e.ActorName,
        e.ForId,
        e.ForName,
        e.From,
        e.To,
        e.Article,
        e.Reason,
        e.Data,
        e.Changes,
        e.TableVersion,
    }));

    private static async Task NumberAsync(CaseDb db, List<CaseEvent> events, CancellationToken cancel)
    {
        foreach (var kind in events.GroupBy(e => e.RecordKind))
        {
            // Many records at once are an import: one question for a hundred of them.
            foreach (var records in kind.GroupBy(e => e.RecordId).Chunk(100))
            {
                var ids = records.Select(r => r.Key).ToArray();
                var last = await db.Events.IgnoreQueryFilters().Where(e => e.RecordKind == kind.Key && ids.Contains(e.RecordId))
                    .GroupBy(e => e.RecordId).Select(g => new { Id = g.Key, Seq = g.Max(e => e.Seq) }).ToDictionaryAsync(g => g.Id, g => g.Seq, cancel);
                foreach (var record in records)
                {
                    var seq = last.GetValueOrDefault(record.Key);
                    foreach (var happened in record)
                    {
                        happened.Seq = ++seq;
                    }
                }
            }
        }
    }

    private static JsonObject ChangesOf(EntityEntry entry)
    {
        var fields = new JsonObject();
        foreach (var property in entry.Properties.Where(p => !p.Metadata.IsPrimaryKey() && p.Metadata.Name != nameof(IVersioned.Version)))
        {
            var (old, now) = entry.State switch
            {
                EntityState.Added => (null, Value(property.CurrentValue)),
                EntityState.Deleted => (Value(property.OriginalValue), null),
                EntityState.Modified when property.IsModified => (Value(property.OriginalValue), Value(property.CurrentValue)),
                _ => (null, null),
            };
            if (!JsonNode.DeepEquals(old, now))
            {
                fields[property.Metadata.Name] = new JsonArray(old, now);
            }
        }

        return fields;
    }

    private static JsonNode? Value(object? value) => value switch
    {
        null => null,
        Enum e => e.ToString(),
        _ => JsonSerializer.SerializeToNode(value, CanonicalJson.Options),
    };
}
