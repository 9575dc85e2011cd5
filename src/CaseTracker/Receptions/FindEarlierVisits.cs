using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Receptions;

/// <summary>Earlier visits of the person at the desk, each with the reason why it may be his; indexed lookups only. The clerk decides. Confidential ones are never found.</summary>
public sealed class FindEarlierVisits(CaseDb db, ProtectedValues values)
{
    private const int Most = 8;

    public sealed record Earlier(Guid Id, string Number, DateOnly ArrivedOn, string Name, string? Unit, string? Summary, ReceptionState State, string Why);

    public async Task<IReadOnlyList<Earlier>> ExecuteAsync(string? name, string? phone, string? idNumber, CancellationToken cancel)
    {
        var byId = string.IsNullOrWhiteSpace(idNumber) ? [] : await values.FindAsync(Reception.Kind, ProtectedField.IdNumber, idNumber, cancel);
        var byPhone = string.IsNullOrWhiteSpace(phone) ? [] : await values.FindAsync(Reception.Kind, ProtectedField.Phone, phone, cancel);
        var key = PersonName.Key(name ?? "");
        List<Guid> byName = key.Length == 0 ? [] : await (
            from visitor in db.ReceptionVisitors.AsNoTracking()
            where visitor.NameKey == key
            join reception in db.Receptions on visitor.ReceptionId equals reception.Id
            where !reception.IsConfidential
            orderby reception.ArrivedOn descending
            select reception.Id).Take(Most).ToListAsync(cancel);
        List<Guid> ids = [.. byId.Concat(byPhone).Take(50), .. byName];
        if (ids.Count == 0)
        {
            return [];
        }

        var found = await db.Receptions.AsNoTracking()
            .Where(r => ids.Contains(r.Id) && !r.IsConfidential && r.State != ReceptionState.Voided && r.State != ReceptionState.Merged)
            .OrderByDescending(r => r.ArrivedOn).ThenByDescending(r => r.Number).Take(Most)
            .Select(r => new { r.Id, r.Number, r.ArrivedOn, r.MainVisitor, r.State, Summary = r.Problem == null ? null : r.Problem.Substring(0, 40) }).ToListAsync(cancel);
        var foundIds = found.ConvertAll(r => r.Id);
        var visitors = await db.ReceptionVisitors.AsNoTracking().Where(v => foundIds.Contains(v.ReceptionId)).OrderBy(v => v.Ordinal).Select(v => new { v.ReceptionId, v.Name, v.NameKey, v.Unit }).ToListAsync(cancel);
        return
        [
            .. found.Select(r =>
            {
                var who = visitors.Find(v => v.ReceptionId == r.Id && v.NameKey == key) ?? visitors.Find(v => v.ReceptionId == r.Id);
                string?[] why = [byId.Contains(r.Id) ? "证件号相同" : null, byPhone.Contains(r.Id) ? "电话相同" : null, key.Length > 0 && who?.NameKey == key ? "姓名相同" : null];
                return new Earlier(r.Id, r.Number, r.ArrivedOn, who?.Name ?? r.MainVisitor ?? "匿名", who?.Unit, r.Summary, r.State, string.Join("、", why.OfType<string>()));
            }),
        ];
    }
}
