using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CaseTracker.Disputes;
using CaseTracker.Petitions;
using CaseTracker.Reports;
using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>报表 as the office sees them: a number is its rows, rows lead to records, a head of section has a 看板 of his own lines.</summary>
public sealed class ReportPagesTests(ReportPagesTests.Filled filled) : IClassFixture<ReportPagesTests.Filled>
{
    private CaseSite Office => filled.Office;

    [Fact]
    public async Task Every_number_of_the_monthly_table_is_the_sum_of_the_rows_it_opens_to()
    {
        var page = await OpenAsync("李信访", "/reports/monthly/2025-03");

        Assert.Equal(MonthlySummary.Indicators.Sum(i => i.Rows.Count), page.QuerySelectorAll("#monthly tr[id]").Length);
        Assert.Contains("2025-03-01 至 2025-03-05", page.QuerySelector(".report-line")!.TextContent); // the month runs
        await RowsAreTheNumberAsync(page.QuerySelectorAll("#monthly tr[id] td a").OfType<IHtmlAnchorElement>().Where(a => a.TextContent.Trim() != "0"));
        Assert.Equal(["3", "2", "—", "3"], [Cell("total", 2), Cell("form-letter", 2), Cell("total", 4), Cell("total", 7)]);
        Assert.Equal("33.3%", Cell("repeats-rate", 2));

        string Cell(string code, int column) => page.QuerySelector($"#row-{code}")!.Children[column].TextContent.Trim();
    }

    [Fact]
    public async Task The_number_on_the_page_is_that_of_the_figure_in_the_library_and_of_the_annual_table()
    {
        var counted = await Office.DoAsync("李信访", (s, _) => s.GetRequiredService<AnnualReport>().ExecuteAsync(2025, null, null, default));

        var page = await OpenAsync("李信访", "/reports/annual/2025");

        Assert.Equal(AnnualReport.Tables.Select(t => $"表{t.Number} {t.Name}"), page.QuerySelectorAll(".report-table h2").Select(h => h.TextContent));
        foreach (var row in counted.Tables.SelectMany(t => t.Rows))
        {
            Assert.All(page.QuerySelectorAll($"[data-row='{row.Measure.Code}']"), tr => Assert.Equal(row.Measure.Text(row.Now), tr.Children[3].TextContent.Trim()));
        }

        var told = page.QuerySelectorAll(".narrative a[href^='/reports/annual/2025/']").Select(a => (Code: a.GetAttribute("href")!.Split('/')[^1], Text: a.TextContent)).Where(t => counted.Figures.ByCode.ContainsKey(t.Code)).ToList();
        Assert.Contains(told, t => t.Code == "total");
        Assert.All(told, t => Assert.Equal(counted.Figure(t.Code).Text, t.Text));
        Assert.Equal("3", page.QuerySelector("#table-2 [data-row=total]")!.Children[3].TextContent.Trim());
        await RowsAreTheNumberAsync(page.QuerySelectorAll("#table-2 [data-row] td a").OfType<IHtmlAnchorElement>().Where(a => a.TextContent.Trim() != "0"));
        Assert.Null(page.QuerySelector("#unbalanced"));
        Assert.Equal(counted.Balance.Count, page.QuerySelectorAll("#balance tbody tr").Length);
        Assert.Contains("2024-01-01 至 2024-12-31", (await OpenAsync("李信访", "/reports/annual")).QuerySelector(".report-line")!.TextContent);
    }

