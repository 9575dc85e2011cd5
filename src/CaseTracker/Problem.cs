using CaseTracker.Data;

namespace CaseTracker;

/// <summary>A refusal as API and command line print it (RFC 9457): every reason with its article, who can lift it and the field.</summary>
public sealed record Problem(string Type, string Title, int Status, string Detail, string Code, IReadOnlyList<Reason> Reasons)
{
    public const string ContentType = "application/problem+json";

    /// <summary>404 says the same of everything; 409 <c>stale</c> after another's change; 400 where every reason has a field; else 409.</summary>
    public static Problem Of(RefusedException refused) => refused switch
    {
        NotFoundException => Of(404, "not-found", "不存在", [new Reason("没有找到，或者不在您可以查看的范围之内")]),
        StaleException => Of(409, "stale", "已被他人修改", refused.Reasons),
        _ when refused.Reasons.All(r => r.Field is not null) => Of(400, "invalid", "填写有误", refused.Reasons),
        _ => Of(409, "refused", "不能办理", refused.Reasons),
    };

    /// <summary>A problem with a status of its own.</summary>
    public static Problem Of(int status, string code, string title, IReadOnlyList<Reason> reasons) => new(
        "about:blank", title, status, string.Join("；", reasons.Select(r => r.ToString())), code, [.. reasons.Select(r => r with { Field = PlainJson.FieldOf(r.Field) })]);
}
