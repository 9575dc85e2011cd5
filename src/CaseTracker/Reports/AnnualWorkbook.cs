using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Excel;

namespace CaseTracker.Reports;

/// <summary>annual-2024.xlsx: a cover with what must balance, 表1 to 表10 in the layout of the bureau, and every figure with its rows. What adds up in a table is a formula there, with the program's value.</summary>
public sealed class AnnualWorkbook(OfficeClock clock)
{
    /// <summary>Refuses a report that does not balance, with the records that disturb it.</summary>
    public async Task ExecuteAsync(AnnualReport.Report report, Stream output, CancellationToken cancel)
    {
        report.DemandBalance();
        var book = new FormWorkbook();
        var cover = book.Add("封面", [new FormColumn("项目", 26), new FormColumn("内容", 84, ColumnKind.LongText), new FormColumn("位置", 16) { IsCentred = true }], Heading(report, $"{report.Year}年度法治政府建设统计表") with { Left = "", Middle = "", Right = "" }).Plain().OnOnePage();
        var tables = report.Tables.Select(t => book.Add(t.Title, t.Number == AnnualReport.MovementTable ? MovementColumns : ColumnsOf(report), Heading(report, $"{report.Year}年度{t.Name}（表{t.Number}）"))).ToList();
        tables[AnnualReport.MovementTable - 1].Plain();
        var details = report.Tables.Where(t => t.Rows.Any(r => Owner(report, r.Measure.Code) == t.Number))
            .ToDictionary(t => t.Number, t => new DetailSheet(book.Add($"明细{t.Number}", DetailSheet.Columns, Heading(report, $"{report.Year}年度{t.Name}明细（表{t.Number}）") with { Signature = null }), $"明细{t.Number}", AnnualReport.MarkOf));

        Func<string, FormCell> placeOf = code => details[Owner(report, code)].PlaceOf(code, report.Figures);
        // 表1 last: the 明细 are in the order of the tables from which it takes.
        foreach (var i in Enumerable.Range(1, tables.Count - 1).Append(0))
        {
            cancel.ThrowIfCancellationRequested();
            if (report.Tables[i].Number == AnnualReport.MovementTable)
            {
                Movement(tables[i], report, details[AnnualReport.MovementTable], placeOf);
            }
            else
            {
                Fill(tables[i], report.Tables[i], report, placeOf);
            }
        }

        Cover(cover, report, tables);
        using var bytes = new MemoryStream();
        book.Write(bytes);
        bytes.Position = 0;
        await bytes.CopyToAsync(output, cancel);
    }

    private static IReadOnlyList<Column> ColumnsOf(AnnualReport.Report report) =>
    [
        new FormColumn("代码", 8) { IsCentred = true }, new FormColumn("指标", 28), new FormColumn("单位", 7) { IsCentred = true },
        new FormColumn($"{report.Year}年", 14, ColumnKind.Number) { Group = "数值" }, new FormColumn($"{report.Year - 1}年", 14, ColumnKind.Number) { Group = "数值" }, new FormColumn("增减", 18) { Group = "数值", IsCentred = true },
        new FormColumn("指标解释", 56, ColumnKind.LongText), new FormColumn("明细见", 15) { IsCentred = true },
    ];

    private static readonly IReadOnlyList<Column> MovementColumns =
    [
        new FormColumn("分组", 10) { IsCentred = true }, new FormColumn("项目", 28), new FormColumn("年初", 10, ColumnKind.Number),
        .. Enum.GetValues<Movement>().Select(m => new FormColumn(m.Display(), 10, ColumnKind.Number) { Group = "本年变动" }),
        new FormColumn("年末", 10, ColumnKind.Number), new FormColumn("明细见", 15) { IsCentred = true },
    ];

    private SheetHeading Heading(AnnualReport.Report report, string title) => SheetHeading.For(report.Bureau.ShortName, report.Period.From, report.Period.To, "", "见各行") with
    {
        Title = report.Bureau.ShortName + title,
        Notice = report.Bureau.DemonstrationNotice(),
        Cover = [$"状态截至：{report.AsOf:yyyy-MM-dd}　　数据截至：{clock.Local(report.Figures.KnownAt):yyyy-MM-dd HH:mm}　　编制时间：{clock.Local(clock.Now):yyyy-MM-dd HH:mm}　　上年：{SheetNames.Days(report.Before.Period.From, report.Before.Period.To)}"],
    };

    /// <summary>The table whose 明细 holds a figure: the last that has it, since 表1 takes from all.</summary>
    private static int Owner(AnnualReport.Report report, string code) => report.Tables.Last(t => t.Rows.Any(r => r.Measure.Code == code)).Number;

