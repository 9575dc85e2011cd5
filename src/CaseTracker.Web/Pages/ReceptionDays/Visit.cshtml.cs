using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.ReceptionDays;
using CaseTracker.Web.Pages.Receptions;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.ReceptionDays;

/// <summary>One matter brought to a leader: what he instructed and what came of it.</summary>
[AllowedTo(Permission.SeeReceptionDays)]
public sealed class VisitModel(GetReceptionDay get, CurrentActor who, OfficeClock clock) : PageModel
{
    [FromRoute] public Guid Id { get; init; }

    public GetReceptionDay.VisitDetails Shown { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public HistoryPanel History => HistoryPanel.Of(Shown.Events, clock, DayVisitWorkflow.Engine);

    public IReadOnlyList<StepButton> Steps => StepButton.Of(Shown.Steps, s => VisitStepModel.Address(Id, s));

    public async Task OnGetAsync(CancellationToken cancel) => Shown = await get.VisitAsync(Id, who.Actor, cancel);
}

/// <summary>A step of it.</summary>
[AllowedTo(Permission.SeeReceptionDays)]
public sealed class VisitStepModel(GetReceptionDay get, TakeDayVisitStep take, CaseDb db, OfficeClock clock) : SmallStepPage(db, clock)
{
    private DayVisit visit = null!;

    [FromRoute] public Guid Id { get; init; }

    public override string Back => $"/reception-days/visits/{Id}";

    public override string Subject => $"{visit.On:yyyy-MM-dd} {visit.VisitorName}";

    public static string Address(Guid id, DayVisitStep step) => step switch
    {
        DayVisitStep.Correct => $"/reception-days/visits/{id}/correct",
        DayVisitStep.TurnIntoPetition => $"/reception-days/visits/{id}/petition",
        DayVisitStep.Instruct or DayVisitStep.Answer or DayVisitStep.Report or DayVisitStep.FollowUp or DayVisitStep.Void => $"/reception-days/visits/{id}/steps/{step.Kebab()}",
    };

    protected override IReadOnlyDictionary<string, string>? Start() => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["opinion"] = visit.Opinion,
        ["department"] = visit.DepartmentId?.ToString(),
        ["unit"] = visit.DepartmentId is null ? visit.UnitName : null,
        ["person"] = visit.PersonName,
    }.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!);

    protected override async Task<(IReadOnlyList<Ask> Asks, IReadOnlyList<StepButton> Buttons, int Version)> LoadAsync(CancellationToken cancel)
    {
        var shown = await get.VisitAsync(Id, Actor, cancel);
        visit = shown.Visit;
        return (DisplayNames.Parse<DayVisitStep>(StepId) is { } step ? DayVisitWorkflow.Engine.Asks(visit.State, step) : [], StepButton.Of(shown.Steps, s => Address(Id, s)), visit.Version);
    }

    protected override Task TakeAsync(StepData data, CancellationToken cancel) =>
        take.ExecuteAsync(new(Id, DisplayNames.Parse<DayVisitStep>(StepId)!.Value, data, Version, RequestId), Actor, cancel);
}

/// <summary>Corrects what was entered of it.</summary>
[AllowedTo(Permission.KeepReceptionDays)]
public sealed class CorrectVisitModel(GetReceptionDay get, CorrectDayVisit correct) : FormPage
{
    [FromRoute] public Guid Id { get; init; }

    [BindProperty] public CorrectDayVisit.Command Input { get; set; } = new();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var v = (await get.VisitAsync(Id, Actor, cancel)).Visit;
        Version = v.Version;
        Input = new() { ReceptionNumber = v.ReceptionNumber, VisitorName = v.VisitorName, PeopleCount = v.PeopleCount, UnitOrAddress = v.UnitOrAddress, Problem = v.Problem, Place = v.Place, Cause = v.Cause, Note = v.Note };
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await correct.ExecuteAsync(Input with { Id = Id, Version = Version }, Actor, cancel);
        return Done($"/reception-days/visits/{Id}", "已更正");
    });
}

/// <summary>Turns it into a petition.</summary>
[AllowedTo(Permission.KeepReceptionDays)]
public sealed class VisitPetitionModel(GetReceptionDay get, TurnDayVisit turn, CaseDb db) : FormPage
{
    [FromRoute] public Guid Id { get; init; }

    [BindProperty] public TurnDayVisit.Command Input { get; set; } = new();

    public GetReceptionDay.VisitDetails Shown { get; private set; } = null!;

    public PetitionForm Petition { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Version = Shown.Visit.Version;
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var done = await turn.ExecuteAsync(Input with { Id = Id, Version = Version, RequestId = RequestId }, Actor, cancel);
            return Done($"/reception-days/visits/{Id}", $"已转为信访事项 {done.PetitionNumber}");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Shown = await get.VisitAsync(Id, Actor, cancel);
        Petition = new() { Input = Input, Lists = await DeskLists.LoadAsync(db, cancel) };
    }
}
