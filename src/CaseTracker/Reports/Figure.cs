using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Reports;

/// <summary>What a figure counts in; people are never added to letters.</summary>
public enum FigureUnit
{
    [Display(Name = "件")] Case,
    [Display(Name = "批次")] Arrival,
    [Display(Name = "人次")] Attendance,
    [Display(Name = "次")] Time,
    [Display(Name = "人")] Person,
    [Display(Name = "户")] Household,
    [Display(Name = "份")] Copy,
    [Display(Name = "起")] Dispute,
    [Display(Name = "项")] Item,
    [Display(Name = "个")] Piece,
    [Display(Name = "家")] Enterprise,
    [Display(Name = "场")] Session,
    [Display(Name = "期")] Issue,
    [Display(Name = "户次")] Inspection,
    [Display(Name = "元")] Yuan,
}

/// <summary>Something a figure can count: what its drill-down shows of it.</summary>
public abstract record Countable(string RecordKind, Guid RecordId, string Number, string Title, Guid? DepartmentId);

/// <summary>The date that places a thing in a period; every figure names its own.</summary>
public sealed record Dated<T>(string Name, Func<T, DateOnly?> Of);

/// <summary>The key that removes doubles: of the things that share it one is counted.</summary>
public sealed record Keyed<T>(string Name, Func<T, string> Of);

/// <summary>One figure, declared once: the tile, the list, the sheet and the sentence read it.</summary>
public abstract record Figure(string Code, string Name, FigureUnit Unit)
{
    /// <summary>What it counts and what it leaves out, in one line for the reader.</summary>
    public string Definition { get; init; } = "";

    /// <summary>Counted as it stands on the last day of a period (在册, 在办), not by a date within it.</summary>
    public abstract bool IsStanding { get; }

    /// <summary>What it counts of everything that was read.</summary>
    public abstract CountedFigure Over(Facts facts, Period period);
}

/// <summary>A figure over one kind of thing. Its value is what its rows add up to, and nothing else.</summary>
/// <param name="Counts">What belongs to it, beside the date.</param>
public sealed record Figure<T>(string Code, string Name, FigureUnit Unit, Dated<T> Date, Keyed<T> Key, Func<T, bool> Counts) : Figure(Code, Name, Unit) where T : Countable
{
    /// <summary>How much one thing counts: 1, the people who came, yuan.</summary>
    public Func<T, decimal> Count { get; init; } = static _ => 1;

    /// <summary>Of a state (在办, 在册): what is in it on the last day of the period. Null where the date alone places a thing.</summary>
    public Func<T, DateOnly, bool>? Standing { get; init; }

    /// <summary>Of things that share the key the last is counted, not the one that counts most: the amount of a contract is that of its last review.</summary>
    public bool IsOfLast { get; init; }

    public override bool IsStanding => Standing is not null;

    public override CountedFigure Over(Facts facts, Period period) => Over(facts.Of<T>(), period);

    /// <summary>The rows of the period, in the order of their dates and numbers.</summary>
    public CountedFigure Over(IEnumerable<T> things, Period period) => new(Code, Name, Unit, Definition, Date.Name, Key.Name,
    [
        .. things.Where(t => Counts(t) && (Standing is null ? period.Holds(Date.Of(t)) : Standing(t, period.To)))
            .GroupBy(Key.Of, StringComparer.Ordinal)
            .Select(same => (IsOfLast ? same.OrderByDescending(Date.Of) : same.OrderByDescending(Count)).ThenBy(t => t.Number, StringComparer.Ordinal).First())
            .Select(t => new FigureRow(t, Date.Of(t) ?? period.To, Count(t))).Where(r => r.Count != 0)
            .OrderBy(r => r.On).ThenBy(r => r.Of.Number, StringComparer.Ordinal),
    ]);
}

/// <summary>One line of a drill-down: the thing, the date that placed it, what it adds.</summary>
public sealed record FigureRow(Countable Of, DateOnly On, decimal Count);

/// <summary>A figure of a period with the rows it rests on.</summary>
public sealed record CountedFigure(string Code, string Name, FigureUnit Unit, string Definition, string DateName, string KeyName, IReadOnlyList<FigureRow> Rows)
{
    public decimal Value => Rows.Sum(r => r.Count);

    /// <summary>12件, 1,409.50元.</summary>
    public string Text => $"{Amount(Value)}{Unit.Display()}";

    /// <summary>A value in this figure's unit: yuan with two decimals, all else whole.</summary>
    public string Amount(decimal value) => Unit == FigureUnit.Yuan ? value.Text() : $"{value:0.##}";
}

/// <summary>A figure that others must add up to. A table that does not balance is not printed.</summary>
public sealed record Balance(string Total, params IReadOnlyList<string> Parts)
{
    /// <summary>G4＝G5＋G6.</summary>
    public string Rule => $"{Total}＝{string.Join('＋', Parts)}";

    public bool Holds(IReadOnlyDictionary<string, CountedFigure> figures) => figures[Total].Value == Parts.Sum(p => figures[p].Value);

    /// <summary>Refuses figures that do not add up, and names the records that stand on one side only.</summary>
    public void Demand(IReadOnlyDictionary<string, CountedFigure> figures)
    {
        if (Holds(figures))
        {
            return;
        }

        var total = figures[Total];
        var sum = Parts.Sum(p => figures[p].Value);
        var parts = Parts.SelectMany(p => figures[p].Rows).GroupBy(r => r.Of.RecordId).ToDictionary(g => g.Key, g => g.Sum(r => r.Count));
        var disturbing = total.Rows.Where(r => parts.GetValueOrDefault(r.Of.RecordId) != r.Count)
            .Concat(Parts.SelectMany(p => figures[p].Rows).Where(r => total.Rows.All(t => t.Of.RecordId != r.Of.RecordId)))
            .Select(r => r.Of.Number).Distinct().Order(StringComparer.Ordinal).ToList();
        throw new RefusedException($"数据不平衡：{total.Name}为{total.Text}，{string.Join("、", Parts.Select(p => figures[p].Name))}合计为{total.Amount(sum)}{total.Unit.Display()}，不能出表。请核对{string.Join("、", disturbing.Take(20))}{(disturbing.Count > 20 ? $"等{disturbing.Count}条" : "")}");
    }
}
