using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Audit;

/// <summary>The keyed chain: gives each new link its number, the MAC of the link before and its own MAC, in the transaction of the change.</summary>
internal sealed class AuditChain(Keys keys) : IWriteParticipant
{
    public int Order => 2;

    public async Task BeforeCommitAsync(CaseDb db, CancellationToken cancel)
    {
        var links = db.Pending.OfType<AuditEntry>().ToList();
        if (links.Count == 0)
        {
            return;
        }

        await db.LockAsync("audit", cancel);
        var last = await db.AuditEntries.AsNoTracking().OrderByDescending(e => e.Seq).Select(e => new { e.Seq, e.Mac }).FirstOrDefaultAsync(cancel);
        var (seq, prev) = (last?.Seq ?? 0, last?.Mac ?? "");
        foreach (var link in links)
        {
            link.Seq = ++seq;
            link.Prev = prev;
            link.KeyId = keys.AuditKeyId;
            if (link.IsConfidential)
            {
                link.ObjectId = Pseudonym(keys, link.SubjectId);
            }

            link.Mac = prev = MacOf(keys, link);
        }

        db.Pending.RemoveAll(p => p is AuditEntry);
        db.AddRange(links);
    }

    /// <summary>HMAC-SHA256 of the link before and of the canonical row, in hex.</summary>
    internal static string MacOf(Keys keys, AuditEntry e)
    {
        JsonArray row = [e.Seq, e.At.Ticks, e.ActorId.ToString(), e.ActorName, e.ForUserId?.ToString(), e.Action, e.ObjectKind, e.ObjectId, e.Result, e.Address, e.Reason, e.Details, e.KeyId];
        return Convert.ToHexStringLower(keys.AuditMac(e.KeyId, Encoding.UTF8.GetBytes(e.Prev + row.ToJsonString(CanonicalJson.Options))));
    }

    /// <summary>The name under which the chain knows a hidden record: the same for each of its links, and of no use without the key.</summary>
    internal static string Pseudonym(Keys keys, Guid id) => "受限对象-" + Convert.ToHexStringLower(HMACSHA256.HashData(keys.AuditMac(keys.AuditKeyId, "pseudonym"u8), id.ToByteArray())[..8]);
}
