using System.Net;
using CaseTracker.Accounts;
using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions.Pages;

/// <summary>督办、包案、批示 and cards over HTTP: by forms and by the API, and who may come in.</summary>
public sealed class WatchPagesTests : IDisposable
{
    private readonly CaseSite office = new();

    [Fact]
    public async Task A_led_case_is_found_in_the_list_worked_on_from_my_work_and_printed()
    {
        var number = await office.HandledAsync();
        await office.StepAsync("李信访", number, PetitionStep.LeadCase, ("on", office.Today), ("leader", "冯分管"), ("unit", "经济运行科"), ("person", "陈承办"), ("due", office.Today.AddDays(60)), ("plan", "约谈信访人"));
        await office.ApproveAsync("钱局长", number);
        using var leader = office.As("冯分管");
        var list = await leader.OpenAsync("/petitions/sides?kind=Lead&openOnly=true");
        Assert.Contains("冯分管", list.QuerySelector("tbody")!.TextContent);
        Assert.Equal("督办和包案", list.QuerySelector("nav [aria-current]")!.TextContent.Trim());
        var work = await leader.OpenAsync("/");
        Assert.Equal("1", work.QuerySelector("[data-count=beside]")!.TextContent);
        Assert.Single(work.QuerySelectorAll("[data-in=beside]"));
        using var done = await leader.FillAsync($"/petitions/{number}/sides/1/progress", new() { ["on"] = $"{office.Today:yyyy-MM-dd}", ["act"] = "visit", ["answer"] = "到家中走访", ["item"] = "包掌握情况", ["itemDone"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var paper = (await leader.OpenAsync($"/petitions/{number}/sides/1/print")).QuerySelector("article")!.TextContent;
        Assert.Contains("到家中走访", paper);
        Assert.Contains("（走访）", paper);
        Assert.Contains("领导包案台账", (await leader.OpenAsync("/ledgers?book=LedCases")).Body!.TextContent);
        using var clerk = office.As("赵登记");
        Assert.Contains("没有符合条件的事项", (await clerk.OpenAsync("/petitions/sides")).QuerySelector("main")!.TextContent);
        Assert.Equal("0", (await clerk.OpenAsync("/")).QuerySelector("[data-count=beside]")!.TextContent);
        foreach (var book in new[] { "supervisions", "led-cases", "instructions", "cards" })
        {
            using var file = await leader.GetAsync($"/ledgers/download?book={book.Replace("-", "", StringComparison.Ordinal)}&from=2025-03-01&to=2025-03-31");
            Assert.Equal("PK"u8.ToArray(), (await file.Content.ReadAsByteArrayAsync())[..2]);
        }
    }

    [Fact]
    public async Task An_instruction_is_written_from_the_page_of_its_case_answered_and_closed()
    {
        var number = await office.HandledAsync();
        using var xf = office.As("李信访");
        Assert.NotNull((await xf.OpenAsync($"/petitions/{number}")).QuerySelector($"#watch a[href='/instructions/new?petition={number}']"));
        using var empty = await xf.FillAsync($"/instructions/new?petition={number}", []);
        Assert.Equal(["请填写批示内容"], (await empty.PageAsync()).Reasons());
        using var nobody = await xf.FillAsync($"/instructions/new?petition={number}", new() { ["Text"] = "抓紧办理" });
        Assert.Equal(["请选择批示的局领导，或者写明上级领导的姓名和职务"], (await nobody.PageAsync()).Reasons());
        using var saved = await xf.FillAsync($"/instructions/new?petition={number}", new() { ["LeaderId"] = $"{office.IdOf("钱局长")}", ["Text"] = "抓紧办理", ["DueOn"] = $"{office.Today.AddDays(7):yyyy-MM-dd}" });
        Assert.Equal("/instructions/PS420117202500001", saved.Headers.Location!.ToString());
        using var handler = office.As("陈承办");
        Assert.Equal("1", (await handler.OpenAsync("/")).QuerySelector("[data-count=beside]")!.TextContent);
        using var answered = await handler.FillAsync("/instructions/PS420117202500001/steps/answer", new() { ["feedback"] = "已约谈双方" });
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        Assert.Contains("已约谈双方", (await handler.OpenAsync($"/petitions/{number}")).QuerySelector("#watch")!.TextContent);
        using var head = office.As("钱局长");
        Assert.Equal("1", (await head.OpenAsync("/")).QuerySelector("[data-count=beside]")!.TextContent);
        using var closed = await head.FillAsync("/instructions/PS420117202500001/steps/close-off", new() { ["opinion"] = "同意" });
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.Contains("已办结", (await head.OpenAsync("/instructions")).QuerySelector("tbody")!.TextContent);
        using var clerk = office.As("王登记");
        using var forbidden = await clerk.GetAsync("/instructions");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Null((await clerk.OpenAsync($"/petitions/{number}")).QuerySelector("#watch"));
    }

    [Fact]
    public async Task A_card_is_issued_and_lifted_by_the_supervisor_only_and_shown_on_the_case()
    {
        var supervisor = office.Site.AddUser([Role.SU], "督办员", "督办员", CaseSite.Password, _ => { });
        var number = await office.HandledAsync();
        using var client = office.Site.Visitor();
        client.DefaultRequestHeaders.Add("X-Test-User", supervisor.ToString());
        using var refused = await client.FillAsync("/cards/new", new() { ["PetitionNumber"] = "XF1", ["Reason"] = "拖延" });
        Assert.Equal(["没有编号为“XF1”的普通信访事项，请核对"], (await refused.PageAsync()).Reasons());
        using var issued = await client.FillAsync($"/cards/new?petition={number}", new() { ["Colour"] = "Red", ["HolderId"] = $"{office.IdOf("陈承办")}", ["Reason"] = "拖延" });
        Assert.Equal("/cards", issued.Headers.Location!.ToString());
        using var handler = office.As("陈承办");
        Assert.Contains("红牌", (await handler.OpenAsync($"/petitions/{number}")).QuerySelector(".page-head")!.TextContent);
        Assert.Empty((await handler.OpenAsync("/cards")).QuerySelectorAll("a[href$=lift]"));
        using var closed = await handler.GetAsync("/cards/new");
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        var lift = (await client.OpenAsync("/cards")).QuerySelector("a[href$=lift]")!.GetAttribute("href")!;
        using var lifted = await client.FillAsync(lift, new() { ["Reason"] = "已整改" });
        Assert.Equal(HttpStatusCode.Redirect, lifted.StatusCode);
        Assert.DoesNotContain("红牌", (await handler.OpenAsync($"/petitions/{number}")).QuerySelector(".page-head")!.TextContent);
        Assert.Contains("没有符合条件", (await handler.OpenAsync("/cards?heldOnly=true")).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Settings_switch_a_group_off_and_name_what_a_leader_answers_for()
    {
        using var admin = office.As("系统");
        using var wrong = await admin.FillAsync("/admin/settings", new() { ["LeadItems"] = "包 案" });
        Assert.Contains("包案事项应为一至十个词", string.Join("", (await wrong.PageAsync()).Reasons()));
        using var saved = await admin.FillAsync("/admin/settings", new() { ["LeadItems"] = "包调查、包处理、包息诉罢访", ["SuperviseNotice"] = "false" });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await office.RegisterAsync();
        office.Site.Clock.Advance(TimeSpan.FromDays(16));
        Assert.Equal(0, await office.DoAsync("钱局长", (s, _) => s.GetRequiredService<SuperviseByTime>().ExecuteAsync(default)));
    }

    public void Dispose() => office.Dispose();
}
