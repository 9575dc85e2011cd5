using System.Net;
using AngleSharp.Html.Dom;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Operations;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CaseTracker.Tests.Web;

/// <summary>A double click, or a form sent again after its answer was lost: done once, and said so.</summary>
public sealed class SentTwiceTests : IDisposable
{
    private readonly TestSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_cover()
    {
        var colleague = site.AddUser([Role.RC], name: "王代班");
        var client = site.SignedInAs(Role.XF);

        await SendTwiceAsync(client, "/account/profile", "Cover", new() { ["Cover.CoveringUserId"] = colleague.ToString(), ["Cover.From"] = "2025-03-06", ["Cover.To"] = "2025-03-08" });

        Assert.Equal(1, await site.DbAsync(db => db.Covers.CountAsync()));
    }

    [Fact]
    public async Task A_token_which_is_kept_nowhere_in_clear()
    {
        var client = site.SignedInAs(Role.XF);
        var page = await client.OpenAsync("/account/profile");
        var first = await client.SendAsync(page, new() { ["NewToken.Name"] = "台账下载", ["NewToken.Days"] = "30" }, form: FormOf("Token"));
        var token = (await first.PageAsync()).QuerySelector("dd strong")!.TextContent;

        var second = await client.SendAsync(page, new() { ["NewToken.Name"] = "台账下载", ["NewToken.Days"] = "30" }, form: FormOf("Token"));

        Assert.StartsWith("ct_", token);
        Assert.Equal((1, 0), await site.DbAsync(async db => (await db.ApiTokens.CountAsync(), await db.Set<Submission>().CountAsync(s => s.Answer != ""))));
        Assert.Contains("令牌刚才已经建立", await SaidAsync(client, second));
    }

    [Fact]
    public async Task After_a_token_was_shown_the_other_forms_of_the_page_are_new_ones()
    {
        var client = site.SignedInAs(Role.XF);
        var shown = await (await client.FillAsync("/account/profile", new() { ["NewToken.Name"] = "甲", ["NewToken.Days"] = "30" }, form: FormOf("Token"))).PageAsync();

        await client.SendAsync(shown, new() { ["NewToken.Name"] = "乙", ["NewToken.Days"] = "30" }, form: FormOf("Token"));

        Assert.Equal(2, await site.DbAsync(db => db.ApiTokens.CountAsync()));
    }

    [Fact]
    public async Task A_backup()
    {
        await SendTwiceAsync(site.SignedInAs(Role.SA), "/admin/backup", "Take", []);

        Assert.Equal(1, await site.DbAsync(db => db.Backups.CountAsync()));
    }

    [Fact]
    public async Task A_code_though_its_name_is_taken_by_then()
    {
        await SendTwiceAsync(site.SignedInAs(Role.SA), "/admin/codes?list=Category", null, new() { ["Name"] = "停车矛盾" });

        Assert.Equal(1, await site.DbAsync(db => db.Codes.CountAsync(c => c.Name == "停车矛盾")));
    }

    [Fact]
    public async Task A_new_account()
    {
        var client = site.SignedInAs(Role.SA);
        var page = await client.OpenAsync("/admin/users/new");
        var first = await (await client.SendAsync(page, new() { ["UserName"] = "新人甲", ["Name"] = "新人甲" })).PageAsync();

        var second = await client.SendAsync(page, new() { ["UserName"] = "新人甲", ["Name"] = "新人甲" });

        Assert.NotNull(first.QuerySelector("dd strong"));
        Assert.Contains("账号刚才已经建立", await SaidAsync(client, second));
        Assert.Equal((1, 0), await site.DbAsync(async db => (await db.Users.CountAsync(u => u.UserName == "新人甲"), await db.Set<Submission>().CountAsync(s => s.Answer != ""))));
    }

    [Fact]
    public async Task The_settings_without_a_conflict_with_oneself()
    {
        await SendTwiceAsync(site.SignedInAs(Role.SA), "/admin/settings", null, new() { ["Phone"] = "027-12345678" });

        Assert.Equal(1, await site.DbAsync(db => db.StoredSettings.Select(s => s.Version).SingleAsync()));
    }

    [Fact]
    public async Task A_refused_form_is_sent_again_with_the_same_key_and_done()
    {
        var client = site.SignedInAs(Role.SA);
        var refused = await (await client.FillAsync("/admin/departments", new() { ["Name"] = "" })).PageAsync();

        Assert.Equal(HttpStatusCode.Redirect, (await client.SendAsync(refused, new() { ["Name"] = "综合科" })).StatusCode);

        Assert.Equal(1, await site.DbAsync(db => db.Departments.CountAsync(d => d.Name == "综合科")));
    }

    [Fact]
    public async Task A_wrong_password_does_not_count_as_sent()
    {
        using var real = new TestSite { RealSignIn = true };
        const string password = "雨后山前走一走看一看吧啊";
        real.AddUser([Role.XF], "王登记", password: password);
        var client = real.Visitor();
        await client.FillAsync("/sign-in", new() { ["Account"] = "王登记", ["Password"] = password });
        var page = await client.OpenAsync("/account/password");
        Dictionary<string, string> typed = new() { ["Password"] = "不是这个密码不是这个密码", ["NewPassword"] = "山后雨前看一看走一走啊吧", ["NewPasswordAgain"] = "山后雨前看一看走一走啊吧" };

        Assert.Equal("原密码不对，请重新填写", (await (await client.SendAsync(page, typed)).PageAsync()).ErrorAt("Password"));
        Assert.Equal("原密码不对，请重新填写", (await (await client.SendAsync(page, typed)).PageAsync()).ErrorAt("Password"));

        typed["Password"] = password;
        Assert.Equal("/sign-in", (await client.SendAsync(page, typed)).Headers.Location!.ToString());
    }

    private static string FormOf(string handler) => $"form[action$='handler={handler}']";

    private async Task SendTwiceAsync(HttpClient client, string address, string? handler, Dictionary<string, string> fields)
    {
        var page = await client.OpenAsync(address);
        var form = handler is null ? "main form[method=post]" : FormOf(handler);

        var first = await client.SendAsync(page, fields, form: form);
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.DoesNotContain("未重复", await SaidAsync(client, first));

        var second = await client.SendAsync(page, fields, form: form);
        Assert.Equal((HttpStatusCode.Redirect, first.Headers.Location), (second.StatusCode, second.Headers.Location));
        Assert.Contains("未重复", await SaidAsync(client, second));
    }

    private static async Task<string> SaidAsync(HttpClient client, HttpResponseMessage answer)
    {
        IHtmlDocument page = await client.OpenAsync(answer.Headers.Location!.ToString());
        return page.QuerySelector(".flash, .alert-success, [role=status]")?.TextContent ?? page.Body!.TextContent;
    }
}
