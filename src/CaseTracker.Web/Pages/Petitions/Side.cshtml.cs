using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>A step of a matter beside the main way (听证、督办、包案 …), asked for as its small table says.</summary>
[AllowedTo(Permission.Cases)]
public sealed class SideModel(GetPetition get, TakeSideStep take, CaseDb db, OfficeClock clock) : FormPage
{
    [BindProperty(SupportsGet = true)] public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)] public int Position { get; set; }

    [BindProperty(SupportsGet = true, Name = "step")] public string StepId { get; set; } = "";

    public GetPetition.View View { get; private set; } = null!;

    public SideMatter Side { get; private set; } = null!;

    public SideStep Step { get; private set; }

    public StepView<SideTurn, SideState, SideStep> Button { get; private set; } = null!;

    public IReadOnlyList<AskField> Fields { get; private set; } = [];

    private IReadOnlyList<Ask> Asks => SideWorkflow.Of(Side.Kind).Asks(Step);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Version = View.Petition.Version;
        Fields = await AskField.OfAsync(Asks, null, ModelState, [], db, clock.Today, cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var typed = AskField.Read(Request.Form, Asks, ModelState);
        var answer = await SubmitAsync(async () =>
        {
            var done = await take.ExecuteAsync(new TakeSideStep.Command(Number, Position, Step, StepData.Of(typed.Select(t => (t.Key, (object?)t.Value))), Version, RequestId), Actor, cancel);
            return Done(CasePages.Case(Number) + "#sides", $"已办理“{Step.Display()}”，现为“{done.State.Display()}”");
        }, () => LoadAsync(cancel));
        Version = View.Petition.Version;
        Fields = await AskField.OfAsync(Asks, typed, ModelState, [], db, clock.Today, cancel);
        return answer;
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        View = await get.ExecuteAsync(Number, Actor, cancel);
        Step = DisplayNames.Parse<SideStep>(StepId) ?? throw new NotFoundException("该步骤");
        Side = View.Petition.Sides.FirstOrDefault(s => s.Position == Position) ?? throw new NotFoundException("该事项");
        var engine = SideWorkflow.Of(Side.Kind);
        Button = engine.Table.Any(r => r.Step == Step) ? engine.View(new SideTurn(Side, View.Petition), Step, Actor, clock.Today) : throw new NotFoundException("该步骤");
    }
}
