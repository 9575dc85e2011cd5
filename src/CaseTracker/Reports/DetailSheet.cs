using CaseTracker.Cadres;
using CaseTracker.Excel;

namespace CaseTracker.Reports;

/// <summary>明细: the figures of a workbook with the rows they rest on, one below the other; a table leads to the row where its figure begins.</summary>
/// <param name="markOf">What stands for a code before the name of a figure; null without one.</param>
internal sealed class DetailSheet(FormSheet sheet, string name, Func<string, string>? markOf = null)
{
    // A workbook is read by people; what is longer is looked up in the system.
    private const int MostRows = 5000;

    public static readonly IReadOnlyList<Column> Columns =
    [
        new FormColumn("指标", 26), new FormColumn("编号", 22, ColumnKind.Identity), new FormColumn("日期", 12, ColumnKind.Date), new FormColumn("事项", 60, ColumnKind.LongText),
        new FormColumn("计数", 14, ColumnKind.Number), new FormColumn("单位", 7) { IsCentred = true },
    ];

    private readonly Dictionary<string, FormCell> places = new(StringComparer.Ordinal);

    /// <summary>What places a thing in the period and what removes doubles, after the definition.</summary>
    public static string Rule(CountedFigure figure) => $"{(figure.Definition.Length > 0 ? figure.Definition + "；" : "")}按{figure.DateName}归期，以{figure.KeyName}去重";

    /// <summary>The cell that leads to a figure, which is written where it has not been yet; of a rate to that of which it is a part.</summary>
    public FormCell PlaceOf(string code, Figures figures)
    {
        if (places.TryGetValue(code, out var known))
        {
            return known;
        }

        if (figures.Rates.TryGetValue(code, out var rate))
        {
            PlaceOf(rate.Numerator.Code, figures);
            return places[code] = PlaceOf(rate.Denominator.Code, figures);
        }

        var figure = figures.Figure(code);
        var place = Here();
        sheet.Band($"{(markOf is null ? "" : $"{markOf(code)}　")}{figure.Name}　{figure.Text}（{Rule(figure)}）");
        foreach (var row in figure.Rows.Take(MostRows))
        {
            sheet.Row(figure.Name, row.Of.Number, row.On, row.Of.Title, Amount(figure, row.Count), figure.Unit.Display());
        }

        if (figure.Rows.Count is 0 or > MostRows)
        {
            sheet.Row(figure.Name, new FormCell(Cell.Of(figure.Rows.Count == 0 ? "无" : $"其余{figure.Rows.Count - MostRows}条见系统“报表”")) { Span = Columns.Count - 1 });
        }

        return places[code] = place;
    }

    /// <summary>Everybody of the 在册变动, with level, age and what changed; returns the cell that leads there.</summary>
    public FormCell People(CountMovement.Table moves)
    {
        var place = Here();
        sheet.Band($"在册变动　{SheetNames.Days(moves.From, moves.To)}（职级和年龄以期末为准，离开的以离开当天为准）");
        foreach (var person in moves.People)
        {
            var changed = string.Concat(person.Moves.Select(m => $"，{m.On:yyyy-MM-dd}{m.How.Display()}"));
            sheet.Row("在册变动", person.Number, person.Moves is [.., var last] ? last.On : default(DateOnly?),
                $"{person.Name}，{person.Level?.Display() ?? "职级不详"}，{person.Band.Display()}，年初{(person.AtStart ? "在册" : "不在册")}{changed}，年末{(person.AtEnd ? "在册" : "不在册")}", 1m, FigureUnit.Person.Display());
        }

        return place;
    }

    /// <summary>A cell that leads to the row that is written next.</summary>
    public FormCell Here() => new(Cell.Of($"{name}第{sheet.Next}行")) { Link = sheet.At(sheet.Next) };

    public static FormCell Amount(CountedFigure figure, decimal value) => new(Cell.Of(value)) { Kind = figure.Unit == FigureUnit.Yuan ? ColumnKind.Money : null };
}
