using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CaseTracker.Web;

/// <summary>The one handler of bugs: writes them to the log under the number that the error page shows.</summary>
public sealed partial class Faults(ILogger<Faults> log) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException bad)
        {
            Refused(httpContext.TraceIdentifier, httpContext.Request.Method, bad.StatusCode, bad.Message);
        }
        else
        {
            Failed(exception, httpContext.TraceIdentifier, httpContext.Request.Method,
                httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? httpContext.Request.Path);
        }

        return ValueTask.FromResult(false);
    }

    [LoggerMessage(LogLevel.Error, "Request {Number} failed: {Method} {Path}")]
    private partial void Failed(Exception exception, string number, string method, string path);

    [LoggerMessage(LogLevel.Warning, "Request {Number} refused: {Method}, {Status} {Why}")]
    private partial void Refused(string number, string method, int status, string why);
}

/// <summary>What is not there, or may not be known, is 404 with one body for all; a refusal that no form has caught is a page with its reasons.</summary>
public sealed class RefusedPages : IExceptionFilter
{
    /// <summary>Where the reasons of a refusal wait for the error page.</summary>
    public static readonly object Key = new();

    public void OnException(ExceptionContext context)
    {
        if (context.Exception is NotFoundException)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status404NotFound);
        }
        else if (context.Exception is RefusedException refused)
        {
            context.HttpContext.Items[Key] = refused.Reasons;
            context.Result = new StatusCodeResult(StatusCodes.Status409Conflict);
        }
    }
}

/// <summary>Marks a form whose token has expired, so that the error page can hand back what was typed.</summary>
public sealed class ExpiredForms : IAlwaysRunResultFilter
{
    public static readonly object Key = new();

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            context.HttpContext.Items[Key] = true;
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
