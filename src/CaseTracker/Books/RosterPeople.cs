using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>The people of the roster by 人员编号, as the other books name them. The number of a mistaken entry leads to the person that is kept.</summary>
internal sealed class RosterPeople
{
    private readonly DateTime now;
    private readonly Dictionary<string, Person> people;
    private readonly Dictionary<Guid, string> numbers;
    private readonly ILookup<Guid, CadreLevel> levels;
    private readonly ILookup<Guid, CadreStatus> statuses;

    private RosterPeople(Dictionary<string, Person> people, Dictionary<Guid, string> numbers, IEnumerable<CadreLevel> levels, IEnumerable<CadreStatus> statuses, DateTime now)
    {
        (this.people, this.numbers, this.now) = (people, numbers, now);
        this.levels = levels.ToLookup(l => l.CadreId);
        this.statuses = statuses.ToLookup(s => s.CadreId);
    }

    /// <summary>Somebody of the roster, under the number that is kept.</summary>
    public sealed record Person(Guid Id, string Number, string Name);

    /// <summary>The people of one cell: each once, and the numbers that are nobody's.</summary>
    public sealed record Found(IReadOnlyList<Person> People, IReadOnlyList<string> Unknown, int Written);

    public static async Task<RosterPeople> LoadAsync(CaseDb db, DateTime now, CancellationToken cancel)
    {
        var rows = await db.Cadres.AsNoTracking().Select(c => new { c.Id, c.PersonNumber, c.Name, c.KeptCadreId }).ToDictionaryAsync(c => c.Id, cancel);
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        var numbers = new Dictionary<Guid, string>();
        foreach (var row in rows.Values)
        {
            var kept = row;
            for (var i = 0; i < 10 && kept.KeptCadreId is { } id && rows.TryGetValue(id, out var next); i++)
            {
                kept = next;
            }

            numbers.Add(row.Id, kept.PersonNumber);
            people.TryAdd(BookCells.Number(row.PersonNumber), new Person(kept.Id, kept.PersonNumber, kept.Name));
        }

        return new RosterPeople(people, numbers, await db.CadreLevels.AsNoTracking().ToListAsync(cancel), await db.CadreStatuses.AsNoTracking().ToListAsync(cancel), now);
    }

    public Found Find(string cell)
    {
        var numbers = BookCells.Several(cell).Select(BookCells.Number).Distinct().ToList();
        return new Found([.. numbers.Select(n => people.GetValueOrDefault(n)).OfType<Person>().DistinctBy(p => p.Id)], [.. numbers.Where(n => !people.ContainsKey(n))], numbers.Count);
    }

    /// <summary>The people of a cell that must name somebody; refuses the row for each number that is nobody's.</summary>
    public Found Demand(RowReader reader, string heading, string cell)
    {
        var found = Find(cell);
        if (found.Written == 0)
        {
            reader.Refuse(heading, $"请填写{heading}（花名册的人员编号，多人用;隔开）");
        }
        else if (found.Unknown.Count > 0)
        {
            reader.Refuse(heading, $"花名册中没有人员编号“{RowReader.Short(string.Join("、", found.Unknown))}”，请核对{heading}，或先导入花名册");
        }

        return found;
    }

    /// <summary>The 人员编号 under which somebody is kept.</summary>
    public string? NumberOf(Guid cadre) => numbers.GetValueOrDefault(cadre);

    public CadreGrade? GradeOn(Guid cadre, DateOnly day) => levels[cadre].GradeOn(day, now);

    public bool InCareOn(Guid cadre, DateOnly day) => statuses[cadre].InCareOn(day, now);

    /// <summary>What differs from the roster: the level as typed, the names, who was not in care. The roster holds.</summary>
    public IEnumerable<string> Compare(IReadOnlyList<Person> found, string typedLevel, IReadOnlyList<string> typedNames, DateOnly day, bool mustBeInCare)
    {
        var known = found.Select(p => (Person: p, Level: GradeOn(p.Id, day)?.Level())).ToList();
        foreach (var level in Enum.GetValues<Level>())
        {
            var isTyped = typedLevel.Contains(level.Display(), StringComparison.Ordinal);
            if (typedLevel.Length > 0 && known.Count > 0 && isTyped != known.Exists(k => k.Level == level))
            {
                yield return $"身份写的是“{RowReader.Short(typedLevel)}”，花名册当日为{string.Join("、", known.Select(k => $"{k.Person.Name}{k.Level?.Display() ?? "（无职级）"}"))}，以花名册为准";
                break;
            }
        }

        var names = found.Select(p => PersonName.Key(p.Name)).ToHashSet(StringComparer.Ordinal);
        if (typedNames.Where(n => !names.Contains(PersonName.Key(n))).ToList() is { Count: > 0 } others)
        {
            yield return $"姓名“{RowReader.Short(string.Join("、", others))}”与花名册的{string.Join("、", found.Select(p => $"{p.Number} {p.Name}"))}不同，以人员编号为准";
        }

        if (mustBeInCare && found.Where(p => !InCareOn(p.Id, day)).ToList() is { Count: > 0 } gone)
        {
            yield return $"{string.Join("、", gone.Select(p => p.Name))}在{day:yyyy-MM-dd}不在册，该次不计入在册人员的数字";
        }
    }
}
