using System.Text.Json;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>
/// 检举控告 of the same accused, which is how anonymous ones are found to be repeats (重信重访认定规则). Only among those that the viewer may open anyhow:
/// nothing is kept, so that nobody else learns that there is another. Each one found is audited as read.
/// </summary>
public sealed class FindSameAccused(CaseDb db, IConfigurationProvider mappings, ProtectedValues values, OfficeClock clock)
{
    private const int MostCompared = 200;

    /// <param name="accused">被反映人或单位, as typed; two characters at least.</param>
    /// <param name="except">The accusation that is looked at itself.</param>
    public async Task<IReadOnlyList<PetitionRow>> ExecuteAsync(string? accused, Guid? except, Actor actor, CancellationToken cancel)
    {
        var wanted = Plain(accused);
        if (wanted.Length < 2)
        {
            return [];
        }

        var known = await db.Petitions.AsNoTracking().Where(PetitionVisibility.Opens(db)).Where(p => p.IsConfidential && p.SealedId != null && p.Id != except)
            .OrderByDescending(p => p.ReceivedOn).Take(MostCompared).Select(p => new { p.Id, Sealed = p.SealedId!.Value }).ToListAsync(cancel);
        var texts = await values.ReadAsync([.. known.Select(k => k.Sealed)], cancel);
        var same = known.Where(k => texts.TryGetValue(k.Sealed, out var json) && IsSame(wanted, Plain(JsonSerializer.Deserialize<SealedText>(json, CanonicalJson.Options)?.Accused))).Select(k => k.Id).ToList();
        foreach (var id in same)
        {
            await AuditLog.WriteAsync(db, actor, clock.Now, new AuditNote("compare-accusation", Petition.Kinds, id) { IsConfidential = true }, cancel);
        }

        return await db.Petitions.AsNoTracking().Where(p => same.Contains(p.Id)).OrderByDescending(p => p.ReceivedOn).ProjectTo<PetitionRow>(mappings).ToListAsync(cancel);
    }

    // 张三 and 经济运行科张三 are the same accused; a single character is nobody.
    private static bool IsSame(string a, string b) => b.Length >= 2 && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal));

    private static string Plain(string? text) => string.Concat((text ?? "").Where(char.IsLetterOrDigit));
}
