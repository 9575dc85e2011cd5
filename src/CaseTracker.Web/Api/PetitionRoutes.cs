using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.Petitions;
using CaseTracker.Petitions.Papers;
using CaseTracker.Workflow;

namespace CaseTracker.Web.Api;

/// <summary>Petitions: register, find, read, take a step, decide.</summary>
internal static class PetitionRoutes
{
    private sealed record Registered(string Number, IReadOnlyList<string> Warnings);

    private sealed record Done(string Number, PetitionState State, string StateName, bool IsProposed, string? DocumentNumber, int Version);

    public static void MapPetitions(this RouteGroupBuilder api)
    {
        var petitions = api.MapGroup("/petitions").WithTags("信访事项").For(Permission.Cases);
        petitions.MapGet("", async (HttpRequest request, FindPetitions find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindPetitions.Filter>(), cancel)).WithSummary("查询信访事项");
        petitions.MapGet("/template", (PetitionTemplates templates) => Results.Json(templates.Registration(), PlainJson.Options)).WithSummary("登记的样例，可直接提交");
        petitions.MapPost("", RegisterAsync).Accepts<RegisterPetition.Command>("application/json").Produces<Registered>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("登记信访事项");
        petitions.MapGet("/{number}", ShowAsync).Produces<PetitionAnswer>().ProducesProblem(404).WithSummary("一件信访事项");
        petitions.MapGet("/{number}/steps", async (string number, GetPetition get, CurrentActor who, CancellationToken cancel) =>
            PetitionAnswer.StepsOf(await get.ExecuteAsync(number, who.Actor, cancel))).WithSummary("可办和不可办的步骤及理由");
        petitions.MapGet("/{number}/steps/{step}/template", async (string number, string step, PetitionTemplates templates, CurrentActor who, CancellationToken cancel) =>
            Results.Json(await templates.StepAsync(number, Sent.Choice<PetitionStep>("step", step), who.Actor, cancel), PlainJson.Options)).WithSummary("步骤的样例，可直接提交");
        petitions.MapPost("/{number}/steps/{step}", StepAsync).Accepts<JsonObject>("application/json").Produces<Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("办理或报批一个步骤");
        petitions.MapPost("/{number}/sides/{position:int}/{step}", SideAsync).Accepts<JsonObject>("application/json").Produces<TakeSideStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("办理听证、督办、包案等同时进行的事项的一个步骤");
        petitions.MapGet("/{number}/documents", DocumentsAsync).Produces<IReadOnlyList<DocumentAnswer>>().ProducesProblem(404).WithSummary("已签发的文书及送达情况");
        petitions.MapGet("/{number}/documents/{id:guid}", DownloadAsync).Produces(200, contentType: OpenDocument.Word).ProducesProblem(404).ProducesProblem(409).WithSummary("下载签发的原件；?format=pdf 转为 PDF，?receipt=true 为送达回证");
        petitions.MapPost("/{number}/documents/{id:guid}/deliveries", DeliverAsync).Accepts<RecordPaperDelivery.Command>("application/json").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("登记文书的送达");
        petitions.MapPost("/{number}/steps/{step}/preview", PreviewAsync).Accepts<JsonObject>("application/json").Produces(200, contentType: OpenDocument.Word).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("预览步骤将产生的文书，不保存");
        petitions.MapGet("/{number}/approvals/{approval:guid}/preview", PreviewApprovalAsync).Produces(200, contentType: OpenDocument.Word).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("预览批准后将签发的文书；?format=pdf 转为 PDF");
        petitions.MapPost("/{number}/approvals/{approval:guid}/{decision}", DecideAsync).Accepts<JsonObject>("application/json").Produces<Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("批准（approve）、退回（return），报批人可以撤回（withdraw）");
    }

    private static async Task<IResult> RegisterAsync(HttpRequest request, RegisterPetition register, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<RegisterPetition.Command>(await request.ObjectAsync());
        var done = await register.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/petitions/{done.Number}", new Registered(done.Number, done.Warnings));
    }

    private static async Task<PetitionAnswer> ShowAsync(string number, HttpResponse response, GetPetition get, CurrentActor who, CancellationToken cancel)
    {
        var answer = PetitionAnswer.Of(await get.ExecuteAsync(number, who.Actor, cancel));
        response.Headers.ETag = $"\"{answer.Version}\"";
        return answer;
    }

    private static async Task<Done> StepAsync(string number, string step, HttpRequest request, TakePetitionStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<PetitionStep>("step", step);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        var data = StepJson.Read(body, PetitionWorkflow.Engine.Asks(chosen));
        return Told(await take.ExecuteAsync(new TakePetitionStep.Command(number, chosen, data, version, request.RequestId()), who.Actor, cancel));
    }

