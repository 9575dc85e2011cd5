using System.CommandLine;
using System.Globalization;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Reports;

namespace CaseTracker.Cli.Ledgers;

/// <summary><c>casetracker ledger …</c>: the same workbooks as the page gives out.</summary>
public static class LedgerCommand
{
    private static readonly Option<string> From = Options.Text("--from", "起日（含当日）", "yyyy-MM-dd");
    private static readonly Option<string> To = Options.Text("--to", "止日（含当日）", "yyyy-MM-dd");
    private static readonly Option<string> Month = Options.Text("--month", "月份，代替 --from 和 --to", "yyyy-MM");
    private static readonly Option<string> Kind = Options.Text("--kind", "类别，如 contract-review 或其中文名称；不写即全部", "类别");
    private static readonly Option<bool> Full = Options.Flag("--full", "完整内容（明文），须用 --reason 写明原因，会留下记录");
    private static readonly Option<string> Reason = Options.Text("--reason", "导出完整内容的原因", "原因");
    private static readonly Option<string> Out = Options.Text("--out", "写到哪个 .xlsx 文件", "文件", required: true);

    public static Command Create()
    {
        var command = new Command("ledger", "台账（.xlsx）");
        foreach (var book in OfficeLedgers.All)
        {
            command.Subcommands.Add(Of(book));
        }

        return command;
    }

    private static Command Of(LedgerBook book)
    {
        var command = new Command(book.Id, $"{book.Name}{(book.Kinds.Count > 0 ? "，或其中一类的台账" : "")}，按{book.By}");
        foreach (var option in (Option[])[.. book.IsOfOneDay ? Array.Empty<Option>() : [From, Month], To, .. book.Kinds.Count > 0 ? [Kind] : Array.Empty<Option>(), .. book.IsMasked ? [Full, Reason] : Array.Empty<Option>(), Out])
        {
            command.Options.Add(option);
        }

        command.SetAction(async (given, cancel) =>
        {
            var asked = Asked(given, book);
            var file = OutputFile.Of(given, Out);
            await using var session = await Session.OpenAsync(given, cancel);
            if (!book.Permissions.Any(session.Actor.May))
            {
                session.Actor.Demand(book.Permissions[0]);
            }

            var open = await session.Get<ExportLedger>().ExecuteAsync(book, asked, cancel);
            var summary = await Advance.ShowAsync(given, open.Name, open.Count, progress => OutputFile.WriteAsync(file, stream => open.WriteAsync(stream, new() { Progress = progress }, cancel)));
            given.Print(new { File = file, asked.From, asked.To, summary.Rows, summary.Totals }, output =>
                output.WriteLine($"{file}：{(book.IsOfOneDay ? "" : $"{asked.From:yyyy-MM-dd} 至 ")}{asked.To:yyyy-MM-dd}，共 {summary.Rows} 行"));
        });
        return command;
    }

    private static LedgerAsked Asked(ParseResult given, LedgerBook book)
    {
        if (book.IsOfOneDay)
        {
            var day = given.Date(To) ?? throw RefusedException.At("to", $"请用 --to 写明{book.By}");
            return new LedgerAsked(day, day) { InFullFor = InFullFor(given, book) };
        }

        var (from, to) = Period(given);
        return new LedgerAsked(from, to) { Kind = book.Kinds.Count > 0 ? given.GetValue(Kind) : null, InFullFor = InFullFor(given, book) };
    }

    private static string? InFullFor(ParseResult given, LedgerBook book) => book.IsMasked && given.GetValue(Full) ? given.GetValue(Reason) ?? "" : null;

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
