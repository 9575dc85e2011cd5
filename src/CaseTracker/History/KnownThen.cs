using System.Text.Json;
using System.Text.Json.Nodes;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CaseTracker.History;

/// <summary>
/// The records of one kind as they were known at an instant. What nothing happened to since is taken as it stands; the others are rebuilt from their events, parts that were removed later among them.
/// </summary>
public sealed class KnownThen
{
    private readonly IModel model;
    private readonly Dictionary<Guid, JsonObject> rebuilt;

    private KnownThen(IModel model, Dictionary<Guid, JsonObject> rebuilt) => (this.model, this.rebuilt) = (model, rebuilt);

    /// <summary>Reads what is needed once; <see cref="Of"/> then answers for the record and for each kind of part.</summary>
    internal static async Task<KnownThen> ReadAsync(CaseDb db, string kind, DateTime instant, CancellationToken cancel)
    {
        var events = db.Events.IgnoreQueryFilters().AsNoTracking().Where(e => e.RecordKind == kind);
        var changes = await events.Where(e => e.RecordedAt <= instant && events.Any(later => later.RecordId == e.RecordId && later.RecordedAt > instant))
            .OrderBy(e => e.RecordId).ThenBy(e => e.Seq).Select(e => new { e.RecordId, e.Changes }).ToListAsync(cancel);
        var touched = await events.Where(e => e.RecordedAt > instant).Select(e => e.RecordId).Distinct().ToListAsync(cancel);
        var known = changes.ToLookup(c => c.RecordId, c => c.Changes);
        return new KnownThen(db.Model, touched.ToDictionary(id => id, id => AsKnownAt.Fold(known[id])));
    }

    public bool IsRebuilt(Guid record) => rebuilt.ContainsKey(record);

    /// <summary>Records or parts: those of the given that are unchanged since, and the rebuilt ones. What was recorded only later is not among them.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> current) where T : class, IRecordPart
    {
        var type = model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not mapped.");
        var prefix = Prefix(Activator.CreateInstance<T>().PartName);
        return current.Where(c => !rebuilt.ContainsKey(c.RecordId))
            .Concat(from record in rebuilt from part in record.Value where Prefix(part.Key) == prefix select Rebuild<T>(type, record.Key, part.Key, part.Value!.AsObject()));
    }

    private static string Prefix(string partName) => partName.Split('/')[0];

    private static T Rebuild<T>(IEntityType type, Guid record, string name, JsonObject fields) where T : class
    {
        var part = Activator.CreateInstance<T>();
        var own = name.Split('/') is [_, var tail] ? tail : record.ToString();
        foreach (var property in type.GetProperties().Where(p => p.PropertyInfo is not null))
        {
            if (property.IsPrimaryKey() && property.ClrType == typeof(Guid) && Guid.TryParse(own, out var id))
            {
                property.PropertyInfo!.SetValue(part, id);
            }
            else if (fields[property.Name] is { } value)
            {
                property.PropertyInfo!.SetValue(part, Read(value, property.ClrType));
            }
        }

        return part;
    }

    private static object? Read(JsonNode value, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsEnum ? Enum.Parse(bare, value.GetValue<string>()) : value.Deserialize(bare, CanonicalJson.Options);
    }
}
