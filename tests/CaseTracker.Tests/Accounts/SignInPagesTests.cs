using System.Net;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Accounts;

/// <summary>Signing in and out through the pages.</summary>
public sealed class SignInPagesTests : IDisposable
{
    private const string Password = "雨后山前走一走看一看吧啊";
    private readonly TestSite site = new() { RealSignIn = true };

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task The_right_password_opens_the_page_that_was_asked_for()
    {
        site.AddUser([Role.XF], "王登记", password: Password);
        var client = site.Visitor();
        var asked = await client.GetAsync("/account/profile");
        Assert.Equal("/sign-in?returnUrl=%2Faccount%2Fprofile", asked.Headers.Location!.PathAndQuery);

        var answer = await client.FillAsync(asked.Headers.Location.PathAndQuery, Typed("王登记", Password));

        Assert.Equal((HttpStatusCode.Redirect, "/account/profile"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Contains("信访机构负责人", (await client.OpenAsync("/account/profile")).QuerySelector("main")!.TextContent);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task An_address_of_another_site_is_not_followed(string address)
    {
        site.AddUser([Role.XF], "wang", password: Password);

        var answer = await site.Visitor().FillAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(address), Typed("wang", Password));

        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Unknown_closed_locked_and_wrong_read_the_same()
    {
        site.AddUser([], "known", password: Password);
        site.AddUser([], "closed", password: Password, change: u => u.IsClosed = true);
        site.AddUser([], "locked", password: Password, change: u => u.LockoutEnd = site.Clock.GetUtcNow().AddYears(100));
        var client = site.Visitor();

        var reasons = new List<string>();
        foreach (var (account, password) in new[] { ("nobody", "x"), ("known", "wrong"), ("closed", Password), ("locked", Password) })
        {
            reasons.AddRange((await (await client.FillAsync("/sign-in", Typed(account, password))).PageAsync()).Reasons());
        }

        Assert.Equal(4, reasons.Count);
        Assert.StartsWith("账号或密码不对。", Assert.Single(reasons.Distinct()));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_however_many_come_at_once()
    {
        var id = site.AddUser([], "known", password: Password);
        var client = site.Visitor();
        var page = await client.OpenAsync("/sign-in");

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => client.SendAsync(page, Typed("known", "guess" + i))));

        var user = await site.DbAsync(db => db.Users.AsNoTracking().SingleAsync(u => u.Id == id));
        Assert.NotNull(user.LockoutEnd);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.SendAsync(page, Typed("known", Password))).StatusCode);
        Assert.True(await site.DbAsync(db => db.Set<AuditEntry>().AnyAsync(e => e.Action == "sign-in" && e.Result == "拒绝" && e.ActorId == id)));
    }

    [Fact]
    public async Task An_address_that_fails_too_often_waits()
    {
        site.AddUser([Role.XF], "wang", password: Password);
        var client = site.Visitor();
        var page = await client.OpenAsync("/sign-in");
        for (var i = 0; i < 20; i++)
        {
            site.Services.GetRequiredService<SignInAddresses>().Take("", site.Clock.GetUtcNow().UtcDateTime);
        }

        var refused = await client.SendAsync(page, Typed("wang", Password));

        Assert.Contains("登录失败次数太多", Assert.Single((await refused.PageAsync()).Reasons()));
        site.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.Redirect, (await client.SendAsync(page, Typed("wang", Password))).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server()
    {
        var client = await SignedInAsync();
        var stolen = site.Visitor();
        var home = await client.GetAsync("/");
        stolen.DefaultRequestHeaders.Add("Cookie", home.RequestMessage!.Headers.TryGetValues("Cookie", out var cookies) ? string.Join("; ", cookies) : "");

        var answer = await client.SendAsync(await home.PageAsync(), [], form: "form[action='/sign-out']");

        Assert.Equal("/sign-in", answer.Headers.Location!.ToString());
        Assert.Contains("storage", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account/profile")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await stolen.GetAsync("/account/profile")).StatusCode);
    }

    [Fact]
    public async Task A_third_browser_ends_the_first_and_eight_hours_end_all()
    {
        var first = await SignedInAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await SignedInAsync(add: false);
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var third = await SignedInAsync(add: false);

        Assert.Equal(HttpStatusCode.Redirect, (await first.GetAsync("/")).StatusCode);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await second.GetAsync("/")).StatusCode, (await third.GetAsync("/")).StatusCode));
        for (var i = 0; i < 24; i++)
        {
            site.Clock.Advance(TimeSpan.FromMinutes(20));
            await third.GetAsync("/"); // busy all day
        }

