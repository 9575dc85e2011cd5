using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Benefits;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Benefits;

/// <summary>One 待遇事项: its people, sums, papers, steps, approvals, documents, attachments, history.</summary>
[AllowedTo(Permission.Benefits), RequestSizeLimit(Site.UploadLimit), RequestFormLimits(MultipartBodyLengthLimit = Site.UploadLimit)]
public sealed class DetailsModel(GetBenefit get, TakeBenefitStep take, RecordDoors doors, AddAttachment attach, FindAttachments attachments, OpenAttachment open, FindDocuments documents, PdfOfDocument pdf, OfficeClock clock) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    public GetBenefit.Details Shown { get; private set; } = null!;

    public AttachmentsPanel Panel { get; private set; } = null!;

    public DocumentsPanel Papers { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public string Address => $"/benefits/{Number}";

    public HistoryPanel History => HistoryPanel.Of(Shown.Events, clock, BenefitWorkflow.Engine);

    /// <summary>What time or the roster does is no button; what belongs to a death is shown where somebody died.</summary>
    public IReadOnlyList<StepButton> Steps => StepButton.Of(Shown.Steps.Where(s => (s.Row is null || !s.Row.Proposers.Contains(Role.SYS)) && (Shown.Benefit.Type == BenefitType.Funeral || s.Step is not (BenefitStep.HandToFamily or BenefitStep.TellSocialSecurity))), s => StepModel.Address(Shown.Benefit.Number, s));

    public ApprovalsPanel Approvals => ApprovalsPanel.Of(Address, clock, BenefitWorkflow.Engine, Shown.Benefit, Shown.Approvals, Actor, [], ("金额（元）", Shown.Benefit.Amount?.Text()));

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostDecideAsync(Guid approvalId, ApprovalStep decision, string? opinion, DateOnly? happenedOn, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await take.DecideAsync(Number, approvalId, decision, StepData.Of((ApprovalWorkflow.Opinion, opinion), (ApprovalWorkflow.HappenedOn, happenedOn)), Version, RequestId, Actor, cancel);
        return Done(Address, decision == ApprovalStep.Approve ? "已批准" : "已退回核实");
    }, () => LoadAsync(cancel));

    public Task<IActionResult> OnPostAttachAsync(AttachmentKind kind, List<IFormFile> files, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await LoadAsync(cancel);
        await attach.ExecuteAsync(new() { RecordKind = Benefit.Kind, RecordId = Shown.Benefit.Id, Kind = kind, Files = await AttachmentsPanel.ReadAsync(files, cancel) }, Actor, cancel);
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
        Version = Shown.Benefit.Version;
        var id = Shown.Benefit.Id;
        var opened = await doors.OpenAsync(Benefit.Kind, id, "该待遇事项", Actor, cancel);
        Panel = new(Address, await attachments.ExecuteAsync(Benefit.Kind, id, Actor, cancel), [], opened.MayAttach, clock);
        Papers = new($"{Address}/documents", await documents.ExecuteAsync(Benefit.Kind, id, Actor, cancel), pdf.IsInstalled, "", clock);
    }
}

/// <summary>The papers of a benefit as files, with their receipts and deliveries.</summary>
[AllowedTo(Permission.Benefits)]
public sealed class DocumentsModel(GetBenefit get, FindDocuments find, OpenDocument open, RecordPaperDelivery deliver, PdfOfDocument pdf, CaseDb db, OfficeClock clock) : FormPage
{
    [FromRoute] public string Number { get; init; } = "";

    [BindProperty(SupportsGet = true, Name = "deliver")] public Guid? Deliver { get; set; }

    [BindProperty] public DateOnly? On { get; set; }

    [BindProperty] public PaperDeliveryMethod? Method { get; set; }

    [BindProperty] public string? Proof { get; set; }

    [BindProperty] public string? SignedBy { get; set; }

    public DocumentsPanel Panel { get; private set; } = null!;

    public DocumentRow? Chosen => Panel.Rows.FirstOrDefault(r => r.Document.Id == Deliver && r.Document.Recipients is not null);

    public DateOnly Today => clock.Today;

    private Guid id;

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnGetFileAsync(Guid id, bool asPdf, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return Send(await open.ExecuteAsync(Benefit.Kind, this.id, id, asPdf, Actor, cancel));
    }

