using Microsoft.Extensions.Primitives;

namespace CaseTracker.Web;

/// <summary>The foot of a list: 共 N 条 and the addresses of its neighbours, null where there is none;
/// capped: the count stopped there, there are more. <c>&lt;partial name="_Pager" model="…" /&gt;</c></summary>
public sealed record Pager(long Total, string? Previous = null, string? Next = null, bool Capped = false)
{
    /// <summary>Of a list by keyset: the cursors of the pages before travel along in <c>trail</c>, so that 上一页 needs no history of the browser.</summary>
    public static Pager Keyset(HttpRequest request, long total, string? after, string? trail, string? next, bool capped)
    {
        var steps = string.IsNullOrEmpty(trail) ? [] : trail.Split(',');
        return new Pager(
            total,
            after is null ? null : Address(steps.Length > 0 ? steps[^1] : null, string.Join(',', steps.SkipLast(1))),
            next is null ? null : Address(next, string.Join(',', after is null ? steps : [.. steps, after])),
            capped);

        string Address(string? to, string before)
        {
            var query = QueryString.Create(request.Query.Where(p => p.Key is not ("after" or "trail") && !StringValues.IsNullOrEmpty(p.Value)));
            query = to is null ? query : query.Add("after", to);
            return request.Path + (before.Length == 0 ? query : query.Add("trail", before));
        }
    }
}
