using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Documents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages.CareVisits;

/// <summary>费用报销单, to be printed; as a .docx the one that was issued, before that a preview.</summary>
[AllowedTo(Permission.CareVisits)]
public sealed class SlipModel(GetCareVisit get, FindDocuments documents, OpenDocument open, CaseDb db, CurrentActor who) : PageModel
{
    [FromRoute] public string Number { get; init; } = "";

    public CareVisit Visit { get; private set; } = null!;

    public BureauSettings Bureau { get; private set; } = new();

    public IReadOnlyList<IReadOnlyList<(string Name, string? Value)>> Rows => ReimbursementSlip.Rows(Visit, who.Actor.Name, Bureau);

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnGetWordAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var issued = await documents.ExecuteAsync(CareVisit.Kind, Visit.Id, who.Actor, cancel);
        return issued.Count == 0 ? File(PaperWriter.Write(ReimbursementSlip.Of(Visit, who.Actor.Name, Bureau)), OpenDocument.Word, $"{CareVisitWorkflow.SlipName}{Number}（预览）.docx")
            : File((await open.ExecuteAsync(CareVisit.Kind, Visit.Id, issued[^1].Document.Id, false, who.Actor, cancel)).Bytes, OpenDocument.Word, $"{CareVisitWorkflow.SlipName}{Number}.docx");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Visit = (await get.ExecuteAsync(Number, who.Actor, cancel)).Visit;
        Bureau = await db.BureauAsync(cancel);
        if (Visit.VisitedOn is null || Visit.ActualFen is null or 0)
        {
            throw new NotFoundException("费用报销单");
        }
    }
}
