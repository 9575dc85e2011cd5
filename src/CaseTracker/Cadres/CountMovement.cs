using System.ComponentModel.DataAnnotations;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cadres;

/// <summary>How somebody came into care or left it.</summary>
public enum Movement
{
    [Display(Name = "新增")] Added,
    [Display(Name = "恢复")] Restored,
    [Display(Name = "去世")] Died,
    [Display(Name = "转出")] TransferredOut,
}

public enum AgeBand
{
    [Display(Name = "59岁以下")] Younger,
    [Display(Name = "60—69岁")] Sixties,
    [Display(Name = "70—79岁")] Seventies,
    [Display(Name = "80—89岁")] Eighties,
    [Display(Name = "90岁以上")] Nineties,
    [Display(Name = "不详")] Unknown,
}

/// <summary>
/// 在册变动: 年初 + 恢复 + 新增 − 去世 − 转出 = 年末, for any period and as known at any instant, each number with its people.
/// Level and age are those of the last day of the period, of somebody who left those of the day he left, so that every row of the table balances too.
/// </summary>
public sealed class CountMovement(CaseDb db)
{
    /// <summary>One person in the period.</summary>
    public sealed record Person(Guid CadreId, string Number, string Name, Level? Level, AgeBand Band, bool AtStart, bool AtEnd, IReadOnlyList<Moved> Moves);

    public sealed record Moved(Movement How, DateOnly On);

    /// <summary>One row of the table.</summary>
    public sealed record Row(string Name, int Start, int Added, int Restored, int Died, int TransferredOut, int End)
    {
        public bool Balances => Start + Added + Restored - Died - TransferredOut == End;
    }

    public sealed record Table(DateOnly From, DateOnly To, IReadOnlyList<Person> People)
    {
        public Row Total => Of("合计", _ => true);

        public IReadOnlyList<Row> ByLevel => [.. Enum.GetValues<Level>().Select(l => Of(l.Display(), p => p.Level == l)), .. Some("职级不详", p => p.Level is null)];

        public IReadOnlyList<Row> ByAge => [.. Enum.GetValues<AgeBand>().SelectMany(b => Some(b.Display(), p => p.Band == b))];

        /// <summary>Every row of the table, 合计 first.</summary>
        public IReadOnlyList<Row> Rows => [Total, .. ByLevel, .. ByAge];

        public IEnumerable<(Person Person, Moved Moved)> Moves(Movement how) => People.SelectMany(p => p.Moves.Where(m => m.How == how).Select(m => (p, m)));

        private Row Of(string name, Func<Person, bool> which)
        {
            var people = People.Where(which).ToList();
            int Count(Movement how) => people.Sum(p => p.Moves.Count(m => m.How == how));
            return new(name, people.Count(p => p.AtStart), Count(Movement.Added), Count(Movement.Restored), Count(Movement.Died), Count(Movement.TransferredOut), people.Count(p => p.AtEnd));
        }

        private IEnumerable<Row> Some(string name, Func<Person, bool> which) => People.Any(which) ? [Of(name, which)] : [];
    }

    /// <summary>The movement from the morning of <paramref name="from"/> to the evening of <paramref name="to"/>: of the people whom the viewer may know, or, as an official figure, of all.</summary>
    public async Task<Table> ExecuteAsync(DateOnly from, DateOnly to, DateTime knownAt, CancellationToken cancel, bool isOfficial = false)
    {
        var statuses = (await Scoped(db.CadreStatuses).AsNoTracking().Where(s => s.From <= to || s.Kind == CadreStatusKind.Mistaken).ToListAsync(cancel)).Where(s => s.IsKnownAt(knownAt)).ToLookup(s => s.CadreId);
        var levels = (await Scoped(db.CadreLevels).AsNoTracking().ToListAsync(cancel)).ToLookup(l => l.CadreId);
        var people = await Scoped(db.Cadres).AsNoTracking().OrderBy(c => c.PersonNumber).Select(c => new { c.Id, c.PersonNumber, c.Name, c.BirthOn }).ToListAsync(cancel);
        return new(from, to, [.. people.Select(c =>
        {
            var own = statuses[c.Id].ToList();
            var moves = Moves(own, from, to, knownAt);
            var end = own.InCareOn(to, knownAt) || moves.Count == 0 ? to : moves[^1].On;
            return new Person(c.Id, c.PersonNumber, c.Name, levels[c.Id].LevelOn(end, knownAt), Band(CareMarks.AgeOn(c.BirthOn, end)), own.InCareOn(from.AddDays(-1), knownAt), own.InCareOn(to, knownAt), moves);
        }).Where(p => p.AtStart || p.AtEnd || p.Moves.Count > 0)]);

        IQueryable<T> Scoped<T>(IQueryable<T> rows) where T : class => isOfficial ? rows.IgnoreQueryFilters() : rows;
    }

    public static AgeBand Band(int? age) => age switch
    {
        null => AgeBand.Unknown,
        < 60 => AgeBand.Younger,
        < 70 => AgeBand.Sixties,
        < 80 => AgeBand.Seventies,
        < 90 => AgeBand.Eighties,
        _ => AgeBand.Nineties,
    };

    // He can only come or go on a day of which a fact speaks: on each it is asked whether he did.
    private static List<Moved> Moves(IReadOnlyList<CadreStatus> own, DateOnly from, DateOnly to, DateTime knownAt)
    {
        List<Moved> moves = [];
        foreach (var day in own.Select(s => s.From).Where(d => d >= from && d <= to).Distinct().Order())
        {
            switch (own.InCareOn(day.AddDays(-1), knownAt), own.InCareOn(day, knownAt))
            {
                case (false, true):
                    moves.Add(new(own.Any(s => s.Kind == CadreStatusKind.Restored && s.From == day) ? Movement.Restored : Movement.Added, day));
                    break;
                case (true, false):
                    moves.Add(new(own.Any(s => s.Kind == CadreStatusKind.Died && s.From == day) ? Movement.Died : Movement.TransferredOut, day));
                    break;
            }
        }

        return moves;
    }
}
