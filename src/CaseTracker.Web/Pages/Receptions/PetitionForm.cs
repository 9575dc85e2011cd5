using CaseTracker.Handovers;

namespace CaseTracker.Web.Pages.Receptions;

/// <summary>The fields of the petition that comes of a visit, at the desk and later.</summary>
public sealed class PetitionForm
{
    public required IPetitionOfVisit Input { get; init; }

    public required DeskLists Lists { get; init; }
}
