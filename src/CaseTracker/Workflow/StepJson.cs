using System.Text.Json.Nodes;

namespace CaseTracker.Workflow;

/// <summary>Reads the data of a step from JSON or from texts, each value in the shape its field asks for; what is only the wrong choice or date is left to the engine, which says it in the step's words.</summary>
public static class StepJson
{
    /// <summary>Refuses a value of the wrong type with its field. A field nobody asks for may be a text, a number or true/false.</summary>
    public static StepData Read(JsonObject json, IReadOnlyList<Ask> asks)
    {
        var reasons = new List<Reason>();
        foreach (var (name, node) in json.Where(p => p.Value is not null))
        {
            var ask = asks.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase));
            if (Fault(ask?.Kind, node!) is { } fault)
            {
                reasons.Add(new Reason($"{ask?.Label ?? name}{fault}", Field: name));
            }
        }

        return reasons.Count == 0 ? StepData.FromJson(json.ToJsonString()) : throw new RefusedException(reasons);
    }

    /// <summary>From <c>name=value</c>; the same name again adds a line to a list.</summary>
    public static StepData Read(IEnumerable<string> pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in pairs)
        {
            var at = pair.IndexOf('=');
            if (at <= 0)
            {
                throw new RefusedException($"“{pair}”应写成 名称=内容，如 on=2025-03-03");
            }

            var (name, value) = (pair[..at].Trim(), pair[(at + 1)..]);
            values[name] = values.TryGetValue(name, out var before) ? $"{before}\n{value}" : value;
        }

        return StepData.Of(values.Select(v => (v.Key, (object?)v.Value)));
    }

    private static string? Fault(AskKind? kind, JsonNode node) => kind switch
    {
        AskKind.Int when node is JsonValue v && (v.TryGetValue(out int _) || v.TryGetValue(out string? _)) => null,
        AskKind.Int => "应为整数",
        AskKind.Money when node is JsonValue v && (v.TryGetValue(out decimal _) || v.TryGetValue(out string? _)) => null,
        AskKind.Money => "应为金额（元），如 500.00",
        AskKind.Bool when node is JsonValue v && (v.TryGetValue(out bool _) || v.TryGetValue(out string? _)) => null,
        AskKind.Bool => "应为 true 或 false",
        AskKind.List or AskKind.Users when node is JsonArray array => array.All(n => n is JsonValue v && v.TryGetValue(out string? _)) ? null : "的每一项应为文字",
        AskKind.List or AskKind.Users => node is JsonValue v && v.TryGetValue(out string? _) ? null : "应为列表，写在方括号 [ ] 之内",
        null => node is JsonValue ? null : "应为文字、数字或 true/false",
        _ => node is JsonValue v && v.TryGetValue(out string? _) ? null : "应为文字，请写在引号之内",
    };
}
