using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.Petitions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>monthly-2024-10.xlsx: 月度汇总表, the words beside it with what is due and overdue and who answers for it, charts, and every figure of the month with its rows.</summary>
public sealed class MonthlyWorkbook(CaseDb db, OfficeClock clock, LoadFacts load)
{
    // Without headings of their own: those of the list stand above it, below the words.
    private static readonly IReadOnlyList<Column> Wording =
    [
        new FormColumn("", 10) { IsCentred = true }, new FormColumn("", 24, ColumnKind.Identity), new FormColumn("", 56, ColumnKind.LongText),
        new FormColumn("", 18) { IsCentred = true }, new FormColumn("", 12) { IsCentred = true }, new FormColumn("", 13, ColumnKind.Date),
    ];

    // Lines below 下月重点 for what is written by hand.
    private const int ByHand = 3;

    /// <summary>Months of the trend.</summary>
    private const int Months = 24;

    // The charts stand on the sheet in this place, counted from 0.
    private const int ChartSheet = 2;

    // Its last column is the wall on which the charts hang.
    private static readonly IReadOnlyList<Column> Charted =
    [
        new FormColumn("月份", 13) { IsCentred = true }, new FormColumn(PetitionFigures.Total.Name, 11, ColumnKind.Number), new FormColumn("信访形式", 13) { IsCentred = true }, new FormColumn("本月", 8, ColumnKind.Number), new FormColumn("图", 96) { IsBare = true },
    ];

    public async Task ExecuteAsync(MonthlySummary.Report report, Stream output, CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        var due = await DueAsync(report, cancel);
        var book = new FormWorkbook();
        var table = book.Add(MonthlySummary.Name, Columns(report), Heading(report, bureau, MonthlySummary.Name));
        var words = book.Add("情况说明", Wording, Heading(report, bureau, "信访工作情况说明")).Plain();
        var charts = book.Add("图表", Charted, OnCover(Heading(report, bureau, "信访工作图表"))).Plain();
        var details = new DetailSheet(book.Add("明细", DetailSheet.Columns, Heading(report, bureau, "月度汇总表明细") with { Signature = null }), "明细");
        Fill(table, report, details);
        Words(words, report, due);
        var drawn = Chart(charts, report, await TrendAsync(report, bureau, cancel));
        using var bytes = new MemoryStream();
        book.Write(bytes);
        await output.WriteAsync(SheetCharts.Add(bytes.ToArray(), drawn), cancel);
    }

    private static IReadOnlyList<Column> Columns(MonthlySummary.Report report) =>
    [
        new FormColumn("指标", 24), new FormColumn("单位", 7) { IsCentred = true }, new FormColumn("本月", 12, ColumnKind.Number), new FormColumn("上月", 12, ColumnKind.Number), new FormColumn("环比", 17) { IsCentred = true },
        new FormColumn(report.Month == 1 ? "1月累计" : $"1—{report.Month}月累计", 13, ColumnKind.Number), new FormColumn("上年同月", 12, ColumnKind.Number), new FormColumn("同比（当月）", 17) { IsCentred = true },
        new FormColumn("上年同期累计", 13, ColumnKind.Number), new FormColumn("同比（累计）", 17) { IsCentred = true }, new FormColumn("备注", 18), new FormColumn("明细见", 13) { IsCentred = true },
    ];

    private SheetHeading Heading(MonthlySummary.Report report, BureauSettings bureau, string name) => SheetHeading.For(bureau.ShortName, report.Period.From, report.Period.To, name, "见各行") with
    {
        Title = $"{bureau.ShortName}{name}（{report.Title}）",
        Notice = bureau.DemonstrationNotice(),
        Cover = [$"状态截至：{report.Figures.AsOf:yyyy-MM-dd}　　数据截至：{clock.Local(report.Figures.KnownAt):yyyy-MM-dd HH:mm}　　累计自{report.Cumulative.Period.From:yyyy-MM-dd}起　　比率的环比、同比以百分点计；基数为0或没有的记作“—”"],
    };

    /// <summary>Period and bureau in the lines above, where the columns are too narrow for a line of three.</summary>
    private static SheetHeading OnCover(SheetHeading heading) => heading with { Left = "", Middle = "", Right = "", Cover = [$"{heading.Left}　　{heading.Middle}　　{heading.Right}", .. heading.Cover] };

    private static void Fill(FormSheet table, MonthlySummary.Report report, DetailSheet details)
    {
        var group = "";
        foreach (var row in report.Rows)
        {
            if (row.Group != group)
            {
                table.Band(group = row.Group);
            }

            var measure = row.Measure;
            table.Row(measure.Name, measure.Unit, Value(row.Now), Value(row.LastMonth), measure.ChangeText(row.MonthOnMonth), Value(row.YearToDate),
                Value(row.SameMonth), measure.ChangeText(row.YearOnYear), Value(row.SameYearToDate), measure.ChangeText(row.YearToDateOnYear), row.Note, details.PlaceOf(measure.Code, report.Figures));

            FormCell Value(decimal? value) => AnnualWorkbook.Value(measure, value);
        }

        if (report.Restated.Count > 0)
        {
            table.Band("封存后的更正");
            foreach (var told in report.Restated)
            {
                table.Prose($"{told.Restatement.Name}（{told.Restatement.Unit}）：{told.Text}（{told.Restatement.ByName}）");
            }
        }
    }

