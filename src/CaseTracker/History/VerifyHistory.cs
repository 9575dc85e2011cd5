using System.Text.Json.Nodes;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.History;

/// <summary>Proves the audit chain, and by it the events: one that was altered, deleted or put in from outside no longer fits the fingerprint in its link.</summary>
public sealed class VerifyHistory(CaseDb db, VerifyAudit audit)
{
    /// <param name="anchors">Anchors exported earlier; none when there are none.</param>
    public async Task<VerifyAudit.Result> ExecuteAsync(IReadOnlyList<AuditAnchor> anchors, CancellationToken cancel)
    {
        var vouched = new Dictionary<string, (long Link, string? Event)>(StringComparer.Ordinal);
        var ordinary = new HashSet<string>(StringComparer.Ordinal);
        var chain = await audit.ExecuteAsync(anchors, link =>
        {
            if (link.Details.Contains("\"hash\":", StringComparison.Ordinal) && FieldsOf(link.Details) is { } details && TextOf(details, "hash") is { } hash)
            {
                var key = TextOf(details, "event");
                vouched.TryAdd(hash, (link.Seq, key));
                if (key is not null)
                {
                    ordinary.Add(RecordOf(key));
                }
            }
        }, cancel);

        var strangers = new List<string>();
        await foreach (var happened in db.Events.IgnoreQueryFilters().AsNoTracking().OrderBy(e => e.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!vouched.Remove(RecordChanges.Hash(happened)))
            {
                strangers.Add(RecordChanges.KeyOf(happened));
            }
        }

        // Of a restricted record not even the id is told: its events are counted, not named.
        var unnamed = strangers.RemoveAll(key => !ordinary.Contains(RecordOf(key)));
        var faults = new List<AuditFault>(chain.Faults);
        foreach (var (link, key) in vouched.Values.OrderBy(v => v.Link))
        {
            var altered = key is null ? unnamed-- > 0 : strangers.Remove(key);
            faults.Add(new AuditFault(link, $"第 {link} 条记录所证的{(key is null ? "受限事件" : $"事件 {key} ")}被{(altered ? "修改" : "删除")}"));
        }

        var end = chain.End?.Seq ?? 0;
        faults.AddRange(strangers.Select(key => new AuditFault(end, $"事件 {key} 没有审计记录，是从外部插入的")));
        if (unnamed > 0)
        {
            faults.Add(new AuditFault(end, $"有 {unnamed} 个事件没有审计记录，是从外部插入的"));
        }

        return chain with { Faults = faults };
    }

    private static string RecordOf(string key) => key[..key.LastIndexOf('/')];

    private static JsonObject? FieldsOf(string details)
    {
        try
        {
            return JsonNode.Parse(details) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // the link was edited, and the chain has said so
        }
    }

    private static string? TextOf(JsonObject details, string field) => details[field] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
