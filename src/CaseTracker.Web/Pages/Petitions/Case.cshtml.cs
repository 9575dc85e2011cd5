using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.People;
using CaseTracker.Petitions;
using CaseTracker.Petitions.Papers;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>One petition: what it is, where it stands and why, what the reader may do with it, and what has happened.</summary>
[AllowedTo(Permission.Cases), RequestSizeLimit(Site.UploadLimit), RequestFormLimits(MultipartBodyLengthLimit = Site.UploadLimit)]
public sealed class CaseModel(
    GetPetition get, ShowPetitionLine line, TakePetitionStep take, RevealValue reveal, AddAttachment attach, FindAttachments attachments, OpenAttachment open, FindDocuments documents, FindInstructions instructions, FindCards cards, DraftPapers drafts, PdfOfDocument pdf, CaseDb db, OfficeClock clock) : FormPage
{
    [BindProperty(SupportsGet = true)] public string Number { get; set; } = "";

    public GetPetition.View? View { get; private set; }

    /// <summary>All that may be shown to one who may know of the case but not open it.</summary>
    public ShowPetitionLine.Line? Line { get; private set; }

    public IReadOnlyList<TimelineEntry> Events { get; private set; } = [];

    /// <summary>What waits for approval, in the words of the form.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<(string Name, string Text)>> Proposals { get; private set; } = new Dictionary<Guid, IReadOnlyList<(string, string)>>();

    public IReadOnlyList<AttachmentRow> Attachments { get; private set; } = [];

    /// <summary>The papers issued for it.</summary>
    public DocumentsPanel Documents { get; private set; } = null!;

    /// <summary>The one protected value shown in full in this answer.</summary>
    public (Guid Id, string Text)? Revealed { get; private set; }

    /// <summary>批示 and cards on it; null where they are not shown.</summary>
    public WatchPanel? Watch { get; private set; }

    public string Diagram { get; private set; } = "";

    public OfficeClock Clock => clock;

    /// <summary>A step of the present state that is the reader's in one of his roles, if not just now.</summary>
    public bool IsMine(PetitionStep step) => Actor.Hats.Any(h => PetitionWorkflow.Engine.MayEver(View!.Petition.State, h.Role, step));

    /// <summary>A proposed step issues papers that its approvers can look at before.</summary>
    public bool HasPapers(PetitionStep step) => !View!.Petition.IsConfidential && DraftPapers.Exist(PetitionWorkflow.Engine.Table.FirstOrDefault(r => r.Step == step && r.From.Contains(View.Petition.State) && r.Approvers.Count > 0)?.Document);

    public AttachmentsPanel Panel => new(
        CasePages.Case(Number), Attachments,
        [.. PetitionWorkflow.Engine.Table.Where(r => r.Document is not null).Select(r => r.Step).Distinct().Select(s => (s.Kebab(), s.Display()))],
        View!.Petition.State != PetitionState.Archived, clock);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        try
        {
            await LoadAsync(cancel);
        }
        catch (NotFoundException)
        {
            Line = await line.ExecuteAsync(Number, cancel);
        }
    }

    /// <summary>Shows one number or address in full, once, for a reason that is kept.</summary>
    public async Task<IActionResult> OnPostRevealAsync(Guid valueId, string? reason, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return await SubmitAsync(async () =>
        {
            Revealed = (valueId, await reveal.ExecuteAsync(new RevealValue.Command { ValueId = valueId, Reason = reason ?? "" }, Actor, cancel));
            Version = View!.Petition.Version;
            return Page();
        }, () => Task.CompletedTask);
    }

    public Task<IActionResult> OnPostAttachAsync(AttachmentKind kind, string? step, List<IFormFile> files, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await LoadAsync(cancel);
        await attach.ExecuteAsync(
            new AddAttachment.Command { RecordKind = Petition.Kinds, RecordId = View!.Petition.Id, Kind = kind, Step = DisplayNames.Parse<PetitionStep>(step)?.Kebab(), Files = await AttachmentsPanel.ReadAsync(files, cancel) }, Actor, cancel);
        return Done(CasePages.Case(Number) + "#attachments", files.Count == 1 ? "附件已保存" : $"{files.Count}个附件已保存");
    }, () => LoadAsync(cancel));

    /// <summary>Bytes leave as a download only, never to be shown inside the site.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Attachments.All(a => a.Id != id))
        {
            throw new NotFoundException("该附件");
        }

        var content = await open.ExecuteAsync(id, Actor, cancel);
        Response.Headers.ContentDisposition = FileNames.ContentDisposition(content.Name);
        return File(content.Bytes, content.MediaType);
    }

    /// <summary>The paper that the approval will issue, before it is given.</summary>
    public Task<IActionResult> OnGetPaperAsync(Guid approval, bool asPdf, CancellationToken cancel) => SubmitAsync(async () =>
    {
        var shown = await drafts.ExecuteAsync(Number, approval, Actor, cancel);
        var preview = DraftPapers.Together(asPdf ? await DraftPapers.AsPdfAsync(shown, pdf, cancel) : shown);
        Response.Headers.ContentDisposition = FileNames.ContentDisposition(preview.Name);
        return File(preview.Bytes, preview.MediaType);
    }, () => LoadAsync(cancel));

    public Task<IActionResult> OnPostDecideAsync(Guid approvalId, ApprovalStep decision, string? opinion, DateOnly? happenedOn, CancellationToken cancel) => OnApprovalAsync(async () =>
    {
        var done = await take.DecideAsync(Number, approvalId, decision, StepData.Of((ApprovalWorkflow.Opinion, opinion), (ApprovalWorkflow.HappenedOn, happenedOn)), Version, RequestId, Actor, cancel);
        return decision == ApprovalStep.Return ? "已退回经办人" : done.DocumentNumber is { } number ? $"已批准，文号 {number}" : "已批准";
    }, cancel);

    /// <summary>The proposer takes back what still waits for approval.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(Guid approvalId, string? withdrawal, CancellationToken cancel) => OnApprovalAsync(async () =>
    {
        await take.WithdrawAsync(Number, approvalId, StepData.Of((ApprovalWorkflow.Opinion, withdrawal)), Version, RequestId, Actor, cancel);
        return "已撤回报批，可以修改后重新报批";
    }, cancel);

    private async Task<IActionResult> OnApprovalAsync(Func<Task<string>> work, CancellationToken cancel)
    {
        var answer = await SubmitAsync(async () => Done(CasePages.Case(Number), await work()), () => LoadAsync(cancel));
        if (View is not null)
        {
            Version = View.Petition.Version; // after a colleague's change the page shows the case as it is now: what is decided next is decided on that
        }

        return answer;
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        View = await get.ExecuteAsync(Number, Actor, cancel);
        Version = View.Petition.Version;
        Attachments = await attachments.ExecuteAsync(Petition.Kinds, View.Petition.Id, Actor, cancel);
        Documents = DocumentsModel.Of(Number, await documents.ExecuteAsync(Petition.Kinds, View.Petition.Id, Actor, cancel), pdf.IsInstalled, clock);
        Watch = await WatchPanel.OfAsync(View.Petition, Actor, instructions, cards, clock, cancel);
        var timeline = await Timeline.LoadAsync(db, View.SealedTexts, clock, cancel);
        Events = timeline.Of(View.Timeline);
        Proposals = View.Approvals.Where(a => a.Approval.State == ApprovalState.Pending).ToDictionary(a => a.Approval.Id, a => timeline.Of(a.Approval));
        Diagram = PetitionWorkflow.Engine.Svg(View.Petition, Walked(View), Actor, clock.Today);
    }

    internal static IReadOnlyList<Walked<PetitionState, PetitionStep>> Walked(GetPetition.View view) =>
    [
        .. from e in view.Timeline
           where e.From is not null && e.To is not null && DisplayNames.Parse<PetitionStep>(e.Step) is not null
           select new Walked<PetitionState, PetitionStep>(Enum.Parse<PetitionState>(e.From!), DisplayNames.Parse<PetitionStep>(e.Step)!.Value, Enum.Parse<PetitionState>(e.To!), e.HappenedOn),
    ];
}
