using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Petitions;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>批示 and cards on the page of a case.</summary>
public sealed record WatchPanel(string Number, IReadOnlyList<Instruction> Instructions, IReadOnlyList<WarningCard> Cards, bool MayInstruct, bool MayIssue, DateOnly Today)
{
    /// <summary>Null for a 检举控告, on which neither is kept, and for whoever may not see them.</summary>
    public static async Task<WatchPanel?> OfAsync(Petition petition, Actor actor, FindInstructions instructions, FindCards cards, OfficeClock clock, CancellationToken cancel) =>
        petition.IsConfidential || !actor.May(Permission.SeeInstructions) ? null
            : new(petition.Number, await instructions.OfAsync(petition.Id, cancel), await cards.OfAsync(petition.Id, cancel), actor.May(Permission.KeepInstructions), actor.May(Permission.IssueCards), clock.Today);
}