    private static void Words(FormSheet sheet, MonthlySummary.Report report, IReadOnlyList<Due> due)
    {
        sheet.Band("总体情况");
        sheet.Prose(MonthlyWords.Overall(report));
        sheet.Band("突出问题");
        sheet.Prose(string.Join('\n', MonthlyWords.Numbered(MonthlyWords.Problems(report), MonthlyWords.NoProblem)));
        sheet.Band($"期末超期、临期清单（共{due.Count}件）");
        sheet.Head("状态", "信访编号", "事项", "承办科室", "责任人", "办理期限");
        foreach (var petition in due)
        {
            sheet.Row(petition.State, petition.Number, petition.Title, petition.Department ?? "—", petition.Handler ?? "—", petition.On);
        }

        if (due.Count == 0)
        {
            sheet.Row(new FormCell(Cell.Of("期末没有超期和临期的事项")) { Span = Wording.Count });
        }

        sheet.Band("下月重点");
        var ahead = MonthlyWords.Ahead(report);
        sheet.Prose(string.Join('\n', ahead), lines: ahead.Count + ByHand);
    }

    /// <summary>登记总量 of each of the last reporting months, the month of the report last.</summary>
    private async Task<IReadOnlyList<(string Month, decimal Value)>> TrendAsync(MonthlySummary.Report report, BureauSettings bureau, CancellationToken cancel)
    {
        var months = ReportMonths.Of(bureau);
        var first = new DateOnly(report.Year, report.Month, 1).AddMonths(1 - Months);
        var petitions = await load.PetitionsAsync(Period.Of(months.Month(first.Year, first.Month).From, report.Period.To), report.Figures.AsOf, report.Figures.KnownAt, cancel);
        return [.. Enumerable.Range(0, Months).Select(i => first.AddMonths(i)).Select(m => ($"{m.Year}年{m.Month}月", PetitionFigures.Total.Over(petitions, months.Month(m.Year, m.Month)).Value))];
    }

    private static IReadOnlyList<SheetChart> Chart(FormSheet sheet, MonthlySummary.Report report, IReadOnlyList<(string Month, decimal Value)> trend)
    {
        var first = sheet.Next - 1;
        for (var i = 0; i < trend.Count; i++)
        {
            var form = PetitionFigures.Forms.ElementAtOrDefault(i);
            sheet.Row(trend[i].Month, trend[i].Value, form?.Name, form is null ? default : (FormCell)report.Figures.Figure(form.Code).Value);
        }

        var middle = first + (trend.Count / 2);
        var last = first + trend.Count - 1;
        return
        [
            Of(ChartKind.Line, new(first, middle - 1, 4, 4), $"近{trend.Count}个月{PetitionFigures.Total.Name}", 0, trend.Count),
            Of(ChartKind.Bar, new(middle, last, 4, 4), $"{report.Title}{PetitionFigures.Total.Name}（按信访形式）", 2, PetitionFigures.Forms.Count),
        ];

        SheetChart Of(ChartKind kind, CellArea place, string title, int column, int rows) => new(ChartSheet, place, kind, title, new(first, first + rows - 1, column, column),
            [new(PetitionFigures.Total.Name, new(first, first + rows - 1, column + 1, column + 1))])
        { Unit = PetitionFigures.Total.Unit.Display() };
    }

    private sealed record Due(string State, string Number, string Title, string? Department, string? Handler, DateOnly? On);

    /// <summary>What is overdue and what soon will be, with who answers for it today.</summary>
    private async Task<IReadOnlyList<Due>> DueAsync(MonthlySummary.Report report, CancellationToken cancel)
    {
        var rows = new[] { (State: "超期", PetitionFigures.Overdue), (State: "临期", PetitionFigures.DueSoon) }
            .SelectMany(f => report.Figures.Figure(f.Item2.Code).Rows.Select(r => (f.State, Of: (RatedPetition)r.Of))).ToList();
        var ids = rows.ConvertAll(r => r.Of.RecordId);
        var handlers = await db.Petitions.IgnoreQueryFilters().AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.HandlerName }).ToDictionaryAsync(p => p.Id, p => p.HandlerName, cancel);
        var departments = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancel);
        return [.. rows.OrderBy(r => r.Of.AnswerDueOn).Select(r => new Due(r.State, r.Of.Number, r.Of.Title, r.Of.DepartmentId is { } id ? departments.GetValueOrDefault(id) : null, handlers.GetValueOrDefault(r.Of.RecordId), r.Of.AnswerDueOn))];
    }
}
