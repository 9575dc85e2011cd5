using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.AspNetCore.Mvc;
using static CaseTracker.Reports.PetitionFigures;

namespace CaseTracker.Web.Pages.Reports;

/// <summary>看板：what leaders look at first, and charts that open to their rows.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class DashboardModel(Dashboard dashboard, CaseDb db, OfficeClock clock) : ReportPage(clock)
{
    /// <summary>So many late cases stand on the page.</summary>
    public const int Most = 15;

    /// <summary>The column of the year so far, as an address names it.</summary>
    public const string ToDate = "year";

    public sealed record Tile(string Id, string Name, string Icon, string Tone, string Value, string Unit, string More, string Address, bool IsNone);

    [BindProperty(SupportsGet = true, Name = "month")] public string? Named { get; set; }

    public string Name { get; private set; } = "";

    public string Title { get; private set; } = "";

    public Dashboard.Report? Report { get; private set; }

    public IReadOnlyDictionary<Guid, string> Departments { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<Tile> Tiles { get; private set; } = [];

    public IReadOnlyList<Chart> Charts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (year, month) = Named is null ? ReportMonths.Of(await db.BureauAsync(cancel)).Holding(Clock.Today) : MonthOf(Named);
        (Name, Title) = ($"{year}-{month:00}", $"{year}年{month}月");
        await ShowAsync(async () =>
        {
            Report = await dashboard.ExecuteAsync(year, month, cancel);
            Departments = await db.DepartmentNamesAsync(cancel);
            Tiles = [.. TilesOf(Report)];
            Charts = [.. ChartsOf(Report.Numbers)];
        });
    }

    public string Other(int months) => $"/reports/dashboard/{DateOnly.ParseExact(Name + "-01", "yyyy-MM-dd").AddMonths(months):yyyy-MM}";

    public string Rows(string code) => Rows(code, Name);

    private IEnumerable<Tile> TilesOf(Dashboard.Report report)
    {
        var numbers = report.Numbers;
        var (now, last) = (numbers.Chosen.Period, report.Last.Period);
        var total = numbers.Count(Total, now);
        var before = numbers.Count(Total, last);
        Measure measure = Total;
        yield return new("total", "信访总量", "report", "today", total.Amount(total.Value), "件", $"上月 {before.Amount(before.Value)} 件，环比{measure.ChangeText(measure.Change(total.Value, before.Value))}", Rows(Total.Code), total.Value == 0);

        var (groups, people) = (numbers.Count(Groups, now), numbers.Count(GroupVisitors, now));
        yield return new("groups", "集体访", "users", "orange", groups.Amount(groups.Value), "批", $"{people.Text}；上月 {numbers.Count(Groups, last).Text}", Rows(Groups.Code), groups.Value == 0);

        var repeat = numbers.Count(Repeat, now);
        yield return new("repeat", "重复信访", "refresh", "yellow", repeat.Amount(repeat.Value), "件", $"占 {Percent(RateOf(Indicator.Repeats), numbers.Count(RateOf(Indicator.Repeats), now))}", Rows(Repeat.Code), repeat.Value == 0);

        yield return new("overdue", "超期未办结", "urgent", "red", $"{report.Overdue.Count}", "件", $"临期 {numbers.Count(DueSoon, now).Text}", "#overdue", report.Overdue.Count == 0);
        var waiting = report.Waiting;
        yield return new("approvals", "待我审批批示", "checks", "approvals", $"{waiting.Sum}", "件", waiting.Sum == 0 ? "在“我的工作”办理" : string.Join("、", Parts(waiting).Where(p => p.Count > 0).Select(p => $"{p.Name} {p.Count}")), "/", waiting.Sum == 0);
        yield return new("sensitive", "敏感人员和事项", "flag", "orange", $"{report.Sensitive.Count}", "件", "重大紧急、扬言、包案、多次信访", "#sensitive", report.Sensitive.Count == 0);
        yield return report.Agreement is { } agreement
            ? new("agreement", "与上月报表", "checks", "rest", agreement.Differences == 0 ? "一致" : $"{agreement.Differences}", agreement.Differences == 0 ? "" : "项有变动", $"{report.Last.Title}{(agreement.IsFrozen ? "封存的表" : "月末所知")}",
                agreement.IsFrozen ? $"/reports/closings/{report.Last.Name}" : $"/reports/compare?month={report.Last.Name}&knownAt={Minute(agreement.Since)}", agreement.Differences == 0)
            : new("agreement", "与上月报表", "checks", "rest", "—", "", "上月末还没有登记", $"/reports/monthly/{report.Last.Name}", true);
    }

    private static IEnumerable<(string Name, int Count)> Parts(Dashboard.Waiting waiting) => [("信访", waiting.Petitions), ("走访", waiting.CareVisits), ("待遇", waiting.Benefits), ("批示", waiting.Instructions)];

    private IEnumerable<Chart> ChartsOf(Dashboard.Numbers numbers)
    {
        yield return new("trend", $"近{Dashboard.Span}个月走势", ChartKind.Line, "件、批次", "月份", [.. Dashboard.Trend.Select(f => f.Name)],
            [.. numbers.Months.Select(m => new Chart.Row(m.Name, [.. Dashboard.Trend.Select(f => Cell(numbers.Count(f, m.Period), m.Name))]))]);
        yield return OfToDate("form", "信访形式", PetitionFigures.Forms);
        yield return OfToDate("category", "内容分类", numbers.Categories);
        yield return new("on-time", $"近{Dashboard.Span}个月按期率", ChartKind.Line, "%", "月份", [.. Dashboard.OnTime.Select(r => r.Name)],
            [.. numbers.Months.Select(m => new Chart.Row(m.Name, [.. Dashboard.OnTime.Select(r => (Rate: r, Counted: numbers.Count(r, m.Period))).Select(r => new Chart.Cell(r.Counted.Percent, Percent(r.Rate, r.Counted), r.Counted.Percent is null ? null : Rows(r.Rate.Code, m.Name)))]))]);
        yield return new("sections", $"各科室临期和超期（{numbers.Chosen.Period.To.Day()}）", ChartKind.Stack, "件", "科室", [.. Dashboard.Pressing.Select(f => f.Name)],
            [.. numbers.Departments.Select(d => new Chart.Row(d.Name, [.. Dashboard.Pressing.Select(f => Cell(numbers.Count(f, numbers.Chosen.Period, d.Id), Name, $"?department={d.Id}"))]))]);

        Chart OfToDate(string id, string name, IEnumerable<Figure> figures) => new(id, $"{numbers.ToDate.From.Year}年累计：按{name}", ChartKind.Bar, "件", name, ["件数"],
            [.. figures.Select(f => numbers.Count(f, numbers.ToDate)).Where(f => f.Value > 0).Select(f => new Chart.Row(f.Name, [Cell(f, Name, $"?of={ToDate}")]))]);

        static Chart.Cell Cell(CountedFigure figure, string month, string query = "") => new(figure.Value, figure.Amount(figure.Value), Rows(figure.Code, month) + query);
    }

    private static string Percent(Rate rate, CountedRate counted) => ((Measure)rate).Text(counted.Percent);

    private static string Rows(string code, string month) => $"/reports/dashboard/{month}/{code}";
}
