using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Tests.Web;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>报表 and 看板 in a real browser: at the office's screen and at 200 % zoom, for the screen reader, without scripts, by a click on a mark.</summary>
public sealed class ReportLookTests(Browser browser, ReportLookTests.Served served) : IClassFixture<ReportLookTests.Served>
{
    [Theory]
    [InlineData("/reports", "reports")]
    [InlineData("/reports/monthly/2025-05", "report-monthly")]
    [InlineData("/reports/monthly/2025-05/total", "report-rows")]
    [InlineData("/reports/annual/2025", "report-annual")]
    [InlineData("/reports/compare?month=2025-05&knownAt=2025-05-01T08:00", "report-compare")]
    [InlineData("/reports/dashboard", "dashboard")]
    public async Task A_page_fits_the_screen_and_twice_the_zoom_breaks_no_policy_and_is_read_by_everybody(string path, string name)
    {
        foreach (var zoomed in new[] { false, true })
        {
            await using var context = await OpenAsync(zoomed);
            var page = await context.NewPageAsync();
            var complaints = new List<string>();
            page.Console += (_, m) => complaints.AddRange(m.Type is "error" or "warning" ? [m.Text] : []);
            page.PageError += (_, e) => complaints.Add(e);

            var answer = await page.GotoAsync(path);

            await Browser.PictureAsync(page, $"{name}{(zoomed ? "-200" : "")}", whole: true);
            Assert.Equal(200, answer!.Status);
            Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            Assert.Empty(complaints);
            if (!zoomed)
            {
                await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => { d.open = true; })");
                var found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } });
                Assert.Empty(found.Violations.Select(v => $"{v.Id}: {string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))}"));
            }
        }
    }

    [Fact]
    public async Task A_click_on_a_bar_opens_the_rows_it_stands_for()
    {
        await using var context = await OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync("/reports/dashboard");
        var bars = page.Locator("#chart-form .chart-canvas");
        await bars.ScrollIntoViewIfNeededAsync();
        Assert.False(await page.Locator("#chart-form details").EvaluateAsync<bool>("d => d.open")); // the drawing stands for the table, which a key opens
        var first = await page.Locator("#chart-form tbody a").First.GetAttributeAsync("href");

        var at = await bars.EvaluateAsync<float[]>("place => echarts.getInstanceByDom(place).convertToPixel({ seriesIndex: 0 }, [0.5, 0])");
        await bars.ClickAsync(new LocatorClickOptions { Position = new Position { X = at[0], Y = at[1] } });
        await page.WaitForURLAsync("**" + first);

        Assert.True(await page.Locator("#rows tbody tr").CountAsync() > 0);
    }

    [Fact]
    public async Task Without_scripts_the_tables_of_the_dashboard_stand_open()
    {
        await using var context = await OpenAsync(scripts: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/reports/dashboard");

        Assert.True(await page.IsVisibleAsync("#chart-trend tbody tr:last-child a"));
        Assert.False(await page.IsVisibleAsync("#chart-trend .chart-canvas"));
        await page.ClickAsync("#chart-form tbody a");
        Assert.True(await page.IsVisibleAsync("#rows"));
    }

    private async Task<IBrowserContext> OpenAsync(bool zoomed = false, bool scripts = true)
    {
        var context = await browser.OpenAsync(served.Office.Address, zoomed, scripts);
        await context.SetExtraHTTPHeadersAsync([new("X-Test-User", served.Office.IdOf("钱局长").ToString())]);
        return context;
    }

    public sealed class Served : IAsyncLifetime
    {
        public CaseSite Office { get; } = new(served: true);

        public async ValueTask InitializeAsync()
        {
            await Office.HandledAsync(CaseSite.Letter("阿依古丽·买买提", "反映企业拖欠工程款三年未付，多次催要无果，要求协调解决。"));
            Office.Site.Clock.Advance(TimeSpan.FromDays(62));
            await ReportPagesTests.Filled.FillAsync(Office);
        }

        public ValueTask DisposeAsync()
        {
            Office.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
