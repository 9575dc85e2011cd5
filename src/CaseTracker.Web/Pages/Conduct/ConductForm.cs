using CaseTracker.Receptions;

namespace CaseTracker.Web.Pages.Conduct;

/// <summary>The fields of a 现场处置; the same for a new one and a correction.</summary>
public sealed record ConductForm(ConductFields Input);
