using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using CaseTracker.Reports;
using CaseTracker.Workflow;

namespace CaseTracker.Web.Api;

/// <summary>Rates, monthly and annual reports with the rows they rest on, and their closing; by the same counts as page and command line.</summary>
internal static class ReportRoutes
{
    private sealed record Asked
    {
        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }

        public Guid? Department { get; init; }
    }

    /// <summary>As of which day, as known at which instant.</summary>
    private sealed record Seen
    {
        public DateOnly? AsOf { get; init; }

        public string? KnownAt { get; init; }

        /// <summary>含检举控告.</summary>
        public bool? WithAccusations { get; init; }
    }

    /// <param name="Files">The frozen report and what was added to it.</param>
    private sealed record Closed(Closing Closing, IReadOnlyList<FrozenFigure> Figures, IReadOnlyList<FindClosings.Difference> Differences, IReadOnlyList<AttachmentRow> Files, IReadOnlyList<SmallStep> Steps);

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
        foreach (var (route, summary) in new[] { ("/monthly/{number}", "月度汇总，如 2024-10；asOf 为截止日，knownAt 为以哪一时刻所知为准，withAccusations=true 另列有权查看的检举控告"), ("/annual/{number}", "年度报告，如 2024；asOf 为截止日，knownAt 为以哪一时刻所知为准，withAccusations=true 另列有权查看的检举控告") })
        {
            reports.MapGet(route, AnswerAsync).Produces<ReportAnswer>().ProducesProblem(400).ProducesProblem(404).WithSummary(summary);
            reports.MapGet($"{route}/files/{{name}}", FileAsync).Produces(200, contentType: "application/octet-stream").ProducesProblem(400).ProducesProblem(404).WithSummary("报表文件，如 monthly-2024-10.xlsx、annual-2024.docx");
        }

        reports.MapGet("/annual/{year:int}/months", async (int year, YearAgainstMonths compare, CancellationToken cancel) => Results.Json(await compare.ExecuteAsync(year, cancel), PlainJson.Options)).WithSummary("年度数字与十二个月逐项核对");
        reports.MapGet("/closings/{number}", async (string number, FindClosings find, FindAttachments attachments, CurrentActor who, CancellationToken cancel) =>
        {
            var shown = await find.OneAsync(number, who.Actor, cancel);
            var files = await FilesAsync(shown, attachments, who.Actor, cancel);
            return Results.Json(new Closed(shown.Closing, shown.Figures, await find.DifferencesAsync(shown, cancel), files, SmallStep.Of(shown.Steps)), PlainJson.Options);
        }).ProducesProblem(404).WithSummary("一个月或一年的结账情况");
        reports.MapGet("/closings/{number}/files/{id:guid}", async (string number, Guid id, FindClosings find, FindAttachments attachments, OpenAttachment open, CurrentActor who, CancellationToken cancel) =>
        {
            var files = await FilesAsync(await find.OneAsync(number, who.Actor, cancel), attachments, who.Actor, cancel);
            var content = files.Any(f => f.Id == id) ? await open.ExecuteAsync(id, who.Actor, cancel) : throw new NotFoundException("该附件");
            return Results.Bytes(content.Bytes, content.MediaType, content.Name);
        }).Produces(200, contentType: "application/octet-stream").ProducesProblem(404).WithSummary("封存的报表或结账的其他附件");
        reports.MapPost("/closings/{number}/steps/{step}", StepAsync).Accepts<JsonObject>("application/json").Produces<TakeClosingStep.Done>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("结账的步骤");
    }

    /// <summary>None while nobody has touched the closing: it is not stored yet.</summary>
    private static async Task<IReadOnlyList<AttachmentRow>> FilesAsync(FindClosings.Details shown, FindAttachments attachments, Actor actor, CancellationToken cancel) =>
        shown.Closing.Version == 0 ? [] : await attachments.ExecuteAsync(Closing.Kind, shown.Closing.Id, actor, cancel);

    private static async Task<IResult> AnswerAsync(string number, HttpRequest request, WriteReport write, OfficeClock clock, CancellationToken cancel)
    {
        var (year, month) = PeriodOf(number, request);
        var (asOf, known, withAccusations) = SeenBy(request, clock);
        return Results.Json(await write.AnswerAsync(year, month, asOf, known, withAccusations, cancel), PlainJson.Options);
    }

    private static async Task<IResult> FileAsync(string number, string name, HttpRequest request, WriteReport write, OfficeClock clock, CancellationToken cancel)
    {
        var (year, month) = PeriodOf(number, request);
        var (asOf, known, withAccusations) = SeenBy(request, clock);
        if (withAccusations)
        {
            throw RefusedException.At("withAccusations", "检举控告不进入印发的报表，请去掉 withAccusations");
        }

        var file = await write.FileAsync(name, year, month, asOf, known, cancel);
        return Results.Bytes(file.Bytes, "application/octet-stream", file.FileName);
    }

    private static async Task<TakeClosingStep.Done> StepAsync(string number, string step, HttpRequest request, TakeClosingStep take, CurrentActor who, CancellationToken cancel)
    {
        var chosen = Sent.Choice<ClosingStep>("step", step);
        var body = await request.ObjectAsync();
        var version = request.Version(body);
        return await take.ExecuteAsync(new(number, chosen, StepJson.Read(body, ClosingWorkflow.Engine.Asks(chosen)), version, request.RequestId()), who.Actor, cancel);
    }

    private static (int Year, int Month) PeriodOf(string number, HttpRequest request) =>
        Closing.Parse(number) is var (year, month) && month > 0 == request.Path.Value!.Contains("/monthly/", StringComparison.Ordinal) ? (year, month) : throw new NotFoundException("该统计期间");

    private static (DateOnly? AsOf, DateTime? KnownAt, bool WithAccusations) SeenBy(HttpRequest request, OfficeClock clock)
    {
        var seen = request.Filter<Seen>();
        return (seen.AsOf, seen.KnownAt is not { } text ? null : clock.Instant(text) ?? throw RefusedException.At("knownAt", $"“{text}”不是时刻，请按 2025-01-21 或 2025-01-21T17:00 的样子填写"), seen.WithAccusations == true);
    }

    private static async Task<(CountRates.Report Report, CountRates.Sheaf Sheaf)> CountAsync(HttpRequest request, CountRates count, CancellationToken cancel)
    {
        var asked = request.Filter<Asked>();
        var report = await count.ExecuteAsync(Period.Of(asked.From, asked.To), cancel);
        return (report, report.Of(asked.Department));
    }
}
