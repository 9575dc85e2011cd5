using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Watch;

/// <summary>领导批示：a department sees its own, the 信访机构, the supervisor and the leaders all of them.</summary>
[AllowedTo(Permission.SeeInstructions)]
public sealed class InstructionsModel(FindInstructions find, CaseDb db, CurrentActor who, OfficeClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public FindInstructions.Filter Filter { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "trail")] public string? Trail { get; set; }

    public FindInstructions.Page Found { get; private set; } = new([], 0, null);

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> DepartmentNames { get; private set; } = new Dictionary<Guid, string>();

    public DateOnly Today => clock.Today;

    public bool MayKeep => who.Actor.May(Permission.KeepInstructions);

    public bool MayExport => who.Actor.May(Permission.Ledgers) && (db.Viewer.WholeOrdinary || db.Viewer.Leads);

    public Pager Pager => Pager.Keyset(Request, Math.Min(Found.Count, FindInstructions.MostCounted), Filter.After, Trail, Found.Next, Found.Count > FindInstructions.MostCounted);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Found = await find.ExecuteAsync(Filter, cancel);
        Departments = await db.DepartmentsAsync(cancel);
        DepartmentNames = await db.DepartmentNamesAsync(cancel);
    }
}

/// <summary>Writes down an instruction, as a rule from the page of its case.</summary>
[AllowedTo(Permission.KeepInstructions)]
public sealed class NewInstructionModel(RecordInstruction record, CaseDb db, OfficeClock clock) : FormPage
{
    [BindProperty(SupportsGet = true, Name = "petition")] public string? Petition { get; set; }

    [BindProperty] public RecordInstruction.Command Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Leaders { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel)
    {
        Input = Input with { InstructedOn = clock.Today, PetitionNumber = Petition };
        return LoadAsync(cancel);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var done = await record.ExecuteAsync(Input with { RequestId = RequestId }, Actor, cancel);
            return Done($"/instructions/{done.Number}", $"已登记批示 {done.Number}");
        },
        () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        Leaders = await db.ColleaguesAsync([Role.VL, Role.DG], clock.Today, cancel);
        Departments = await db.DepartmentsAsync(cancel);
    }
}

/// <summary>One instruction with its follow-ups.</summary>
[AllowedTo(Permission.SeeInstructions)]
public sealed class InstructionModel(GetInstruction get, CurrentActor who, OfficeClock clock) : PageModel
{
    [FromRoute] public string Number { get; init; } = "";

    public GetInstruction.Details Shown { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public HistoryPanel History => HistoryPanel.Of(Shown.Events, clock, InstructionWorkflow.Engine);

    public IReadOnlyList<StepButton> Steps => StepButton.Of(Shown.Steps, s => InstructionStepModel.Address(Shown.Instruction.Number, s));

    public async Task OnGetAsync(CancellationToken cancel) => Shown = await get.ExecuteAsync(Number, who.Actor, cancel);
}

/// <summary>A step of it.</summary>
[AllowedTo(Permission.SeeInstructions)]
public sealed class InstructionStepModel(GetInstruction get, TakeInstructionStep take, CaseDb db, OfficeClock clock) : SmallStepPage(db, clock)
{
    private Instruction instruction = null!;

    [FromRoute] public string Number { get; init; } = "";

    public override string Back => $"/instructions/{Number}";

    public override string Subject => $"{instruction.Number} {instruction.LeaderName}";

    public static string Address(string number, InstructionStep step) => $"/instructions/{number}/steps/{step.Kebab()}";

    protected override async Task<(IReadOnlyList<Ask> Asks, IReadOnlyList<StepButton> Buttons, int Version)> LoadAsync(CancellationToken cancel)
    {
        var shown = await get.ExecuteAsync(Number, Actor, cancel);
        instruction = shown.Instruction;
        return (DisplayNames.Parse<InstructionStep>(StepId) is { } step ? InstructionWorkflow.Engine.Asks(instruction.State, step) : [], StepButton.Of(shown.Steps, s => Address(instruction.Number, s)), instruction.Version);
    }

    protected override Task TakeAsync(StepData data, CancellationToken cancel) =>
        take.ExecuteAsync(new(Number, DisplayNames.Parse<InstructionStep>(StepId)!.Value, data, Version, RequestId), Actor, cancel);
}
