using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;

namespace CaseTracker.History;

/// <summary>What a use case says of an act: the rest of the event is filled in for it.</summary>
/// <param name="Step">Identifier of the step.</param>
/// <param name="StepName">Its Chinese name.</param>
/// <param name="HappenedOn">Date of the world on which the thing became true.</param>
public sealed record Act(string Step, string StepName, DateOnly HappenedOn)
{
    public string? From { get; init; }

    public string? To { get; init; }

    public string? Article { get; init; }

    public string? Reason { get; init; }

    /// <summary>The data of the step; protected values stand in it by their id only.</summary>
    public object? Data { get; init; }

    public string? TableVersion { get; init; }

    /// <summary>The hat in which the actor stood, when it was an absent colleague's.</summary>
    public Hat? Hat { get; init; }

    /// <summary>The audit trail knows the record by a pseudonym only (检举控告).</summary>
    public bool IsConfidential { get; init; }
}

public static class TraceExtensions
{
    /// <summary>Adds the event of an act and its audit entry to the running write: they are committed with the change, or not at all.</summary>
    public static CaseEvent Trace(this CaseDb db, IRecordPart record, Actor actor, DateTime now, Act act)
    {
        var happened = new CaseEvent
        {
            RecordKind = record.RecordKind,
            RecordId = record.RecordId,
            Step = act.Step,
            StepName = act.StepName,
            HappenedOn = act.HappenedOn,
            RecordedAt = now,
            ActorId = actor.UserId,
            ActorName = actor.Name,
            ForId = act.Hat?.ForUserId,
            ForName = act.Hat?.ForName,
            From = act.From,
            To = act.To,
            Article = act.Article,
            Reason = act.Reason,
            Data = CanonicalJson.Of(act.Data),
            TableVersion = act.TableVersion,
        };
        db.Add(happened);
        AuditLog.Add(db, actor, now, new AuditNote(act.Step, record.RecordKind, record.RecordId)
        {
            IsConfidential = act.IsConfidential,
            ForUserId = act.Hat?.ForUserId,
            Details = new { act.From, act.To, act.HappenedOn },
        });
        return happened;
    }
}
