using CaseTracker.Clocks;
using CaseTracker.Workflow;

namespace CaseTracker.Petitions;

/// <summary>A petition as API and command line tell it: identifiers with their Chinese names, people masked, clocks, steps with reasons, approvals, timeline.</summary>
public sealed record PetitionAnswer
{
    public sealed record Person(int Position, string Name, bool IsOrganisation, bool IsRepresentative, string? IdNumber, bool IdToCheck, string? Phone, string? Address, DateOnly? DeliveredOn);

    public sealed record Demand(int Position, string Text, DemandWay? Way, Outcome? Outcome, string? Answer);

    public sealed record Beside(int Position, SideKind Kind, string KindName, SideState State, string StateName, DateOnly StartedOn, DateOnly? DueOn, string Subject, string? Person, string? Answer, DateOnly? EndedOn, string? Result, IReadOnlyList<SideStep> Steps);

    public sealed record ReviewLine(ReviewStage Stage, string StageName, int Round, string Organ, string Applicants, DateOnly ReceivedOn, string? LateReason, string? OpinionNumber, DateOnly? OpinionOn, ReviewResult? Result, string? Conclusion, DateOnly? DeliveredOn);

    public sealed record Limit(string Id, string Name, DateOnly Start, DateOnly? Raw, DateOnly? Legal, DateOnly? Safe, ClockColour Colour, string Words, string? Reason, string Article);

    public sealed record Field(string Name, string Label, AskKind Kind, bool Required, string? Help, IReadOnlyList<string> Choices);

    public sealed record Step(PetitionStep Id, string Name, Access Access, string? Article, IReadOnlyList<Reason> Reasons, IReadOnlyList<Field> Fields);

    public sealed record Decision(string By, string? For, bool Approved, string? Opinion, DateOnly HappenedOn);

    public sealed record Proposal(Guid Id, PetitionStep Step, string StepName, ApprovalState State, string ProposedBy, DateOnly ProposedOn, string Awaits, IReadOnlyList<Decision> Decisions);

    public sealed record Line(int Seq, string Step, string Name, DateOnly HappenedOn, DateTime RecordedAt, string By, string? For, string? From, string? To, string? Article, string? Reason);

    public required string Number { get; init; }

    public required int Version { get; init; }

    public required PetitionState State { get; init; }

    public required string StateName { get; init; }

    public required bool IsOpen { get; init; }

    public required bool IsConfidential { get; init; }

    public required Channel Channel { get; init; }

    public required PetitionSource Source { get; init; }

