using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Workflow;

namespace CaseTracker.Web.Api;

/// <summary>花名册: find, read (masked), enter, correct, take a step, decide; 在册变动 of any period.</summary>
internal static class CadreRoutes
{
    /// <summary>The period asked for, both days included; without them this year.</summary>
    private sealed record Period
    {
        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }

        /// <summary>As the roster was known on the evening of this day; without it now.</summary>
        public DateOnly? KnownOn { get; init; }
    }

    public static void MapCadres(this RouteGroupBuilder api)
    {
        var cadres = api.MapGroup("/cadres").WithTags("花名册").For(Permission.SeeCadres);
        cadres.MapGet("", async (HttpRequest request, FindCadres find, CurrentActor who, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindCadres.Filter>(), who.Actor, cancel)).WithSummary("查询花名册，可截至任一天");
        cadres.MapPost("", RegisterAsync).Accepts<RegisterCadre.Command>("application/json").Produces(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("登记人员");
        cadres.MapGet("/movement", MovementAsync).Produces<CountMovement.Table>().ProducesProblem(400).WithSummary("在册变动：年初、新增、恢复、去世、转出、年末");
        cadres.MapGet("/{number}", ShowAsync).Produces<CadreAnswer>().ProducesProblem(404).WithSummary("一名人员");
        cadres.MapPost("/{number}/corrections", CorrectAsync).Accepts<JsonObject>("application/json").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("更正，只写要更正的项和理由");
        cadres.MapGet("/{number}/steps/{step}/template", (string number, string step, OfficeClock clock) =>
            Results.Text(Ask.Template(CadreWorkflow.Engine.Asks(Sent.Choice<CadreStep>("step", step)), clock.Today), "application/json")).WithSummary("步骤的样例");
        cadres.MapPost("/{number}/steps/{step}", StepAsync).Accepts<JsonObject>("application/json").Produces<TakeCadreStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("办理或报批一个步骤");
        cadres.MapPost("/{number}/approvals/{decision}", DecideAsync).Accepts<JsonObject>("application/json").Produces<TakeCadreStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("批准（approve）或退回（return）报批的步骤");
    }

    private static async Task<IResult> RegisterAsync(HttpRequest request, RegisterCadre register, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<RegisterCadre.Command>(await request.ObjectAsync());
        await register.ExecuteAsync(command with { IsImported = false, RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        var number = command.PersonNumber.Trim();
        return Results.Created($"{ApiRoutes.Root}/cadres/{Uri.EscapeDataString(number)}", new { number });
    }

    private static async Task<CountMovement.Table> MovementAsync(HttpRequest request, CountMovement count, OfficeClock clock, CancellationToken cancel)
    {
        var period = request.Filter<Period>();
        var to = period.To ?? clock.Today;
        return await count.ExecuteAsync(period.From ?? new DateOnly(to.Year, 1, 1), to, period.KnownOn is { } day ? clock.StartOf(day.AddDays(1)) : clock.Now, cancel);
    }

    private static async Task<CadreAnswer> ShowAsync(string number, HttpResponse response, GetCadre get, CurrentActor who, CancellationToken cancel)
    {
        var answer = CadreAnswer.Of(await get.ExecuteAsync(number, who.Actor, cancel));
        response.Headers.ETag = $"\"{answer.Version}\"";
        return answer;
    }

    private static async Task<IResult> CorrectAsync(string number, HttpRequest request, GetCadre get, UpdateCadre update, CurrentActor who, CancellationToken cancel)
    {
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        var command = UpdateCadre.Changed(await get.ForCorrectionAsync(number, who.Actor, cancel), body);
        await update.ExecuteAsync(command with { Version = version ?? command.Version, RequestId = request.RequestId() }, who.Actor, cancel);
        return Results.NoContent();
    }

    private static async Task<TakeCadreStep.Done> StepAsync(string number, string step, HttpRequest request, TakeCadreStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<CadreStep>("step", step);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.ExecuteAsync(new(number, chosen, StepJson.Read(body, CadreWorkflow.Engine.Asks(chosen)), version, request.RequestId()), who.Actor, cancel);
    }

    private static async Task<TakeCadreStep.Done> DecideAsync(string number, string decision, HttpRequest request, TakeCadreStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<ApprovalStep>("decision", decision);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.DecideAsync(number, null, chosen, StepJson.Read(body, ApprovalWorkflow.Engine.Asks(chosen)), version, request.RequestId(), who.Actor, cancel);
    }
}
