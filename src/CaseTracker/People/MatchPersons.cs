using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.People;

/// <summary>One known person offered while the clerk types; masked.</summary>
/// <param name="Reasons">Why he is offered, in Chinese, the strongest first.</param>
public sealed record PersonMatch(Guid Id, string Name, Sex Sex, int? BirthYear, string IdNumber, string Phone, string Address, string? WorkUnit, IReadOnlyList<string> Reasons);

/// <summary>Suggests known persons for what was typed so far: by name, by exact identity number, by exact telephone. Accusers are in no registry, so that none is ever offered.</summary>
public sealed class MatchPersons(CaseDb db, ProtectedValues values, OfficeClock clock)
{
    private const int Most = 10;

    public sealed record Filter(string? Name, string? IdNumber, string? Phone);

    public async Task<IReadOnlyList<PersonMatch>> ExecuteAsync(Filter filter, Actor actor, CancellationToken cancel)
    {
        var reasons = new Dictionary<Guid, List<string>>();
        // Half a number finds nothing, and is not looked for.
        var number = Normalised.IdNumber(filter.IdNumber ?? "");
        if (number.Length == 18 || (number.Length >= 8 && !number.All(char.IsAsciiDigit)))
        {
            await FindAsync(ProtectedField.IdNumber, number, "证件号码相同");
        }

        var phone = Normalised.Phone(filter.Phone ?? "");
        if (phone.Length >= (phone.StartsWith('1') ? 11 : 7))
        {
            await FindAsync(ProtectedField.Phone, phone, "电话相同");
        }

        var key = PersonName.Key(filter.Name ?? "");
        if (key.EnumerateRunes().Count() >= 2)
        {
            foreach (var same in await db.Persons.Where(p => p.NormalName == key && p.VoidedAt == null).OrderByDescending(p => p.IdNumberId != null).ThenBy(p => p.Id).Take(Most).Select(p => p.Id).ToListAsync(cancel))
            {
                Because(same, "姓名相同");
            }

            // % and _ in a name are no pattern: EF escapes them.
            foreach (var begun in await db.Persons.Where(p => p.NormalName.StartsWith(key) && p.NormalName != key && p.VoidedAt == null).OrderBy(p => p.NormalName).Take(Most).Select(p => p.Id).ToListAsync(cancel))
            {
                Because(begun, "姓名相近");
            }
        }

        return await RowsAsync(reasons, cancel);

        void Because(Guid person, string reason)
        {
            if (!reasons.TryGetValue(person, out var known))
            {
                reasons.Add(person, known = []);
            }

            known.Add(reason);
        }

        async Task FindAsync(ProtectedField field, string typed, string reason)
        {
            var owners = await values.FindAsync(Person.Kind, field, typed, cancel);
            foreach (var owner in owners)
            {
                Because(owner, reason);
            }

            // Also where nobody was found: somebody may be trying numbers.
            await AuditLog.WriteAsync(db, actor, clock.Now, new AuditNote("search-by-number", Person.Kind, owners is [var only] ? only : Guid.Empty) { Details = new { field, Found = owners.Count } }, cancel);
        }
    }

    private async Task<IReadOnlyList<PersonMatch>> RowsAsync(Dictionary<Guid, List<string>> reasons, CancellationToken cancel)
    {
        var found = await db.Persons.AsNoTracking().Where(p => reasons.Keys.Contains(p.Id) && p.VoidedAt == null).ToListAsync(cancel);
        var shown = found.OrderByDescending(p => Weight(reasons[p.Id])).ThenBy(p => p.NormalName, StringComparer.Ordinal).ThenBy(p => p.Id).Take(Most).ToList();
        var texts = await values.ReadAsync([.. shown.SelectMany(p => new[] { p.IdNumberId, p.PhoneId, p.AddressId }).OfType<Guid>()], cancel);
        return
        [
            .. shown.Select(p => new PersonMatch(
                p.Id, p.Name, p.Sex, p.BirthOn?.Year, Mask.IdNumber(Text(p.IdNumberId)), Mask.Phone(Text(p.PhoneId)), Mask.Address(Text(p.AddressId)), p.WorkUnit, reasons[p.Id])),
        ];

        string? Text(Guid? id) => id is { } wanted ? texts.GetValueOrDefault(wanted) : null;
    }

    private static int Weight(List<string> reasons) => reasons.Sum(r => r switch
    {
        "证件号码相同" => 8,
        "电话相同" => 4,
        "姓名相同" => 2,
        _ => 1,
    });
}
