namespace CaseTracker.Workflow;

/// <summary>A state's place in the diagram (lanes left to right, ranks top to bottom, from 0), and whether the procedure is over there.</summary>
public sealed record StateInfo<TState>(TState State, int Lane, int Rank, bool IsEnd = false) where TState : struct, Enum;
