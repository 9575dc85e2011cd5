using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Web.Pages.Petitions;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Pages.CareVisits;

/// <summary>One care visit: people, money, steps, approvals, history, attachments.</summary>
[AllowedTo(Permission.CareVisits), RequestSizeLimit(Site.UploadLimit), RequestFormLimits(MultipartBodyLengthLimit = Site.UploadLimit)]
public sealed class DetailsModel(GetCareVisit get, TakeCareVisitStep take, AddAttachment attach, FindAttachments attachments, OpenAttachment open, RecordDoors doors, CaseDb db, OfficeClock clock) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    public GetCareVisit.Details Shown { get; private set; } = null!;

    public AttachmentsPanel Panel { get; private set; } = null!;

    public string? ReceptionNumber { get; private set; }

    public DateOnly Today => clock.Today;

    public string Address => IndexModel.Address(Number);

    public HistoryPanel History => HistoryPanel.Of(Shown.Events, clock, CareVisitWorkflow.Engine);

    public IReadOnlyList<StepButton> Steps => StepButton.Of(Shown.Steps, s => StepModel.Address(Shown.Visit.Number, s));

    public ApprovalsPanel Approvals => ApprovalsPanel.Of(Address, clock, CareVisitWorkflow.Engine, Shown.Visit, Shown.Approvals, Actor, [.. Shown.Visit.Present.Select(p => p.Name)]);

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostDecideAsync(Guid approvalId, ApprovalStep decision, string? opinion, DateOnly? happenedOn, CancellationToken cancel) => SubmitAsync(async () =>
    {
        var done = await take.DecideAsync(Number, approvalId, decision, StepData.Of((ApprovalWorkflow.Opinion, opinion), (ApprovalWorkflow.HappenedOn, happenedOn)), Version, RequestId, Actor, cancel);
        return Done(Address, $"已{decision.Display()}，现为“{done.State.Display()}”");
    }, () => LoadAsync(cancel));

    public Task<IActionResult> OnPostAttachAsync(AttachmentKind kind, string? step, List<IFormFile> files, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await LoadAsync(cancel);
        await attach.ExecuteAsync(new() { RecordKind = CareVisit.Kind, RecordId = Shown.Visit.Id, Kind = kind, Step = DisplayNames.Parse<CareVisitStep>(step)?.Kebab(), Files = await AttachmentsPanel.ReadAsync(files, cancel) }, Actor, cancel);
        return Done(Address + "#attachments", files.Count == 1 ? "附件已保存" : $"{files.Count}个附件已保存");
    }, () => LoadAsync(cancel));

    /// <summary>Bytes leave as a download only, never to be shown inside the site.</summary>
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
        Version = Shown.Visit.Version;
        ReceptionNumber = Shown.Visit.ReceptionId is { } reception ? await db.Set<CaseTracker.Receptions.Reception>().Where(r => r.Id == reception).Select(r => r.Number).FirstOrDefaultAsync(cancel) : null;
        var door = await doors.OpenAsync(CareVisit.Kind, Shown.Visit.Id, "该走访", Actor, cancel);
        Panel = new AttachmentsPanel(Address, await attachments.ExecuteAsync(CareVisit.Kind, Shown.Visit.Id, Actor, cancel),
            [.. new[] { CareVisitStep.SubmitReimbursement, CareVisitStep.RecordVisit, CareVisitStep.Plan }.Select(s => (s.Kebab(), s.Display()))], door.MayAttach, clock);
    }
}

/// <summary>A step of it; 登记看望 has a form of its own, for a phone at the bedside.</summary>
[AllowedTo(Permission.CareVisits), RequestSizeLimit(Site.UploadLimit), RequestFormLimits(MultipartBodyLengthLimit = Site.UploadLimit)]
public sealed class StepModel(GetCareVisit get, TakeCareVisitStep take, RecordVisitOnSite record, CaseDb db, OfficeClock clock) : SmallStepPage(db, clock)
{
    private const string DataUrl = "data:image/png;base64,";

    private GetCareVisit.Details shown = null!;

    [FromRoute] public string Number { get; init; } = "";

    public override string Back => IndexModel.Address(Number);

