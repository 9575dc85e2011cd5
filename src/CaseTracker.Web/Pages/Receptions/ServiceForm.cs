using CaseTracker.Handovers;

namespace CaseTracker.Web.Pages.Receptions;

/// <summary>The fields of the benefit or care visit that comes of a visit, at the desk and later.</summary>
public sealed record ServiceForm(IServiceOfVisit Input);
