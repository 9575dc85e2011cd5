using CaseTracker.Bureau;

namespace CaseTracker.Reports;

/// <summary>What is said beside the monthly table: the month in one sentence, and what stands out.</summary>
public static class MonthlyWords
{
    /// <summary>一句话总体.</summary>
    public static string Overall(MonthlySummary.Report report)
    {
        var total = report.Row(PetitionFigures.Total.Code);
        if (total.Now is 0)
        {
            return $"{report.Title}没有登记信访事项{(report.Figures.Figure(PetitionFigures.Open.Code).Value > 0 ? $"，期末在办{Told(report, PetitionFigures.Open)}" : "")}。";
        }

        var (arrivals, people) = (report.Figures.Figure(PreventionFigures.Arrivals.Code), report.Figures.Figure(PreventionFigures.ArrivalPeople.Code));
        var settled = report.Row(PetitionFigures.SettledRate.Code);
        return $"{report.Title}登记信访事项{Told(report, PetitionFigures.Total)}{Compared("环比", total, total.MonthOnMonth)}{Compared("同比", total, total.YearOnYear)}"
            + (arrivals.Value > 0 ? $"；接待来访{arrivals.Text}、{people.Text}" : "；没有群众来访")
            + (settled.Now is null ? "" : $"；到期应结{Told(report, PetitionFigures.DueToSettle)}，按期办结率{settled.Measure.Text(settled.Now)}") + "。";
    }

    /// <summary>突出问题: at most three, the gravest first; empty where nothing stands out.</summary>
    public static IReadOnlyList<string> Problems(MonthlySummary.Report report) =>
    [
        .. new[]
        {
            Said(report, PetitionFigures.MassIncidents, value => $"发生重大群体性事件{value}，须逐件落实责任、跟踪稳控"),
            Said(report, PetitionFigures.Overdue, value => $"期末超期未结{value}，须逐件说明原因并限期办结"),
            Said(report, PetitionFigures.Groups, value => $"集体访{value}、{Told(report, PetitionFigures.GroupVisitors)}，须由领导包案化解"),
            Said(report, PetitionFigures.DueSoon, value => $"期末{value}临近办理期限，须抓紧办理"),
            report.Row(PetitionFigures.SettledRate.Code) is { Now: < 100 } rate ? $"按期办结率{rate.Measure.Text(rate.Now)}，低于100%，须查明逾期原因" : null,
            Said(report, PetitionFigures.Repeat, value => $"重复信访{value}，占{Share(report)}，须回头看初次办理质量"),
        }.OfType<string>().Take(3),
    ];

    /// <summary>All of it, a paragraph a line.</summary>
    public static string Of(MonthlySummary.Report report) => string.Join('\n', [Overall(report), .. Numbered(Problems(report), NoProblem), .. Ahead(report) is { Count: > 0 } ahead ? ahead.Prepend("下月重点：") : []]);

    public const string NoProblem = "本月没有需要特别说明的问题。";

    /// <summary>下月重点 as lines 1. 2. 3.; none where nothing falls due.</summary>
    public static IReadOnlyList<string> Ahead(MonthlySummary.Report report) => Numbered(report.Ahead, null);

    /// <summary>Points as lines 1. 2. 3.; where there is none, one line that says so.</summary>
    public static IReadOnlyList<string> Numbered(IReadOnlyList<string> points, string? none) => points.Count > 0 ? [.. points.Select((p, i) => $"{i + 1}.{p}。")] : none is null ? [] : [none];

    private static string? Said(MonthlySummary.Report report, Figure figure, Func<string, string> words) => report.Figures.Figure(figure.Code) is { Value: > 0 } counted ? words(counted.Text) : null;

    private static string Share(MonthlySummary.Report report)
    {
        var repeats = report.Row(PetitionFigures.RateOf(Indicator.Repeats).Code);
        return repeats.Measure.Text(repeats.Now);
    }

    private static string Told(MonthlySummary.Report report, Figure figure) => report.Figures.Figure(figure.Code).Text;

    private static string Compared(string with, MonthlySummary.Row row, decimal? change) => change is null ? "" : $"，{with}{row.Measure.ChangeText(change)}";
}
