using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.CareVisits;
using CaseTracker.Disputes;
using CaseTracker.Excel;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;

namespace CaseTracker.Web.Api;

/// <summary>Ledgers as workbooks, by the same query as page and command line.</summary>
internal static class LedgerRoutes
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private sealed record Period
    {
        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }
    }

    public static void MapLedgers(this RouteGroupBuilder api)
    {
        var ledgers = api.MapGroup("/ledgers").WithTags("台账").For(Permission.Ledgers);
        ledgers.MapGet("/petitions", async (HttpRequest request, PetitionLedger ledger, CancellationToken cancel) =>
        {
            var (from, to) = PeriodOf(request);
            var (heading, rows) = (await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel));
            return Results.Stream(output => LedgerWriter.WriteAsync(output, PetitionLedger.Sheet, heading, rows, cancellation: cancel), Xlsx, $"{PetitionLedger.Name}{from:yyyyMMdd}-{to:yyyyMMdd}.xlsx");
        }).Produces(200, contentType: Xlsx).ProducesProblem(400).WithSummary("信访事项台账，from 和 to 为登记日期");
        ledgers.MapGet("/benefits", async (HttpRequest request, BenefitLedger ledger, CancellationToken cancel) =>
        {
            var (from, to) = PeriodOf(request);
            var (heading, rows) = (await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel));
            return Results.Stream(output => LedgerWriter.WriteAsync(output, BenefitLedger.Sheet, heading, rows, cancellation: cancel), Xlsx, $"{BenefitLedger.Name}{from:yyyyMMdd}-{to:yyyyMMdd}.xlsx");
        }).Produces(200, contentType: Xlsx).ProducesProblem(400).WithSummary("待遇办理台账，from 和 to 为申请或办结日期");
        ledgers.MapGet("/disputes", async (HttpRequest request, DisputeLedger ledger, CancellationToken cancel) =>
        {
            var (from, to) = PeriodOf(request);
            var (heading, rows) = (await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel));
            return Results.Stream(output => LedgerWriter.WriteAsync(output, DisputeLedger.Sheet, heading, rows, cancellation: cancel), Xlsx, $"{DisputeLedger.Name}{from:yyyyMMdd}-{to:yyyyMMdd}.xlsx");
        }).Produces(200, contentType: Xlsx).ProducesProblem(400).WithSummary("矛盾纠纷台账，from 和 to 为排查日期");
        ledgers.MapGet("/supervisions", async (HttpRequest request, SupervisionLedger ledger, CancellationToken cancel) =>
        {
            var (from, to) = PeriodOf(request);
            var (heading, rows) = (await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel));
            return Results.Stream(output => LedgerWriter.WriteAsync(output, SupervisionLedger.Sheet, heading, rows, cancellation: cancel), Xlsx, $"{SupervisionLedger.Name}{from:yyyyMMdd}-{to:yyyyMMdd}.xlsx");
        }).Produces(200, contentType: Xlsx).ProducesProblem(400).WithSummary("督办台账，from 和 to 为立项日期");
        ledgers.MapGet("/led-cases", async (HttpRequest request, LedCaseLedger ledger, CancellationToken cancel) =>
        {
            var (from, to) = PeriodOf(request);
            var (heading, rows) = (await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel));
            return Results.Stream(output => LedgerWriter.WriteAsync(output, LedCaseLedger.Sheet, heading, rows, cancellation: cancel), Xlsx, $"{LedCaseLedger.Name}{from:yyyyMMdd}-{to:yyyyMMdd}.xlsx");
        }).Produces(200, contentType: Xlsx).ProducesProblem(400).WithSummary("领导包案台账，from 和 to 为包案日期");
        ledgers.MapGet("/instructions", async (HttpRequest request, InstructionLedger ledger, CancellationToken cancel) =>
        {
            var (from, to) = PeriodOf(request);
            var (heading, rows) = (await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel));
            return Results.Stream(output => LedgerWriter.WriteAsync(output, InstructionLedger.Sheet, heading, rows, cancellation: cancel), Xlsx, $"{InstructionLedger.Name}{from:yyyyMMdd}-{to:yyyyMMdd}.xlsx");
        }).Produces(200, contentType: Xlsx).ProducesProblem(400).WithSummary("领导批示台账，from 和 to 为批示日期");
        ledgers.MapGet("/cards", async (HttpRequest request, CardLedger ledger, CancellationToken cancel) =>
        {
            var (from, to) = PeriodOf(request);
            var (heading, rows) = (await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel));
            return Results.Stream(output => LedgerWriter.WriteAsync(output, CardLedger.Sheet, heading, rows, cancellation: cancel), Xlsx, $"{CardLedger.Name}{from:yyyyMMdd}-{to:yyyyMMdd}.xlsx");
        }).Produces(200, contentType: Xlsx).ProducesProblem(400).WithSummary("黄牌红牌台账，from 和 to 为发牌日期");
        ledgers.MapGet("/reception-days", async (HttpRequest request, ReceptionDayLedger ledger, CancellationToken cancel) =>
        {
            var (from, to) = PeriodOf(request);
            var (heading, rows) = (await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel));
            return Results.Stream(output => LedgerWriter.WriteAsync(output, ReceptionDayLedger.Sheet, heading, rows, cancellation: cancel), Xlsx, $"{ReceptionDayLedger.Name}{from:yyyyMMdd}-{to:yyyyMMdd}.xlsx");
        }).Produces(200, contentType: Xlsx).ProducesProblem(400).WithSummary("领导接访台账，from 和 to 为接访日期");
        ledgers.MapGet("/care-visits", async (HttpRequest request, CareVisitLedger ledger, CancellationToken cancel) =>
        {
            var (from, to) = PeriodOf(request);
            var (heading, rows) = (await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel));
            return Results.Stream(output => LedgerWriter.WriteAsync(output, CareVisitLedger.Sheet, heading, rows, cancellation: cancel), Xlsx, $"{CareVisitLedger.Name}{from:yyyyMMdd}-{to:yyyyMMdd}.xlsx");
        }).Produces(200, contentType: Xlsx).ProducesProblem(400).WithSummary("老干部走访慰问台账，from 和 to 为看望日期");
        ledgers.MapGet("/receptions", async (HttpRequest request, ReceptionLedger ledger, CancellationToken cancel) =>
        {
            var (from, to) = PeriodOf(request);
            var filter = new FindReceptions.Filter { From = from, To = to };
            ledger.Query(filter); // refuses here, while the answer can still be a problem
            var heading = await ledger.HeadingAsync(from, to, cancel);
            return Results.Stream(output => LedgerWriter.WriteAsync(output, ReceptionLedger.Sheet, heading, ledger.RowsAsync(filter, cancel), cancellation: cancel), Xlsx, $"来访登记台账{from:yyyyMMdd}-{to:yyyyMMdd}.xlsx");
        }).Produces(200, contentType: Xlsx).ProducesProblem(400).WithSummary("来访登记台账，from 和 to 为来访日期");
    }

    private static (DateOnly From, DateOnly To) PeriodOf(HttpRequest request)
    {
        var period = request.Filter<Period>();
        var from = period.From ?? throw RefusedException.At("from", "请写明起日，如 from=2024-10-01");
        var to = period.To ?? throw RefusedException.At("to", "请写明止日，如 to=2024-10-31");
        return to >= from ? (from, to) : throw RefusedException.At("to", "止日不得早于起日");
    }
}
