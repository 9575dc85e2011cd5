using System.Net;
using System.Net.Http.Json;
using CaseTracker.Governance;
using CaseTracker.Tests.Cli;
using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Governance;

/// <summary>依法治理 over HTTP and by the command line: forms, API, who may come in.</summary>
public sealed class GovernancePagesTests : IDisposable
{
    private readonly CaseSite office = new();

    [Fact]
    public async Task A_contract_is_entered_corrected_and_withdrawn_by_forms_and_stands_in_its_ledger()
    {
        using var handler = office.As("陈承办");
        Assert.Contains("合同审查", (await handler.OpenAsync("/governance")).QuerySelector("tbody")!.TextContent);
        using var empty = await handler.FillAsync("/governance/contract-review/new", new() { ["amount"] = "一万" });
        var reasons = (await empty.PageAsync()).Reasons();
        Assert.Contains("请填写子类", reasons);
        Assert.Contains("合同金额（元）应为金额（元），最多两位小数，如 500 或 500.00", reasons);
        using var saved = await handler.FillAsync("/governance/contract-review/new", new() { ["subKind"] = "合同", ["title"] = "物业合同", ["counterparty"] = "望川物业", ["amount"] = "1200.50" });
        Assert.Equal([], (await saved.PageAsync()).Reasons());
        const string Address = "/governance/items/HT420117202500001";
        Assert.Equal(Address, saved.Headers.Location!.ToString());
        var page = await handler.OpenAsync(Address);
        Assert.Contains("1,200.50元", page.QuerySelector("dl.facts")!.TextContent);
        Assert.Contains("须由法制审核办理", page.QuerySelector("aside")!.TextContent);
        using var corrected = await handler.FillAsync(Address + "/correct", new() { ["title"] = "物业服务合同", ["reason"] = "名称写错" });
        Assert.Equal([], (await corrected.PageAsync()).Reasons());
        Assert.Contains("物业服务合同", (await handler.OpenAsync("/governance/contract-review?q=服务")).QuerySelector("tbody")!.TextContent);

        using var leader = office.As("钱局长");
        Assert.Contains("物业服务合同", (await leader.OpenAsync("/ledgers?book=Governance&kind=ContractReview&month=2025-03")).Body!.TextContent);
        using var whole = await leader.GetAsync("/ledgers/download?book=Governance&from=2025-03-01&to=2025-03-31");
        using var own = await leader.GetAsync("/governance/contract-review?handler=Ledger&from=2025-01-01&to=2025-12-31");
        Assert.All(new[] { await whole.Content.ReadAsByteArrayAsync(), await own.Content.ReadAsByteArrayAsync() }, bytes => Assert.Equal("PK"u8.ToArray(), bytes[..2]));
        using var forbidden = await leader.GetAsync("/governance/contract-review/new");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);

