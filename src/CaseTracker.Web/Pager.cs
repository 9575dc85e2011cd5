namespace CaseTracker.Web;

/// <summary>The foot of a list: 共 N 条 and the addresses of its neighbours, null where there is none;
/// capped: the count stopped there, there are more. <c>&lt;partial name="_Pager" model="…" /&gt;</c></summary>
public sealed record Pager(long Total, string? Previous = null, string? Next = null, bool Capped = false);
