namespace CaseTracker.Reports;

/// <summary>Everything that figures count, read once for a span of time, as it was known at an instant. Every figure, of any period within the span, is counted from it.</summary>
/// <param name="asOf">The day on which what is still open is judged.</param>
/// <param name="things">One list for each kind of thing.</param>
public sealed class Facts(Period span, DateOnly asOf, DateTime knownAt, params IReadOnlyList<IReadOnlyList<Countable>> things)
{
    public Period Span => span;

    public DateOnly AsOf => asOf;

    public DateTime KnownAt => knownAt;

    public IReadOnlyList<T> Of<T>() where T : Countable => things.OfType<IReadOnlyList<T>>().FirstOrDefault() ?? [];

    /// <summary>The same facts of one department.</summary>
    public Facts OfDepartment(Guid department) => new(span, asOf, knownAt, [.. things.Select(list => Only(list, department))]);

    // A list keeps its type, by which it is found.
    private static IReadOnlyList<Countable> Only(IReadOnlyList<Countable> list, Guid department) => list switch
    {
        IReadOnlyList<RatedPetition> petitions => [.. petitions.Where(p => p.DepartmentId == department)],
        IReadOnlyList<CountedItem> items => [.. items.Where(i => i.DepartmentId == department)],
        IReadOnlyList<CountedDispute> disputes => [.. disputes.Where(d => d.DepartmentId == department)],
        _ => [],
    };
}
