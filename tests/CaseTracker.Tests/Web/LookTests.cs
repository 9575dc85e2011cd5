using Microsoft.Playwright;
using Xunit;

namespace CaseTracker.Tests.Web;

/// <summary>The shell in a real browser: at the office's screen and at 200 % zoom, by keyboard, on paper, without scripts.</summary>
public sealed class LookTests(Browser browser, LookTests.Served served) : IClassFixture<LookTests.Served>
{
    [Theory]
    [InlineData("/sign-in", "sign-in")]
    [InlineData("/sample/list", "list")]
    [InlineData("/sample/form", "form")]
    [InlineData("/sample/bug?kind=bug", "error")]
    public async Task A_page_fits_the_screen_and_twice_the_zoom_and_breaks_no_policy(string path, string name)
    {
        foreach (var zoomed in new[] { false, true })
        {
            await using var context = await browser.OpenAsync(served.Address, zoomed);
            var page = await context.NewPageAsync();
            var complaints = Complaints(page);
            await page.GotoAsync(path);
            if (name == "form")
            {
                await page.FillAsync("#Input_Name", "");
                await page.FillAsync("#Input_People", "900");
                await page.ClickAsync("text=登记 >> nth=-1", new PageClickOptions { Timeout = 5000 });
                await page.WaitForSelectorAsync(".reasons");
            }

            Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            await Browser.PictureAsync(page, $"shell-{name}{(zoomed ? "-200" : "")}", whole: zoomed);
            Assert.DoesNotContain(complaints, c => !c.Contains("status of"));
        }
    }

    [Fact]
    public async Task On_paper_there_is_no_menu()
    {
        await using var context = await browser.OpenAsync(served.Address);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sample/list");

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await page.SetViewportSizeAsync(794, 1123);
        await Browser.PictureAsync(page, "shell-print");

        Assert.False(await page.IsVisibleAsync(".side"));
        Assert.False(await page.IsVisibleAsync(".top"));
        Assert.False(await page.IsVisibleAsync(".filters"));
        Assert.True(await page.IsVisibleAsync(".due-red .icon"));
    }

    [Fact]
    public async Task A_slash_finds_the_search_box_but_not_while_writing()
    {
        await using var context = await browser.OpenAsync(served.Address);
        await context.SetExtraHTTPHeadersAsync([new("X-Test-User", served.Clerk.ToString())]);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sample/form");

        await page.FocusAsync("#Input_Name");
        await page.Keyboard.PressAsync("/");
        Assert.Equal("/", await page.InputValueAsync("#Input_Name"));

        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Keyboard.PressAsync("/");
        Assert.Equal("search", await page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    [Fact]
    public async Task A_query_leaves_what_was_not_filled_in_out_of_the_address()
    {
        await using var context = await browser.OpenAsync(served.Address);
        await context.SetExtraHTTPHeadersAsync([new("X-Test-User", served.Clerk.ToString())]);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/petitions");

        await page.FillAsync(".filters [name=q]", "wage");
        await page.ClickAsync(".filters button[type=submit]");
        await page.WaitForURLAsync("**/petitions?**");

        Assert.Equal("?q=wage", new Uri(page.Url).Query);
    }

    [Fact]
    public async Task The_first_tab_offers_to_skip_the_menu_and_focus_is_seen()
    {
        await using var context = await browser.OpenAsync(served.Address);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sample/list");

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("跳到正文", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("solid", await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
    }

    [Fact]
    public async Task A_dangerous_button_asks_first_and_a_second_click_sends_nothing()
    {
        await using var context = await browser.OpenAsync(served.Address);
        var page = await context.NewPageAsync();
        var sent = 0;
        page.Request += (_, r) => sent += r.Method == "POST" && r.Url.EndsWith("/sample/form", StringComparison.Ordinal) ? 1 : 0;
        await page.GotoAsync("/sample/form");
        await page.FillAsync("#Input_Name", "王某");
        await page.SelectOptionAsync("#Input_Purpose", "Request");

        await page.ClickAsync("button[name=refuse]");
        await page.ClickAsync("dialog .btn:not(.btn-primary)");
        Assert.Equal(0, sent);

        await page.ClickAsync("button[name=refuse]");
        await page.ClickAsync("dialog .btn-primary");
        await page.WaitForSelectorAsync(".reasons >> text=集体访须推选代表");
        Assert.Equal(1, sent);

        await page.EvaluateAsync("() => { const b = document.querySelector('.form-actions .btn-primary'); b.click(); b.click(); }");
        await page.WaitForSelectorAsync(".flash >> text=已登记：王某");
        Assert.Equal(2, sent);
    }

    [Fact]
    public async Task Without_scripts_the_menu_opens_and_a_form_is_sent()
    {
        await using var context = await browser.OpenAsync(served.Address, zoomed: true, scripts: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sample/form");

        Assert.False(await page.IsVisibleAsync(".side"));
        await page.ClickAsync(".top-menu");
        Assert.True(await page.IsVisibleAsync(".side .brand"));
        await page.ClickAsync(".side-close");
        await page.FillAsync("#Input_Name", "王某");
        await page.SelectOptionAsync("#Input_Purpose", "Request");
        await page.ClickAsync(".form-actions .btn-primary");

        Assert.Contains("已登记：王某", await page.TextContentAsync(".flash"));
    }

    private static List<string> Complaints(IPage page)
    {
        var complaints = new List<string>();
        page.Console += (_, m) =>
        {
            if (m.Type is "error" or "warning")
            {
                complaints.Add(m.Text);
            }
        };
        page.PageError += (_, e) => complaints.Add(e);
        return complaints;
    }

    /// <summary>The sample site on a real port.</summary>
    public sealed class Served : IDisposable
    {
        private readonly TestSite site = new();

        public Served()
        {
            site.UseKestrel(0);
            site.StartServer();
            Clerk = site.AddUser([CaseTracker.Accounts.Role.XF]);
        }

        public Guid Clerk { get; }

        public string Address => site.ClientOptions.BaseAddress.ToString();

        public void Dispose() => site.Dispose();
    }
}
