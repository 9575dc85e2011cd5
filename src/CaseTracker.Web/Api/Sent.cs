using System.Globalization;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;

namespace CaseTracker.Web.Api;

/// <summary>What a program sent: its body as strict JSON, its Idempotency-Key, the version it was looking at.</summary>
internal static class Sent
{
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>The body, an object of JSON in UTF-8.</summary>
    public static async Task<JsonObject> ObjectAsync(this HttpRequest request)
    {
        if (!MediaTypeIsJson(request))
        {
            throw new RefusedException(new Reason("内容应为 JSON，请写明 Content-Type: application/json", Field: "Content-Type"));
        }

        using var reader = new StreamReader(request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            return PlainJson.ReadObject(await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
        }
        catch (DecoderFallbackException)
        {
            throw new RefusedException("内容不是 UTF-8 编码，请改用 UTF-8");
        }
    }

    /// <summary>The key by which a repeated call does nothing; a GUID.</summary>
    public static Guid? RequestId(this HttpRequest request) => request.Headers[IdempotencyKey].ToString() switch
    {
        "" => null,
        var text => Guid.TryParse(text, out var id) ? id : throw RefusedException.At(IdempotencyKey, "Idempotency-Key 应为 GUID，如 0b5e7711-0000-4000-8000-000000000001"),
    };

    /// <summary>The version from If-Match, or from the member <c>version</c> of the body, which is taken out; null when none was seen.</summary>
    public static int? Version(this HttpRequest request, JsonObject body)
    {
        if (request.Headers.IfMatch.ToString() is { Length: > 0 } tag)
        {
            return int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : throw RefusedException.At("If-Match", "If-Match 应为版本号，如 \"3\"");
        }

        if (!body.TryGetPropertyValue("version", out var member))
        {
            return null;
        }

        body.Remove("version");
        return member is null ? null : member is JsonValue value && value.TryGetValue(out int version) ? version : throw RefusedException.At("version", "version 应为整数，不加引号");
    }

    /// <summary>The query string as a filter; a name given twice is refused.</summary>
    public static T Filter<T>(this HttpRequest request) where T : class, new()
    {
        var twice = request.Query.Where(q => q.Value.Count > 1).Select(q => new Reason($"“{q.Key}”只能写一次", Field: q.Key)).ToList();
        return twice.Count == 0 ? PlainJson.ReadTexts<T>(request.Query.Select(q => new KeyValuePair<string, string?>(q.Key, q.Value))) : throw new RefusedException(twice);
    }

    /// <summary>A choice in the address, by identifier or Chinese name.</summary>
    public static T Choice<T>(string field, string text) where T : struct, Enum => DisplayNames.Parse<T>(text)
        ?? throw RefusedException.At(field, $"没有“{text}”这一选项，可选：{string.Join("、", Enum.GetValues<T>().Select(v => v.Kebab()))}");

    private static bool MediaTypeIsJson(HttpRequest request) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase);
}
