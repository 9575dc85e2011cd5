using CaseTracker.Accounts;
using Microsoft.AspNetCore.Diagnostics;

namespace CaseTracker.Web.Api;

/// <summary><c>/api/v1</c>: the same use cases as the pages, for programs that sign in by the token of an account. What is refused is a problem in Chinese with every reason.</summary>
public static class ApiRoutes
{
    public const string Root = "/api/v1";

    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Encoder = PlainJson.Options.Encoder;
            foreach (var converter in PlainJson.Options.Converters)
            {
                o.SerializerOptions.Converters.Add(converter);
            }
        });
        builder.Services.AddOpenApi("v1", o =>
        {
            o.ShouldInclude = route => route.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
            o.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "CaseTracker";
                document.Info.Description = "信访事项办理接口。登录：Authorization: Bearer 接口令牌。";
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Before the routing: answers below <c>/api</c> are problem details, whatever goes wrong.</summary>
    public static void UseApiProblems(this WebApplication app) => app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api =>
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = BugAsync, SuppressDiagnosticsCallback = _ => true });
        api.UseStatusCodePages(context => StatusAsync(context.HttpContext));
        api.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (RefusedException refused) when (!context.Response.HasStarted)
            {
                await AnswerAsync(context, Problem.Of(refused));
            }
            catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
            {
                await AnswerAsync(context, bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? Problem.Of(413, "too-large", "内容过大", [new Reason($"一次提交不得超过 {Site.BodyLimit / 1024 / 1024} MB")])
                    : Problem.Of(400, "invalid", "填写有误", [new Reason("请求的写法不对，请对照 /openapi/v1.json")]));
            }
        });
    });

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapHealth();
        var api = app.MapGroup(Root).DisableAntiforgery();
        api.MapPetitions();
        api.MapReceptions();
        api.MapReceptionDays();
        api.MapBenefits();
        api.MapCadres();
        api.MapDisputes();
        api.MapGovernance();
        api.MapCareVisits();
        api.MapWatch();
        api.MapLedgers();
        api.MapBooks();
        api.MapReports();
        api.MapBureau();
    }

    /// <summary>Says who may call a route: somebody who holds one of the permissions, or anyone signed in.</summary>
    internal static TBuilder For<TBuilder>(this TBuilder route, params Permission[] permissions) where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(new AllowedToAttribute(permissions));

    internal static Task AnswerAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(problem, PlainJson.Options, Problem.ContentType, context.RequestAborted);
    }

    private static Task BugAsync(HttpContext context) => AnswerAsync(context, context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException { StatusCode: 413 }
        ? Problem.Of(413, "too-large", "内容过大", [new Reason($"一次提交不得超过 {Site.BodyLimit / 1024 / 1024} MB")])
        : Problem.Of(500, "bug", "程序出错", [new Reason($"程序出错，编号 {context.TraceIdentifier}，没有完成。请联系系统管理员并告知编号")]));

    private static Task StatusAsync(HttpContext context) => AnswerAsync(context, context.Response.StatusCode switch
    {
        401 => Problem.Of(401, "sign-in", "没有登录", [new Reason("请在 Authorization 头中写明接口令牌：Bearer ct_…；令牌可能已过期或被收回")]),
        403 => Problem.Of(403, "forbidden", "没有权限", [new Reason("这个账号没有此项权限，请联系安全管理员", LiftedBy: Role.SEC.Display())]),
        404 => Problem.Of(new NotFoundException("")),
        405 => Problem.Of(405, "method", "方法不对", [new Reason("这个地址不接受此方法，请对照 /openapi/v1.json")]),
        413 => Problem.Of(413, "too-large", "内容过大", [new Reason($"一次提交不得超过 {Site.BodyLimit / 1024 / 1024} MB")]),
        415 => Problem.Of(415, "media-type", "内容类型不对", [new Reason("内容应为 JSON，请写明 Content-Type: application/json", Field: "Content-Type")]),
        var other => Problem.Of(other, "failed", "没有完成", [new Reason("请求没有完成，请稍后再试")]),
    });
}
