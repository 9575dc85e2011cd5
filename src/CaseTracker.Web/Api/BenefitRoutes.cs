using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Workflow;

namespace CaseTracker.Web.Api;

/// <summary>待遇事项 with the yearly 养老金增资.</summary>
internal static class BenefitRoutes
{
    public static void MapBenefits(this RouteGroupBuilder api)
    {
        var benefits = api.MapGroup("/benefits").WithTags("待遇事项").For(Permission.Benefits);
        benefits.MapGet("", async (HttpRequest request, FindBenefits find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindBenefits.Filter>(), cancel)).WithSummary("查询待遇事项");
        benefits.MapPost("", RegisterAsync).Accepts<RegisterBenefit.Command>("application/json").Produces<RegisterBenefit.Registered>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("登记待遇事项");
        benefits.MapPost("/batches", OpenAsync).Accepts<OpenPensionBatch.Command>("application/json").Produces<RegisterBenefit.Registered>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("开立年度养老金增资");
        benefits.MapPost("/rules", SetAsync).Accepts<SetBenefitRule.Command>("application/json").Produces<Guid>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("录入待遇标准");
        benefits.MapGet("/{number}", async (string number, GetBenefit get, CurrentActor who, CancellationToken cancel) => BenefitAnswer.Of(await get.ExecuteAsync(number, who.Actor, cancel))).ProducesProblem(404).WithSummary("一件待遇事项");
        benefits.MapPost("/{number}/steps/{step}", StepAsync).Accepts<JsonObject>("application/json").Produces<TakeBenefitStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("办理一个步骤");
        benefits.MapPost("/{number}/approval/{decision}", DecideAsync).Accepts<JsonObject>("application/json").Produces<TakeBenefitStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("批准（approve）或退回（return）");
        benefits.MapPost("/{number}/calculation", CalculateAsync).Accepts<CalculateBenefit.Command>("application/json").Produces<CalculateBenefit.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("测算");
        benefits.MapPost("/{number}/people", PeopleAsync).Accepts<RecordBenefitPeople.Command>("application/json").Produces<RecordBenefitPeople.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("逐人登记");
        benefits.MapPost("/{number}/papers", PapersAsync).Accepts<TickBenefitPapers.Command>("application/json").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("登记材料");
        benefits.MapPost("/{number}/corrections", CorrectAsync).Accepts<CorrectBenefit.Command>("application/json").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("更正");
    }

    private static async Task<IResult> RegisterAsync(HttpRequest request, RegisterBenefit register, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<RegisterBenefit.Command>(await request.ObjectAsync());
        var done = await register.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/benefits/{done.Number}", done);
    }

    private static async Task<IResult> OpenAsync(HttpRequest request, OpenPensionBatch open, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<OpenPensionBatch.Command>(await request.ObjectAsync());
        var done = await open.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/benefits/{done.Number}", done);
    }

    private static async Task<IResult> SetAsync(HttpRequest request, SetBenefitRule set, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<SetBenefitRule.Command>(await request.ObjectAsync());
        return Results.Created((string?)null, await set.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel));
    }

    private static async Task<TakeBenefitStep.Done> StepAsync(string number, string step, HttpRequest request, TakeBenefitStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<BenefitStep>("step", step);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.ExecuteAsync(new(number, chosen, StepJson.Read(body, BenefitWorkflow.Engine.Asks(chosen)), version, request.RequestId()), who.Actor, cancel);
    }

    private static async Task<TakeBenefitStep.Done> DecideAsync(string number, string decision, HttpRequest request, TakeBenefitStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<ApprovalStep>("decision", decision);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.DecideAsync(number, null, chosen, StepJson.Read(body, ApprovalWorkflow.Engine.Asks(chosen)), version, request.RequestId(), who.Actor, cancel);
    }

    private static async Task<CalculateBenefit.Done> CalculateAsync(string number, HttpRequest request, CalculateBenefit calculate, CurrentActor who, CancellationToken cancel)
    {
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await calculate.ExecuteAsync(PlainJson.Read<CalculateBenefit.Command>(body) with { Number = number, Version = version, RequestId = request.RequestId() }, who.Actor, cancel);
    }

    private static async Task<RecordBenefitPeople.Done> PeopleAsync(string number, HttpRequest request, RecordBenefitPeople record, CurrentActor who, CancellationToken cancel)
    {
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await record.ExecuteAsync(PlainJson.Read<RecordBenefitPeople.Command>(body) with { Number = number, Version = version, RequestId = request.RequestId() }, who.Actor, cancel);
    }

    private static async Task<IResult> PapersAsync(string number, HttpRequest request, TickBenefitPapers tick, CurrentActor who, CancellationToken cancel)
    {
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        await tick.ExecuteAsync(PlainJson.Read<TickBenefitPapers.Command>(body) with { Number = number, Version = version, RequestId = request.RequestId() }, who.Actor, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> CorrectAsync(string number, HttpRequest request, CorrectBenefit correct, CurrentActor who, CancellationToken cancel)
    {
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        await correct.ExecuteAsync(PlainJson.Read<CorrectBenefit.Command>(body) with { Number = number, Version = version }, who.Actor, cancel);
        return Results.NoContent();
    }
}