    [Fact]
    public async Task Workbook_and_document_are_handed_out_and_a_block_of_the_text_is_worded_anew()
    {
        foreach (var path in new[] { "/reports/monthly/2025-03", "/reports/annual/2025" })
        {
            foreach (var link in (await OpenAsync("李信访", path)).QuerySelectorAll(".page-actions a[href*='/files/']"))
            {
                using var file = await Office.As("李信访").GetAsync(link.GetAttribute("href"));
                Assert.Equal((HttpStatusCode.OK, true), (file.StatusCode, (await file.Content.ReadAsByteArrayAsync()) is [(byte)'P', (byte)'K', ..]));
            }
        }

        var client = Office.As("李信访");
        var answer = await client.FillAsync("/reports/annual/2025/texts/problems", new() { ["Text"] = "一是信访总量{total}。" });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("一是信访总量3件。", (await OpenAsync("李信访", "/reports/annual/2025")).QuerySelector(".narrative")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/reports/annual/2025/files/annual-2024.xlsx")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Office.As("韩纪检").GetAsync("/reports/annual/2025/files/annual-2025.xlsx")).StatusCode);
    }

    [Fact]
    public async Task A_row_leads_to_the_record_where_the_viewer_may_open_it_and_to_nothing_where_he_may_not()
    {
        var whole = await OpenAsync("李信访", "/reports/monthly/2025-03/total");
        var record = whole.QuerySelector("#rows a")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.OK, (await Office.As("李信访").GetAsync(record)).StatusCode);
        Assert.Contains("本期登记", (await OpenAsync("李信访", "/reports/annual/2025/form-visit")).QuerySelector(".facts")!.TextContent);
        Assert.DoesNotContain("揭发", whole.Body!.TextContent);

        var lines = await OpenAsync("赵登记", "/reports/monthly/2025-03/total"); // may know of each, may open none
        Assert.Equal((3, 0), (lines.QuerySelectorAll("#rows tbody tr").Length, lines.QuerySelectorAll("#rows tbody a").Length));
        Assert.DoesNotContain("您无权查看", lines.Body!.TextContent);

        var section = await OpenAsync("郑科长", "/reports/monthly/2025-03/total"); // the official number, his own cases
        Assert.Equal((3, 1, 2), (section.QuerySelectorAll("#rows tbody tr").Length, section.QuerySelectorAll("#rows tbody a").Length, section.QuerySelectorAll("#rows tbody .quiet").Length));

        var dispute = (await OpenAsync("李信访", "/reports/monthly/2025-03/X1?of=last")).QuerySelector("#rows a")!.GetAttribute("href")!;
        Assert.StartsWith("/disputes/JF", dispute);
        Assert.Equal(HttpStatusCode.OK, (await Office.As("李信访").GetAsync(dispute)).StatusCode);
        Assert.Empty((await OpenAsync("孙档案", "/reports/monthly/2025-03/X1?of=last")).QuerySelectorAll("#rows a"));
    }

