using CaseTracker.Accounts;

namespace CaseTracker.Workflow;

/// <summary>A step that has been taken: from it the use case writes its event, moves the clocks and draws the number.</summary>
/// <param name="Actor">Who let it happen: the last approver, or the one who took a step that nobody approves.</param>
/// <param name="On">The day the step became true, where approvals decide: the day of the last one.</param>
/// <param name="Author">Who took or proposed it.</param>
public sealed record Fired<TCase, TState, TStep>(
    Transition<TCase, TState, TStep> Row, TState From, TState To, Actor Actor, Hat? Hat, StepData Data, DateOnly On, Author Author)
    where TState : struct, Enum
    where TStep : struct, Enum;

/// <summary>Whose work a step is: he who took it or proposed it, for himself or for an absent colleague.</summary>
public sealed record Author(Guid UserId, string Name, Guid? ForUserId)
{
    public static Author Of(Actor actor, Hat? hat) => new(actor.UserId, actor.Name, hat?.ForUserId);
}

/// <summary>The answer to <c>Take</c>: either the step fired, or it was proposed and waits in <see cref="Approval"/>.</summary>
public sealed record Taken<TCase, TState, TStep>(
    Transition<TCase, TState, TStep> Row, Hat? Hat, Fired<TCase, TState, TStep>? Fired, Approval? Approval)
    where TState : struct, Enum
    where TStep : struct, Enum;

/// <summary>Whether a step can be had by someone now.</summary>
public enum Access
{
    Open,
    Proposable,
    Refused,
}

/// <summary>One button: open, to be proposed for approval, or grey with every reason. <see cref="Row"/> is null when no row of the step starts from this state.</summary>
public sealed record StepView<TCase, TState, TStep>(
    TStep Step, Access Access, IReadOnlyList<Reason> Reasons, Transition<TCase, TState, TStep>? Row, Hat? Hat)
    where TState : struct, Enum
    where TStep : struct, Enum;

/// <summary>One line of the printed table, in Chinese; lists are joined by a semicolon.</summary>
public sealed record TableLine(
    string No, string StepId, string Step, string From, string To, string Who, string Approvers, string When,
    string Conditions, string Asks, string Starts, string Stops, string Document, string Duty, string Article);
