using System.CommandLine;
using System.Globalization;
using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.CareVisits;
using CaseTracker.Disputes;
using CaseTracker.Excel;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;

namespace CaseTracker.Cli.Ledgers;

/// <summary><c>casetracker ledger …</c>: the same workbooks as the page gives out.</summary>
public static class LedgerCommand
{
    private static readonly Option<string> From = Options.Text("--from", "起日（含当日）", "yyyy-MM-dd");
    private static readonly Option<string> To = Options.Text("--to", "止日（含当日）", "yyyy-MM-dd");
    private static readonly Option<string> Month = Options.Text("--month", "月份，代替 --from 和 --to", "yyyy-MM");
    private static readonly Option<string> Out = Options.Text("--out", "写到哪个 .xlsx 文件", "文件", required: true);

    public static Command Create() => new("ledger", "台账（.xlsx）")
    {
        Of("petitions", "信访事项台账，按登记日期", async (session, file, from, to, cancel) =>
        {
            var ledger = session.Get<PetitionLedger>();
            return await LedgerWriter.WriteAsync(file, PetitionLedger.Sheet, await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel), cancellation: cancel);
        }),
        Of("benefits", "待遇办理台账，按申请或办结日期", async (session, file, from, to, cancel) =>
        {
            var ledger = session.Get<BenefitLedger>();
            return await LedgerWriter.WriteAsync(file, BenefitLedger.Sheet, await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel), cancellation: cancel);
        }),
        Of("disputes", "矛盾纠纷排查化解台账，按排查日期", async (session, file, from, to, cancel) =>
        {
            var ledger = session.Get<DisputeLedger>();
            return await LedgerWriter.WriteAsync(file, DisputeLedger.Sheet, await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel), cancellation: cancel);
        }),
        Of("supervisions", "督办台账，按立项日期", async (session, file, from, to, cancel) =>
        {
            var ledger = session.Get<SupervisionLedger>();
            return await LedgerWriter.WriteAsync(file, SupervisionLedger.Sheet, await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel), cancellation: cancel);
        }),
        Of("led-cases", "领导包案台账，按包案日期", async (session, file, from, to, cancel) =>
        {
            var ledger = session.Get<LedCaseLedger>();
            return await LedgerWriter.WriteAsync(file, LedCaseLedger.Sheet, await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel), cancellation: cancel);
        }),
        Of("instructions", "领导批示台账，按批示日期", async (session, file, from, to, cancel) =>
        {
            var ledger = session.Get<InstructionLedger>();
            return await LedgerWriter.WriteAsync(file, InstructionLedger.Sheet, await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel), cancellation: cancel);
        }),
        Of("cards", "黄牌红牌台账，按发牌日期", async (session, file, from, to, cancel) =>
        {
            var ledger = session.Get<CardLedger>();
            return await LedgerWriter.WriteAsync(file, CardLedger.Sheet, await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel), cancellation: cancel);
        }),
        Of("reception-days", "领导接访（下访）台账，按接访日期", async (session, file, from, to, cancel) =>
        {
            var ledger = session.Get<ReceptionDayLedger>();
            return await LedgerWriter.WriteAsync(file, ReceptionDayLedger.Sheet, await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel), cancellation: cancel);
        }),
        Of("care-visits", "老干部走访慰问台账，按看望日期", async (session, file, from, to, cancel) =>
        {
            var ledger = session.Get<CareVisitLedger>();
            return await LedgerWriter.WriteAsync(file, CareVisitLedger.Sheet, await ledger.HeadingAsync(from, to, cancel), await ledger.RowsAsync(from, to, cancel), cancellation: cancel);
        }),
        Of("receptions", "来访登记台账，按来访日期", async (session, file, from, to, cancel) =>
        {
            var ledger = session.Get<ReceptionLedger>();
            return await LedgerWriter.WriteAsync(file, ReceptionLedger.Sheet, await ledger.HeadingAsync(from, to, cancel), ledger.RowsAsync(new FindReceptions.Filter { From = from, To = to }, cancel), cancellation: cancel);
        }),
    };

    private static Command Of(string name, string description, Func<Session, Stream, DateOnly, DateOnly, CancellationToken, Task<LedgerSummary>> write)
    {
        var command = new Command(name, description) { From, To, Month, Out };
        command.SetAction(async (given, cancel) =>
        {
            var (from, to) = Period(given);
            var file = Path.GetFullPath(given.GetValue(Out)!);
            if (!Directory.Exists(Path.GetDirectoryName(file)))
            {
                throw RefusedException.At("out", $"没有目录 {Path.GetDirectoryName(file)}，请先建立，或改写 --out");
            }

            await using var session = await Session.OpenAsync(given, cancel, Permission.Ledgers);
            var unfinished = file + ".part";
            LedgerSummary summary;
            try
            {
                await using var stream = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
                summary = await write(session, stream, from, to, cancel);
            }
            catch
            {
                File.Delete(unfinished);
                throw;
            }

            File.Move(unfinished, file, overwrite: true); // under its name only when it is whole
            given.Print(new { File = file, From = from, To = to, summary.Rows, summary.Totals }, output => output.WriteLine($"{file}：{from:yyyy-MM-dd} 至 {to:yyyy-MM-dd}，共 {summary.Rows} 行"));
        });
        return command;
    }

    private static (DateOnly From, DateOnly To) Period(ParseResult given)
    {
        if (given.GetValue(Month) is { } month)
        {
            if (given.GetValue(From) is not null || given.GetValue(To) is not null)
            {
                throw RefusedException.At("month", "--month 不能与 --from、--to 同时使用");
            }

            return DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
                ? (first, first.AddMonths(1).AddDays(-1))
                : throw RefusedException.At("month", $"--month 的“{month}”不是月份，请按 2024-10 的样子填写");
        }

        var from = given.Date(From) ?? throw RefusedException.At("from", "请用 --from 和 --to 写明期间，或用 --month 2024-10 写明月份");
        var to = given.Date(To) ?? throw RefusedException.At("to", "请用 --to 写明止日");
        return to >= from ? (from, to) : throw RefusedException.At("to", "止日不得早于起日");
    }
}
