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
}

/// <summary>Something a figure can count: what its drill-down shows of it.</summary>
public abstract record Countable(string RecordKind, Guid RecordId, string Number, string Title, Guid? DepartmentId);

/// <summary>The date that places a thing in a period; every figure names its own.</summary>
public sealed record Dated<T>(string Name, Func<T, DateOnly?> Of);

/// <summary>The key that removes doubles: of the things that share it one is counted.</summary>
public sealed record Keyed<T>(string Name, Func<T, string> Of);

/// <summary>
/// One figure, declared once: the tile, the list, the sheet and the sentence read it. Its value is what its rows add up to, and nothing else.
/// </summary>
/// <param name="Counts">What belongs to it, beside the date.</param>
public sealed record Figure<T>(string Code, string Name, FigureUnit Unit, Dated<T> Date, Keyed<T> Key, Func<T, bool> Counts) where T : Countable
{
    /// <summary>What it counts and what it leaves out, in one line for the reader.</summary>
    public string Definition { get; init; } = "";

    /// <summary>How much one thing counts: 1, or the people who came.</summary>
    public Func<T, int> Count { get; init; } = static _ => 1;

    /// <summary>The rows of the period, in the order of their dates and numbers.</summary>
    public CountedFigure Over(IEnumerable<T> things, Period period) => new(Code, Name, Unit, Definition, Date.Name, Key.Name,
    [
        .. things.Where(t => Counts(t) && period.Holds(Date.Of(t)))
            .GroupBy(Key.Of, StringComparer.Ordinal)
            .Select(same => same.OrderByDescending(Count).ThenBy(t => t.Number, StringComparer.Ordinal).First())
            .Select(t => new FigureRow(t, Date.Of(t)!.Value, Count(t)))
            .OrderBy(r => r.On).ThenBy(r => r.Of.Number, StringComparer.Ordinal),
    ]);
}

/// <summary>One line of a drill-down: the thing, the date that placed it, what it adds.</summary>
public sealed record FigureRow(Countable Of, DateOnly On, int Count);

/// <summary>A figure of a period with the rows it rests on.</summary>
public sealed record CountedFigure(string Code, string Name, FigureUnit Unit, string Definition, string DateName, string KeyName, IReadOnlyList<FigureRow> Rows)
{
    public int Value => Rows.Sum(r => r.Count);

    /// <summary>12件.</summary>
    public string Text => $"{Value}{Unit.Display()}";
}

/// <summary>A figure that others must add up to. A table that does not balance is not printed.</summary>
public sealed record Balance(string Total, params IReadOnlyList<string> Parts)
{
    public void Demand(IReadOnlyDictionary<string, CountedFigure> figures)
    {
        var sum = Parts.Sum(p => figures[p].Value);
        if (figures[Total].Value != sum)
        {
            throw new RefusedException($"数据不平衡：{figures[Total].Name}为{figures[Total].Text}，各分项合计为{sum}{figures[Total].Unit.Display()}，不能出表。请联系系统管理员");
        }
    }
}