    public async Task<IActionResult> OnGetReceiptAsync(Guid id, bool asPdf, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return Send(await open.ReceiptAsync(Benefit.Kind, this.id, id, Number, (await db.BureauAsync(cancel)).Name, asPdf, Actor, cancel));
    }

    public Task<IActionResult> OnPostDeliverAsync(CancellationToken cancel) => SubmitAsync(async () =>
    {
        await LoadAsync(cancel);
        var chosen = Chosen ?? throw new NotFoundException("该文书");
        await deliver.ExecuteAsync(new() { RecordKind = Benefit.Kind, RecordId = id, DocumentId = chosen.Document.Id, On = On, Method = Method, Recipients = chosen.Undelivered, Proof = Proof, SignedBy = SignedBy }, ("", ""), Actor, cancel);
        return Done($"/benefits/{Number}/documents", "已登记送达");
    }, () => LoadAsync(cancel));

    private async Task LoadAsync(CancellationToken cancel)
    {
        id = (await get.ExecuteAsync(Number, Actor, cancel)).Benefit.Id;
        Panel = new($"/benefits/{Number}/documents", await find.ExecuteAsync(Benefit.Kind, id, Actor, cancel), pdf.IsInstalled, "", clock);
    }

    private FileContentResult Send(OpenDocument.Content content)
    {
        Response.Headers.ContentDisposition = FileNames.ContentDisposition(content.Name);
        return File(content.Bytes, content.MediaType);
    }
}

/// <summary>A step of it.</summary>
[AllowedTo(Permission.Benefits)]
public sealed class StepModel(GetBenefit get, TakeBenefitStep take, CaseDb db, OfficeClock clock) : SmallStepPage(db, clock)
{
    private Benefit benefit = null!;

    [FromRoute] public string Number { get; init; } = "";

    public override string Back => $"/benefits/{Number}";

    public override string Subject => $"{benefit.Number} {benefit.Type.Display()}";

    protected override IReadOnlyList<string> Entries => [.. benefit.Active.Select(p => $"{p.Name}{(p.Amount is { } sum ? $"（{sum.Text()}）" : "")}")];

    public static string Address(string number, BenefitStep step) => step switch
    {
        BenefitStep.Correct => $"/benefits/{number}/correct",
        BenefitStep.Calculate => $"/benefits/{number}/calculate",
        BenefitStep.TickPapers => $"/benefits/{number}/papers",
        BenefitStep.RecordPeople => $"/benefits/{number}/people",
        _ => $"/benefits/{number}/steps/{step.Kebab()}",
    };

    protected override IReadOnlyDictionary<string, string>? Start() => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["basis"] = StepId == BenefitStep.SubmitForApproval.Kebab() ? benefit.BasisDocument : null,
        ["approvalNumber"] = benefit.ApprovalNumber,
        ["amount"] = StepId == BenefitStep.ConfirmPayment.Kebab() ? (benefit.IsBatch && benefit.Active.Any(p => p.Paid is not null) ? benefit.Active.Sum(p => p.Paid ?? 0) : benefit.IsDecidedElsewhere ? null : benefit.Amount)?.Text() : null,
        ["officer"] = StepId == BenefitStep.StartVerify.Kebab() && Actor.Has(Role.CW, Role.LC) ? Actor.UserId.ToString() : null,
        ["target"] = benefit.Type switch { BenefitType.Allowance => BenefitTarget.Finance.Kebab(), BenefitType.PensionAdjustment or BenefitType.Funeral => BenefitTarget.SocialSecurity.Kebab(), BenefitType.OldAge => BenefitTarget.Street.Kebab(), _ => null },
    }.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!);

    protected override async Task<(IReadOnlyList<Ask> Asks, IReadOnlyList<StepButton> Buttons, int Version)> LoadAsync(CancellationToken cancel)
    {
        var shown = await get.ExecuteAsync(Number, Actor, cancel);
        benefit = shown.Benefit;
        return (DisplayNames.Parse<BenefitStep>(StepId) is { } step ? BenefitWorkflow.Engine.Asks(benefit.State, step) : [], StepButton.Of(shown.Steps, s => Address(benefit.Number, s)), benefit.Version);
    }

    protected override Task TakeAsync(StepData data, CancellationToken cancel) =>
        take.ExecuteAsync(new(Number, DisplayNames.Parse<BenefitStep>(StepId)!.Value, data, Version, RequestId), Actor, cancel);
}
