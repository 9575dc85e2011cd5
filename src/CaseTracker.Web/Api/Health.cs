using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Web.Api;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: the database does too, and has this program's schema.</summary>
internal static class Health
{
    private sealed record State(string Status, string? Why = null);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => new State("ok")).AllowAnonymous();
        app.MapGet("/health/ready", async (CaseDb db, CancellationToken cancel) =>
        {
            if (!await db.Database.CanConnectAsync(cancel))
            {
                return Answer(new State("unavailable", "数据库无法连接"));
            }

            var missing = await db.Database.GetPendingMigrationsAsync(cancel);
            return Answer(missing.Any() ? new State("unavailable", "数据库尚未升级到本程序的版本") : new State("ok"));
        }).AllowAnonymous();

        static IResult Answer(State state) => Results.Json(state, PlainJson.Options, statusCode: state.Why is null ? 200 : 503);
    }
}
