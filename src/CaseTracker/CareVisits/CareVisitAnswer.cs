using CaseTracker.Cadres;
using CaseTracker.Workflow;

namespace CaseTracker.CareVisits;

/// <summary>A care visit as API and command line tell it: money in yuan; what was seen of somebody's health only for whoever may read it.</summary>
public sealed record CareVisitAnswer(string Number, CareVisitType Type, string TypeName, CareVisitState State, string StateName, string Cause, DateOnly TriggeredOn, DateOnly? DueOn, DateOnly? PlannedOn, string? Place, string? Leader, string? Visitors,
    GiftForm? Form, string? Fund, decimal? Applied, decimal? Limit, bool IsOverLimit, decimal? Approved, decimal? Actual, DateOnly? VisitedOn, string? RepeatsNumber, IReadOnlyList<string> Warnings, int Version,
    IReadOnlyList<CareVisitAnswer.Person> Persons, IReadOnlyList<CareVisitAnswer.Step> Steps, IReadOnlyList<CareVisitAnswer.Happened> Timeline)
{
    public sealed record Person(int Ordinal, Guid CadreId, string Name, CadreGrade? Grade, VisitResult? Result, string? SignedBy, string? Condition, string? Requests, string? Why, string? Dropped);

    public sealed record Step(string Id, string Name, Access Access, IReadOnlyList<Reason> Reasons);

    public sealed record Happened(DateOnly On, string Name, string By, string? Reason);

    public static CareVisitAnswer Of(GetCareVisit.Details shown)
    {
        var v = shown.Visit;
        return new(v.Number, v.Type, v.Type.Display(), v.State, v.State.Display(), v.Cause, v.TriggeredOn, v.NextDueOn, v.PlannedOn, v.Place, v.LeaderName, v.Visitors, v.Form, v.Fund, v.AppliedFen?.Yuan(), v.LimitFen?.Yuan(), v.IsOverLimit,
            v.ApprovedFen?.Yuan(), v.ActualFen?.Yuan(), v.VisitedOn, shown.RepeatsNumber, v.WarningLines, v.Version,
            [.. v.Persons.OrderBy(p => p.Ordinal).Select(p => new Person(p.Ordinal, p.CadreId, p.Name, p.Grade, p.Result, p.SignedBy, shown.Conditions.GetValueOrDefault(p.Id), p.Requests, p.Why, p.DropReason))],
            [.. shown.Steps.Where(s => s.Row is not null).Select(s => new Step(s.Step.Kebab(), s.Step.Display(), s.Access, s.Reasons))],
            [.. shown.Events.Select(e => new Happened(e.HappenedOn, e.StepName, e.ActorName, e.Reason))]);
    }
}
