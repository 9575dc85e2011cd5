using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Disputes;
using CaseTracker.Handovers;
using CaseTracker.Petitions;
using CaseTracker.Receptions;

namespace CaseTracker.Web.Api;

/// <summary>矛盾纠纷 with the reports of the departments, and 现场处置.</summary>
internal static class DisputeRoutes
{
    private sealed record Shown(Dispute Dispute, string Department, IReadOnlyList<SmallStep> Steps);

    /// <summary>Which days of reports are asked for.</summary>
    private sealed record Days
    {
        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }
    }

    public static void MapDisputes(this RouteGroupBuilder api)
    {
        var disputes = api.MapGroup("/disputes").WithTags("矛盾纠纷").For(Permission.SeeDisputes);
        disputes.MapGet("", async (HttpRequest request, FindDisputes find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindDisputes.Filter>(), cancel)).WithSummary("查询矛盾纠纷");
        disputes.MapPost("", RegisterAsync).Accepts<RegisterDispute.Command>("application/json").Produces<RegisterDispute.Registered>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("登记矛盾纠纷");
        disputes.MapGet("/reports", async (HttpRequest request, GetSweepStatus get, CurrentActor who, CancellationToken cancel) =>
        {
            var days = request.Filter<Days>();
            return await get.ExecuteAsync(days.From ?? throw RefusedException.At("from", "请写明起日，如 from=2025-03-01"), days.To ?? throw RefusedException.At("to", "请写明止日，如 to=2025-03-31"), who.Actor, cancel);
        }).ProducesProblem(400).WithSummary("各科室排查报告情况");
        disputes.MapPost("/reports", ReportAsync).Accepts<ReportSweep.Command>("application/json").Produces<ReportSweep.Reported>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("报告排查（含零报告）");
        disputes.MapGet("/{number}", async (string number, GetDispute get, CurrentActor who, CancellationToken cancel) =>
        {
            var shown = await get.ExecuteAsync(number, who.Actor, cancel);
            return new Shown(shown.Dispute, shown.Department, SmallStep.Of(shown.Steps));
        }).ProducesProblem(404).WithSummary("一起矛盾纠纷");
        disputes.MapPost("/{number}/steps/{step}", StepAsync).Accepts<JsonObject>("application/json").Produces<TakeDisputeStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("化解的步骤");
        disputes.MapPost("/{number}/petition", TurnAsync).Accepts<RegisterPetition.Command>("application/json").Produces<TurnDispute.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("转为信访事项");

        var conduct = api.MapGroup("/conduct").WithTags("现场处置").For(Permission.SeeConduct);
        conduct.MapGet("", async (HttpRequest request, FindConduct find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindConduct.Filter>(), cancel)).WithSummary("查询现场处置");
        conduct.MapPost("", RecordAsync).Accepts<RecordConduct.Command>("application/json").Produces<RecordConduct.Recorded>(StatusCodes.Status201Created).ProducesProblem(400).WithSummary("登记现场处置");
        conduct.MapGet("/{number}", async (string number, FindConduct find, CurrentActor who, CancellationToken cancel) => (await find.OneAsync(number, who.Actor, cancel)).Record).ProducesProblem(404).WithSummary("一条现场处置记录");
    }

    private static async Task<IResult> RegisterAsync(HttpRequest request, RegisterDispute register, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<RegisterDispute.Command>(await request.ObjectAsync());
        var done = await register.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/disputes/{done.Number}", done);
    }

    private static async Task<IResult> ReportAsync(HttpRequest request, ReportSweep report, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<ReportSweep.Command>(await request.ObjectAsync());
        var done = await report.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/disputes/reports?from={command.From:yyyy-MM-dd}&to={command.To:yyyy-MM-dd}", done);
    }

    private static async Task<TakeDisputeStep.Done> StepAsync(string number, string step, HttpRequest request, TakeDisputeStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<DisputeStep>("step", step);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.ExecuteAsync(new(number, chosen, CaseTracker.Workflow.StepJson.Read(body, DisputeWorkflow.Engine.Asks(chosen)), version, request.RequestId()), who.Actor, cancel);
    }

    private static async Task<TurnDispute.Done> TurnAsync(string number, HttpRequest request, TurnDispute turn, CurrentActor who, CancellationToken cancel)
    {
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await turn.ExecuteAsync(new(number, PlainJson.Read<RegisterPetition.Command>(body), version, request.RequestId()), who.Actor, cancel);
    }

    private static async Task<IResult> RecordAsync(HttpRequest request, RecordConduct record, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<RecordConduct.Command>(await request.ObjectAsync());
        var done = await record.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/conduct/{done.Number}", done);
    }
}
