using System.Net;
using AngleSharp.Html.Parser;
using CaseTracker.Petitions;
using CaseTracker.Reports;
using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Tests.Web;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>办理指标 as the office sees it: page, drill-down, workbook.</summary>
public sealed class RatesPageTests(Browser browser)
{
    [Fact]
    public async Task Every_number_on_the_page_leads_to_as_many_rows()
    {
        using var office = new CaseSite();
        await FillAsync(office);
        var client = office.As("李信访");

        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/reports/rates?period=2025-03"), default);

        Assert.Equal(PetitionFigures.Rates.Count, page.QuerySelectorAll("#rates tbody tr").Length);
        Assert.Contains("含未到期", page.QuerySelector("#rate-timely-answer")!.TextContent);
        Assert.Contains("仅已到期", page.QuerySelector("#rate-timely-answer-of-due")!.TextContent);
        Assert.Equal("—", page.QuerySelector("#rate-satisfied b")!.TextContent);
        foreach (var link in page.QuerySelectorAll("#figures a"))
        {
            var rows = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(link.GetAttribute("href")), default);
            var value = int.Parse(new string([.. link.TextContent.TakeWhile(char.IsDigit)]));
            Assert.Equal(value, rows.QuerySelectorAll("#rows tbody tr").Sum(r => int.Parse(r.LastElementChild!.TextContent)));
            Assert.Equal(value == 0, rows.QuerySelector(".empty-list") is not null);
        }
    }

    [Fact]
    public async Task Rows_lead_to_the_cases_a_viewer_may_open_and_the_figures_are_the_same_for_all()
    {
        using var office = new CaseSite();
        await FillAsync(office);
        const string rows = "/reports/rates/rows/total?from=2025-03-01&to=2025-03-31";

        var whole = await new HtmlParser().ParseDocumentAsync(await office.As("李信访").GetStringAsync(rows), default);
        var lines = await new HtmlParser().ParseDocumentAsync(await office.As("赵登记").GetStringAsync(rows), default);

        Assert.Equal((3, 3), (whole.QuerySelectorAll("#rows tbody tr").Length, whole.QuerySelectorAll("#rows tbody a").Length));
        Assert.Equal((3, 0), (lines.QuerySelectorAll("#rows tbody tr").Length, lines.QuerySelectorAll("#rows tbody a").Length));
        Assert.DoesNotContain("揭发", whole.Body!.TextContent);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.As("韩纪检").GetAsync("/reports/rates")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.As("系统").GetAsync(rows)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await office.As("李信访").GetAsync("/reports/rates/rows/none?period=2025")).StatusCode);
    }

    [Fact]
    public async Task The_page_takes_any_period_and_department_and_hands_out_a_workbook()
    {
        using var office = new CaseSite();
        await FillAsync(office);
        var client = office.As("李信访");

        Assert.Contains("2025年第1季度", await client.GetStringAsync("/reports/rates?period=2025-Q1"));
        Assert.Contains("止日不得早于起日", await client.GetStringAsync("/reports/rates?from=2025-03-02&to=2025-03-01"));
        Assert.Contains("不是期间", await client.GetStringAsync("/reports/rates?period=abc"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/reports/rates?department={Guid.NewGuid()}")).StatusCode);
        using var file = await client.GetAsync("/reports/rates/download?period=2025-03");
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(await file.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/reports/rates?period=2025-03", "rates")]
    [InlineData("/reports/rates/rows/total?period=2025-03", "rates-rows")]
    public async Task A_page_fits_the_screen_and_twice_the_zoom(string path, string name)
    {
        using var office = new CaseSite(served: true);
        await FillAsync(office);
        foreach (var zoomed in new[] { false, true })
        {
            await using var context = await browser.OpenAsync(office.Address, zoomed);
            await context.SetExtraHTTPHeadersAsync([new("X-Test-User", office.IdOf("李信访").ToString())]);
            var page = await context.NewPageAsync();

            var answer = await page.GotoAsync(path);

            await Browser.PictureAsync(page, $"{name}{(zoomed ? "-200" : "")}", whole: true);
            Assert.Equal(200, answer!.Status);
            Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        }
    }

    private static async Task FillAsync(CaseSite office)
    {
        await office.RegisterAsync();
        var first = await office.HandledAsync(CaseSite.Letter("周建国") with { Channel = Channel.Visit, VisitorsCount = 23, PeopleCount = 23, StepByStep = false });
        await office.RegisterAsync(CaseSite.Letter("周建国") with { RelatedNumber = first, RepeatNote = "同人同事", VisitLevel = VisitLevel.City });
        await office.RegisterAsync(CaseSite.Letter("吴举报", "揭发某单位") with { Purpose = Purpose.Accuse, Accused = "某单位" });
    }
}
