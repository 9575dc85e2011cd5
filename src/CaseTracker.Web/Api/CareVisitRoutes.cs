using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.CareVisits;
using CaseTracker.Workflow;

namespace CaseTracker.Web.Api;

/// <summary>走访慰问: register, find, read, take a step, decide; standards, budgets and what the plans ask for.</summary>
internal static class CareVisitRoutes
{
    public static void MapCareVisits(this RouteGroupBuilder api)
    {
        var visits = api.MapGroup("/care-visits").WithTags("走访慰问").For(Permission.CareVisits);
        visits.MapGet("", async (HttpRequest request, FindCareVisits find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindCareVisits.Filter>(), cancel)).WithSummary("查询走访慰问");
        visits.MapPost("", RegisterAsync).Accepts<RegisterCareVisit.Command>("application/json").Produces<RegisterCareVisit.Registered>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("登记走访慰问");
        visits.MapGet("/budgets", async (CountCareBudgets count, CancellationToken cancel) => await count.ExecuteAsync(null, null, cancel)).WithSummary("经费预算及预留、领取、支出（分）");
        visits.MapGet("/due", async (MakeDueVisits make, CancellationToken cancel) => await make.DueAsync(cancel)).WithSummary("按计划现在应当生成的走访，不走访的写明原因");
        visits.MapPost("/due", async (MakeDueVisits make, CurrentActor who, CancellationToken cancel) => await make.ExecuteAsync(who.Actor, cancel)).ProducesProblem(409).WithSummary("按计划生成走访，给出编号");
        visits.MapGet("/{number}", ShowAsync).Produces<CareVisitAnswer>().ProducesProblem(404).WithSummary("一次走访");
        visits.MapGet("/{number}/steps/{step}/template", (string number, string step, CaseTracker.Data.OfficeClock clock) =>
            Results.Text(Ask.Template(CareVisitWorkflow.Engine.Asks(Sent.Choice<CareVisitStep>("step", step)), clock.Today), "application/json")).WithSummary("步骤的样例");
        visits.MapPost("/{number}/steps/{step}", StepAsync).Accepts<JsonObject>("application/json").Produces<TakeCareVisitStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("办理或报批一个步骤");
        visits.MapPost("/{number}/approvals/{decision}", DecideAsync).Accepts<JsonObject>("application/json").Produces<TakeCareVisitStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("批准（approve）或退回（return）报批的步骤");
    }

    private static async Task<IResult> RegisterAsync(HttpRequest request, RegisterCareVisit register, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<RegisterCareVisit.Command>(await request.ObjectAsync());
        var done = await register.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/care-visits/{done.Number}", done);
    }

    private static async Task<CareVisitAnswer> ShowAsync(string number, HttpResponse response, GetCareVisit get, CurrentActor who, CancellationToken cancel)
    {
        var answer = CareVisitAnswer.Of(await get.ExecuteAsync(number, who.Actor, cancel));
        response.Headers.ETag = $"\"{answer.Version}\"";
        return answer;
    }

    private static async Task<TakeCareVisitStep.Done> StepAsync(string number, string step, HttpRequest request, TakeCareVisitStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<CareVisitStep>("step", step);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.ExecuteAsync(new(number, chosen, StepJson.Read(body, CareVisitWorkflow.Engine.Asks(chosen)), version, request.RequestId()), who.Actor, cancel);
    }

    private static async Task<TakeCareVisitStep.Done> DecideAsync(string number, string decision, HttpRequest request, TakeCareVisitStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<ApprovalStep>("decision", decision);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.DecideAsync(number, null, chosen, StepJson.Read(body, ApprovalWorkflow.Engine.Asks(chosen)), version, request.RequestId(), who.Actor, cancel);
    }
}
