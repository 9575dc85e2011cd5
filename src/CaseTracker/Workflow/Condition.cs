using CaseTracker.Accounts;

namespace CaseTracker.Workflow;

/// <summary>Someone trying a step: what a condition may look at. <paramref name="On"/> is the day the act happened (of an approval: the day it was given), <paramref name="Today"/> the office's day.</summary>
/// <param name="Approving">True while an approver decides: <paramref name="Actor"/> and <paramref name="Hat"/> are then his, not the proposer's.</param>
public sealed record Attempt<TCase>(TCase Case, Actor Actor, Hat? Hat, StepData Data, DateOnly On, DateOnly Today, bool Approving = false)
{
    /// <summary>The person who acts and the one he acts for.</summary>
    public IEnumerable<Guid> Persons => Hat?.ForUserId is { } absent ? [Actor.UserId, absent] : [Actor.UserId];
}

/// <summary>What must be true before a step, and what the user reads when it is not.</summary>
/// <param name="Field">The asked-for field it judges. Such a condition waits until the field is given; one without a field must not read the data.</param>
/// <param name="Say">A sentence made for the occasion (with dates, names), in place of <paramref name="Otherwise"/>, which the printed table shows.</param>
public sealed record Condition<TCase>(
    Func<Attempt<TCase>, bool> Holds, string Otherwise, string? Article = null, string? LiftedBy = null, string? Field = null, Func<Attempt<TCase>, string>? Say = null)
{
    internal Reason Reason(Attempt<TCase> attempt) => new(Say?.Invoke(attempt) ?? Otherwise, Article, LiftedBy, Field);
}

/// <summary>Ready-made conditions.</summary>
public static class Condition
{
    /// <summary>Author ≠ signer: neither the person who acts nor the one he acts for is among the authors of what is decided.</summary>
    public static Condition<TCase> NotByAuthor<TCase>(Func<TCase, IEnumerable<Guid>> authors, string otherwise, string? article = null) =>
        new(attempt => !authors(attempt.Case).Intersect(attempt.Persons).Any(), otherwise, article, "其他有权人员");
}

/// <summary>Chooses silently between rows of the same state and step; the selectors of such rows must exclude each other.</summary>
/// <param name="Name">When the row applies, in Chinese, for the printed table: 普通事项.</param>
/// <param name="Field">The asked-for field it reads, if any: until that is given, the row counts as possible.</param>
public sealed record When<TCase>(string Name, Func<TCase, StepData, bool> Holds, string? Field = null);
