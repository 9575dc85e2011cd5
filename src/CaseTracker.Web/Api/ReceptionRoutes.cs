using CaseTracker.Accounts;
using CaseTracker.Handovers;
using CaseTracker.Receptions;

namespace CaseTracker.Web.Api;

/// <summary>Receptions: register at the desk (with the petition that comes of it), find, read.</summary>
internal static class ReceptionRoutes
{
    public static void MapReceptions(this RouteGroupBuilder api)
    {
        var receptions = api.MapGroup("/receptions").WithTags("来访登记").For(Permission.Desk);
        receptions.MapGet("", async (HttpRequest request, FindReceptions find, CancellationToken cancel) => await find.ExecuteAsync(request.Filter<FindReceptions.Filter>(), cancel)).WithSummary("查询来访登记");
        receptions.MapPost("", RegisterAsync).Accepts<RegisterVisit.Command>("application/json").Produces<RegisterVisit.Done>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).WithSummary("登记来访，可同时转为信访事项");
        receptions.MapGet("/{number}", ShowAsync).Produces<ReceptionAnswer>().ProducesProblem(404).WithSummary("一次来访登记");
    }

    private static async Task<IResult> RegisterAsync(HttpRequest request, RegisterVisit register, CurrentActor who, CancellationToken cancel)
    {
        var command = PlainJson.Read<RegisterVisit.Command>(await request.ObjectAsync());
        Inputs.Demand(command);
        var done = await register.ExecuteAsync(command with { RequestId = request.RequestId() ?? command.RequestId }, who.Actor, cancel);
        return Results.Created($"{ApiRoutes.Root}/receptions/{done.ReceptionNumber}", done);
    }

    private static async Task<ReceptionAnswer> ShowAsync(string number, HttpResponse response, GetReception get, CurrentActor who, CancellationToken cancel)
    {
        var answer = ReceptionAnswer.Of(await get.ExecuteAsync(number, who.Actor, cancel));
        response.Headers.ETag = $"\"{answer.Version}\"";
        return answer;
    }
}
