using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using CaseTracker.People;
using CaseTracker.Receptions;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Receptions;

/// <summary>One reception: what was said, its people masked, its history, its short steps.</summary>
[AllowedTo(Permission.Desk, Permission.Cases), RequestSizeLimit(Site.UploadLimit), RequestFormLimits(MultipartBodyLengthLimit = Site.UploadLimit)]
public sealed class DetailsModel(
    GetReception get, AnswerReception answer, VoidReception voiding, MergeReceptions merging, RevealValue reveal, RecordDoors doors, AddAttachment attach, FindAttachments attachments,
    OpenAttachment open, OfficeClock clock) : FormPage
{
    /// <summary>What is asked for an answer.</summary>
    public sealed record AnswerForm
    {
        public string? Outcome { get; init; }

        public DateOnly? AnsweredOn { get; init; }
    }

    private string? revealedText;

    [FromRoute] public string Number { get; init; } = "";

    [BindProperty] public AnswerForm Answer { get; set; } = new();

    [BindProperty] public string? Reason { get; set; }

    [BindProperty] public string? KeptNumber { get; set; }

    [BindProperty] public Guid? ValueId { get; set; }

    [BindProperty] public string? RevealReason { get; set; }

    public GetReception.Details Shown { get; private set; } = null!;

    /// <summary>The step that was just refused, to show its form open.</summary>
    public ReceptionStep? Tried { get; private set; }

    /// <summary>The masked values that may be asked for.</summary>
    public IReadOnlyList<SelectListItem> Hidden => Actor.Has(Role.RC, Role.LC, Role.XF, Role.DG, Role.JW)
        ? [.. Shown.People.SelectMany(p => new[] { (p.Name, "证件号码", p.IdNumberId), (p.Name, "联系电话", p.PhoneId), (p.Name, "住址", p.AddressId) })
            .Where(v => v.Item3 is not null).Select(v => new SelectListItem($"{v.Name}：{v.Item2}", v.Item3.ToString()))]
        : [];

    public AttachmentsPanel Panel { get; private set; } = null!;

    public DateTime Local(DateTime instant) => clock.Local(instant);

    public bool MayRecordConduct => !Shown.Reception.IsConfidential && Actor.May(Permission.KeepConduct);

    public bool May(ReceptionStep step) => Shown.Steps.Any(s => s.Step == step && s.Access != Access.Refused);

    /// <summary>The full text, if this is the value that was just revealed.</summary>
    public string? Revealed(Guid? id) => id is not null && id == ValueId ? revealedText : null;

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostAnswerAsync(CancellationToken cancel) => StepAsync(ReceptionStep.Answer, "已记录答复",
        id => answer.ExecuteAsync(new(id, Version, Answer.Outcome ?? "", Answer.AnsweredOn), Actor, cancel), cancel);

    public Task<IActionResult> OnPostVoidAsync(CancellationToken cancel) => StepAsync(ReceptionStep.Void, "已作废",
        id => voiding.ExecuteAsync(new(id, Version, Reason ?? ""), Actor, cancel), cancel);

    public Task<IActionResult> OnPostMergeAsync(CancellationToken cancel) => StepAsync(ReceptionStep.Merge, "已合并",
        id => merging.ExecuteAsync(new(id, Version, KeptNumber ?? "", Reason ?? ""), Actor, cancel), cancel);

    public Task<IActionResult> OnPostAttachAsync(AttachmentKind kind, List<IFormFile> files, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await LoadAsync(cancel);
        await attach.ExecuteAsync(
            new AddAttachment.Command { RecordKind = Reception.Kind, RecordId = Shown.Reception.Id, Kind = kind, Files = await AttachmentsPanel.ReadAsync(files, cancel) }, Actor, cancel);
        return Done(Panel.Address + "#attachments", files.Count == 1 ? "附件已保存" : $"{files.Count}个附件已保存");
    }, () => LoadAsync(cancel));

    /// <summary>Bytes leave as a download only, never to be shown inside the site.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var content = Panel.Files.Any(f => f.Id == id) ? await open.ExecuteAsync(id, Actor, cancel) : throw new NotFoundException("该附件");
        Response.Headers.ContentDisposition = FileNames.ContentDisposition(content.Name);
        return File(content.Bytes, content.MediaType);
    }

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

    private async Task<IActionResult> StepAsync(ReceptionStep step, string done, Func<Guid, Task> take, CancellationToken cancel)
    {
        await LoadAsync(cancel, keepVersion: true);
        Tried = step;
        return await SubmitAsync(async () =>
        {
            try
            {
                await take(Shown.Reception.Id);
            }
            catch (RefusedException refused) when (refused is not (NotFoundException or StaleException))
            {
                throw new RefusedException([.. refused.Reasons.Select(r => r with { Field = FieldOf(r.Field) })]);
            }

            return Done($"/receptions/{Number}", done);
        });
    }

    private static string? FieldOf(string? asked) => asked switch
    {
        "outcome" => "Answer.Outcome",
        "answeredOn" => "Answer.AnsweredOn",
        "reason" => nameof(Reason),
        "keptNumber" => nameof(KeptNumber),
        _ => asked,
    };

    private async Task LoadAsync(CancellationToken cancel, bool keepVersion = false)
    {
        Shown = await get.ExecuteAsync(Number, Actor, cancel);
        Version = keepVersion ? Version : Shown.Reception.Version;
        var door = await doors.OpenAsync(Reception.Kind, Shown.Reception.Id, "该来访登记", Actor, cancel);
        Panel = new($"/receptions/{Number}", await attachments.ExecuteAsync(Reception.Kind, Shown.Reception.Id, Actor, cancel), [], door.MayAttach, clock);
    }
}
