using CaseTracker.Disputes;
using CaseTracker.Governance;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;

namespace CaseTracker.Reports;

/// <summary>An entry of 依法治理 as the figures see it; 撤回 are not among them.</summary>
public sealed record CountedItem(GovernanceFact Fact) : Countable(GovernanceItem.RecordName, Fact.Id, Fact.Number, Fact.Title, Fact.DepartmentId);

/// <summary>矛盾纠纷: one dispute of the register, or a round of 排查 of the imported book with the disputes it found and settled.</summary>
public sealed record CountedDispute(string RecordKind, Guid RecordId, string Number, string Title, Guid? DepartmentId, DateOnly? FoundOn, int Found, DateOnly? ResolvedOn, int Resolved) : Countable(RecordKind, RecordId, Number, Title, DepartmentId)
{
    public static CountedDispute Of(Dispute d) => new(Dispute.Kind, d.Id, d.Number, d.Name, d.DepartmentId, d.FoundOn, 1, d.State is DisputeState.Resolved or DisputeState.Closed ? d.ResolvedOn : null, 1);

    public static CountedDispute Of(GovernanceFact sweep) => new(GovernanceItem.RecordName, sweep.Id, sweep.Number, sweep.Title, sweep.DepartmentId, sweep.FinishedOn, sweep.Quantity ?? 0, sweep.FinishedOn, sweep.Resolved ?? 0);
}

/// <summary>局长大接访: a day that was held, with those it received.</summary>
public sealed record CountedLeaderDay(string RecordKind, Guid RecordId, string Number, string Title, Guid? DepartmentId, DateOnly On, int Arrivals, int People) : Countable(RecordKind, RecordId, Number, Title, DepartmentId)
{
    public static CountedLeaderDay Of(ReceptionDay day, IReadOnlyList<DayVisit> visits) => new(ReceptionDay.Kind, day.Id, $"接访{day.On:yyyyMMdd}", $"{day.ReceivedBy} {day.Form.Display()}", null, day.On, visits.Count, visits.Sum(v => v.PeopleCount));

    public static CountedLeaderDay Of(GovernanceFact held) => new(GovernanceItem.RecordName, held.Id, held.Number, held.Title, held.DepartmentId, held.FinishedOn!.Value, held.Quantity ?? 1, held.Attendees ?? 0);
}

/// <summary>One arrival at the office, whichever book holds it: a visit that stands in both is one.</summary>
public sealed record CountedArrival(string RecordKind, Guid RecordId, string Number, string Title, Guid? DepartmentId, DateOnly On, int People, string Key) : Countable(RecordKind, RecordId, Number, Title, DepartmentId)
{
    public static CountedArrival Of(RatedPetition p) => new(p.RecordKind, p.RecordId, p.Number, p.Title, p.DepartmentId, p.ReceivedOn, p.Attendance, p.ArrivalKey);

    public static CountedArrival Of(Reception r) => new(Reception.Kind, r.Id, r.Number, r.Problem ?? "", null, r.ArrivedOn, r.PeopleCount, r.Id.ToString());
}
