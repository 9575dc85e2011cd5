using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Reports;

namespace CaseTracker.Web.Api;

/// <summary>Ledgers as workbooks, by the same query as page and command line.</summary>
internal static class LedgerRoutes
{
    /// <summary>Which ledger of which days.</summary>
    private sealed record Asked
    {
        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }

        public string? Kind { get; init; }
    }

    /// <summary>Why the masked columns are wanted in full.</summary>
    private sealed record InFull(string? Reason, DateOnly? To);

    public static void MapLedgers(this RouteGroupBuilder api)
    {
        foreach (var book in OfficeLedgers.All)
        {
            var days = book.IsOfOneDay ? $"to 为{book.By}" : $"from 和 to 为{book.By}";
            var kinds = book.Kinds.Count == 0 ? "" : "；kind 为类别，不写即全部";
            var ledger = api.MapGroup("/ledgers").WithTags("台账").For([.. book.Permissions]);
            ledger.MapGet($"/{book.Id}", async (HttpRequest request, ExportLedger export, CancellationToken cancel) => await FileAsync(export, book, AskedBy(request, book), cancel))
                .Produces(200, contentType: Downloads.Workbook).ProducesProblem(400).WithSummary($"{book.Name}，{days}{kinds}");
            if (book.IsMasked)
            {
                ledger.MapPost($"/{book.Id}/full", async (InFull asked, ExportLedger export, OfficeClock clock, CancellationToken cancel) =>
                {
                    var day = asked.To ?? clock.Today;
                    return await FileAsync(export, book, new LedgerAsked(day, day) { InFullFor = asked.Reason ?? "" }, cancel);
                }).Produces(200, contentType: Downloads.Workbook).ProducesProblem(400).WithSummary($"{book.Name}的完整内容（明文）：写明原因 reason，导出会留下记录");
            }
        }
    }

    private static LedgerAsked AskedBy(HttpRequest request, LedgerBook book)
    {
        var asked = request.Filter<Asked>();
        var from = book.IsOfOneDay ? asked.To : asked.From ?? throw RefusedException.At("from", "请写明起日，如 from=2024-10-01");
        var to = asked.To ?? throw RefusedException.At("to", "请写明止日，如 to=2024-10-31");
        return new LedgerAsked(from ?? to, to) { Kind = asked.Kind };
    }

    private static async Task<IResult> FileAsync(ExportLedger export, LedgerBook book, LedgerAsked asked, CancellationToken cancel)
    {
        var open = await export.ExecuteAsync(book, asked, cancel); // refuses here, while the answer can still be a problem
        var days = book.IsOfOneDay ? $"{asked.To:yyyyMMdd}" : $"{asked.From:yyyyMMdd}-{asked.To:yyyyMMdd}";
        return Results.Stream(output => open.WriteAsync(output, null, cancel), Downloads.Workbook, $"{open.Name}{days}.xlsx");
    }
}