    private static async Task<TakeSideStep.Done> SideAsync(string number, int position, string step, HttpRequest request, TakeSideStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<SideStep>("step", step);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.ExecuteAsync(new TakeSideStep.Command(number, position, chosen, StepJson.Read(body, SideWorkflow.Asks(chosen)), version, request.RequestId()), who.Actor, cancel);
    }

    private static async Task<Done> DecideAsync(string number, Guid approval, string decision, HttpRequest request, TakePetitionStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<ApprovalStep>("decision", decision);
        if (chosen == ApprovalStep.Propose)
        {
            throw RefusedException.At("decision", "只能批准（approve）、退回（return）或撤回（withdraw）");
        }

        var body = await request.ObjectAsync();
        var version = request.Version(body);
        var data = StepJson.Read(body, ApprovalWorkflow.Engine.Asks(chosen));
        return Told(chosen == ApprovalStep.Withdraw
            ? await take.WithdrawAsync(number, approval, data, version, request.RequestId(), who.Actor, cancel)
            : await take.DecideAsync(number, approval, chosen, data, version, request.RequestId(), who.Actor, cancel));
    }

    private static async Task<IReadOnlyList<DocumentAnswer>> DocumentsAsync(string number, LoadPetition load, FindDocuments find, CurrentActor who, CancellationToken cancel)
    {
        var petition = await load.ReadAsync(number, who.Actor, cancel);
        return [.. (await find.ExecuteAsync(Petition.Kinds, petition.Id, who.Actor, cancel)).Select(PaperDeliveries.Told)];
    }

    private static async Task<IResult> DownloadAsync(string number, Guid id, string? format, bool? receipt, HttpResponse response, LoadPetition load, OpenDocument open, CaseDb db, CurrentActor who, CancellationToken cancel)
    {
        var petition = await load.ReadAsync(number, who.Actor, cancel);
        var asPdf = AsPdf(format);
        var content = receipt == true
            ? await open.ReceiptAsync(Petition.Kinds, petition.Id, id, petition.Number, (await db.BureauAsync(cancel)).Name, asPdf, who.Actor, cancel)
            : await open.ExecuteAsync(Petition.Kinds, petition.Id, id, asPdf, who.Actor, cancel);
        response.Headers.ContentDisposition = FileNames.ContentDisposition(content.Name);
        return Results.Bytes(content.Bytes, content.MediaType);
    }

    private static async Task<IResult> DeliverAsync(string number, Guid id, HttpRequest request, LoadPetition load, RecordPaperDelivery deliver, CurrentActor who, CancellationToken cancel)
    {
        var body = await request.ObjectAsync();
        var petition = await load.ReadAsync(number, who.Actor, cancel);
        var command = PlainJson.Read<RecordPaperDelivery.Command>(body) with { RecordKind = Petition.Kinds, RecordId = petition.Id, DocumentId = id };
        return Results.Json(new { Id = await deliver.ExecuteAsync(command, PaperDeliveries.ByStep, who.Actor, cancel) }, PlainJson.Options);
    }

    private static async Task<IResult> PreviewAsync(string number, string step, HttpRequest request, HttpResponse response, DraftPapers drafts, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<PetitionStep>("step", step);
        var body = await request.ObjectAsync();
        _ = request.Version(body);
        return Send(DraftPapers.Together(await drafts.ExecuteAsync(new TakePetitionStep.Command(number, chosen, StepJson.Read(body, PetitionWorkflow.Engine.Asks(chosen))), who.Actor, cancel)), response);
    }

    private static async Task<IResult> PreviewApprovalAsync(string number, Guid approval, string? format, HttpResponse response, DraftPapers drafts, PdfOfDocument pdf, CurrentActor who, CancellationToken cancel)
    {
        var asPdf = AsPdf(format);
        var shown = await drafts.ExecuteAsync(number, approval, who.Actor, cancel);
        return Send(DraftPapers.Together(asPdf ? await DraftPapers.AsPdfAsync(shown, pdf, cancel) : shown), response);
    }

    private static IResult Send(DraftPapers.Preview preview, HttpResponse response)
    {
        response.Headers.ContentDisposition = FileNames.ContentDisposition(preview.Name);
        return Results.Bytes(preview.Bytes, preview.MediaType);
    }

    private static bool AsPdf(string? format) => format switch { null or "docx" => false, "pdf" => true, _ => throw RefusedException.At("format", "format 只能是 docx 或 pdf") };

    private static Done Told(TakePetitionStep.Done done) => new(done.Number, done.State, done.State.Display(), done.IsProposed, done.DocumentNumber, done.Version);
}