    public override string Subject => $"{shown.Visit.Number} {shown.Visit.Type.Display()} {string.Join("、", Entries)}";

    public CareVisit Visit => shown.Visit;

    public bool IsRecord => StepId == CareVisitStep.RecordVisit.Kebab() && Button.IsOpen;

    public static string Address(string number, CareVisitStep step) => $"{IndexModel.Address(number)}/steps/{step.Kebab()}";

    public AskField Field(string name) => Fields.First(f => f.Ask.Name == name);

    protected override IReadOnlyList<string> Entries => [.. shown.Visit.Present.Select(p => p.Name)];

    protected override IReadOnlyDictionary<string, string>? Start()
    {
        var v = shown.Visit;
        return DisplayNames.Parse<CareVisitStep>(StepId) switch
        {
            CareVisitStep.Plan => Given(("plannedOn", (v.PlannedOn ?? v.DueOn).Day()), ("place", v.Place), ("leader", v.LeaderId?.ToString()), ("visitors", v.Visitors?.Replace('、', '\n')), ("form", v.Form?.Kebab()), ("noMoney", v.NoMoney ? "true" : null),
                ("amount", v.AppliedFen?.Yuan().ToString("0.00")), ("fund", v.Fund), ("overReason", v.OverReason)),
            CareVisitStep.Approve => Given(("approvedAmount", (v.AppliedFen ?? 0).Yuan().ToString("0.00"))),
            CareVisitStep.Settle => Given(("amount", (v.ActualFen ?? 0).Yuan().ToString("0.00"))),
            CareVisitStep.RecordVisit => Given(("actualAmount", (v.ApprovedFen ?? 0).Yuan().ToString("0.00")), ("visitors", v.Visitors?.Replace('、', '\n')), ("results", All(VisitResult.Seen.Kebab())),
                ("signers", v.Type == CareVisitType.Condolence || v.ApprovedFen is null or 0 ? null : All("本人"))),
            _ => null,
        };

        string All(string text) => System.Text.Json.JsonSerializer.Serialize(v.Present.Select(_ => text), PlainJson.Options);

        static Dictionary<string, string> Given(params (string Name, string? Value)[] values) => values.Where(p => p.Value is not (null or "—")).ToDictionary(p => p.Name, p => p.Value!, StringComparer.Ordinal);
    }

    protected override async Task<(IReadOnlyList<Ask> Asks, IReadOnlyList<StepButton> Buttons, int Version)> LoadAsync(CancellationToken cancel)
    {
        shown = await get.ExecuteAsync(Number, Actor, cancel);
        return (DisplayNames.Parse<CareVisitStep>(StepId) is { } step ? CareVisitWorkflow.Engine.Asks(shown.Visit.State, step) : [], StepButton.Of(shown.Steps, s => Address(shown.Visit.Number, s)), shown.Visit.Version);
    }

    protected override async Task TakeAsync(StepData data, CancellationToken cancel)
    {
        var step = DisplayNames.Parse<CareVisitStep>(StepId)!.Value;
        if (step != CareVisitStep.RecordVisit)
        {
            await take.ExecuteAsync(new(Number, step, data, Version, RequestId), Actor, cancel);
            return;
        }

        var photos = await AttachmentsPanel.ReadAsync([.. Request.Form.Files.Where(f => f.Length > 0)], cancel);
        await record.ExecuteAsync(new(Number, data, Version, RequestId, photos, Signatures()), Actor, cancel);
    }

    private List<CaseTracker.Attachments.AddAttachment.Upload> Signatures()
    {
        var drawn = new List<CaseTracker.Attachments.AddAttachment.Upload>();
        foreach (var (text, i) in Request.Form["Signatures"].Select((t, i) => (t, i)).Where(s => s.t?.StartsWith(DataUrl, StringComparison.Ordinal) == true && s.i < Entries.Count))
        {
            var bytes = new byte[text!.Length];
            drawn.Add(Convert.TryFromBase64String(text[DataUrl.Length..], bytes, out var length) ? new($"签名-{Entries[i]}.png", bytes.AsMemory(0, length)) : throw new RefusedException($"{Entries[i]}的签名没有传完整，请重签或拍照上传"));
        }

        return drawn;
    }
}
