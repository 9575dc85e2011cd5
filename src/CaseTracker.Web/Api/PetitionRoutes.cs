using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Petitions;
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
        petitions.MapPost("/{number}/approvals/{approval:guid}/{decision}", DecideAsync).Accepts<JsonObject>("application/json").Produces<Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("批准（approve）或退回（return）");
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
            throw RefusedException.At("decision", "只能批准（approve）或退回（return）");
        }

        var body = await request.ObjectAsync();
        var version = request.Version(body);
        var data = StepJson.Read(body, ApprovalWorkflow.Engine.Asks(chosen));
        return Told(await take.DecideAsync(number, approval, chosen, data, version, request.RequestId(), who.Actor, cancel));
    }

    private static Done Told(TakePetitionStep.Done done) => new(done.Number, done.State, done.State.Display(), done.IsProposed, done.DocumentNumber, done.Version);
}
