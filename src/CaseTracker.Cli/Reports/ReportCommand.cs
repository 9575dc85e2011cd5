using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cli.Reports;

/// <summary><c>casetracker report …</c>: figures with the rows they rest on.</summary>
public static class ReportCommand
{
    private static readonly Option<string> From = Options.Text("--from", "起日（含当日）", "yyyy-MM-dd");
    private static readonly Option<string> To = Options.Text("--to", "止日（含当日）", "yyyy-MM-dd");
    private static readonly Option<string> Over = Options.Text("--period", "2025-03、2025-Q1 或 2025，代替 --from 和 --to", "期间");
    private static readonly Option<string> Department = Options.Text("--department", "只看一个科室", "科室");
    private static readonly Option<string> Figure = Options.Text("--figure", "列出一个数字由哪些事项组成，如 answer-overdue", "代码");
    private static readonly Option<string> Out = Options.Text("--out", "写到哪个 .xlsx 文件", "文件");

    public static Command Create()
    {
        var rates = new Command("rates", "信访办理指标：各项率、分子分母和考核得分") { From, To, Over, Department, Figure, Out };
        rates.SetAction(RatesAsync);
        return new Command("report", "统计") { rates, ReportsCommand.Monthly(), ReportsCommand.Annual() };
    }

    private static async Task RatesAsync(ParseResult given, CancellationToken cancel)
    {
        var period = PeriodOf(given);
        var file = given.GetValue(Out) is { } path ? Path.GetFullPath(path) : null;
        if (file is not null && !Directory.Exists(Path.GetDirectoryName(file)))
        {
            throw RefusedException.At("out", $"没有目录 {Path.GetDirectoryName(file)}，请先建立，或改写 --out");
        }

        await using var session = await Session.OpenAsync(given, cancel, Permission.Ledgers);
        var count = session.Get<CountRates>();
        var report = await count.ExecuteAsync(period, cancel);
        var sheaf = report.Of(await DepartmentAsync(session.Db, given.GetValue(Department), cancel));
        if (file is not null)
        {
            using var written = new MemoryStream();
            await LedgerWriter.WriteAsync(written, CountRates.Sheet, await count.HeadingAsync(period, cancel), CountRates.Lines(report), cancellation: cancel);
            await File.WriteAllBytesAsync(file, written.ToArray(), cancel);
        }

        if (given.GetValue(Figure) is { } code)
        {
            var figure = sheaf.Figure(code);
            given.Print(new { Figure = RateAnswer.Of(figure), Rows = RateAnswer.Rows(figure) }, output =>
            {
                output.WriteLine($"{figure.Name} {figure.Text}（{sheaf.Whose}，{period.Name}，按{figure.DateName}）");
                Tables.Write(output, ["编号", figure.DateName, "标题", "数量"], figure.Rows.Select(r => new[] { r.Of.Number, $"{r.On:yyyy-MM-dd}", r.Of.Title, $"{r.Count}" }));
            });
            return;
        }

        given.Print(RateAnswer.Of(report, sheaf), output =>
        {
            output.WriteLine($"{CountRates.Name}：{sheaf.Whose}，{period.Name}，截至 {report.AsOf:yyyy-MM-dd}，普通信访事项（不含检举控告）");
            Tables.Write(output, ["指标", "结果", "分子", "分母"], sheaf.Rates.Select(r => new[] { r.Name, r.Text, $"{r.Numerator.Name} {r.Numerator.Text}", $"{r.Denominator.Name} {r.Denominator.Text}" }));
            Tables.Write(output, ["数字", "代码", "数量"], sheaf.Figures.Select(f => new[] { f.Name, f.Code, f.Text }));
            Tables.Write(output, ["考核", "分值", "得分", "算法"], sheaf.Score.Parts.Select(p => new[] { p.Item.Name, $"{p.Item.Points:0.##}", p.Points is { } points ? $"{points:0.00}" : "—", p.How }));
            output.WriteLine($"考核得分 {sheaf.Score.Points:0.00}，满分 {sheaf.Score.Attainable:0.##}（另有 {sheaf.Score.Open:0.##} 分由人工评定或本期不计）");
            if (file is not null)
            {
                output.WriteLine($"已写到 {file}");
            }
        });
    }

    private static Period PeriodOf(ParseResult given) => given.GetValue(Over) is not { } text ? Period.Of(given.Date(From), given.Date(To))
        : given.GetValue(From) is not null || given.GetValue(To) is not null ? throw RefusedException.At("period", "--period 不能与 --from、--to 同时使用")
        : Period.Parse(text) ?? throw RefusedException.At("period", $"--period 的“{text}”不是期间，请按 2025-03、2025-Q1 或 2025 的样子填写");

    private static async Task<Guid?> DepartmentAsync(CaseDb db, string? name, CancellationToken cancel) => name is null ? null
        : await db.Departments.Where(d => d.Name == name).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel)
            ?? throw RefusedException.At("department", $"没有名为“{name}”的科室，请核对 --department");
}
