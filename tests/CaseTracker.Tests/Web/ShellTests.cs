using System.Net;
using System.Text.RegularExpressions;
using CaseTracker.Accounts;
using CaseTracker.Web;
using CaseTracker.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CaseTracker.Tests.Web;

/// <summary>Headers, errors and the frame of every page.</summary>
public sealed partial class ShellTests(TestSite site) : IClassFixture<TestSite>
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sample/list")]
    [InlineData("/sample/bug?kind=bug")]
    [InlineData("/nowhere")]
    [InlineData("/site.css")]
    public async Task Every_answer_forbids_what_no_page_of_ours_asks(string path)
    {
        var response = await site.Visitor().GetAsync(path);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'nonce-", policy);
        Assert.DoesNotContain("unsafe", policy);
        foreach (var part in new[] { "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'" })
        {
            Assert.Contains(part, policy);
        }

        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.True(response.Headers.Contains("Strict-Transport-Security"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Each_answer_has_its_own_nonce_and_every_script_bears_it()
    {
        var client = site.Visitor();
        var first = await client.GetAsync("/sample/list");
        var second = await client.GetAsync("/sample/list");

        var nonce = NonceOf(first);
        Assert.NotEqual(nonce, NonceOf(second));
        var scripts = (await first.PageAsync()).QuerySelectorAll("script");
        Assert.NotEmpty(scripts);
        Assert.All(scripts, s => Assert.Equal(nonce, s.GetAttribute("nonce")));
    }

    [Fact]
    public async Task An_unknown_host_is_refused()
    {
        var client = site.Visitor();
        client.DefaultRequestHeaders.Host = "evil.example";

        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/sign-in")).StatusCode);
    }

    [Fact]
    public async Task A_bug_shows_the_number_under_which_the_log_has_it_and_nothing_more()
    {
        using var kept = new KeptLog();
        await using var watched = site.WithWebHostBuilder(b => b.ConfigureServices(s => s.AddSingleton<ILoggerProvider>(kept)));

        var response = await watched.CreateClient().GetAsync("/sample/bug?kind=bug");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var page = await response.PageAsync();
        var number = page.QuerySelector(".problem-number b")!.TextContent;
        Assert.Matches("^[0-9A-Z]{4}-[0-9A-Z]{4}$", number);
        Assert.Contains(kept.Lines, l => l.Replace("\"", "").Contains($"{number} failed: GET /sample/bug") && l.Contains("the secret of the bug"));
        Assert.DoesNotContain("the secret", page.DocumentElement.OuterHtml);
    }

    [Fact]
    public async Task What_is_missing_and_what_may_not_be_known_give_the_same_page()
    {
        var client = site.SignedInAs(Role.XF);

        var hidden = await client.GetAsync("/sample/bug?kind=missing");
        var missing = await client.GetAsync("/sample/nowhere-at-all");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (hidden.StatusCode, missing.StatusCode));
        Assert.Equal(Body(await hidden.Content.ReadAsStringAsync()), Body(await missing.Content.ReadAsStringAsync()));

        static string Body(string html) => html[html.IndexOf("<main", StringComparison.Ordinal)..];
    }

    [Fact]
    public async Task A_refusal_outside_a_form_is_a_page_with_its_reasons()
    {
        var response = await site.Visitor().GetAsync("/sample/bug?kind=refused");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("本月已结账（第三条），可由局领导解除", (await response.PageAsync()).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task The_error_page_itself_is_no_address()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visitor().GetAsync("/error/500")).StatusCode);
    }

    [Fact]
    public async Task The_sprite_has_every_icon_that_a_page_or_the_code_names()
    {
        var root = Folders.Web;
        var sprite = await (await site.Visitor().GetAsync("/lib/icons.svg")).Content.ReadAsStringAsync();
        var named = Directory.EnumerateFiles(root, "*.cshtml", SearchOption.AllDirectories)
            .SelectMany(f => IconName().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .Concat(Menu.Groups.SelectMany(g => g.Items).Select(i => i.Icon))
            .Concat(Enum.GetValues<DueTone>().Select(DueTag.Icon))
            .Where(n => !n.StartsWith('@'))
            .Distinct()
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(named, n => Assert.Contains($"<symbol id=\"{n}\"", sprite));
    }

    [Fact]
    public void No_page_has_a_script_or_a_style_in_its_lines()
    {
        foreach (var file in Directory.EnumerateFiles(Folders.Web, "*.cshtml", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            Assert.False(InlineHandler().IsMatch(text), $"{file}: an event handler in a tag; put it into site.js");
            Assert.False(InlineStyle().IsMatch(text), $"{file}: a style in a tag; put it into site.css");
            Assert.False(text.Contains("javascript:", StringComparison.OrdinalIgnoreCase), $"{file}: javascript: address");
            Assert.False(HtmxEval().IsMatch(text), $"{file}: htmx that evaluates text");
        }
    }

    [Fact]
    public async Task A_signed_in_page_is_never_stored()
    {
        var client = site.SignedInAs(Role.XF);

        Assert.True((await client.GetAsync("/sample/list")).Headers.CacheControl!.NoStore);
        Assert.False((await client.GetAsync("/lib/icons.svg")).Headers.CacheControl!.NoStore);
    }

    [Fact]
    public void Every_page_says_who_may_open_it()
    {
        foreach (var page in typeof(FormPage).Assembly.GetTypes().Where(t => !t.IsAbstract && typeof(PageModel).IsAssignableFrom(t)))
        {
            Assert.True(page.IsDefined(typeof(AllowedToAttribute), inherit: true) || page.IsDefined(typeof(AllowAnonymousAttribute), inherit: true), $"{page} needs [AllowedTo(…)] or [AllowAnonymous]");
        }
    }

    [Fact]
    public async Task The_menu_shows_what_the_roles_of_today_open()
    {
        string[] Lines(AngleSharp.Html.Dom.IHtmlDocument page) => [.. page.QuerySelectorAll(".side li a").Select(a => a.TextContent.Trim())];

        Assert.Equal(["我的工作", "审计日志", "帮助"], Lines(await site.SignedInAs(Role.AUD).OpenAsync("/")));
        Assert.Equal(["我的工作", "来访登记", "信访事项", "督办和包案", "领导接访", "现场处置", "花名册", "走访慰问", "待遇事项", "台账", "报表", "看板", "办理指标", "帮助"], Lines(await site.SignedInAs(Role.RC).OpenAsync("/")));
    }

    [Fact]
    public void Every_form_with_an_address_asks_for_its_token()
    {
        foreach (var file in Directory.EnumerateFiles(Folders.Web, "*.cshtml", SearchOption.AllDirectories))
        {
            Assert.All(PostTag().Matches(File.ReadAllText(file)), m => Assert.True(
                !m.Value.Contains(" action=") || m.Value.Contains("asp-antiforgery=\"true\""), $"{file}: {m.Value} gets no token; add asp-antiforgery=\"true\""));
        }
    }

    [Theory]
    [InlineData(0, "今日到期")]
    [InlineData(3, "剩 3 天")]
    [InlineData(-2, "已超期 2 天")]
    public void A_deadline_is_said_in_words(int days, string words)
    {
        var today = new DateOnly(2025, 3, 3);

        Assert.Equal(words, DueTag.Words(today.AddDays(days), today));
    }

    private static string NonceOf(HttpResponseMessage response) =>
        NonceValue().Match(response.Headers.GetValues("Content-Security-Policy").Single()).Groups[1].Value;

    [GeneratedRegex("script-src 'nonce-([^']+)'")]
    private static partial Regex NonceValue();

    [GeneratedRegex("<form[^>]*method=\"post\"[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex PostTag();

    [GeneratedRegex("<icon name=\"([^\"]+)\"")]
    private static partial Regex IconName();

    [GeneratedRegex(@"<[^>]+\son[a-z]+\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineHandler();

    [GeneratedRegex(@"<[^>]+\sstyle\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineStyle();

    [GeneratedRegex(@"hx-on|hx-vals\s*=\s*[""']js:|hx-trigger\s*=\s*""[^""]*\[", RegexOptions.IgnoreCase)]
    private static partial Regex HtmxEval();

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        private readonly List<string> lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (lines)
                {
                    return [.. lines];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
            {
                lines.Add(formatter(state, exception) + exception);
            }
        }

        public void Dispose()
        {
        }
    }
}
