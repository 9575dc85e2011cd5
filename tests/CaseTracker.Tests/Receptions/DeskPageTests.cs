using System.Net;
using CaseTracker.Accounts;
using CaseTracker.Receptions;
using CaseTracker.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CaseTracker.Tests.Receptions;

/// <summary>The desk over HTTP.</summary>
public sealed class DeskPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static readonly Dictionary<string, string> Visit = new()
    {
        ["Visitors[0].Name"] = "周桂英",
        ["Visitors[0].Phone"] = "13871002002",
        ["Visitors[0].IdNumber"] = "11010519491231002X",
        ["Visitors[0].Address"] = "武汉市新洲区邾城街5号",
        ["Problem"] = "反映遗属补助没有发放",
    };


    [Fact]
    public async Task More_rows_keep_what_was_typed_and_register_nothing()
    {
        using var client = site.SignedInAs(Role.RC);
        var before = await CountAsync();

        using var answer = await client.FillAsync("/receptions/new", Visit, "more");

        var page = await answer.PageAsync();
        Assert.Equal((HttpStatusCode.OK, before), (answer.StatusCode, await CountAsync()));
        Assert.Equal("周桂英", page.QuerySelector("#Input_Visitors_0__Name")!.GetAttribute("value"));
        Assert.Equal(11, page.QuerySelectorAll("[name$='].Phone']").Length);
        Assert.Empty(page.Reasons());
    }

    [Fact]
    public async Task What_was_said_in_confidence_is_not_there_for_another_clerk()
    {
        using var clerk = site.SignedInAs(Role.RC);
        using var other = site.SignedInAs(Role.RC);
        using var saved = await clerk.FillAsync("/receptions/new", new(Visit) { ["Next"] = "Petition", ["Purpose"] = "Accuse", ["CategoryId"] = "010100", ["PlaceId"] = "420117", ["Problem"] = "反映某人收受礼金" });
        Assert.Equal([], (await saved.PageAsync()).Reasons());
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var address = saved.Headers.Location!.ToString();
        Assert.StartsWith("/receptions/LFJ", address);

        Assert.Contains("反映某人收受礼金", (await clerk.OpenAsync(address)).Body!.TextContent);
        foreach (var path in new[] { address, address + "/receipt", address + "/sheet", address + "/correct", address + "/petition" })
        {
            using var answer = await other.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.DoesNotContain("LFJ", (await other.OpenAsync("/receptions")).Body!.TextContent);
        Assert.DoesNotContain("LFJ", (await other.OpenAsync("/receptions?q=礼金")).Body!.TextContent);
        var known = await other.SendAsync(await other.OpenAsync("/receptions/new"), new() { ["Visitors[0].Phone"] = "13871002002" }, form: "main form[method=post]");
        Assert.DoesNotContain("LFJ", await known.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_masked_number_is_shown_for_a_reason_only()
    {
        using var client = site.SignedInAs(Role.RC);
        using var saved = await client.FillAsync("/receptions/new", Visit);
        var address = saved.Headers.Location!.ToString();
        var page = await client.OpenAsync(address);
        Assert.DoesNotContain("13871002002", page.Body!.TextContent);
        var phone = page.QuerySelectorAll("#ValueId option").Single(o => o.TextContent.Contains("联系电话")).GetAttribute("value")!;

        using var refused = await client.SendAsync(page, new() { ["ValueId"] = phone, ["RevealReason"] = "" }, "查看");
        Assert.DoesNotContain("13871002002", (await refused.PageAsync()).Body!.TextContent);
        using var shown = await client.SendAsync(page, new() { ["ValueId"] = phone, ["RevealReason"] = "电话回访来访人" }, "查看");

        Assert.Contains("13871002002", (await shown.PageAsync()).Body!.TextContent);
    }

    [Fact]
    public async Task A_reception_is_corrected_answered_and_stays_with_both_versions()
    {
        using var client = site.SignedInAs(Role.RC);
        using var saved = await client.FillAsync("/receptions/new", Visit);
        var address = saved.Headers.Location!.ToString();

        using var corrected = await client.FillAsync(address + "/correct", new() { ["Visitors[0].Phone"] = "13871002003", ["Reason"] = "电话听错" });
        Assert.Equal(HttpStatusCode.Redirect, corrected.StatusCode);
        using var empty = await client.FillAsync(address, [], "答复");
        Assert.Contains("请填写办结情况", (await empty.PageAsync()).Reasons());
        using var answered = await client.FillAsync(address, new() { ["Answer.Outcome"] = "当场解释清楚，来访人认可" }, "答复");
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);

        var page = await client.OpenAsync(address);
        Assert.Equal(["答复", "更正", "登记"], page.QuerySelectorAll(".history b").Select(b => b.TextContent));
        Assert.Contains("138****2003", page.Body!.TextContent);
    }

    [Fact]
    public async Task The_list_is_exported_as_the_ledger()
    {
        using var client = site.SignedInAs(Role.XF);
        using var saved = await client.FillAsync("/receptions/new", Visit);

        using var answer = await client.GetAsync("/receptions/export?from=2025-03-01&to=2025-03-31", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("来访登记台账_20250301-20250331", answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal("PK"u8.ToArray(), (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..2]);
    }

    private Task<int> CountAsync() => site.DbAsync(db => db.Receptions.CountAsync());
}
