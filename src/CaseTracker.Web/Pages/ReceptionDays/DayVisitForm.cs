using CaseTracker.ReceptionDays;

namespace CaseTracker.Web.Pages.ReceptionDays;

/// <summary>The fields of one 批; the same for a new one and a correction.</summary>
public sealed record DayVisitForm(DayVisitFields Input);
