using CaseTracker.Accounts;

namespace CaseTracker.Workflow;

/// <summary>What the engine must know of a case. Implement <see cref="State"/> explicitly: the engine alone sets it.</summary>
public interface ICase<TState> where TState : struct, Enum
{
    Guid Id { get; }

    TState State { get; set; }

    /// <summary>The department whose 承办人, 科长 and 分管领导 decide: before a case is assigned, the one that keeps it.</summary>
    Guid? DepartmentId { get; }

    /// <summary>A 回避 of this person is recorded; asked for the person who acts and for the one he acts for.</summary>
    bool IsRecused(Guid userId);

    /// <summary>Further narrowing, such as named handlers only; asked after role and department have been found right.</summary>
    bool Admits(Actor actor, Hat hat) => true;

    /// <summary>Identifiers of the steps that wait for approval now: none of them can be proposed a second time.</summary>
    IEnumerable<string> PendingSteps => [];
}
