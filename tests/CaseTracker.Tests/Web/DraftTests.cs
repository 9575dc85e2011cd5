using System.Net;
using System.Net.Http.Json;
using CaseTracker.Accounts;
using CaseTracker.Drafts;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CaseTracker.Tests.Web;

/// <summary>Half-typed forms survive: kept while typing, offered again, forgotten when done, and kept when the sign-in expired meanwhile.</summary>
public sealed class DraftTests : IDisposable
{
    private const string Page = "/sample/draft";
    private const string Password = "雨后山前走一走看一看再说吧";
    private readonly TestSite site = new() { RealSignIn = true };

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_draft_is_kept_offered_to_its_writer_only_and_forgotten_when_the_form_is_done()
    {
        var wang = await SignedInAsync("wang");
        var li = await SignedInAsync("li");
        Assert.Equal(HttpStatusCode.BadRequest, (await wang.PostAsJsonAsync("/drafts", Draft("没有令牌"))).StatusCode);

        var page = await wang.OpenAsync(Page);
        var token = page.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        wang.DefaultRequestHeaders.Add("RequestVerificationToken", token);
        Assert.Equal(HttpStatusCode.NoContent, (await wang.PostAsJsonAsync("/drafts", Draft("写到一半"))).StatusCode);

        Assert.Contains("写到一半", await wang.GetStringAsync("/drafts?form=sample/draft"));
        Assert.Equal(HttpStatusCode.NoContent, (await li.GetAsync("/drafts?form=sample/draft")).StatusCode);
        await wang.SendAsync(page, new() { ["Input"] = "写完了" });
        Assert.Equal(HttpStatusCode.NoContent, (await wang.GetAsync("/drafts?form=sample/draft")).StatusCode);
    }

    [Fact]
    public async Task What_was_posted_after_the_sign_in_expired_is_offered_after_the_next()
    {
        var client = await SignedInAsync("wang");
        var page = await client.OpenAsync(Page);
        site.Clock.Advance(TimeSpan.FromHours(9));

        var answer = await client.SendAsync(page, new() { ["Input"] = "二十分钟的字" });

        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery);
        var back = await client.FillAsync(answer.Headers.Location.PathAndQuery, new() { ["Account"] = "wang", ["Password"] = Password });
        Assert.Equal(Page, back.Headers.Location!.ToString());
        Assert.Contains("二十分钟的字", await client.GetStringAsync("/drafts?form=sample/draft"));
        Assert.Equal(1, await site.DbAsync(db => db.Drafts.IgnoreQueryFilters().CountAsync()));
    }

    private static object Draft(string text) => new { form = "sample/draft", fields = new Dictionary<string, string[]> { ["Input"] = [text] } };

    private async Task<HttpClient> SignedInAsync(string account)
    {
        site.AddUser([Role.XF], account, password: Password);
        var client = site.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await client.FillAsync("/sign-in", new() { ["Account"] = account, ["Password"] = Password })).StatusCode);
        return client;
    }
}
