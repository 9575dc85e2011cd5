using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.People;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Cadres;

/// <summary>One person of the roster: who he is, what the bureau did for him, what may be done now.</summary>
[AllowedTo(Permission.SeeCadres)]
public sealed class DetailsModel(GetCadre get, CadreLifeLine lifeLine, TakeCadreStep take, RevealValue reveal, AddAttachment attach, FindAttachments attachments, OpenAttachment open, RecordDoors doors, OfficeClock clock) : FormPage
{
    private string? revealedText;

    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public Guid? ValueId { get; set; }

    [BindProperty] public string? RevealReason { get; set; }

    public GetCadre.Details Shown { get; private set; } = null!;

    public IReadOnlyList<CadreLifeLine.Entry> Life { get; private set; } = [];

    public AttachmentsPanel Panel { get; private set; } = null!;

    public HistoryPanel History => HistoryPanel.Of(Shown.Events, clock, CadreWorkflow.Engine);

    public IReadOnlyList<StepButton> Steps => StepButton.Of(Shown.Steps, s => StepModel.Address(Shown.Cadre.PersonNumber, s));

    public ApprovalsPanel Approvals => ApprovalsPanel.Of($"/cadres/{Number}", clock, CadreWorkflow.Engine, Shown.Cadre, Shown.Approvals, Actor, []);

    /// <summary>The masked values that may be asked for.</summary>
    public IReadOnlyList<SelectListItem> Hidden =>
    [
        .. new (string Name, Guid? Id)[]
        {
            ("身份证号", Shown.Cadre.IdNumberId), ("联系电话", Shown.Cadre.PhoneId), ("现住址", Shown.Cadre.AddressId), ("户籍地址", Shown.Cadre.HomeAddressId), ("配偶电话", Shown.Cadre.SpousePhoneId),
            ("紧急联系电话", Shown.Cadre.EmergencyPhoneId), ("健康状况", Shown.ReadsHealth ? null : Shown.Cadre.HealthId), ("重点关注", Shown.ReadsHealth ? null : Shown.Cadre.FocusId),
        }.Where(v => v.Id is not null).Select(v => new SelectListItem(v.Name, v.Id.ToString())),
    ];

    /// <summary>The text, in full where it is the value that was just revealed.</summary>
    public string Text(Guid? id) => (id is not null && id == ValueId ? revealedText : null) ?? Shown.Text(id) ?? "—";

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostDecideAsync(Guid approvalId, ApprovalStep decision, string? opinion, DateOnly? happenedOn, CancellationToken cancel) => SubmitAsync(
        async () =>
        {
            var done = await take.DecideAsync(Number, approvalId, decision, StepData.Of((ApprovalWorkflow.Opinion, opinion), (ApprovalWorkflow.HappenedOn, happenedOn)), Version, RequestId, Actor, cancel);
            return Done($"/cadres/{Number}", string.Join("；", [decision == ApprovalStep.Return ? "已退回经办人" : "已批准", .. done.Told]));
        },
        () => LoadAsync(cancel));

    public async Task<IActionResult> OnPostRevealAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return await SubmitAsync(async () =>
        {
            if (!Hidden.Any(h => h.Value == ValueId.ToString()))
            {
                throw RefusedException.At(nameof(ValueId), "请选择要查看的一项");
            }

            try
            {
                revealedText = await reveal.ExecuteAsync(new() { ValueId = ValueId!.Value, Reason = RevealReason ?? "" }, Actor, cancel);
            }
            catch (RefusedException refused) when (refused is not NotFoundException)
            {
                throw RefusedException.At(nameof(RevealReason), refused.Message);
            }

            return Page();
        });
    }

    public Task<IActionResult> OnPostAttachAsync(AttachmentKind kind, List<IFormFile> files, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await LoadAsync(cancel);
        await attach.ExecuteAsync(new AddAttachment.Command { RecordKind = Cadre.Kind, RecordId = Shown.Cadre.Id, Kind = kind, Files = await AttachmentsPanel.ReadAsync(files, cancel) }, Actor, cancel);
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
        Version = Shown.Cadre.Version;
        Life = await lifeLine.ExecuteAsync(Shown.Cadre.Id, cancel);
        var door = await doors.OpenAsync(Cadre.Kind, Shown.Cadre.Id, "该人员", Actor, cancel);
        Panel = new($"/cadres/{Number}", await attachments.ExecuteAsync(Cadre.Kind, Shown.Cadre.Id, Actor, cancel), [], door.MayAttach, clock);
    }
}

/// <summary>A step with this person.</summary>
[AllowedTo(Permission.SeeCadres)]
public sealed class StepModel(GetCadre get, TakeCadreStep take, CaseDb db, OfficeClock clock) : SmallStepPage(db, clock)
{
    private GetCadre.Details shown = null!;

    [FromRoute] public string Number { get; init; } = "";

    public override string Back => $"/cadres/{Number}";

    public override string Subject => $"{shown.Cadre.PersonNumber} {shown.Cadre.Name}";

    public static string Address(string number, CadreStep step) => step == CadreStep.Correct ? $"/cadres/{number}/correct" : $"/cadres/{number}/steps/{step.Kebab()}";

    protected override IReadOnlyDictionary<string, string>? Start() => (DisplayNames.Parse<CadreStep>(StepId), shown.Cadre) switch
    {
        (CadreStep.HandOver, var c) => Values((CadreWorkflow.On, c.HandoverOn?.Day()), ("basis", c.Basis)),
        (CadreStep.ConfirmDeath, { ReportedDeathOn: { } on }) => Values((CadreWorkflow.On, on.Day())),
        _ => null,
    };

    protected override async Task<(IReadOnlyList<Ask> Asks, IReadOnlyList<StepButton> Buttons, int Version)> LoadAsync(CancellationToken cancel)
    {
        shown = await get.ExecuteAsync(Number, Actor, cancel);
        return (DisplayNames.Parse<CadreStep>(StepId) is { } step ? CadreWorkflow.Engine.Asks(shown.Cadre.State, step) : [], StepButton.Of(shown.Steps, s => Address(shown.Cadre.PersonNumber, s)), shown.Cadre.Version);
    }

    protected override async Task TakeAsync(StepData data, CancellationToken cancel)
    {
        var done = await take.ExecuteAsync(new(Number, DisplayNames.Parse<CadreStep>(StepId)!.Value, data, Version, RequestId), Actor, cancel);
        Told = string.Join("；", [done.IsProposed ? $"“{Button.Name}”已报批" : $"已办理“{Button.Name}”", .. done.Told]);
    }

    private static Dictionary<string, string> Values(params (string Name, string? Text)[] known) => known.Where(k => k.Text is not null).ToDictionary(k => k.Name, k => k.Text!);
}
