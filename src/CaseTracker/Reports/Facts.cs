namespace CaseTracker.Reports;

/// <summary>Everything that figures count, read once for a span of time, as it was known at an instant. Every figure, of any period within the span, is counted from it.</summary>
/// <param name="asOf">The day on which what is still open is judged.</param>
/// <param name="things">One list for each kind of thing.</param>
public sealed class Facts(Period span, DateOnly asOf, DateTime knownAt, params IReadOnlyList<IReadOnlyList<Countable>> things)
{
    private readonly Dictionary<Type, IReadOnlyList<Countable>> kept = [];

    public Period Span => span;

    public DateOnly AsOf => asOf;

    public DateTime KnownAt => knownAt;

    /// <summary>Everything of one kind.</summary>
    public IReadOnlyList<T> Of<T>() where T : Countable
    {
        if (!kept.TryGetValue(typeof(T), out var list))
        {
            kept[typeof(T)] = list = things.OfType<IReadOnlyList<T>>().FirstOrDefault()?.Where(t => Keeps(t)).ToArray() ?? [];
        }

        return (IReadOnlyList<T>)list;
    }

    /// <summary>The facts of some of the things: of one department, of what a viewer may know. What a thing counts as is not changed by that.</summary>
    public Facts Only(Func<Countable, bool> which) => new(span, asOf, knownAt, things) { Keeps = thing => Keeps(thing) && which(thing) };

    private Func<Countable, bool> Keeps { get; init; } = static _ => true;
}