    [Fact]
    public async Task Accusations_stand_beside_the_table_only_for_whoever_may_open_one_and_chooses_so()
    {
        foreach (var path in new[] { "/reports/monthly/2025-03", "/reports/annual/2025" })
        {
            Assert.Null((await OpenAsync("李信访", path)).QuerySelector("#accusations"));
            var link = (await OpenAsync("李信访", path)).QuerySelectorAll(".report-line a").Single(a => a.TextContent == "含检举控告").GetAttribute("href")!;
            var page = await OpenAsync("李信访", path + link);
            Assert.Contains("1 件", page.QuerySelector("#accusations")!.TextContent);
            Assert.Contains("信访登记总量（含检举控告） 4 件", page.QuerySelector("#accusations")!.TextContent);
            Assert.Equal(HttpStatusCode.OK, (await Office.As("李信访").GetAsync(page.QuerySelector("#accusations a.number")!.GetAttribute("href"))).StatusCode);
            Assert.Contains("3", page.QuerySelector("#row-total, [data-row=total]")!.TextContent);
            Assert.DoesNotContain("含检举控告", (await OpenAsync("李信访", path + "?accusations=true&knownAt=2025-03-05T18:00")).QuerySelector(".report-line a[href*=accusations]")?.TextContent ?? "");

            var other = await OpenAsync("赵登记", path + "?accusations=true");
            Assert.Null(other.QuerySelector("#accusations"));
            Assert.Null(other.QuerySelector(".report-line a[href*=accusations]"));
        }

        Assert.Equal((4m, 1), await TotalAsync("李信访"));
        Assert.Equal((3m, 0), await TotalAsync("赵登记"));
        Assert.Contains("不能与“以某一时刻所知为准”同时使用", await RefusedAsync("/api/v1/reports/annual/2025?withAccusations=true&knownAt=2025-03-05"));
        Assert.Contains("不进入印发的报表", await RefusedAsync("/api/v1/reports/annual/2025/files/annual-2025.xlsx?withAccusations=true"));
        Assert.Equal(4, await Office.Site.DbAsync(db => db.Set<CaseTracker.Audit.AuditEntry>().CountAsync(e => e.Action == "count-accusations")));

        async Task<string> RefusedAsync(string path) => await (await Office.As("李信访").GetAsync(path)).Content.ReadAsStringAsync();
        async Task<(decimal, int)> TotalAsync(string who)
        {
            using var json = JsonDocument.Parse(await Office.As(who).GetStringAsync("/api/v1/reports/annual/2025?withAccusations=true"));
            var figures = json.RootElement.GetProperty("figures").EnumerateArray().ToDictionary(f => f.GetProperty("code").GetString()!);
            Assert.Equal(3m, figures["total"].GetProperty("value").GetDecimal());
            return (figures["total-with-accusations"].GetProperty("value").GetDecimal(), figures["accusations"].GetProperty("rows").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_report_as_known_before_shows_what_differs_since_and_why()
    {
        var then = await OpenAsync("李信访", "/reports/monthly/2025-03?knownAt=2025-03-05T09:00");
        Assert.Equal("0", then.QuerySelector("#row-total")!.Children[2].TextContent.Trim());

        var page = await OpenAsync("李信访", then.QuerySelector(".report-line a")!.GetAttribute("href")!);
        var total = page.QuerySelector("#difference-total")!;
        Assert.Contains("当时 0件，现在 3件", total.TextContent);
        Assert.Equal(3, total.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("登记 王登记 2025-03-05 09:", total.QuerySelector(".causes li")!.TextContent);
        Assert.Contains("您无权查看该记录的经过", (await OpenAsync("赵登记", "/reports/compare?month=2025-03&knownAt=2025-03-05T09:00")).QuerySelector("#difference-total .causes")!.TextContent);
        Assert.Contains("没有差异", (await OpenAsync("李信访", "/reports/compare?month=2025-03&knownAt=2025-03-05T09:30")).Body!.TextContent);
        Assert.Contains("请填写“当时所知”的时刻", (await OpenAsync("李信访", "/reports/compare?year=2025")).QuerySelector(".alert-danger")!.TextContent);
    }

    [Fact]
    public async Task The_dashboard_counts_what_its_viewer_may_know_of_and_opens_to_the_same_rows()
    {
        await Office.Site.DbAsync(async db =>
        {
            var petitioners = db.Set<Petitioner>().IgnoreQueryFilters();
            var person = await petitioners.Where(p => p.PersonId != null).Select(p => p.PersonId).FirstAsync();
            return await petitioners.Where(p => p.PersonId != null).ExecuteUpdateAsync(u => u.SetProperty(p => p.PersonId, person));
        });
        var leader = await OpenAsync("钱局长", "/reports/dashboard");
        Assert.Equal(["total", "groups", "repeat", "overdue", "approvals", "sensitive", "agreement"], leader.QuerySelectorAll("[data-count]").Select(b => b.GetAttribute("data-count")));
        Assert.Equal("3件", Tile(leader, "total"));
        Assert.Equal("1批", Tile(leader, "groups"));
        Assert.Equal(["trend", "form", "category", "on-time", "sections"], leader.QuerySelectorAll("figure[data-chart]").Select(f => f.Id!["chart-".Length..]));
        Assert.Equal(Dashboard.Span, leader.QuerySelectorAll("#chart-trend tbody tr").Length);
        await RowsAreTheNumberAsync(leader.QuerySelectorAll(".chart td a").OfType<IHtmlAnchorElement>().Where(a => a.TextContent.Trim() != "0"), by: "钱局长");

        Assert.Contains("同一人一年内3件", leader.QuerySelector("#sensitive")!.TextContent);

        var head = await OpenAsync("郑科长", "/reports/dashboard");
        Assert.Equal("1件", Tile(head, "total"));
        var rows = await OpenAsync("郑科长", head.QuerySelector("#tile-total")!.GetAttribute("href")!);
        Assert.Equal((1, 1), (rows.QuerySelectorAll("#rows tbody tr").Length, rows.QuerySelectorAll("#rows tbody a").Length));

        static string Tile(IHtmlDocument page, string id) => page.QuerySelector($"[data-count={id}]")!.TextContent.Trim();
    }

    [Fact]
    public async Task Reports_are_for_those_with_ledgers_and_what_is_not_there_is_not_found()
    {
        foreach (var path in new[] { "/reports", "/reports/monthly", "/reports/annual", "/reports/dashboard", "/reports/compare", "/reports/monthly/2025-03/total", "/reports/annual/2025/total", "/reports/dashboard/2025-03/total" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await Office.As("韩纪检").GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await Office.As("系统").GetAsync(path)).StatusCode);
        }

        foreach (var path in new[] { "/reports/monthly/2025-13", "/reports/monthly/abc", "/reports/annual/1", "/reports/monthly/2025-03/none", "/reports/monthly/2025-03/total?of=none", "/reports/annual/2025/none", "/reports/dashboard/2025-03/none", $"/reports/dashboard/2025-03/total?department={Guid.NewGuid()}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Office.As("李信访").GetAsync(path)).StatusCode);
        }

        Assert.Equal(12, (await OpenAsync("李信访", "/reports")).QuerySelectorAll("#months a").Length);
        Assert.Contains("早于2025年3月的起日", (await OpenAsync("李信访", "/reports/monthly/2025-03?asOf=2025-02-01")).QuerySelector(".alert-danger")!.TextContent);
        Assert.Contains("早于2026年度的起日", (await OpenAsync("李信访", "/reports/annual/2026")).QuerySelector(".alert-danger")!.TextContent);
        Assert.Contains("还没有开始", (await OpenAsync("李信访", "/reports/dashboard/2026-03")).QuerySelector(".alert-danger")!.TextContent);
    }

    private async Task<IHtmlDocument> OpenAsync(string who, string path) => await new HtmlParser().ParseDocumentAsync(await Office.As(who).GetStringAsync(path), default);

    /// <summary>Follows links and adds up what stands there; a rate has both its sides.</summary>
    private async Task RowsAreTheNumberAsync(IEnumerable<IHtmlAnchorElement> links, string by = "李信访")
    {
        var followed = 0;
        foreach (var link in links.DistinctBy(l => l.GetAttribute("href")!.Split('#')[0]))
        {
            var rows = await OpenAsync(by, link.GetAttribute("href")!);
            var sums = rows.QuerySelectorAll("section[data-figure]").Select(f => f.QuerySelectorAll("tbody tr").Sum(r => decimal.Parse(r.LastElementChild!.TextContent))).ToList();
            var said = decimal.Parse(link.TextContent.Trim().TrimEnd('%'));
            Assert.True(sums is [var value] ? value == said : decimal.Round(100 * sums[0] / sums[1], 1, MidpointRounding.AwayFromZero) == said || decimal.Round(100 * sums[0] / sums[1], 2, MidpointRounding.AwayFromZero) == said, $"{link.GetAttribute("href")}: {said}, {string.Join('/', sums)}");
            followed++;
        }

        Assert.True(followed > 3);
    }

    /// <summary>Three cases of March (a group visit in a section, two letters of which one repeats), an accusation, a dispute of February.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        public CaseSite Office { get; } = new();

        public async ValueTask InitializeAsync()
        {
            Office.Site.Clock.Advance(TimeSpan.FromMinutes(10));
            await FillAsync(Office);
            Office.Site.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        public static async Task FillAsync(CaseSite office)
        {
            var first = await office.HandledAsync(CaseSite.Letter("周建国") with { Channel = Channel.Visit, VisitorsCount = 23, PeopleCount = 23, StepByStep = false });
            await office.RegisterAsync(CaseSite.Letter("周建国") with { RelatedNumber = first, RepeatNote = "同人同事" });
            await office.RegisterAsync(CaseSite.Letter("欧阳建国", "建议加快园区基站建设，改善通信信号。"));
            await office.RegisterAsync(CaseSite.Letter("吴举报", "揭发某单位") with { Purpose = Purpose.Accuse, Accused = "某单位" }, by: "李信访");
            await office.DoAsync("陈承办", (s, actor) => s.GetRequiredService<RegisterDispute>().ExecuteAsync(new() { FoundOn = new(2025, 2, 10), Name = "恒稳公司拖欠工资", Parties = "恒稳公司", Demands = "支付工资", Risk = "中" }, actor, default));
        }

        public ValueTask DisposeAsync()
        {
            Office.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