        Assert.Equal(HttpStatusCode.Redirect, (await third.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_closed_account_is_out_with_the_next_click()
    {
        var client = await SignedInAsync();

        await site.DbAsync(db => db.Users.Where(u => u.UserName == "wang").ExecuteUpdateAsync(u => u.SetProperty(x => x.IsClosed, true)));

        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_role_is_forbidden()
    {
        var client = await SignedInAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/sample/audit-only")).StatusCode);
    }

    [Fact]
    public async Task A_new_password_ends_every_session_and_the_old_one_is_gone()
    {
        var client = await SignedInAsync();
        const string Next = "竹杖芒鞋轻胜马谁怕一蓑烟雨";

        var wrong = await (await client.FillAsync("/account/password", Change("not it at all", Next))).PageAsync();
        Assert.StartsWith("原密码不对", wrong.ErrorAt("Password"));
        var shortOne = await (await client.FillAsync("/account/password", Change(Password, "短"))).PageAsync();
        Assert.StartsWith("密码至少 12 个字符", shortOne.ErrorAt("NewPassword"));
        var easy = await (await client.FillAsync("/account/password", Change(Password, "password1234"))).PageAsync();
        Assert.StartsWith("这个密码太容易猜到", easy.ErrorAt("NewPassword"));

        var done = await client.FillAsync("/account/password", Change(Password, Next));

        Assert.Equal("/sign-in", done.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account/profile")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.Visitor().FillAsync("/sign-in", Typed("wang", Password))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await site.Visitor().FillAsync("/sign-in", Typed("wang", Next))).StatusCode);

        static Dictionary<string, string> Change(string old, string next) => new() { ["Password"] = old, ["NewPassword"] = next, ["NewPasswordAgain"] = next };
    }

    [Fact]
    public async Task A_one_time_code_opens_an_account_once_and_for_a_day()
    {
        var code = "";
        site.AddUser([Role.SA], "系统管理", name: "李管", change: u => code = OneTimeCode.Give(u, site.Clock.GetUtcNow().UtcDateTime, new AccountOptions()));
        Dictionary<string, string> Typing(string c) => new() { ["Account"] = "系统管理", ["OneTimeCode"] = c, ["NewPassword"] = Password, ["NewPasswordAgain"] = Password };

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.Visitor().FillAsync("/account/activate", Typing("AAAAA-AAAAA-AAAAA-AAAAA"))).StatusCode);
        var done = await site.Visitor().FillAsync("/account/activate", Typing(code.ToLowerInvariant()));
        Assert.Equal("/sign-in", done.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.Visitor().FillAsync("/account/activate", Typing(code))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await site.Visitor().FillAsync("/sign-in", Typed("系统管理", Password))).StatusCode);

        site.AddUser([Role.SEC], "late", change: u => code = OneTimeCode.Give(u, site.Clock.GetUtcNow().UtcDateTime, new AccountOptions()));
        site.Clock.Advance(TimeSpan.FromHours(25));
        var late = await site.Visitor().FillAsync("/account/activate", new(Typing(code)) { ["Account"] = "late" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
    }

    [Fact]
    public async Task The_first_start_makes_three_administrators_without_a_password()
    {
        _ = site.Services;

        var users = await site.DbAsync(db => db.Users.AsNoTracking().OrderBy(u => u.UserName).ToListAsync());

        Assert.Equal(["安全管理员", "审计管理员", "系统管理员"], users.Select(u => u.UserName!).Order(StringComparer.Ordinal).ToArray());
        Assert.All(users, u => Assert.Null(u.PasswordHash));
        Assert.All(users, u => Assert.NotNull(u.ActivationHash));
    }

    [Fact]
    public async Task The_ring_of_cookie_keys_lies_in_the_database_and_its_secret_is_sealed()
    {
        await site.Visitor().OpenAsync("/sign-in");

        var ring = await site.DbAsync(db => db.Set<KeyRingEntry>().AsNoTracking().ToListAsync());

        Assert.Contains("<sealed", Assert.Single(ring).Xml);
        Assert.DoesNotContain("<value>", ring[0].Xml);
    }

    private static Dictionary<string, string> Typed(string account, string password) => new() { ["Account"] = account, ["Password"] = password };

    private async Task<HttpClient> SignedInAsync(bool add = true)
    {
        if (add)
        {
            site.AddUser([Role.XF], "wang", password: Password);
        }

        var client = site.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await client.FillAsync("/sign-in", Typed("wang", Password))).StatusCode);
        return client;
    }
}
