using CaseTracker.People;
using CaseTracker.Workflow;

namespace CaseTracker.Receptions;

/// <summary>A reception as API and command line tell it: identifiers with their Chinese names, people masked, steps with reasons, history.</summary>
public sealed record ReceptionAnswer
{
    public sealed record Visitor(int Position, string Name, bool IsRepresentative, Sex Sex, int? Age, string? Unit, string IdNumber, bool IdToCheck, string Phone, string Address, string? CadreNumber);

    public sealed record Step(ReceptionStep Id, string Name, Access Access, IReadOnlyList<Reason> Reasons);

    public sealed record Line(int Seq, string Step, string Name, DateOnly HappenedOn, DateTime RecordedAt, string By, string? For, string? Reason);

    public required string Number { get; init; }

    public required int Version { get; init; }

    public required ReceptionState State { get; init; }

    public required string StateName { get; init; }

    public required bool IsConfidential { get; init; }

    public required DateOnly ArrivedOn { get; init; }

    public TimeOnly? ArrivedAt { get; init; }

    public required ReceptionForm Form { get; init; }

    public required ReceptionNature Nature { get; init; }

    public ReceptionDemand? Demand { get; init; }

    public required int PeopleCount { get; init; }

    public required int FamilyCount { get; init; }

    public required bool IsAnonymous { get; init; }

    public string? Problem { get; init; }

    public string? Receiver { get; init; }

    public string? Leader { get; init; }

    public string? Opinion { get; init; }

    public string? Outcome { get; init; }

    public string? Note { get; init; }

    public string? BackdatedReason { get; init; }

    /// <summary>Number of the reception this one was merged into.</summary>
    public string? MergedInto { get; init; }

    public required string RegisteredBy { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required IReadOnlyList<Visitor> Visitors { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    public required IReadOnlyList<Line> Timeline { get; init; }

    public static ReceptionAnswer Of(GetReception.Details details)
    {
        var r = details.Reception;
        return new ReceptionAnswer
        {
            Number = r.Number,
            Version = r.Version,
            State = r.State,
            StateName = r.State.Display(),
            IsConfidential = r.IsConfidential,
            ArrivedOn = r.ArrivedOn,
            ArrivedAt = r.ArrivedAt,
            Form = r.Form,
            Nature = r.Nature,
            Demand = r.Demand,
            PeopleCount = r.PeopleCount,
            FamilyCount = r.FamilyCount,
            IsAnonymous = r.IsAnonymous,
            Problem = details.Problem,
            Receiver = r.ReceiverName,
            Leader = r.LeaderName,
            Opinion = r.Opinion,
            Outcome = r.Outcome,
            Note = r.Note,
            BackdatedReason = r.BackdatedReason,
            MergedInto = details.MergedInto,
            RegisteredBy = r.RegisteredByName,
            RecordedAt = r.RecordedAt,
            Visitors = [.. details.People.Select(p => new Visitor(p.Ordinal, p.Name, p.IsRepresentative, p.Sex, p.Age, p.Unit, p.IdNumber, p.IsIdDoubtful, p.Phone, p.Address, p.CadreNumber))],
            Steps = [.. details.Steps.Select(s => new Step(s.Step, s.Step.Display(), s.Access, s.Reasons))],
            Timeline = [.. details.Events.Select(e => new Line(e.Seq, e.Step, e.StepName, e.HappenedOn, e.RecordedAt, e.ActorName, e.ForName, e.Reason))],
        };
    }
}