        using var tasked = await handler.FillAsync("/governance/work-task/new", new() { ["title"] = "法治政府建设自查", ["limitOn"] = "2025-03-08", ["basis"] = "年度要点" });
        Assert.Equal([], (await tasked.PageAsync()).Reasons());
        var work = (await handler.OpenAsync("/")).QuerySelector("#governance")!;
        Assert.Contains("法治政府建设自查", work.TextContent);
        using var next = await handler.GetAsync(work.QuerySelector(".steps-open a")!.GetAttribute("href"));
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);

        using var withdrawn = await handler.FillAsync(Address + "/steps/withdraw", new() { ["reason"] = "不签了" });
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Contains("名称写错", (await handler.OpenAsync(Address)).QuerySelector(".history")!.TextContent);
        using var clerk = office.As("王登记");
        using var closed = await clerk.GetAsync("/governance");
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        using var unknown = await handler.GetAsync("/governance/dances");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Every_book_opens_its_list_and_its_form()
    {
        using var head = office.As("郑科长");
        foreach (var book in GovernanceBook.All)
        {
            Assert.Contains(book.Name, (await head.OpenAsync($"/governance/{book.Kind.Kebab()}")).QuerySelector("h1")!.TextContent);
            var form = await head.OpenAsync($"/governance/{book.Kind.Kebab()}/new");
            Assert.Equal(book.Asks.Count, form.QuerySelectorAll("main .form-grid > .field").Length);
        }
    }

    [Fact]
    public async Task An_inspection_is_drawn_and_drawn_again_by_forms()
    {
        using var head = office.As("郑科长");
        foreach (var (name, certificate) in new[] { ("张三", "17001"), ("李四", "17002"), ("王五", "17003") })
        {
            using var officer = await head.FillAsync("/governance/officer/new", new() { ["title"] = name, ["documentNumber"] = certificate, ["field"] = "民爆", ["validFrom"] = "2022-01-01", ["validTo"] = "2027-01-01", ["sentOn"] = "2022-01-01" });
            Assert.Equal([], (await officer.PageAsync()).Reasons());
            using var started = await head.FillAsync(officer.Headers.Location + "/steps/start", new() { ["on"] = "2022-01-01" });
            Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        }

        using var planned = await head.FillAsync("/governance/inspection/new", new() { ["title"] = "民爆检查", ["parts"] = "鑫兴民爆｜91420117MA4K00001A\n恒稳机械" });
        var address = planned.Headers.Location!.ToString();
        using var drawn = await head.FillAsync(address + "/steps/draw", new() { ["subjectCount"] = "1", ["officerCount"] = "2", ["witness"] = "韩纪检", ["seed"] = "20250305" });
        Assert.Equal([], (await drawn.PageAsync()).Reasons());
        Assert.Equal(address, drawn.Headers.Location!.ToString());
        Assert.Contains("20250305", (await head.OpenAsync(address)).QuerySelector("main")!.TextContent);
        Assert.Equal("与记录一致", (await head.OpenAsync(address + "/redraw")).QuerySelector(".page-head .mark")!.TextContent);
        Assert.Contains("另用种子试抽", (await head.OpenAsync(address + "/redraw?seed=abc")).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task The_api_does_the_same_and_refuses_with_every_reason()
    {
        using var real = new CaseSite(realSignIn: true);
        using var xf = await real.ProgramAsync("李信访");
        var books = await xf.GetStringAsync("/api/v1/governance/books");
        Assert.Contains("\"kind\":\"contract-review\"", books);
        using var refused = await xf.PostAsJsonAsync("/api/v1/governance/law-study", new { attendees = 3, person = "" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("没有“attendees”这一项", await refused.Content.ReadAsStringAsync());
        using var made = await xf.PostAsJsonAsync("/api/v1/governance/law-study", new { title = "学宪法", sentOn = "2025-03-05", department = "经济运行科", subKind = "中心组" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var address = made.Headers.Location!.ToString();
        using var done = await xf.PostAsJsonAsync(address + "/steps/finish", new { finishedOn = "2025-03-05", attendees = 40 });
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Contains("\"stateWord\":\"记录归档\"", await done.Content.ReadAsStringAsync());
        using var corrected = await xf.PostAsJsonAsync(address + "/correct", new { title = "学习宪法", sentOn = "2025-03-05", finishedOn = "2025-03-05", attendees = 41, reason = "人数更正" });
        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        var shown = await xf.GetStringAsync(address);
        Assert.Contains("\"attendees\":41", shown);
        Assert.DoesNotContain("amountFen", shown);
        Assert.Contains("学习宪法", await xf.GetStringAsync("/api/v1/governance?kind=law-study&q=宪法"));
        Assert.Contains("law-study", await xf.GetStringAsync("/api/v1/governance/counts"));
        using var ledger = await xf.GetAsync("/api/v1/ledgers/governance?kind=law-study&from=2025-03-01&to=2025-03-31");
        Assert.Equal("PK"u8.ToArray(), (await ledger.Content.ReadAsByteArrayAsync())[..2]);
        using var redraw = await xf.GetAsync(address + "/redraw");
        Assert.Equal(HttpStatusCode.NotFound, redraw.StatusCode);
        using var clerk = await real.ProgramAsync("王登记");
        using var forbidden = await clerk.GetAsync("/api/v1/governance");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task The_command_line_does_the_same()
    {
        await using var commands = await CommandOffice.WithPeopleAsync();
        var template = (await commands.DoneAsync("governance", "register", "law-study", "--template")).Output;
        var registered = await commands.FeedAsync(template, "governance", "register", "学法活动", "--file", "-", "--as", "陈承办", "--json");
        Assert.Equal((0, ""), (registered.Code, registered.Error));
        var number = registered.Json.GetProperty("number").GetString()!;
        var wrong = await commands.RunAsync("governance", "step", number, "finish", "--set", "attendees=很多", "--as", "陈承办", "--json");
        Assert.Equal(["finishedOn", "attendees"], wrong.Reasons.Select(r => r.Field));
        var finish = (await commands.DoneAsync("governance", "step", number, "finish", "--template", "--as", "陈承办")).Output;
        var finished = await commands.FeedAsync(finish, "governance", "step", number, "finish", "--file", "-", "--as", "陈承办");
        Assert.Equal("已办理“办结”，现为“记录归档”", finished.Output.Trim());
        Assert.Contains("记录归档", (await commands.DoneAsync("governance", "show", number, "--as", "陈承办")).Output);
        Assert.Contains("law-study", (await commands.DoneAsync("governance", "kinds", "--as", "陈承办")).Output);
        Assert.Contains("双随机检查不存在", (await commands.RunAsync("governance", "redraw", number)).Error);
        var file = Path.Combine(commands.Installation.Folder, "学法.xlsx");
        await commands.DoneAsync("ledger", "governance", "--kind", "law-study", "--from", "2000-01-01", "--to", "2100-01-01", "--out", file);
        Assert.True(new FileInfo(file).Length > 2000);
        Assert.Contains("双随机检查3", (await commands.DoneAsync("workflow", "governance", "--json")).Output);
    }

    public void Dispose() => office.Dispose();
}
