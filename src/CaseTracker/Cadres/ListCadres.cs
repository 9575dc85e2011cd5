using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cadres;

/// <summary>The people of the roster to choose from, as they stood on a day.</summary>
public sealed class ListCadres(CaseDb db, OfficeClock clock)
{
    public sealed record Choice(Guid Id, string PersonNumber, string Name, Level? Level, string? OldUnit, bool InCare)
    {
        /// <summary>LGB-001 张三（厂级，云溪机械厂）.</summary>
        public string Text => $"{PersonNumber} {Name}（{string.Join("，", new[] { Level?.Display(), OldUnit }.OfType<string>())}）";
    }

    /// <summary>Mistaken entries are left out; whoever was not in care on the day only where they are asked for (去世慰问, 遗属).</summary>
    public async Task<IReadOnlyList<Choice>> ExecuteAsync(DateOnly day, bool others, CancellationToken cancel)
    {
        var now = clock.Now;
        var inCare = db.InCareOn(day, now);
        var levels = db.LevelOn(day, now);
        var rows = await db.Cadres.AsNoTracking().Where(c => c.KeptCadreId == null && (others || inCare.Any(i => i.Id == c.Id)))
            .OrderBy(c => c.PersonNumber)
            .Select(c => new { c.Id, c.PersonNumber, c.Name, c.OldUnit, Grade = levels.Where(l => l.CadreId == c.Id).Select(l => (CadreGrade?)l.Grade).FirstOrDefault(), InCare = inCare.Any(i => i.Id == c.Id) })
            .ToListAsync(cancel);
        return [.. rows.Select(r => new Choice(r.Id, r.PersonNumber, r.Name, r.Grade?.Level(), r.OldUnit, r.InCare))];
    }

    /// <summary>Finds people by 人员编号, full name or id, several joined by 、 or ; or a line each; refused at the field where one is unknown or a name belongs to two.</summary>
    public async Task<IReadOnlyList<Choice>> FindAsync(IEnumerable<string> typed, string field, DateOnly day, CancellationToken cancel)
    {
        var all = await ExecuteAsync(day, others: true, cancel);
        List<Choice> found = [];
        List<Reason> reasons = [];
        foreach (var text in typed.SelectMany(t => t.Split(['、', ';', '；', ',', '，', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            var key = People.PersonName.Key(text);
            var fitting = all.Where(c => string.Equals(c.PersonNumber, text, StringComparison.OrdinalIgnoreCase) || (Guid.TryParse(text, out var id) && c.Id == id)).ToList();
            fitting = fitting.Count > 0 ? fitting : [.. all.Where(c => People.PersonName.Key(c.Name) == key)];
            if (fitting is not [var one])
            {
                reasons.Add(new(fitting.Count == 0 ? $"花名册中没有“{text}”，请填写人员编号或姓名" : $"花名册中有{fitting.Count}人名叫“{text}”，请填写人员编号（{string.Join("、", fitting.Select(f => f.PersonNumber))}）", Field: field));
            }
            else if (!found.Contains(one))
            {
                found.Add(one);
            }
        }

        return reasons.Count == 0 ? found : throw new RefusedException(reasons);
    }
}
