using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Governance;
using CaseTracker.Workflow;

namespace CaseTracker.Web.Api;

/// <summary>依法治理: every book by the same routes; what is asked stands at <c>/governance/books</c>.</summary>
internal static class GovernanceRoutes
{
    private sealed record Question(string Name, string Label, AskKind Kind, bool Required, string? Help, IReadOnlyList<string> Choices);

    private sealed record BookShown(GovernanceKind Kind, string Name, GovernanceWay Way, IReadOnlyList<Question> Asks, IReadOnlyList<string> Figures);

    private sealed record Shown(GovernanceItem Item, string StateWord, string Department, string? Repeats, IReadOnlyList<string> Same, IReadOnlyList<SmallStep> Steps);

    private sealed record Seed
    {
        [System.ComponentModel.DataAnnotations.Display(Name = "另用种子")] public string? With { get; init; }
    }

    public static void MapGovernance(this RouteGroupBuilder api)
    {
        var governance = api.MapGroup("/governance").WithTags("依法治理").For(Permission.SeeGovernance);
        governance.MapGet("", async (HttpRequest request, FindGovernance find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindGovernance.Filter>(), cancel)).WithSummary("查询依法治理事项");
        governance.MapGet("/books", () => GovernanceBook.All.Select(b => new BookShown(b.Kind, b.Name, b.Way, [.. b.Asks.Select(a => new Question(a.Name, a.Label, a.Kind, a.Required, a.Help, [.. a.Choices.Select(c => c.Label)]))], b.Figures)))
            .WithSummary("各类台账和登记时填写的内容");
        governance.MapGet("/counts", async (FindGovernance find, CancellationToken cancel) => await find.CountAsync(cancel)).WithSummary("各类台账的件数");
        governance.MapPost("/{kind}", RegisterAsync).Accepts<JsonObject>("application/json").Produces<RegisterGovernance.Registered>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("登记一件");
        governance.MapGet("/items/{number}", async (string number, GetGovernance get, CurrentActor who, CancellationToken cancel) =>
        {
            var shown = await get.ExecuteAsync(number, who.Actor, cancel);
            return new Shown(shown.Item, shown.Item.StateWord, shown.Department, shown.Repeats, shown.Same, SmallStep.Of(shown.Steps));
        }).ProducesProblem(404).WithSummary("一件依法治理事项");
        governance.MapPost("/items/{number}/steps/{step}", StepAsync).Accepts<JsonObject>("application/json").Produces<TakeGovernanceStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("办理一个步骤");
        governance.MapPost("/items/{number}/correct", CorrectAsync).Accepts<JsonObject>("application/json").Produces<CorrectGovernance.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("更正：写全各项，没有写的即清空");
        governance.MapGet("/items/{number}/redraw", async (string number, HttpRequest request, RedrawLots redraw, CurrentActor who, CancellationToken cancel) =>
            await redraw.ExecuteAsync(number, who.Actor, cancel, Inputs.Tidy(request.Filter<Seed>().With))).ProducesProblem(404).WithSummary("双随机重抽核对；with 为另用的种子");
    }

    private static async Task<IResult> RegisterAsync(string kind, HttpRequest request, RegisterGovernance register, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<GovernanceKind>("kind", kind);
        var done = await register.ExecuteAsync(new(chosen, StepJson.Read(await request.ObjectAsync(), GovernanceBook.Of(chosen).Asks), request.RequestId()), who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/governance/items/{done.Number}", done);
    }

    private static async Task<TakeGovernanceStep.Done> StepAsync(string number, string step, HttpRequest request, TakeGovernanceStep take, GetGovernance get, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<GovernanceStep>("step", step);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        var item = (await get.ExecuteAsync(number, who.Actor, cancel)).Item;
        return await take.ExecuteAsync(new(number, chosen, StepJson.Read(body, GovernanceWorkflow.Of(item.Kind).Asks(chosen)), version, request.RequestId()), who.Actor, cancel);
    }

    private static async Task<CorrectGovernance.Done> CorrectAsync(string number, HttpRequest request, CorrectGovernance correct, GetGovernance get, CurrentActor who, CancellationToken cancel)
    {
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        body.Remove("reason", out var reason);
        var item = (await get.ExecuteAsync(number, who.Actor, cancel)).Item;
        return await correct.ExecuteAsync(new(number, StepJson.Read(body, [.. item.Book.Correctable(item).Select(f => f.Ask)]), reason?.ToString() ?? "", version, request.RequestId()), who.Actor, cancel);
    }
}
