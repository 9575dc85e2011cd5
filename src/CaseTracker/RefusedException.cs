namespace CaseTracker;

/// <summary>One reason for a "no": a whole Chinese sentence, the article it rests on, who can lift it, and the form field it belongs to.</summary>
/// <param name="Text">What the user reads, telling what to do next.</param>
/// <param name="Article">Article of 《信访工作条例》 or of the rule it rests on, in Chinese as printed.</param>
/// <param name="LiftedBy">Who can remove the obstacle, in Chinese (a role or a step).</param>
/// <param name="Field">Name of the input the reason belongs to; null for the whole form.</param>
public sealed record Reason(string Text, string? Article = null, string? LiftedBy = null, string? Field = null)
{
    public override string ToString() => Article is null ? Text : $"{Text}（{Article}）";
}

/// <summary>The one expected failure: a rule says no. A page shows the same form with the reasons, the API answers with problem details, the command line exits with 2.</summary>
public class RefusedException : Exception
{
    public RefusedException(string reason) : this([new Reason(reason)])
    {
    }

    public RefusedException(params IReadOnlyList<Reason> reasons) : base(string.Join("；", reasons.Select(r => r.ToString()))) => Reasons = reasons;

    public IReadOnlyList<Reason> Reasons { get; }

    /// <summary>Refuses one field of a form.</summary>
    public static RefusedException At(string field, string text) => new(new Reason(text, Field: field));
}

/// <summary>The record does not exist for this actor: it is not there, or he may not know of it. Pages and API answer 404 in both cases.</summary>
public sealed class NotFoundException(string what) : RefusedException($"{what}不存在");
