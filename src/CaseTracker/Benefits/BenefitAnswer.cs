using CaseTracker.Workflow;

namespace CaseTracker.Benefits;

/// <summary>One 待遇事项 as API and command line answer it: Chinese beside the identifiers, sums in yuan.</summary>
public sealed record BenefitAnswer
{
    public sealed record Person(Guid Id, string PersonNumber, string Name, string? Grade, decimal? Amount, decimal? Calculated, decimal? Paid, DateOnly? CheckedOn, string? Difference, DateOnly? DifferenceReferredOn, string? DifferenceSettled,
        DateOnly? NotifiedOn, NotifiedHow? NotifiedHow, string? NotNotifiedReason, DateOnly? SurvivorsSince, DateOnly? DroppedOn, string? DropReason, CalculationSheet? Sheet);

    public sealed record Paper(Guid Id, string Name, DateOnly? ReceivedOn, string? Note);

    public sealed record Step(string Id, string Name, bool IsOpen, IReadOnlyList<Reason> Reasons);

    public sealed record Happened(int Seq, DateOnly On, string Name, string By, string? Reason);

    public required string Number { get; init; }

    public required int Version { get; init; }

    public required BenefitState State { get; init; }

    public required string StateName { get; init; }

    public required BenefitType Type { get; init; }

    public required string TypeName { get; init; }

    public required DateOnly AppliedOn { get; init; }

    public required string Applicant { get; init; }

    public required string Summary { get; init; }

    public DateOnly? PeriodFrom { get; init; }

    public DateOnly? PeriodTo { get; init; }

    public string? BasisDocument { get; init; }

    public string? ApprovalNumber { get; init; }

    public string? Officer { get; init; }

    public DateOnly? VerifyDueOn { get; init; }

    public DateOnly? ApprovedOn { get; init; }

    public string? ApprovedBy { get; init; }

    /// <summary>Roles that decide next; none where nothing waits.</summary>
    public IReadOnlyList<string> Awaits { get; init; } = [];

    public DateOnly? ReferredOn { get; init; }

    public string? ReferredTo { get; init; }

    public decimal? Amount { get; init; }

    public decimal? Paid { get; init; }

    public DateOnly? PaidOn { get; init; }

    public DateOnly? ResolvedOn { get; init; }

    public DateOnly? ClosedOn { get; init; }

    public DateOnly? ObjectionUntil { get; init; }

    public int? AdjustmentYear { get; init; }

    public string? BookNumber { get; init; }

    public string? RepeatsNumber { get; init; }

    public required IReadOnlyList<Person> People { get; init; }

    public required IReadOnlyList<Paper> Papers { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    public required IReadOnlyList<Happened> History { get; init; }

    public static BenefitAnswer Of(GetBenefit.Details shown)
    {
        var b = shown.Benefit;
        return new()
        {
            Number = b.Number,
            Version = b.Version,
            State = b.State,
            StateName = b.State.Display(),
            Type = b.Type,
            TypeName = b.Type.Display(),
            AppliedOn = b.AppliedOn,
            Applicant = b.Applicant,
            Summary = b.Summary,
            PeriodFrom = b.PeriodFrom,
            PeriodTo = b.PeriodTo,
            BasisDocument = b.BasisDocument,
            ApprovalNumber = b.ApprovalNumber,
            Officer = b.OfficerName,
            VerifyDueOn = b.VerifyDueOn,
            ApprovedOn = b.ApprovedOn,
            ApprovedBy = b.ApprovedBy,
            Awaits = [.. shown.Approvals.SelectMany(a => a.Awaits).Select(r => r.Display())],
            ReferredOn = b.ReferredOn,
            ReferredTo = b.ReferredTo,
            Amount = b.Amount,
            Paid = b.Paid,
            PaidOn = b.PaidOn,
            ResolvedOn = b.ResolvedOn,
            ClosedOn = b.ClosedOn,
            ObjectionUntil = b.ObjectionUntil,
            AdjustmentYear = b.AdjustmentYear,
            BookNumber = b.BookNumber,
            RepeatsNumber = shown.RepeatsNumber,
            People = [.. b.People.OrderBy(p => p.Position).Select(p => new Person(p.Id, p.PersonNumber, p.Name, p.Grade?.Display(), p.Amount, p.Calculated, p.Paid, p.CheckedOn, p.Difference, p.DifferenceReferredOn, p.DifferenceSettled,
                p.NotifiedOn, p.NotifiedHow, p.NotNotifiedReason, p.SurvivorsSince, p.DroppedOn, p.DropReason?.Display(), shown.Sheets.GetValueOrDefault(p.Id)))],
            Papers = [.. b.Papers.OrderBy(p => p.Position).Select(p => new Paper(p.Id, p.Name, p.ReceivedOn, p.Note))],
            Steps = [.. shown.Steps.Where(s => s.Row is not null).Select(s => new Step(s.Step.Kebab(), s.Step.Display(), s.Access != Access.Refused, s.Reasons))],
            History = [.. shown.Events.Select(e => new Happened(e.Seq, e.HappenedOn, e.StepName, e.ActorName, e.Reason))],
        };
    }
}
