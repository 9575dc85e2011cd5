using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Reports;

namespace CaseTracker.Cli.Reports;

/// <summary><c>casetracker report monthly|annual</c>: the tables as JSON, or as workbook and document in a folder.</summary>
internal static class ReportsCommand
{
    private static readonly Option<string> Month = Options.Text("--month", "统计月，如 2024-10", "yyyy-MM", required: true);
    private static readonly Option<string> Year = Options.Text("--year", "统计年，如 2024", "yyyy", required: true);
    private static readonly Option<string> AsOf = Options.Text("--as-of", "截止日，在办、超期以这一天为准；不写即为期末", "yyyy-MM-dd");
    private static readonly Option<string> KnownAt = Options.Text("--known-at", "以这一时刻系统所知为准，如 2025-01-21 或 2025-01-21T17:00；不写即为现在", "时刻");
    private static readonly Option<bool> WithAccusations = Options.Flag("--with-accusations", "另列本人有权查看的检举控告和含检举控告的总量，会留下记录；只用于 --json");
    private static readonly Option<string> Out = Options.Text("--out", "写到哪个目录", "目录");

    public static Command Monthly()
    {
        var command = new Command("monthly", "月度汇总表（monthly-2024-10.xlsx），或用 --json 输出每个数字和它的编号") { Month, AsOf, KnownAt, WithAccusations, Out };
        command.SetAction((given, cancel) => RunAsync(given, Closing.Parse(given.GetValue(Month)) is (var year, > 0 and var month) ? (year, month)
            : throw RefusedException.At("month", $"--month 的“{given.GetValue(Month)}”不是月份，请按 2024-10 的样子填写"), cancel));
        return command;
    }

    public static Command Annual()
    {
        var command = new Command("annual", "年度报告（annual-2024.xlsx 和 annual-2024.docx），或用 --json 输出每个数字和它的编号") { Year, AsOf, KnownAt, WithAccusations, Out };
        command.SetAction((given, cancel) => RunAsync(given, Closing.Parse(given.GetValue(Year)) is (var year, 0) ? (year, 0)
            : throw RefusedException.At("year", $"--year 的“{given.GetValue(Year)}”不是年份，请按 2024 的样子填写"), cancel));
        return command;
    }

    private static async Task RunAsync(ParseResult given, (int Year, int Month) of, CancellationToken cancel)
    {
        var asOf = given.Date(AsOf);
        var folder = given.GetValue(Out) is { } named ? Path.GetFullPath(named) : null;
        if (folder is null && !given.GetValue(Options.Json))
        {
            throw RefusedException.At("out", "请用 --out 写明目录，或用 --json 输出");
        }

        if (folder is not null && given.GetValue(WithAccusations))
        {
            throw RefusedException.At("with-accusations", "检举控告不进入印发的报表：请用 --json 输出，去掉 --out");
        }

        if (folder is not null && !Directory.Exists(folder))
        {
            throw RefusedException.At("out", $"没有目录 {folder}，请先建立，或改写 --out");
        }

        await using var session = await Session.OpenAsync(given, cancel, Permission.Ledgers);
        DateTime? known = given.GetValue(KnownAt) is not { } text ? null
            : session.Get<OfficeClock>().Instant(text) ?? throw RefusedException.At("known-at", $"--known-at 的“{text}”不是时刻，请按 2025-01-21 或 2025-01-21T17:00 的样子填写");
        var write = session.Get<WriteReport>();
        List<string> files = [];
        if (folder is not null)
        {
            foreach (var file in await write.FilesAsync(of.Year, of.Month, asOf, known, cancel))
            {
                var path = Path.Combine(folder, file.FileName);
                await OutputFile.WriteAsync(path, async stream =>
                {
                    await stream.WriteAsync(file.Bytes, cancel);
                    return true;
                });
                files.Add(path);
            }
        }

        if (given.GetValue(Options.Json))
        {
            given.Print(await write.AnswerAsync(of.Year, of.Month, asOf, known, given.GetValue(WithAccusations), cancel), _ => { });
        }
        else
        {
            files.ForEach(given.InvocationConfiguration.Output.WriteLine);
        }
    }
}
