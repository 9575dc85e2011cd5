using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Disputes;

/// <summary>One 矛盾纠纷 with its notes of progress.</summary>
[AllowedTo(Permission.SeeDisputes)]
public sealed class DetailsModel(GetDispute get, CurrentActor who, OfficeClock clock) : PageModel
{
    [FromRoute] public string Number { get; init; } = "";

    public GetDispute.Details Shown { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public HistoryPanel History => HistoryPanel.Of(Shown.Events, clock, DisputeWorkflow.Engine);

    public IReadOnlyList<StepButton> Steps => StepButton.Of(Shown.Steps, s => StepModel.Address(Shown.Dispute.Number, s));

    public async Task OnGetAsync(CancellationToken cancel) => Shown = await get.ExecuteAsync(Number, who.Actor, cancel);
}

/// <summary>A step of it.</summary>
[AllowedTo(Permission.SeeDisputes)]
public sealed class StepModel(GetDispute get, TakeDisputeStep take, CaseDb db, OfficeClock clock) : SmallStepPage(db, clock)
{
    private Dispute dispute = null!;

    [FromRoute] public string Number { get; init; } = "";

    public override string Back => $"/disputes/{Number}";

    public override string Subject => $"{dispute.Number} {dispute.Name}";

    public static string Address(string number, DisputeStep step) => step switch
    {
        DisputeStep.Correct => $"/disputes/{number}/correct",
        DisputeStep.TurnIntoPetition => $"/disputes/{number}/petition",
        DisputeStep.Start or DisputeStep.Progress or DisputeStep.Contain or DisputeStep.Resume or DisputeStep.Resolve or DisputeStep.CloseOff or DisputeStep.Void => $"/disputes/{number}/steps/{step.Kebab()}",
    };

    protected override IReadOnlyDictionary<string, string>? Start() => StepId != DisputeStep.Start.Kebab() ? null : new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["measures"] = dispute.Measures,
        ["department"] = dispute.DepartmentId.ToString(),
        ["person"] = dispute.PersonName,
        ["leader"] = dispute.LeaderName,
        ["limitOn"] = dispute.LimitOn?.Day(),
    }.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!);

    protected override async Task<(IReadOnlyList<Ask> Asks, IReadOnlyList<StepButton> Buttons, int Version)> LoadAsync(CancellationToken cancel)
    {
        var shown = await get.ExecuteAsync(Number, Actor, cancel);
        dispute = shown.Dispute;
        return (DisplayNames.Parse<DisputeStep>(StepId) is { } step ? DisputeWorkflow.Engine.Asks(dispute.State, step) : [], StepButton.Of(shown.Steps, s => Address(dispute.Number, s)), dispute.Version);
    }

    protected override Task TakeAsync(StepData data, CancellationToken cancel) =>
        take.ExecuteAsync(new(Number, DisplayNames.Parse<DisputeStep>(StepId)!.Value, data, Version, RequestId), Actor, cancel);
}
