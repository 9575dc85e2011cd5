using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cadres;

/// <summary>Who of the roster a visitor may be, each with the reason; indexed lookups only, so that it keeps pace with typing.</summary>
public sealed class RecognizeCadre(CaseDb db, ProtectedValues values, OfficeClock clock)
{
    private const int Most = 5;

    /// <param name="Why">身份证号相同、电话相同、姓名相同, joined by 、.</param>
    /// <param name="IsSure">The identity number is the same.</param>
    public sealed record Candidate(Guid CadreId, string PersonNumber, string Name, string? OldUnit, string? OldPost, DateOnly? BirthOn, Level? Level, bool InCare, string Why, bool IsSure);

    /// <summary>What is known of the visitor; blank is as good as not given.</summary>
    public async Task<IReadOnlyList<Candidate>> ExecuteAsync(string? name, string? phone, string? idNumber, DateOnly day, CancellationToken cancel)
    {
        var byId = string.IsNullOrWhiteSpace(idNumber) ? [] : await values.FindAsync(Cadre.Kind, ProtectedField.IdNumber, idNumber, cancel);
        var byPhone = string.IsNullOrWhiteSpace(phone) ? [] : await values.FindAsync(Cadre.Kind, ProtectedField.Phone, phone, cancel);
        var key = PersonName.Key(name ?? "");
        if (byId.Count == 0 && byPhone.Count == 0 && key.Length == 0)
        {
            return [];
        }

        List<Guid> ids = [.. byId, .. byPhone];
        var found = await db.Cadres.AsNoTracking()
            .Where(c => c.KeptCadreId == null && (ids.Contains(c.Id) || (key != "" && c.NameKey == key)))
            .OrderBy(c => c.PersonNumber).Take(20).ToListAsync(cancel);
        var foundIds = found.ConvertAll(c => c.Id);
        var now = clock.Now;
        var levels = await db.CadreLevels.AsNoTracking().Where(l => foundIds.Contains(l.CadreId)).ToListAsync(cancel);
        var statuses = await db.CadreStatuses.AsNoTracking().Where(s => foundIds.Contains(s.CadreId)).ToListAsync(cancel);
        return
        [
            .. found
                .Select(c => new Candidate(c.Id, c.PersonNumber, c.Name, c.OldUnit, c.OldPost, c.BirthOn,
                    levels.Where(l => l.CadreId == c.Id).LevelOn(day, now), statuses.Where(s => s.CadreId == c.Id).InCareOn(day, now),
                    string.Join("、", Reasons(c)), byId.Contains(c.Id)))
                .OrderByDescending(c => c.IsSure).ThenByDescending(c => c.Why.Length).Take(Most),
        ];

        IEnumerable<string> Reasons(Cadre c)
        {
            if (byId.Contains(c.Id))
            {
                yield return "身份证号相同";
            }

            if (byPhone.Contains(c.Id))
            {
                yield return "电话相同";
            }

            if (c.NameKey == key)
            {
                yield return "姓名相同";
            }
        }
    }
}