    public required Purpose Purpose { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    public string? Facts { get; init; }

    public string? Process { get; init; }

    public string? Accused { get; init; }

    public string? Category { get; init; }

    public string? Place { get; init; }

    public required int PeopleCount { get; init; }

    public required bool IsGroup { get; init; }

    public required bool IsUrgent { get; init; }

    public string? RelatedNumber { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required DateOnly RegisteredOn { get; init; }

    public required string RegisteredBy { get; init; }

    public string? LateEntryReason { get; init; }

    public string? Department { get; init; }

    public string? Handler { get; init; }

    public DateOnly? NoticeOn { get; init; }

    public string? NoticeNumber { get; init; }

    public DateOnly? AcceptedOn { get; init; }

    public Outcome? Outcome { get; init; }

    public string? Opinion { get; init; }

    public string? Basis { get; init; }

    public DateOnly? SignedOn { get; init; }

    public string? SignedBy { get; init; }

    public string? OpinionNumber { get; init; }

    public DateOnly? DeliveredOn { get; init; }

    public DateOnly? LapsesOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    public string? Note { get; init; }

    public Route? Route { get; init; }

    public string? TargetOrgan { get; init; }

    public Procedure? Procedure { get; init; }

    public Adoption? Adoption { get; init; }

    public Satisfaction? Satisfaction { get; init; }

    /// <summary>Number of the case this one was merged into.</summary>
    public string? MergedInto { get; init; }

    public required IReadOnlyList<string> MergedHere { get; init; }

    public required int Round { get; init; }

    public required IReadOnlyList<ReviewLine> Reviews { get; init; }

    public required IReadOnlyList<Beside> Sides { get; init; }

    public required IReadOnlyList<Person> Petitioners { get; init; }

    public required IReadOnlyList<Demand> Demands { get; init; }

    public required IReadOnlyList<Limit> Clocks { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    public required IReadOnlyList<Proposal> Approvals { get; init; }

    public required IReadOnlyList<Line> Timeline { get; init; }

    public static PetitionAnswer Of(GetPetition.View view)
    {
        var p = view.Petition;
        return new PetitionAnswer
        {
            Number = p.Number,
            Version = p.Version,
            State = p.State,
            StateName = p.State.Display(),
            IsOpen = p.IsOpen,
            IsConfidential = p.IsConfidential,
            Channel = p.Channel,
            Source = p.Source,
            Purpose = p.Purpose,
            Title = view.Sealed?.Title ?? p.Title,
            Summary = view.Sealed?.Summary ?? p.Summary,
            Facts = view.Sealed?.Facts ?? p.Facts,
            Process = view.Sealed?.Process ?? p.Process,
            Accused = view.Sealed?.Accused,
            Category = view.Category,
            Place = view.Place,
            PeopleCount = p.PeopleCount,
            IsGroup = p.IsGroup,
            IsUrgent = p.IsUrgent,
            RelatedNumber = p.RelatedNumber,
            ReceivedOn = p.ReceivedOn,
            RegisteredOn = p.RegisteredOn,
            RegisteredBy = p.RegisteredByName,
            LateEntryReason = p.LateEntryReason,
            Department = view.Department,
            Handler = p.HandlerName,
            NoticeOn = p.NoticeOn,
            NoticeNumber = p.NoticeNumber,
            AcceptedOn = p.AcceptedOn,
            Outcome = p.Outcome,
            Opinion = p.Opinion,
            Basis = p.Basis,
            SignedOn = p.SignedOn,
            SignedBy = p.SignedByName,
            OpinionNumber = p.OpinionNumber,
            DeliveredOn = p.DeliveredOn,
            LapsesOn = p.LapsesOn,
            EndedOn = p.EndedOn,
            Note = view.Sealed?.Note ?? p.Note,
            Petitioners = [.. view.People.Select(v => new Person(v.Petitioner.Position, v.Name, v.Petitioner.IsOrganisation, v.Petitioner.IsRepresentative, v.IdNumber, v.Petitioner.IdToCheck, v.Phone, v.Address, v.Petitioner.DeliveredOn))],
            Demands = [.. p.Demands.Select(d => new Demand(d.Position, d.Text, d.Way, d.Outcome, d.Answer))],
            Route = p.Route,
            TargetOrgan = p.TargetOrgan,
            Procedure = p.Procedure,
            Adoption = p.Adoption,
            Satisfaction = p.Satisfaction,
            MergedInto = p.MergedInto,
            MergedHere = view.MergedHere,
            Round = p.Round,
            Reviews = [.. p.Reviews.Select(r => new ReviewLine(r.Stage, r.Stage.Display(), r.Round, r.Organ, r.Applicants, r.ReceivedOn, r.LateReason, r.OpinionNumber, r.OpinionOn, r.Result, r.Conclusion, r.DeliveredOn))],
            Sides = [.. view.Sides.Select(s => new Beside(s.Side.Position, s.Side.Kind, s.Side.Kind.Display(), s.Side.State, s.Side.State.Display(), s.Side.StartedOn, s.Side.DueOn, s.Side.Subject, s.Side.Person, s.Side.Answer, s.Side.EndedOn, s.Side.Result, [.. s.Buttons.Where(b => b.Access != Access.Refused).Select(b => b.Step)]))],
            Clocks = [.. p.Clocks.Select(c => new Limit(c.Id.ToString(), c.Rule.Name, c.Start, c.Dates.Raw, c.Dates.Legal, c.Dates.Safe, c.On(view.Today), c.Words(view.Today), c.Reason, c.Rule.Article))],
            Steps = StepsOf(view),
            Approvals = [.. view.Approvals.Select(a => ProposalOf(a.Approval, a.Step))],
            Timeline = [.. view.Timeline.Select(e => new Line(e.Seq, e.Step, e.StepName, e.HappenedOn, e.RecordedAt, e.ActorName, e.ForName, e.From, e.To, e.Article, e.Reason))],
        };
    }

    /// <summary>The steps of the procedure for whoever asked: those open to him with what they ask for, the others with every reason.</summary>
    public static IReadOnlyList<Step> StepsOf(GetPetition.View view) =>
    [
        .. view.Steps.Where(s => s.Step != PetitionStep.Register).OrderBy(s => s.Access).Select(s => new Step(
            s.Step, s.Step.Display(), s.Access, s.Row?.Article, s.Reasons,
            s.Access == Access.Refused ? [] : [.. PetitionWorkflow.Engine.Asks(view.Petition.State, s.Step).Select(a => new Field(a.Name, a.Label, a.Kind, a.Required, a.Help, [.. a.Choices.Select(c => c.Id)]))])),
    ];

    private static Proposal ProposalOf(Approval a, PetitionStep step) => new(
        a.Id, step, step.Display(), a.State, a.ProposedByName, a.ProposedOn, Roles.Names(a.Awaits), [.. a.Decisions.Select(d => new Decision(d.ByName, d.ForName, d.Approved, d.Opinion, d.HappenedOn))]);
}
