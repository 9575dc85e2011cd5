using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using CaseTracker.Governance;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.Governance;

/// <summary>One item of 依法治理, whatever its book: what is known, its parts, drawings, files, history and steps.</summary>
[AllowedTo(Permission.SeeGovernance)]
public sealed class DetailsModel(GetGovernance get, AddAttachment attach, FindAttachments attachments, OpenAttachment open, RecordDoors doors, OfficeClock clock) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    public GetGovernance.Details Shown { get; private set; } = null!;

    public AttachmentsPanel Panel { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public HistoryPanel History => HistoryPanel.Of(Shown.Events, clock, GovernanceWorkflow.Of(Shown.Item.Kind));

    public IReadOnlyList<StepButton> Steps => StepButton.Of(Shown.Steps, s => StepModel.Address(Shown.Item.Number, s));

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostAttachAsync(AttachmentKind kind, List<IFormFile> files, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await LoadAsync(cancel);
        await attach.ExecuteAsync(new AddAttachment.Command { RecordKind = GovernanceItem.RecordName, RecordId = Shown.Item.Id, Kind = kind, Files = await AttachmentsPanel.ReadAsync(files, cancel) }, Actor, cancel);
        return Done(Panel.Address + "#attachments", files.Count == 1 ? "附件已保存" : $"{files.Count}个附件已保存");
    }, () => LoadAsync(cancel));

    public async Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var content = Panel.Files.Any(f => f.Id == id) ? await open.ExecuteAsync(id, Actor, cancel) : throw new NotFoundException("该附件");
        Response.Headers.ContentDisposition = FileNames.ContentDisposition(content.Name);
        return File(content.Bytes, content.MediaType);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Shown = await get.ExecuteAsync(Number, Actor, cancel);
        Version = Shown.Item.Version;
        var door = await doors.OpenAsync(GovernanceItem.RecordName, Shown.Item.Id, "该事项", Actor, cancel);
        Panel = new($"/governance/items/{Shown.Item.Number}", await attachments.ExecuteAsync(GovernanceItem.RecordName, Shown.Item.Id, Actor, cancel), [], door.MayAttach, clock) { Usual = AttachmentKind.Document };
    }
}

/// <summary>A step of it.</summary>
[AllowedTo(Permission.SeeGovernance)]
public sealed class StepModel(GetGovernance get, TakeGovernanceStep take, CaseDb db, OfficeClock clock) : SmallStepPage(db, clock)
{
    private GovernanceItem item = null!;

    [FromRoute] public string Number { get; init; } = "";

    public override string Back => $"/governance/items/{Number}";

    public override string Subject => $"{item.Number} {item.Title}";

    public static string Address(string number, GovernanceStep step) => step == GovernanceStep.Correct ? $"/governance/items/{number}/correct" : $"/governance/items/{number}/steps/{step.Kebab()}";

    /// <summary>What the item knows already: a form never asks it twice.</summary>
    protected override IReadOnlyDictionary<string, string>? Start()
    {
        if (DisplayNames.Parse<GovernanceStep>(StepId) is not { } step || step == GovernanceStep.Repay)
        {
            return null;
        }

        var known = GovernanceWorkflow.Of(item.Kind).Asks(item.State, step).Select(a => (a.Name, Text: GovernanceFields.Find(a.Name)?.Typed(item))).Where(f => f.Text is not null).ToDictionary(f => f.Name, f => f.Text!);
        if (step == GovernanceStep.ListSubjects)
        {
            known[GovernanceFields.PartsName] = string.Join('\n', item.Parts.Where(p => p is { Kind: GovernancePartKind.Subject, IsRemoved: false }).Select(p => string.Join('｜', new[] { p.Name, p.Code, p.Note }).TrimEnd('｜')));
        }

        return known;
    }

    protected override async Task<(IReadOnlyList<Ask> Asks, IReadOnlyList<StepButton> Buttons, int Version)> LoadAsync(CancellationToken cancel)
    {
        var shown = await get.ExecuteAsync(Number, Actor, cancel);
        item = shown.Item;
        return (DisplayNames.Parse<GovernanceStep>(StepId) is { } step ? GovernanceWorkflow.Of(item.Kind).Asks(item.State, step) : [], StepButton.Of(shown.Steps, s => Address(item.Number, s)), item.Version);
    }

    protected override async Task TakeAsync(StepData data, CancellationToken cancel)
    {
        var done = await take.ExecuteAsync(new(Number, DisplayNames.Parse<GovernanceStep>(StepId)!.Value, data, Version, RequestId), Actor, cancel);
        Told = done.Told;
    }
}

/// <summary>重抽核对: the drawings once more, from their lists and seeds.</summary>
[AllowedTo(Permission.SeeGovernance)]
public sealed class RedrawModel(RedrawLots redraw, CurrentActor who) : PageModel
{
    [FromRoute] public string Number { get; init; } = "";

    /// <summary>Another seed, tried with the last lists.</summary>
    [BindProperty(SupportsGet = true, Name = "seed")] public string? Seed { get; set; }

    public RedrawLots.Answer Answer { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel) => Answer = await redraw.ExecuteAsync(Number, who.Actor, cancel, Inputs.Tidy(Seed));
}
