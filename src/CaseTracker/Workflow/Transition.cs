using CaseTracker.Accounts;

namespace CaseTracker.Workflow;

/// <summary>One row of a workflow table.</summary>
/// <param name="No">Its number in the specification: 15.</param>
/// <param name="From">The states it starts from.</param>
/// <param name="To">Where it leads; null: the state stays.</param>
public sealed record Transition<TCase, TState, TStep>(string No, IReadOnlyList<TState> From, TStep Step, TState? To)
    where TState : struct, Enum
    where TStep : struct, Enum
{
    /// <summary>Who may take the step or, where approvers follow, propose it. Empty: the conditions alone decide.</summary>
    public IReadOnlyList<Role> Proposers { get; init; } = [];

    /// <summary>The chain of approval in order, each place with its alternatives: <c>[[SH, VL], [DG]]</c>. Empty: fires at once.</summary>
    public IReadOnlyList<IReadOnlyList<Role>> Approvers { get; init; } = [];

    public When<TCase>? When { get; init; }

    public IReadOnlyList<Condition<TCase>> Conditions { get; init; } = [];

    public IReadOnlyList<Ask> Asks { get; init; } = [];

    /// <summary>True where the data may hold more than is asked for (a correction: any field).</summary>
    public bool TakesMore { get; init; }

    public IReadOnlyList<string> Starts { get; init; } = [];

    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>The document the step produces.</summary>
    public string? Document { get; init; }

    /// <summary>What has to be done next, and by whom, in one short Chinese phrase.</summary>
    public string? Duty { get; init; }

    public string? Article { get; init; }

    internal TState Target(TState from) => To ?? from;
}
