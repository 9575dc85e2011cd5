using AutoMapper;
using AutoMapper.QueryableExtensions;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>
/// Earlier ordinary cases of somebody, by his number, phone or name, each with the reason, and with a hint where the matter looks the same: the desk decides (同人+同事). Never a 检举控告.
/// Of an agent the principal counts, in what is typed and in what is found.
/// </summary>
public sealed class FindEarlierCases(CaseDb db, IConfigurationProvider mappings, ProtectedValues values)
{
    private const int Most = 10;
    private const int MostCompared = 50;

    /// <summary>Whom the desk is typing.</summary>
    /// <param name="Principal">委托人 of an agent: he is looked for, and the agent's own numbers are not.</param>
    public sealed record Someone(string? Name, string? IdNumber, string? Phone, Guid? PersonId, string? Principal = null);

    /// <param name="Likeness">Why it may be the same matter, in a sentence; null where it does not look like it.</param>
    public sealed record Earlier(PetitionRow Row, string Reason, string? Likeness = null);

    /// <summary>Those that look like the same matter first, then the newest, at most ten. Two characters of a name are enough; numbers must be whole.</summary>
    /// <param name="matter">What is being typed; null where nothing is known of it yet.</param>
    public async Task<IReadOnlyList<Earlier>> ExecuteAsync(Someone who, Matter? matter, CancellationToken cancel)
    {
        var reasons = new Dictionary<Guid, string>();
        var principal = PersonName.Clean(who.Principal ?? "");
        var name = principal.Length > 0 ? principal : PersonName.Clean(who.Name ?? "");
        if (principal.Length == 0)
        {
            await AddAsync("证件号码相同", who.IdNumber, ProtectedField.IdNumber);
            await AddAsync("电话相同", who.Phone, ProtectedField.Phone);
            if (who.PersonId is { } person)
            {
                Add("同一人", await db.Set<Petitioner>().IgnoreQueryFilters().Where(p => p.PersonId == person).Select(p => p.PetitionId).Distinct().OrderByDescending(i => i).Take(MostCompared).ToListAsync(cancel));
            }
        }

        if (name.Length >= 2)
        {
            Add(principal.Length > 0 ? "与委托人姓名相同" : "姓名相同", await db.Petitions.AsNoTracking().Where(p => p.MainName == name && !p.IsConfidential).OrderByDescending(p => p.ReceivedOn).Select(p => p.Id).Take(Most).ToListAsync(cancel));
            Add("委托人姓名相同", await db.Set<Petitioner>().IgnoreQueryFilters().Where(p => p.IsAgent && p.Principal == name).Select(p => p.PetitionId).Distinct().Take(MostCompared).ToListAsync(cancel));
        }

        var own = await OwnAsync([.. reasons.Keys], name, principal.Length > 0 ? null : who.PersonId, cancel);
        var newest = db.Petitions.AsNoTracking().Where(p => own.Contains(p.Id) && !p.IsConfidential && !p.IsVoid).OrderByDescending(p => p.ReceivedOn).Take(MostCompared);
        var rows = await newest.ProjectTo<PetitionRow>(mappings).ToListAsync(cancel);
        var matters = matter is null || matter.Text.Length == 0 ? []
            : await newest.Select(p => new { p.Id, p.Title, p.Summary, p.CategoryId, p.PlaceId }).ToDictionaryAsync(p => p.Id, p => new Matter($"{p.Title}\n{p.Summary}", p.CategoryId, p.PlaceId), cancel);
        return
        [
            .. rows.Select(r => new Earlier(r, reasons[r.Id], matters.TryGetValue(r.Id, out var earlier) ? matter!.LikenessTo(earlier) : null))
                .OrderBy(e => e.Likeness is null).ThenByDescending(e => e.Row.ReceivedOn).Take(Most),
        ];

        async Task AddAsync(string reason, string? typed, ProtectedField field)
        {
            if (!string.IsNullOrWhiteSpace(typed))
            {
                Add(reason, await values.FindAsync(Petition.Kinds, field, typed, cancel));
            }
        }

        void Add(string reason, IEnumerable<Guid> ids)
        {
            foreach (var id in ids)
            {
                reasons.TryAdd(id, reason);
            }
        }
    }

    /// <summary>Without the cases in which he only acted for somebody else.</summary>
    private async Task<List<Guid>> OwnAsync(List<Guid> ids, string name, Guid? person, CancellationToken cancel)
    {
        var people = await db.Set<Petitioner>().IgnoreQueryFilters().AsNoTracking().Where(p => ids.Contains(p.PetitionId)).Select(p => new { p.PetitionId, p.Name, p.IsAgent, p.Principal, p.PersonId }).ToListAsync(cancel);
        var byCase = people.ToLookup(p => p.PetitionId);
        return [.. ids.Where(id =>
        {
            var him = byCase[id].Where(p => p.Name == name || p.Principal == name || (person is not null && p.PersonId == person)).ToList();
            return (him.Count > 0 ? him : [.. byCase[id]]) is not { Count: > 0 } judged || judged.Exists(p => !p.IsAgent || p.Principal == name);
        })];
    }
}
