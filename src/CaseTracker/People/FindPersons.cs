using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.People;

/// <summary>Persons by name or by a whole number, to find entries that were made wrongly or twice. Numbers stay masked.</summary>
public sealed class FindPersons(CaseDb db, ProtectedValues values)
{
    private const int Most = 50;

    public sealed record Row(Guid Id, int Version, string Name, string Sex, DateOnly? BirthOn, string? IdNumber, string? Phone, string? Address, string? WorkUnit, bool IsVoid, Guid? MergedInto, bool IsTwice);

    /// <summary>At most fifty, those whose name occurs twice marked; without words the ones that share a name.</summary>
    public async Task<IReadOnlyList<Row>> ExecuteAsync(string? words, CancellationToken cancel)
    {
        var persons = db.Persons.AsNoTracking();
        if (words?.Trim() is { Length: > 0 } typed)
        {
            var key = PersonName.Key(PersonName.Clean(typed));
            List<Guid> ids = [.. await values.FindAsync(Person.Kind, ProtectedField.IdNumber, typed, cancel), .. await values.FindAsync(Person.Kind, ProtectedField.Phone, typed, cancel)];
            persons = persons.Where(p => p.NormalName.Contains(key) || ids.Contains(p.Id));
        }
        else
        {
            persons = persons.Where(p => p.VoidedAt == null && db.Set<Person>().Any(o => o.NormalName == p.NormalName && o.Id != p.Id && o.VoidedAt == null));
        }

        var found = await persons.OrderBy(p => p.NormalName).ThenBy(p => p.Id).Take(Most).ToListAsync(cancel);
        var texts = await values.ReadAsync([.. found.SelectMany(p => new[] { p.IdNumberId, p.PhoneId, p.AddressId }).OfType<Guid>()], cancel);
        var twice = found.Where(p => p.VoidedAt is null).GroupBy(p => p.NormalName, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        return [.. found.Select(p => new Row(
            p.Id, p.Version, p.Name, p.Sex == Sex.Unknown ? "" : p.Sex.Display(), p.BirthOn, Of(p.IdNumberId, Mask.IdNumber), Of(p.PhoneId, Mask.Phone), Of(p.AddressId, Mask.Address), p.WorkUnit,
            p.VoidedAt is not null, p.MergedInto, twice.Contains(p.NormalName)))];

        string? Of(Guid? id, Func<string, string> mask) => id is { } known && texts.TryGetValue(known, out var text) ? mask(text) : null;
    }
}
