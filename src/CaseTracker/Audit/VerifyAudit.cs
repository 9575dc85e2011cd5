using System.Text.Json;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Audit;

/// <summary>One place where the chain does not hold.</summary>
/// <param name="Seq">Number of the link, or of the first one that is missing.</param>
public sealed record AuditFault(long Seq, string What);

/// <summary>The end of the chain at a moment, to be kept where the program cannot reach it: it proves later that no tail was cut.</summary>
public sealed record AuditAnchor(long Seq, string Mac, DateTime At);

/// <summary>Walks the chain from its first link and names every edit, deletion, insertion and reordering; against an anchor also a cut tail.</summary>
public sealed class VerifyAudit(CaseDb db, Keys keys)
{
    public sealed record Result(long Links, AuditAnchor? End, IReadOnlyList<AuditFault> Faults);

    /// <param name="anchors">Anchors exported earlier; none when there are none.</param>
    public Task<Result> ExecuteAsync(IReadOnlyList<AuditAnchor> anchors, CancellationToken cancel) => ExecuteAsync(anchors, _ => { }, cancel);

    /// <param name="anchors">Anchors exported earlier; none when there are none.</param>
    /// <param name="look">Sees each link on the way.</param>
    internal async Task<Result> ExecuteAsync(IReadOnlyList<AuditAnchor> anchors, Action<AuditEntry> look, CancellationToken cancel)
    {
        var faults = new List<AuditFault>();
        var awaited = anchors.GroupBy(a => a.Seq).ToDictionary(g => g.Key, g => g.First().Mac);
        var (seq, prev, links) = (0L, "", 0L);
        AuditAnchor? end = null;
        await foreach (var link in db.AuditEntries.AsNoTracking().OrderBy(e => e.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (link.Seq != seq + 1)
            {
                faults.Add(new AuditFault(seq + 1, link.Seq == seq + 2 ? $"第 {seq + 1} 条记录被删除" : $"第 {seq + 1} 至 {link.Seq - 1} 条记录被删除"));
            }
            else if (link.Prev != prev)
            {
                faults.Add(new AuditFault(link.Seq, $"第 {link.Seq} 条记录与前一条不相连（被调换、插入，或前一条被替换）"));
            }

            if (!Fits(link))
            {
                faults.Add(new AuditFault(link.Seq, $"第 {link.Seq} 条记录的内容与校验码不符（被修改、调换或伪造）"));
            }

            if (awaited.Remove(link.Seq, out var mac) && mac != link.Mac)
            {
                faults.Add(new AuditFault(link.Seq, $"第 {link.Seq} 条记录与外存锚点不符（其前的记录被整体重写）"));
            }

            look(link);
            (seq, prev, links) = (link.Seq, link.Mac, links + 1);
            end = new AuditAnchor(link.Seq, link.Mac, link.At);
        }

        faults.AddRange(awaited.Keys.Order().Select(missing => new AuditFault(seq + 1, $"外存锚点记有第 {missing} 条记录，审计链只到第 {seq} 条：尾部被截断")));
        return new Result(links, end, faults);
    }

    /// <summary>Reads an anchor file: one JSON object a line.</summary>
    public static IReadOnlyList<AuditAnchor> ReadAnchors(string text)
    {
        try
        {
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => JsonSerializer.Deserialize<AuditAnchor>(l, CanonicalJson.Options)!)];
        }
        catch (JsonException)
        {
            throw new RefusedException("锚点文件无法读取：每行应是一个由 casetracker audit anchor 写出的 JSON 对象");
        }
    }

    public static string WriteAnchor(AuditAnchor anchor) => CanonicalJson.Of(anchor);

    private bool Fits(AuditEntry link)
    {
        try
        {
            return AuditChain.MacOf(keys, link) == link.Mac;
        }
        catch (DamagedValueException)
        {
            return false; // an audit key that never was: the key id itself was edited
        }
    }
}
