using CaseTracker.Cadres;

namespace CaseTracker.Web.Pages.Cadres;

/// <summary>The fields of a person, new or to be corrected.</summary>
public sealed record CadreForm(CadreFields Input, bool IsNew);
