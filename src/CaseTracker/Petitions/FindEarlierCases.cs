using AutoMapper;
using AutoMapper.QueryableExtensions;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>Earlier ordinary cases of somebody, by his number, phone or name, each with the reason: the desk decides whether the matter is the same (同人+同事). Never a 检举控告.</summary>
public sealed class FindEarlierCases(CaseDb db, IConfigurationProvider mappings, ProtectedValues values)
{
    private const int Most = 10;

    public sealed record Earlier(PetitionRow Row, string Reason);

    /// <summary>Newest first, at most ten. Two characters of a name are enough; numbers must be whole.</summary>
    public async Task<IReadOnlyList<Earlier>> ExecuteAsync(string? name, string? idNumber, string? phone, Guid? personId, CancellationToken cancel)
    {
        var reasons = new Dictionary<Guid, string>();
        await AddAsync("证件号码相同", idNumber, ProtectedField.IdNumber);
        await AddAsync("电话相同", phone, ProtectedField.Phone);
        if (personId is { } person)
        {
            foreach (var id in await db.Set<Petitioner>().IgnoreQueryFilters().Where(p => p.PersonId == person).Select(p => p.PetitionId).Distinct().OrderByDescending(i => i).Take(50).ToListAsync(cancel))
            {
                reasons.TryAdd(id, "同一人");
            }
        }

        var clean = PersonName.Clean(name ?? "");
        if (clean.Length >= 2)
        {
            foreach (var id in await db.Petitions.AsNoTracking().Where(p => p.MainName == clean && !p.IsConfidential).OrderByDescending(p => p.ReceivedOn).Select(p => p.Id).Take(Most).ToListAsync(cancel))
            {
                reasons.TryAdd(id, "姓名相同");
            }
        }

        var ids = reasons.Keys.ToList();
        var rows = await db.Petitions.AsNoTracking().Where(p => ids.Contains(p.Id) && !p.IsConfidential && !p.IsVoid).OrderByDescending(p => p.ReceivedOn).Take(Most).ProjectTo<PetitionRow>(mappings).ToListAsync(cancel);
        return [.. rows.Select(r => new Earlier(r, reasons[r.Id]))];

        async Task AddAsync(string reason, string? typed, ProtectedField field)
        {
            if (!string.IsNullOrWhiteSpace(typed))
            {
                foreach (var id in await values.FindAsync(Petition.Kinds, field, typed, cancel))
                {
                    reasons.TryAdd(id, reason);
                }
            }
        }
    }
}
