using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CaseTracker.Bureau;
using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions.Pages;

/// <summary>The page on which a petitioner asks by his code.</summary>
public sealed class QueryPageTests(Browser browser)
{
    [Fact]
    public async Task The_page_is_not_there_and_no_slip_shows_a_code_until_the_bureau_opens_it()
    {
        using var office = new CaseSite();
        var number = await office.RegisterAsync();
        var code = await CodeAsync(office, number);
        var visitor = office.Site.Visitor();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/query")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(visitor, code)).StatusCode);
        Assert.DoesNotContain(QueryCode.Written(code), await office.As("李信访").GetStringAsync($"/petitions/{number}/receipt"));

        await OpenAsync(office);

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/query")).StatusCode);
        var slip = await new HtmlParser().ParseDocumentAsync(await office.As("李信访").GetStringAsync($"/petitions/{number}/receipt"), default);
        Assert.Equal(QueryCode.Written(code), slip.QuerySelector(".slip-code")!.TextContent);
        Assert.NotNull(slip.QuerySelector(".slip-square svg"));
    }

    [Fact]
    public async Task The_answer_shows_dates_documents_and_state_and_nothing_else()
    {
        using var office = new CaseSite();
        await OpenAsync(office);
        var number = await office.DraftedAsync();
        var code = await CodeAsync(office, number);
        Assert.Equal(["办理状态=正在办理", "登记日期=2025年3月5日", "转交承办单位=2025年3月5日", "受理告知书=2025年3月5日"], await LinesAsync(office, code));
        await office.StepAsync("冯分管", number, PetitionStep.Sign, ("on", office.Today));
        await office.StepAsync("王登记", number, PetitionStep.Deliver, ("on", office.Today), ("method", DeliveryMethod.InPerson), ("proof", "送达回证"), ("signedBy", "刘桂英"));

        using var answer = await AskAsync(office.Site.Visitor(), QueryCode.Written(code).ToLowerInvariant());
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(
            ["办理状态=已经答复；对处理意见不服的，可以自收到之日起30日内申请复查", "登记日期=2025年3月5日", "转交承办单位=2025年3月5日", "受理告知书=2025年3月5日", "信访事项处理意见书=2025年3月5日"],
            Lines(await new HtmlParser().ParseDocumentAsync(text, default)));
        Assert.All(new[] { "刘桂英", "王登记", "李信访", "陈承办", "冯分管", "经济运行科", number, "机械厂", "邾城", "1380000", code, QueryCode.Written(code), "予以支持" }, hidden => Assert.DoesNotContain(hidden, text));
        Assert.Equal([], answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []);
        Assert.Contains("noindex", answer.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Contains("<meta name=\"robots\" content=\"noindex", text);
    }

    [Fact]
    public async Task Unknown_malformed_and_hidden_are_answered_alike()
    {
        using var office = new CaseSite();
        await OpenAsync(office);
        var voided = await CodeAsync(office, await office.RegisterAsync());
        await office.Site.DbAsync(db => db.Petitions.IgnoreQueryFilters().Where(p => p.QueryCode == voided).ExecuteUpdateAsync(u => u.SetProperty(p => p.IsVoid, true)));
        // A code that an accusation bore by some mistake would still show nothing.
        var accused = await office.RegisterAsync(CaseSite.Letter() with { Purpose = Purpose.Accuse, Accused = "某单位" });
        await office.Site.DbAsync(db => db.Petitions.IgnoreQueryFilters().Where(p => p.Number == accused).ExecuteUpdateAsync(u => u.SetProperty(p => p.QueryHash, QueryCode.HashOf("AAAABBBBCCCC"))));

        var answers = new List<string>();
        foreach (var typed in new[] { "ZZZZ-ZZZZ-ZZZZ", "不是查询码", "", QueryCode.Written(voided), "AAAA-BBBB-CCCC" })
        {
            using var answer = await AskAsync(office.Site.Visitor(), typed);
            answers.Add($"{answer.StatusCode} {(await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(), default)).QuerySelector("main")!.TextContent}");
        }

        Assert.Single(answers.Distinct());
        Assert.Contains("没有查到", answers[0]);
    }

    [Fact]
    public async Task Ten_wrong_codes_from_one_address_close_the_page_to_it_for_a_quarter_of_an_hour()
    {
        using var office = new CaseSite();
        await OpenAsync(office);
        var code = await CodeAsync(office, await office.RegisterAsync());
        var visitor = office.Site.Visitor();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(visitor, code)).StatusCode); // a right one costs nothing
        }

        for (var i = 0; i < QueryAddresses.Most; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(visitor, $"0000-0000-{i:0000}")).StatusCode);
        }

        using var refused = await AskAsync(visitor, code);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("请 15 分钟后再试", await refused.Content.ReadAsStringAsync());
        office.Site.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.NotEmpty(await LinesAsync(office, code));
    }

    [Fact]
    public async Task A_telephone_opens_the_square_code_and_the_code_leaves_the_address()
    {
        using var office = new CaseSite(served: true);
        await OpenAsync(office);
        var number = await office.HandledAsync();
        var code = QueryCode.Written(await CodeAsync(office, number));
        await using var context = await browser.OpenAsync(office.Address);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, m) => complaints.AddRange(m.Type is "error" or "warning" ? [m.Text] : []);

        await page.GotoAsync($"/query#{code}");
        Assert.Equal(code, await page.InputValueAsync("#code"));
        Assert.EndsWith("/query", page.Url);
        await Browser.PictureAsync(page, "query");
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync("#answer");
        await Browser.PictureAsync(page, "query-answer");

        Assert.Equal("正在办理", await page.TextContentAsync("#answer b"));
        Assert.Empty(await context.CookiesAsync());
        Assert.Empty(complaints);
        await context.SetExtraHTTPHeadersAsync([new("X-Test-User", office.IdOf("李信访").ToString())]);
        await page.GotoAsync($"/petitions/{number}/receipt");
        await Browser.PictureAsync(page, "petition-receipt", whole: true);
        Assert.Empty(complaints);
    }

    private static async Task<string> CodeAsync(CaseSite office, string number) => (await office.Site.DbAsync(db => db.Petitions.Where(p => p.Number == number).Select(p => p.QueryCode).FirstAsync()))!;

    private static Task<HttpResponseMessage> AskAsync(HttpClient visitor, string typed) => visitor.PostAsync("/query", new FormUrlEncodedContent([new("code", typed)]));

    private static async Task<IReadOnlyList<string>> LinesAsync(CaseSite office, string code)
    {
        using var answer = await AskAsync(office.Site.Visitor(), code);
        return Lines(await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(), default));
    }

    private static IReadOnlyList<string> Lines(IDocument page) => [.. page.QuerySelectorAll("#answer dt").Select(dt => $"{dt.TextContent}={dt.NextElementSibling!.TextContent}")];

    private static Task<bool> OpenAsync(CaseSite office) => office.DoAsync("系统", async (s, actor) =>
    {
        var change = s.GetRequiredService<ChangeSettings>();
        var current = await change.CurrentAsync(default);
        await change.ExecuteAsync(current with { Settings = current.Settings with { PublicQuery = true } }, actor, default);
        return true;
    });
}
