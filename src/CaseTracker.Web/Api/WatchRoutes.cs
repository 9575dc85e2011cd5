using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Petitions;
using CaseTracker.Workflow;

namespace CaseTracker.Web.Api;

/// <summary>督办、包案 as a list, 领导批示, and 黄牌、红牌.</summary>
internal static class WatchRoutes
{
    private sealed record Shown(Instruction Instruction, string Department, IReadOnlyList<SmallStep> Steps);

    public static void MapWatch(this RouteGroupBuilder api)
    {
        api.MapGroup("/sides").WithTags("督办和包案").For(Permission.Cases)
            .MapGet("", async (HttpRequest request, FindSides find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindSides.Filter>(), cancel)).ProducesProblem(400).WithSummary("查询督办、包案等同时进行的事项");

        var instructions = api.MapGroup("/instructions").WithTags("领导批示").For(Permission.SeeInstructions);
        instructions.MapGet("", async (HttpRequest request, FindInstructions find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindInstructions.Filter>(), cancel)).ProducesProblem(400).WithSummary("查询领导批示");
        instructions.MapPost("", RecordAsync).Accepts<RecordInstruction.Command>("application/json").Produces<RecordInstruction.Recorded>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("登记领导批示");
        instructions.MapGet("/{number}", async (string number, GetInstruction get, CurrentActor who, CancellationToken cancel) =>
        {
            var shown = await get.ExecuteAsync(number, who.Actor, cancel);
            return new Shown(shown.Instruction, shown.Department, SmallStep.Of(shown.Steps));
        }).ProducesProblem(404).WithSummary("一件领导批示");
        instructions.MapPost("/{number}/steps/{step}", StepAsync).Accepts<JsonObject>("application/json").Produces<TakeInstructionStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("批示的步骤");

        var cards = api.MapGroup("/cards").WithTags("黄牌红牌").For(Permission.SeeInstructions);
        cards.MapGet("", async (HttpRequest request, FindCards find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindCards.Filter>(), cancel)).ProducesProblem(400).WithSummary("查询黄牌、红牌");
        cards.MapPost("", IssueAsync).Accepts<IssueCard.Command>("application/json").Produces<IssueCard.Issued>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("发黄牌、红牌");
        cards.MapPost("/{id:guid}/lift", LiftAsync).Accepts<LiftCard.Command>("application/json").Produces(StatusCodes.Status204NoContent).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("摘牌");
    }

    private static async Task<IResult> RecordAsync(HttpRequest request, RecordInstruction record, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<RecordInstruction.Command>(await request.ObjectAsync());
        var done = await record.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/instructions/{done.Number}", done);
    }

    private static async Task<TakeInstructionStep.Done> StepAsync(string number, string step, HttpRequest request, TakeInstructionStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<InstructionStep>("step", step);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.ExecuteAsync(new(number, chosen, StepJson.Read(body, InstructionWorkflow.Engine.Asks(chosen)), version, request.RequestId()), who.Actor, cancel);
    }

    private static async Task<IResult> IssueAsync(HttpRequest request, IssueCard issue, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<IssueCard.Command>(await request.ObjectAsync());
        var done = await issue.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/cards", done);
    }

    private static async Task<IResult> LiftAsync(Guid id, HttpRequest request, LiftCard lift, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<LiftCard.Command>(await request.ObjectAsync());
        await lift.ExecuteAsync(command with { Id = id, RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.NoContent();
    }
}
