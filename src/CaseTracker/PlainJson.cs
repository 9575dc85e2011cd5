using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CaseTracker;

/// <summary>The JSON of API and command line: camel case, enums by identifier in kebab case, dates yyyy-MM-dd, Chinese as it is. Reading refuses every fault at once, each at its field.</summary>
public static class PlainJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(new KebabNames(), allowIntegerValues: false) },
    };

    /// <summary>Names of enum members as <see cref="DisplayNames.Kebab"/> writes them; those in capitals (C3, RC) stay.</summary>
    private sealed class KebabNames : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name.All(c => char.IsUpper(c) || char.IsDigit(c)) ? name
            : string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
    }

    public static string Of(object? value) => JsonSerializer.Serialize(value, Options);

    /// <summary>An object of JSON text; anything else is refused with the place of the fault.</summary>
    public static JsonObject ReadObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'), new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? JsonObject.Create(document.RootElement.Clone())!
                : throw new RefusedException("内容应为一个 JSON 对象，即写在花括号 { } 之内");
        }
        catch (JsonException wrong)
        {
            throw new RefusedException(wrong.LineNumber is { } line
                ? $"内容不是正确的 JSON，请检查第{line + 1}行第{wrong.BytePositionInLine + 1}个字节附近的引号、逗号和括号"
                : "内容不是正确的 JSON，或者同一项写了两次，请检查");
        }
    }

    /// <summary>Reads a command: an unknown name, a wrong type, an unknown choice and an impossible date are refused with the field.</summary>
    public static T Read<T>(string json) where T : class, new() => Read<T>(ReadObject(json));

    /// <inheritdoc cref="Read{T}(string)"/>
    public static T Read<T>(JsonObject json) where T : class, new()
    {
        var reasons = new List<Reason>();
        var read = ObjectOf(typeof(T), json, "", reasons);
        return reasons.Count == 0 ? (T)read! : throw new RefusedException(reasons);
    }

    /// <summary>Reads a filter from a query string or from options: texts by name, blank ones left out.</summary>
    public static T ReadTexts<T>(IEnumerable<KeyValuePair<string, string?>> texts) where T : class, new()
    {
        var json = new JsonObject();
        foreach (var (name, text) in texts.Where(t => !string.IsNullOrWhiteSpace(t.Value)))
        {
            var type = PropertyOf(typeof(T), name)?.PropertyType;
            json[name] = (Nullable.GetUnderlyingType(type ?? typeof(string)) ?? type) switch
            {
                { } t when t == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
                { } t when t == typeof(bool) && bool.TryParse(text, out var flag) => JsonValue.Create(flag),
                _ => JsonValue.Create(text!.Trim()),
            };
        }

        return Read<T>(json);
    }

    /// <summary>The field name as JSON has it: <c>Petitioners[0].Name</c> is <c>petitioners[0].name</c>.</summary>
    public static string? FieldOf(string? field) => field is null ? null : string.Join('.', field.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static object? ObjectOf(Type type, JsonObject json, string path, List<Reason> reasons)
    {
        var made = Activator.CreateInstance(type)!;
        foreach (var (name, node) in json)
        {
            var field = path + name;
            if (PropertyOf(type, name) is not { } property)
            {
                reasons.Add(new Reason($"没有“{name}”这一项，请删去或更正名称；可用的有：{string.Join("、", Writable(type).Select(p => FieldOf(p.Name)))}", Field: field));
                continue;
            }

            var before = reasons.Count;
            var value = ValueOf(property.PropertyType, node, property.Display(), path + FieldOf(property.Name), reasons, IsOptional(property));
            if (reasons.Count == before && (value is not null || IsOptional(property)))
            {
                property.SetValue(made, value);
            }
        }

        return made;
    }

    private static object? ValueOf(Type type, JsonNode? node, string label, string field, List<Reason> reasons, bool optional)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        if (node is null || (optional && kind != typeof(string) && TextOf(node) is { } blank && string.IsNullOrWhiteSpace(blank)))
        {
            return optional ? null : Wrong("不能是 null，不填请删去这一项");
        }

        if (kind == typeof(string))
        {
            return TextOf(node) ?? Wrong("应为文字，请写在引号之内");
        }

        if (kind == typeof(bool))
        {
            return node is JsonValue v && v.TryGetValue(out bool flag) ? flag : Wrong("应为 true 或 false，不加引号");
        }

        if (kind == typeof(int))
        {
            return node is JsonValue v && v.TryGetValue(out int number) ? number : Wrong("应为整数，不加引号");
        }

        if (kind == typeof(decimal))
        {
            return node is JsonValue v && (v.TryGetValue(out decimal sum) || Money.Parse(TextOf(node)) is { } typed && (sum = typed) == typed) ? sum : Wrong("应为数字，如 500.00");
        }

        if (kind == typeof(DateOnly))
        {
            return DateOnly.TryParseExact(TextOf(node), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : Wrong("应为实际存在的日期，写作 2025-03-03");
        }

        if (kind == typeof(TimeOnly))
        {
            return TimeOnly.TryParseExact(TextOf(node), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : Wrong("应为实际存在的时间，写作 09:30");
        }

        if (kind == typeof(Guid))
        {
            return Guid.TryParse(TextOf(node), out var id) ? id : Wrong("应为编号（如 0b5e7711-0000-4000-8000-000000000001）");
        }

        if (kind.IsEnum)
        {
            return TextOf(node) is { } text && DisplayNames.Find(kind, text) is { } member ? member
                : Wrong($"没有“{Shown(node)}”这一选项，可选：{string.Join("、", Enum.GetValues(kind).Cast<Enum>().Select(v => v.Display()))}");
        }

        return kind.IsGenericType ? ListOf(kind.GetGenericArguments()[0], node, label, field, reasons)
            : node is JsonObject inner ? ObjectOf(kind, inner, field + ".", reasons) : Wrong("应为一个对象，写在花括号 { } 之内");

        object? Wrong(string text)
        {
            reasons.Add(new Reason(label + text, Field: field));
            return null;
        }
    }

    private static Array? ListOf(Type item, JsonNode node, string label, string field, List<Reason> reasons)
    {
        if (node is not JsonArray items)
        {
            reasons.Add(new Reason($"{label}应为一个列表，写在方括号 [ ] 之内", Field: field));
            return null;
        }

        var list = Array.CreateInstance(item, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            list.SetValue(ValueOf(item, items[i], label, $"{field}[{i}]", reasons, optional: false), i);
        }

        return list;
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Shown(JsonNode node) => TextOf(node) ?? node.ToJsonString();

    private static IEnumerable<PropertyInfo> Writable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true });

    private static PropertyInfo? PropertyOf(Type type, string name) => Writable(type).FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsOptional(PropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
}
