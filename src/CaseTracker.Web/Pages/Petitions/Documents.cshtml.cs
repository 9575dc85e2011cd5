using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.Petitions;
using CaseTracker.Petitions.Papers;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Petitions;

/// <summary>The papers of a petition: print again as issued, print the 送达回证, record the delivery.</summary>
[AllowedTo(Permission.Cases)]
public sealed class DocumentsModel(GetPetition get, FindDocuments find, OpenDocument open, RecordPaperDelivery deliver, PdfOfDocument pdf, CaseDb db, OfficeClock clock) : FormPage
{
    /// <summary>What is typed of a delivery; lists are one a line.</summary>
    public sealed class Typed
    {
        [Display(Name = "送达日期")] public DateOnly? On { get; set; }

        [Display(Name = "送达方式")] public PaperDeliveryMethod? Method { get; set; }

        [Display(Name = "受送达人"), DataType(DataType.MultilineText)] public string? Recipients { get; set; }

        [Display(Name = "送达凭证")] public string? Proof { get; set; }

        [Display(Name = "签收人")] public string? SignedBy { get; set; }

        [Display(Name = "拒收")] public bool IsRefused { get; set; }

        [Display(Name = "拒收事由")] public string? RefusalReason { get; set; }

        [Display(Name = "见证人"), DataType(DataType.MultilineText)] public string? Witnesses { get; set; }
    }

    [BindProperty(SupportsGet = true)] public string Number { get; set; } = "";

    [BindProperty] public Typed Input { get; set; } = new();

    public GetPetition.View View { get; private set; } = null!;

    public IReadOnlyList<DocumentRow> Rows { get; private set; } = [];

    /// <summary>The paper whose delivery is being recorded.</summary>
    public DocumentRow? Chosen { get; private set; }

    public DocumentsPanel Panel => Of(Number, Rows, pdf.IsInstalled, clock);

    internal static DocumentsPanel Of(string number, IReadOnlyList<DocumentRow> rows, bool hasPdf, OfficeClock clock) =>
        new($"{CasePages.Case(number)}/documents", rows, hasPdf, PaperDeliveries.ByStep.Paper, clock);

    public async Task OnGetAsync(Guid? deliver, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Chosen = Rows.FirstOrDefault(r => r.Document.Id == deliver && r.Undelivered.Count > 0);
        Input.On = clock.Today;
    }

    public async Task<IActionResult> OnGetFileAsync(Guid id, bool asPdf, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return Send(await open.ExecuteAsync(Petition.Kinds, View.Petition.Id, id, asPdf, Actor, cancel));
    }

    public async Task<IActionResult> OnGetReceiptAsync(Guid id, bool asPdf, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return Send(await open.ReceiptAsync(Petition.Kinds, View.Petition.Id, id, View.Petition.Number, (await db.BureauAsync(cancel)).Name, asPdf, Actor, cancel));
    }

    public async Task<IActionResult> OnPostDeliverAsync(Guid id, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Chosen = Rows.FirstOrDefault(r => r.Document.Id == id) ?? throw new NotFoundException("该文书");
        return await SubmitAsync(async () =>
        {
            await deliver.ExecuteAsync(new RecordPaperDelivery.Command
            {
                RecordKind = Petition.Kinds,
                RecordId = View.Petition.Id,
                DocumentId = id,
                On = Input.On,
                Method = Input.Method,
                Recipients = Lines(Input.Recipients),
                Proof = Input.Proof,
                SignedBy = Input.SignedBy,
                IsRefused = Input.IsRefused,
                RefusalReason = Input.RefusalReason,
                Witnesses = Lines(Input.Witnesses),
            }, PaperDeliveries.ByStep, Actor, cancel);
            return Done(CasePages.Case(Number) + "#documents", $"《{Chosen.Document.Name}》的送达已登记");
        });
    }

    private static string[] Lines(string? text) => (text ?? "").Split(['\n', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private FileContentResult Send(OpenDocument.Content content)
    {
        Response.Headers.ContentDisposition = FileNames.ContentDisposition(content.Name);
        return File(content.Bytes, content.MediaType);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        View = await get.ExecuteAsync(Number, Actor, cancel);
        Rows = await find.ExecuteAsync(Petition.Kinds, View.Petition.Id, Actor, cancel);
    }
}
