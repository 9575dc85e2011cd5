using CaseTracker.Accounts;
using CaseTracker.Reports;

namespace CaseTracker.Web.Api;

/// <summary>Rates of a period with the rows they rest on, by the same count as page and command line.</summary>
internal static class ReportRoutes
{
    private sealed record Asked
    {
        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }

        public Guid? Department { get; init; }
    }

    public static void MapReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("统计").For(Permission.Ledgers);
        reports.MapGet("/rates", async (HttpRequest request, CountRates count, CancellationToken cancel) =>
        {
            var (report, sheaf) = await CountAsync(request, count, cancel);
            return Results.Json(RateAnswer.Of(report, sheaf), PlainJson.Options);
        }).Produces<RateAnswer>().ProducesProblem(400).WithSummary("信访办理指标，from、to 为起止日，department 为科室");
        reports.MapGet("/rates/{figure}", async (string figure, HttpRequest request, CountRates count, CancellationToken cancel) =>
        {
            var (_, sheaf) = await CountAsync(request, count, cancel);
            var counted = sheaf.Figure(figure);
            return Results.Json(new { Figure = RateAnswer.Of(counted), Rows = RateAnswer.Rows(counted) }, PlainJson.Options);
        }).ProducesProblem(400).ProducesProblem(404).WithSummary("一个数字由哪些事项组成");
    }

    private static async Task<(CountRates.Report Report, CountRates.Sheaf Sheaf)> CountAsync(HttpRequest request, CountRates count, CancellationToken cancel)
    {
        var asked = request.Filter<Asked>();
        var report = await count.ExecuteAsync(Period.Of(asked.From, asked.To), cancel);
        return (report, report.Of(asked.Department));
    }
}
