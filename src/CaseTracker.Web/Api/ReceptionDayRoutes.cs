using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Handovers;
using CaseTracker.ReceptionDays;
using CaseTracker.Workflow;

namespace CaseTracker.Web.Api;

/// <summary>领导接访: arrange, publish, hold; whom the leader received and what came of it.</summary>
internal static class ReceptionDayRoutes
{
    private sealed record Day(ReceptionDay Arrangement, IReadOnlyList<DayVisit> Visits, IReadOnlyList<SmallStep> Steps);

    private sealed record Visit(DayVisit Matter, IReadOnlyList<SmallStep> Steps);

    public static void MapReceptionDays(this RouteGroupBuilder api)
    {
        var days = api.MapGroup("/reception-days").WithTags("领导接访").For(Permission.SeeReceptionDays);
        days.MapGet("", async (HttpRequest request, FindReceptionDays find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindReceptionDays.Filter>(), cancel)).WithSummary("查询接访安排");
        days.MapPost("", PlanAsync).Accepts<PlanReceptionDay.Command>("application/json").Produces<PlanReceptionDay.Planned>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("安排接访");
        days.MapGet("/visits", async (HttpRequest request, FindDayVisits find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindDayVisits.Filter>(), cancel)).WithSummary("查询接访事项");
        days.MapGet("/visits/{id:guid}", async (Guid id, GetReceptionDay get, CurrentActor who, CancellationToken cancel) =>
        {
            var shown = await get.VisitAsync(id, who.Actor, cancel);
            return new Visit(shown.Visit, SmallStep.Of(shown.Steps));
        }).ProducesProblem(404).WithSummary("一件接访事项");
        days.MapPost("/visits/{id:guid}/steps/{step}", VisitStepAsync).Accepts<JsonObject>("application/json").Produces<TakeDayVisitStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("办理接访事项的步骤");
        days.MapPost("/visits/{id:guid}/petition", TurnAsync).Accepts<TurnDayVisit.Command>("application/json").Produces<TurnDayVisit.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("转为信访事项");
        days.MapGet("/{id:guid}", async (Guid id, GetReceptionDay get, CurrentActor who, CancellationToken cancel) =>
        {
            var shown = await get.ExecuteAsync(id, who.Actor, cancel);
            return new Day(shown.Day, shown.Visits, SmallStep.Of(shown.Steps));
        }).ProducesProblem(404).WithSummary("一个接访日和它的接访事项");
        days.MapPut("/{id:guid}", CorrectAsync).Accepts<CorrectReceptionDay.Command>("application/json").Produces(StatusCodes.Status204NoContent).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("更正安排");
        days.MapPost("/{id:guid}/steps/{step}", StepAsync).Accepts<JsonObject>("application/json").Produces<TakeReceptionDayStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("公示、代班、登记接访情况等");
        days.MapPost("/{id:guid}/visits", RecordAsync).Accepts<RecordDayVisit.Command>("application/json").Produces<RecordDayVisit.Recorded>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).WithSummary("登记来访群众");
    }

    private static async Task<IResult> PlanAsync(HttpRequest request, PlanReceptionDay plan, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<PlanReceptionDay.Command>(await request.ObjectAsync());
        var done = await plan.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/reception-days/{done.Id}", done);
    }

    private static async Task<IResult> CorrectAsync(Guid id, HttpRequest request, CorrectReceptionDay correct, CurrentActor who, CancellationToken cancel)
    {
        var body = await request.ObjectAsync();
        var version = request.Version(body) ?? throw RefusedException.At("version", "请写明所依据的版本号（If-Match 或 version）");
        await correct.ExecuteAsync(PlainJson.Read<CorrectReceptionDay.Command>(body) with { Id = id, Version = version }, who.Actor, cancel);
        return Results.NoContent();
    }

    private static async Task<TakeReceptionDayStep.Done> StepAsync(Guid id, string step, HttpRequest request, TakeReceptionDayStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<ReceptionDayStep>("step", step);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.ExecuteAsync(new(id, chosen, StepJson.Read(body, ReceptionDayWorkflow.Engine.Asks(chosen)), version, request.RequestId()), who.Actor, cancel);
    }

    private static async Task<IResult> RecordAsync(Guid id, HttpRequest request, RecordDayVisit record, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<RecordDayVisit.Command>(await request.ObjectAsync());
        var done = await record.ExecuteAsync(command with { DayId = id, RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/reception-days/visits/{done.Id}", done);
    }

    private static async Task<TakeDayVisitStep.Done> VisitStepAsync(Guid id, string step, HttpRequest request, TakeDayVisitStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<DayVisitStep>("step", step);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.ExecuteAsync(new(id, chosen, StepJson.Read(body, DayVisitWorkflow.Engine.Asks(chosen)), version, request.RequestId()), who.Actor, cancel);
    }

    private static async Task<TurnDayVisit.Done> TurnAsync(Guid id, HttpRequest request, TurnDayVisit turn, CurrentActor who, CancellationToken cancel)
    {
        var body = await request.ObjectAsync();
        var version = request.Version(body) ?? throw RefusedException.At("version", "请写明所依据的版本号（If-Match 或 version）");
        return await turn.ExecuteAsync(PlainJson.Read<TurnDayVisit.Command>(body) with { Id = id, Version = version, RequestId = request.RequestId() }, who.Actor, cancel);
    }
}

/// <summary>A step of a small workflow as a program is told: open, or every reason why not.</summary>
internal sealed record SmallStep(string Step, string Name, bool IsOpen, IReadOnlyList<Reason> Reasons)
{
    public static IReadOnlyList<SmallStep> Of<TCase, TState, TStep>(IEnumerable<StepView<TCase, TState, TStep>> views)
        where TState : struct, Enum
        where TStep : struct, Enum =>
        [.. views.Where(v => v.Row is not null).Select(v => new SmallStep(v.Step.Kebab(), v.Step.Display(), v.Access != Access.Refused, v.Reasons))];
}
