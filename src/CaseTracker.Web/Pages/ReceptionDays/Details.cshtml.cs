using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.ReceptionDays;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.ReceptionDays;

/// <summary>One 接访日 with whom the leader received.</summary>
[AllowedTo(Permission.SeeReceptionDays)]
public sealed class DetailsModel(GetReceptionDay get, CurrentActor who, OfficeClock clock) : PageModel
{
    [FromRoute] public Guid Id { get; init; }

    public GetReceptionDay.Details Shown { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public bool MayRecord => who.Actor.May(Permission.KeepReceptionDays) && Shown.Day.On <= clock.Today && Shown.Day.State is not (ReceptionDayState.Missed or ReceptionDayState.Cancelled);

    public HistoryPanel History => HistoryPanel.Of(Shown.Events, clock, ReceptionDayWorkflow.Engine);

    public IReadOnlyList<StepButton> Steps => StepButton.Of(Shown.Steps, s => StepModel.Address(Id, s));

    public IEnumerable<string> Alerts
    {
        get
        {
            var d = Shown.Day;
            return new FindReceptionDays.Row(d.Id, d.On, d.From, d.To, d.Place, d.LeaderName, d.LeaderPost, d.SubstituteName, d.Form, d.State, d.PublishBy, d.PublishedOn, 0, 0, Shown.Visits.Count(v => v.IsOverdue(clock.Today))).Alerts(clock.Today);
        }
    }

    public async Task OnGetAsync(CancellationToken cancel) => Shown = await get.ExecuteAsync(Id, who.Actor, cancel);
}

/// <summary>A step of a 接访日.</summary>
[AllowedTo(Permission.KeepReceptionDays)]
public sealed class StepModel(GetReceptionDay get, TakeReceptionDayStep take, CaseDb db, OfficeClock clock) : SmallStepPage(db, clock)
{
    private ReceptionDay day = null!;

    [FromRoute] public Guid Id { get; init; }

    public override string Back => $"/reception-days/{Id}";

    public override string Subject => $"{day.On:yyyy-MM-dd} {day.LeaderName}（{day.LeaderPost}）接访";

    public static string Address(Guid id, ReceptionDayStep step) => step == ReceptionDayStep.Correct ? $"/reception-days/{id}/correct" : $"/reception-days/{id}/steps/{step.Kebab()}";

    protected override async Task<(IReadOnlyList<Ask> Asks, IReadOnlyList<StepButton> Buttons, int Version)> LoadAsync(CancellationToken cancel)
    {
        var shown = await get.ExecuteAsync(Id, Actor, cancel);
        day = shown.Day;
        return (DisplayNames.Parse<ReceptionDayStep>(StepId) is { } step ? ReceptionDayWorkflow.Engine.Asks(day.State, step) : [], StepButton.Of(shown.Steps, s => Address(Id, s)), day.Version);
    }

    protected override Task TakeAsync(StepData data, CancellationToken cancel) =>
        take.ExecuteAsync(new(Id, DisplayNames.Parse<ReceptionDayStep>(StepId)!.Value, data, Version, RequestId), Actor, cancel);
}
