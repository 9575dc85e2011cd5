using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.CareVisits;
using CaseTracker.Disputes;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;
using CaseTracker.Workflow;

namespace CaseTracker.Web.Api;

/// <summary>Who is calling, limits with their proof, the tables of the procedures, the calendar.</summary>
internal static class BureauRoutes
{
    /// <summary>Options of a count, as on the command line.</summary>
    private sealed record Asked
    {
        public ClockId? Rule { get; init; }

        public DateOnly? Start { get; init; }

        public DateOnly? Received { get; init; }

        public int? Extend { get; init; }

        public DateOnly? Approved { get; init; }

        public string? Limit { get; init; }

        public DateOnly? Accepted { get; init; }
    }

    private sealed record Hatted(Role Role, string RoleName, string? For);

    private sealed record Me(Guid Id, string Name, IReadOnlyList<Hatted> Roles, IReadOnlyList<Permission> Permissions);

    public static void MapBureau(this RouteGroupBuilder api)
    {
        api.MapGet("/me", (CurrentActor who) => new Me(
            who.Actor.UserId, who.Actor.Name, [.. who.Actor.Hats.Select(h => new Hatted(h.Role, h.Role.Display(), h.ForName))], [.. Enum.GetValues<Permission>().Where(who.Actor.May)])).For().WithTags("本人").WithSummary("令牌的主人和他的权限");
        api.MapGet("/clocks/explain", ExplainAsync).For().Produces<ExplainClock.Explanation>().ProducesProblem(400).WithTags("期限").WithSummary("计算一个期限并逐日说明");
        api.MapGet("/workflows/{name}", (string name) => Results.Json(TableOf(name), PlainJson.Options)).For().WithTags("流程").WithSummary("流程表：petition、approval、reception、reception-day、day-visit、dispute");
        api.MapGet("/calendar/{year:int}", async (int year, ShowCalendarYear show, CancellationToken cancel) => await show.ExecuteAsync(year, cancel)).For().WithTags("工作日历").WithSummary("一年的工作日和休息日");
    }

    private static async Task<ExplainClock.Explanation> ExplainAsync(HttpRequest request, LoadWorkCalendar calendars, CaseDb db, CancellationToken cancel)
    {
        var asked = request.Filter<Asked>();
        var rule = asked.Rule ?? throw RefusedException.At("rule", "请写明期限，rule=C1 至 C14");
        var start = asked.Start ?? throw RefusedException.At("start", "请写明起算日，如 start=2025-03-03");
        var clock = new ExplainClock(await calendars.ExecuteAsync(cancel), (await db.BureauAsync(cancel)).Clocks).Execute(new ExplainClock.Command(rule, start)
        {
            Received = asked.Received,
            ExtendDays = asked.Extend,
            Approved = asked.Approved,
            Limit = asked.Limit is { } limit ? ClockLimit.Parse(limit, ClockRules.For(rule, asked.Received ?? start).Unit) : null,
            Accepted = asked.Accepted,
        });
        return ExplainClock.Explanation.Of(clock);
    }

    private static IReadOnlyList<TableLine> TableOf(string name) => name switch
    {
        "petition" => PetitionWorkflow.Engine.PrintTable(),
        "approval" => ApprovalWorkflow.Engine.PrintTable(),
        "reception" => ReceptionWorkflow.Engine.PrintTable(),
        "reception-day" => ReceptionDayWorkflow.Engine.PrintTable(),
        "care-visit" => CareVisitWorkflow.Engine.PrintTable(),
        "dispute" => DisputeWorkflow.Engine.PrintTable(),
        "day-visit" => DayVisitWorkflow.Engine.PrintTable(),
        _ => throw new NotFoundException("该流程"),
    };
}
