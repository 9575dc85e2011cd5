using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Petitions;

/// <summary>到访层级: where a visit above the district was registered before it came to the bureau.</summary>
public enum VisitLevel
{
    [Display(Name = "到市")] City,
    [Display(Name = "赴省")] Province,
    [Display(Name = "进京")] Nation,
}