    private static void Fill(FormSheet sheet, AnnualReport.Table table, AnnualReport.Report report, Func<string, FormCell> placeOf)
    {
        var first = sheet.Next;
        var rows = table.Rows.Select((r, i) => (r.Measure.Code, Row: first + i)).ToDictionary(r => r.Code, r => r.Row, StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var measure = row.Measure;
            var sum = FigureBook.Balances.FirstOrDefault(b => b.Total == measure.Code && b.Parts.All(rows.ContainsKey));
            sheet.Row(AnnualReport.MarkOf(measure.Code), measure.Name, measure.Unit,
                Value(measure, row.Now, sum is null ? null : Sum("D", sum)),
                Value(measure, row.Before, sum?.Holds(report.Before.ByCode) == true ? Sum("E", sum) : null),
                measure.ChangeText(row.Change),
                report.Figures.ByCode.TryGetValue(measure.Code, out var figure) ? DetailSheet.Rule(figure) : measure.Definition,
                placeOf(measure.Code));
        }

        string Sum(string column, Balance balance) => string.Join('+', balance.Parts.Select(p => $"{column}{rows[p]}"));
    }

    /// <summary>A value of a table: yuan as money, a rate with one decimal, — where there is none.</summary>
    internal static FormCell Value(Measure measure, decimal? value, string? formula = null) => value switch
    {
        null => new FormCell(Cell.Of("—")),
        { } percent when measure.IsRate => Math.Round(percent, 1, MidpointRounding.AwayFromZero),
        { } known => new FormCell(Cell.Of(known)) { Kind = measure.Unit == FigureUnit.Yuan.Display() ? ColumnKind.Money : null, Formula = formula },
    };

    private static void Movement(FormSheet sheet, AnnualReport.Report report, DetailSheet details, Func<string, FormCell> placeOf)
    {
        var moves = report.Movement;
        var people = details.People(moves);
        Rows("职级", moves.ByLevel);
        Rows("年龄", moves.ByAge);
        sheet.Head("代码", "指标", "单位", $"{report.Year}年", $"{report.Year - 1}年", new FormCell(Cell.Of("增减")) { Span = 3 }, "明细见");
        foreach (var row in report.Tables[AnnualReport.MovementTable - 1].Rows)
        {
            sheet.Row(AnnualReport.MarkOf(row.Measure.Code), row.Measure.Name, row.Measure.Unit, Value(row.Measure, row.Now), Value(row.Measure, row.Before), new FormCell(Cell.Of(row.Measure.ChangeText(row.Change))) { Span = 3 }, placeOf(row.Measure.Code));
        }

        void Rows(string group, IReadOnlyList<CountMovement.Row> rows)
        {
            if (rows.Count == 0)
            {
                return;
            }

            var first = sheet.Next;
            foreach (var row in rows)
            {
                sheet.Row([group, row.Name, .. Numbers(row, null), people]);
            }

            sheet.Total([group, moves.Total.Name, .. Numbers(moves.Total, column => $"SUM({column}{first}:{column}{sheet.Next - 1})"), people]);
        }

        IEnumerable<FormCell> Numbers(CountMovement.Row row, Func<char, string>? sum)
        {
            var column = 'C';
            foreach (var value in new[] { row.Start, row.Added, row.Restored, row.Died, row.TransferredOut })
            {
                yield return new FormCell(Cell.Of(value)) { Formula = sum?.Invoke(column) };
                column++;
            }

            yield return new FormCell(Cell.Of(row.End)) { Formula = sum?.Invoke(column) ?? $"C{sheet.Next}+D{sheet.Next}+E{sheet.Next}-F{sheet.Next}-G{sheet.Next}" };
        }
    }

    private void Cover(FormSheet cover, AnnualReport.Report report, IReadOnlyList<FormSheet> tables)
    {
        cover.Row("单位", report.Bureau.Name);
        cover.Row("统计期间", $"{SheetNames.Days(report.Period.From, report.Period.To)}；上年为{SheetNames.Days(report.Before.Period.From, report.Before.Period.To)}");
        cover.Row("状态截至", $"{report.AsOf:yyyy-MM-dd}，在办、在册等按这一天判断");
        cover.Row("数据截至", $"{clock.Local(report.Figures.KnownAt):yyyy-MM-dd HH:mm}，此后登记和更正的不在内");
        cover.Row("口径", "各指标的数值等于“明细”中所列各行计数之和；比率的增减以百分点计，上年为0或没有的不计增减，记作“—”");
        cover.Band("平衡校验");
        foreach (var balance in FigureBook.Balances)
        {
            cover.Row("平衡", $"{Name(balance.Total)}{report.Figure(balance.Total).Text}＝{string.Join('＋', balance.Parts.Select(p => $"{Name(p)}{report.Figure(p).Text}"))}");
        }

        cover.Row("平衡", $"在册变动（{string.Join('、', report.Movement.Rows.Select(r => r.Name))}）：年初＋新增＋恢复－去世－转出＝年末");
        if (report.Restated.Count > 0)
        {
            cover.Band("封存后的更正");
            foreach (var told in report.Restated)
            {
                cover.Row(told.Restatement.Name, $"{told.Text}（{told.Restatement.ByName}）", $"{told.Restatement.ToldIn}列入");
            }
        }

        cover.Band("目录");
        for (var i = 0; i < tables.Count; i++)
        {
            cover.Row($"表{report.Tables[i].Number}", report.Tables[i].Name, new FormCell(Cell.Of($"表{report.Tables[i].Number}")) { Link = tables[i].At(1) });
        }

        static string Name(string code) => FigureBook.Figure(code).Name;
    }
}
