using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaseTracker.Workflow;

/// <summary>What was typed for a step: names and texts, read by kind. Blank is as good as not given. Its JSON is canonical: sorted names, texts only.</summary>
public sealed class StepData
{
    internal static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    private StepData()
    {
    }

    public static StepData Empty { get; } = new();

    /// <summary>Nothing has been asked yet: the buttons are being worked out, and conditions on fields wait.</summary>
    internal static StepData NotYet { get; } = new();

    public IEnumerable<string> Names => values.Keys;

    /// <summary>From values: text, number, bool, <see cref="DateOnly"/>, enum, Guid, or a list of texts.</summary>
    public static StepData Of(params IEnumerable<(string Name, object? Value)> pairs)
    {
        var data = new StepData();
        foreach (var (name, value) in pairs)
        {
            data.Put(name, value switch
            {
                null => null,
                string text => text,
                bool flag => flag ? "true" : "false",
                DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Enum member => member.Kebab(),
                IEnumerable<string> list => JsonSerializer.Serialize(list, Compact),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture),
            });
        }

        return data;
    }

    /// <summary>From a JSON object; a list or an object within stays JSON. Anything else is refused.</summary>
    public static StepData FromJson(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is JsonObject root)
            {
                var data = new StepData();
                foreach (var (name, value) in root)
                {
                    data.Put(name, value is JsonArray or JsonObject ? value.ToJsonString(Compact) : value?.ToString());
                }

                return data;
            }
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            throw new RefusedException($"内容不是正确的 JSON：{wrong.Message}");
        }

        throw new RefusedException("内容应为一个 JSON 对象，如 {\"reason\":\"……\"}");
    }

    public string ToJson() => JsonSerializer.Serialize(values, Compact);

    public bool Has(string name) => values.ContainsKey(name);

    public string? Text(string name) => values.GetValueOrDefault(name);

    public DateOnly? Date(string name) =>
        DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public int? Int(string name) => int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>In yuan; null where it is no amount or has more than two decimals.</summary>
    public decimal? Money(string name) => CaseTracker.Money.Parse(Text(name));

    public bool? Bool(string name) => Text(name)?.ToLowerInvariant() switch
    {
        "true" or "on" or "yes" or "1" or "是" => true,
        "false" or "off" or "no" or "0" or "否" => false,
        _ => null,
    };

    public Guid? Guid(string name) => System.Guid.TryParse(Text(name), out var id) ? id : null;

    public TEnum? Choice<TEnum>(string name) where TEnum : struct, Enum => DisplayNames.Parse<TEnum>(Text(name));

    /// <summary>The entries of a list: of a JSON array, or one a line; an entry that is an object stays JSON.</summary>
    public IReadOnlyList<string> List(string name) => [.. Each(name).Where(s => s.Trim().Length > 0)];

    /// <summary>The same with its blank entries: of a list that has one for each person.</summary>
    public IReadOnlyList<string> Each(string name)
    {
        var text = Text(name);
        if (text is ['[', ..])
        {
            try
            {
                return [.. JsonNode.Parse(text)!.AsArray().Select(n => n is JsonObject ? n.ToJsonString(Compact) : n?.ToString() ?? "")];
            }
            catch (JsonException)
            {
                // Not an array after all: a line that happens to begin with a bracket.
            }
        }

        return text?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    private void Put(string name, string? text)
    {
        var trimmed = text?.Replace("\r\n", "\n").Trim();
        if (!string.IsNullOrEmpty(trimmed))
        {
            values[name] = trimmed;
        }
    }
}
