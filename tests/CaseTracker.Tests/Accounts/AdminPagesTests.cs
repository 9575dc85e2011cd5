using System.Net;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Drafts;
using CaseTracker.Tests.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Accounts;

/// <summary>Accounts, roles and departments through the pages.</summary>
public sealed class AdminPagesTests : IDisposable
{
    private const string Password = "雨后山前走一走看一看吧啊";
    private readonly TestSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public void Every_endpoint_names_who_may_use_it()
    {
        using var client = site.Visitor();
        var silent = site.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<IAuthorizationRequirementData>() is null)
            .Select(e => e.DisplayName)
            .Except(["Fallback {**path:file}"]); // static files of a development run; the fallback policy stands before it

        Assert.Empty(silent);
    }

    [Fact]
    public async Task The_system_administrator_makes_an_account_and_sees_its_code_once()
    {
        var sa = site.SignedInAs(Role.SA);

        var made = await (await sa.FillAsync("/admin/users/new", new() { ["UserName"] = "张接访", ["Name"] = "张三" })).PageAsync();
        var code = made.QuerySelector("dd strong")!.TextContent;

        Assert.Matches("^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$", code);
        Assert.Contains("待启用", (await sa.OpenAsync("/admin/users?q=张")).QuerySelector("tbody")!.TextContent);
        var refused = await (await sa.FillAsync("/admin/users/new", new() { ["UserName"] = "张接访", ["Name"] = "李四" })).PageAsync();
        Assert.Contains("已经有人使用", refused.ErrorAt("UserName"));
    }

    [Fact]
    public async Task A_role_granted_on_the_page_opens_the_next_page_and_revoked_closes_it()
    {
        var sec = site.SignedInAs(Role.SEC);
        var auditor = site.AddUser([], "审计乙");
        var client = site.Visitor();
        client.DefaultRequestHeaders.Add("X-Test-User", auditor.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/sample/audit-only")).StatusCode);

        var page = await sec.OpenAsync($"/admin/users/{auditor}");
        Assert.Equal(HttpStatusCode.Redirect, (await sec.SendAsync(page, new() { ["Grant.Role"] = "AUD" }, form: "form[action$='handler=Grant']")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sample/audit-only")).StatusCode);

        page = await sec.OpenAsync($"/admin/users/{auditor}");
        var clash = await (await sec.SendAsync(page, new() { ["Grant.Role"] = "XF" }, form: "form[action$='handler=Grant']")).PageAsync();
        Assert.Contains("管理员不得办理业务", clash.QuerySelector(".reasons")!.TextContent);
        Assert.Equal(HttpStatusCode.Redirect, (await sec.SendAsync(page, [], form: "form[action$='handler=Revoke']")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/sample/audit-only")).StatusCode);
    }

    [Theory]
    [InlineData("/admin/users", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("/admin/users/new", HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("/admin/departments", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("/account/profile", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task Each_administrator_opens_his_own_pages_only(string address, HttpStatusCode sa, HttpStatusCode sec, HttpStatusCode aud, HttpStatusCode clerk)
    {
        Assert.Equal(sa, (await site.SignedInAs(Role.SA).GetAsync(address)).StatusCode);
        Assert.Equal(sec, (await site.SignedInAs(Role.SEC).GetAsync(address)).StatusCode);
        Assert.Equal(aud, (await site.SignedInAs(Role.AUD).GetAsync(address)).StatusCode);
        Assert.Equal(clerk, (await site.SignedInAs(Role.XF, Role.DG).GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Departments_are_added_and_their_heads_appointed()
    {
        var head = site.AddUser([], name: "李科长");
        var sa = site.SignedInAs(Role.SA);
        Assert.Equal(HttpStatusCode.Redirect, (await sa.FillAsync("/admin/departments", new() { ["Name"] = "综合科", ["Rank"] = "2" })).StatusCode);
        var id = await site.DbAsync(db => db.Departments.Where(d => d.Name == "综合科").Select(d => d.Id).SingleAsync());

        var sec = site.SignedInAs(Role.SEC);
        var page = await sec.OpenAsync($"/admin/departments/{id}");
        Assert.Equal(HttpStatusCode.Redirect, (await sec.SendAsync(page, new() { ["Appoint.Post"] = "Head", ["Appoint.UserId"] = head.ToString() }, form: "form[action$='handler=Appoint']")).StatusCode);

        Assert.Contains("李科长", (await sa.OpenAsync("/admin/departments")).QuerySelector("tbody")!.TextContent);
    }

    [Fact]
    public async Task Who_saves_the_settings_second_sees_both_versions_and_keeps_what_he_typed()
    {
        var sa = site.SignedInAs(Role.SA);
        var page = await sa.OpenAsync("/admin/settings");
        await sa.FillAsync("/admin/settings", new() { ["Phone"] = "027-11111111", ["YellowDays"] = "12", ["RollForward"] = "false" });

        var answer = await sa.SendAsync(page, new() { ["Phone"] = "027-22222222", ["Address"] = "<b>一楼</b>大厅" });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var conflict = await answer.PageAsync();
        Assert.Equal(
            ["联系电话 （空） 027-11111111 027-22222222", "期满日逢休息日顺延 是 否 （您没有改动，已随最新内容）", "临期天数 10 12 （您没有改动，已随最新内容）"],
            conflict.QuerySelectorAll("#differences tbody tr").Select(r => string.Join(' ', r.Children.Select(c => c.TextContent.Trim()))));
        Assert.Equal(HttpStatusCode.Redirect, (await sa.SendAsync(conflict, [])).StatusCode);
        var saved = await site.DbAsync(db => db.BureauAsync(default));
        Assert.Equal(("027-22222222", "<b>一楼</b>大厅", 12, false), (saved.Phone, saved.Address, saved.YellowDays, saved.RollForward));
    }

    [Fact]
    public async Task A_code_refused_keeps_what_was_typed_in_its_own_row_and_the_reason_leads_there()
    {
        var sa = site.SignedInAs(Role.SA);
        var page = await sa.OpenAsync("/admin/codes?list=Cause");
        var row = page.QuerySelector("form.code-line")!;
        var other = page.QuerySelectorAll("form.code-line input[name='Input.Name']")[1].GetAttribute("value")!;

        var refused = await (await sa.SendAsync(page, new() { ["Name"] = other }, form: "#" + row.Id)).PageAsync();

        Assert.Equal($"“{other}”已在列表中", refused.QuerySelector($"#{row.Id}")!.ParentElement!.QuerySelector(".field-error")!.TextContent);
        var named = refused.GetElementById(refused.QuerySelector(".reasons a")!.GetAttribute("href")![1..])!;
        Assert.Equal((row.Id, other), (named.Closest("form")!.Id, named.GetAttribute("value")));
        Assert.Null(refused.QuerySelector("form.filters input[name='Input.Name']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Reasons_stand_in_the_order_of_the_form()
    {
        var refused = await (await site.SignedInAs(Role.SA).FillAsync("/admin/settings", new() { ["Name"] = "", ["GroupFrom"] = "1", ["OrganCode"] = "", ["YellowDays"] = "x" })).PageAsync();

        Assert.Equal(["Input_Name", "Input_OrganCode", "Input_YellowDays", "Input_GroupFrom"], refused.QuerySelectorAll(".reasons a").Select(a => a.GetAttribute("href")![1..]));
    }

    [Theory]
    [InlineData(Role.SA, false)]
    [InlineData(Role.SEC, false)]
    [InlineData(Role.AUD, false)]
    [InlineData(Role.CW, true)]
    public async Task Only_who_may_see_cases_is_offered_to_search_them(Role role, bool isOffered)
    {
        var page = await site.SignedInAs(role).OpenAsync("/account/profile");

        Assert.Equal(isOffered, page.QuerySelector(".top-search") is not null);
    }

    [Fact]
    public async Task One_arranges_ones_own_cover_and_makes_a_token_of_ones_own()
    {
        var colleague = site.AddUser([Role.RC], name: "王代班");
        var client = site.SignedInAs(Role.XF);
        var page = await client.OpenAsync("/account/profile");

        var set = await client.SendAsync(page, new() { ["Cover.CoveringUserId"] = colleague.ToString(), ["Cover.From"] = "2025-03-06", ["Cover.To"] = "2025-03-08" }, form: "form[action$='handler=Cover']");
        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        var made = await (await client.SendAsync(page, new() { ["NewToken.Name"] = "台账下载", ["NewToken.Days"] = "30" }, form: "form[action$='handler=Token']")).PageAsync();
        Assert.StartsWith("ct_", made.QuerySelector("dd strong")!.TextContent);
        Assert.Contains("王代班", made.QuerySelector("tbody")!.TextContent);
        Assert.Equal(0, await site.DbAsync(db => db.ApiTokens.CountAsync(t => t.Hash == made.QuerySelector("dd strong")!.TextContent)));
    }

    [Fact]
    public async Task Below_api_a_token_signs_in_and_a_cookie_does_not()
    {
        using var real = new TestSite { RealSignIn = true };
        var id = real.AddUser([Role.XF], "王登记", password: Password);
        var token = await real.DbAsync(async db =>
        {
            await using var scope = real.Services.CreateAsyncScope();
            var own = new Actor(id, "王登记", []);
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(own);
            return (await scope.ServiceProvider.GetRequiredService<CreateToken>().ExecuteAsync(new CreateToken.Command { Name = "下载", Days = 1 }, own, default)).Token;
        });
        var client = real.Visitor();
        await client.FillAsync("/sign-in", new() { ["Account"] = "王登记", ["Password"] = Password });

        Assert.Equal(HttpStatusCode.Unauthorized, await Status(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status("ct_of_nobody"));
        Assert.Equal(HttpStatusCode.OK, await Status(token));
        real.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(token));

        async Task<HttpStatusCode> Status(string? bearer)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/sample/profile");
            request.Headers.Authorization = bearer is null ? null : new("Bearer", bearer);
            return (await client.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task What_was_typed_when_the_sign_in_expired_becomes_a_draft_of_that_user()
    {
        using var real = new TestSite { RealSignIn = true };
        var id = real.AddUser([Role.XF], "王登记", password: Password);
        var client = real.Visitor();
        await client.FillAsync("/sign-in", new() { ["Account"] = "王登记", ["Password"] = Password });
        var page = await client.OpenAsync("/receptions/new");
        real.Clock.Advance(TimeSpan.FromMinutes(31));

        var answer = await client.SendAsync(page, [], form: "form[data-draft]");

        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery);
        var draft = await real.DbAsync(db => db.Drafts.IgnoreQueryFilters().AsNoTracking().SingleAsync());
        Assert.Equal((id, "receptions/new"), (draft.UserId, draft.FormKey));
    }
}
