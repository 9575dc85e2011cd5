using System.Net;
using System.Net.Http.Json;
using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Disputes;

/// <summary>矛盾纠纷 and 现场处置 over HTTP: by forms and by the API, and who may come in.</summary>
public sealed class DisputePagesTests : IDisposable
{
    private static readonly Dictionary<string, string> Wages = new()
    {
        ["Name"] = "恒稳公司拖欠工资",
        ["Type"] = "Wages",
        ["Parties"] = "望川恒稳建材有限公司",
        ["PeopleCount"] = "35",
        ["Demands"] = "要求支付三个月工资",
        ["Risk"] = "中",
        ["MayGather"] = "true",
    };

    private readonly CaseSite office = new();

    [Fact]
    public async Task A_dispute_goes_from_the_sweep_to_the_petition_by_forms()
    {
        using var handler = office.As("陈承办");
        using var empty = await handler.FillAsync("/disputes/new", []);
        Assert.Contains("请选择风险等级", (await empty.PageAsync()).Reasons());
        using var saved = await handler.FillAsync("/disputes/new", Wages);
        Assert.Equal("/disputes/JF420117202500001", saved.Headers.Location!.ToString());
        using var started = await handler.FillAsync("/disputes/JF420117202500001/steps/start", new() { ["measures"] = "约谈企业", ["person"] = "陈承办", ["limitOn"] = "2025-04-05" });
        Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        using var noted = await handler.FillAsync("/disputes/JF420117202500001/steps/progress", new() { ["progress"] = "企业承诺月底前支付" });
        Assert.Equal(HttpStatusCode.Redirect, noted.StatusCode);

        using var xf = office.As("李信访");
        using var turned = await xf.FillAsync("/disputes/JF420117202500001/petition", new()
        {
            ["Purpose"] = "Resolve",
            ["CategoryId"] = "010100",
            ["PlaceId"] = "420117",
            ["Petitioners[0].Name"] = "刘桂英",
            ["Petitioners[0].Address"] = "望川街道虚构路1号",
        });
        Assert.Equal([], (await turned.PageAsync()).Reasons());
        Assert.Equal(HttpStatusCode.Redirect, turned.StatusCode);
        var page = await xf.OpenAsync("/disputes/JF420117202500001");
        Assert.Equal("XF420117202500001", page.QuerySelector("a[href^='/petitions/XF']")!.TextContent);
        Assert.Contains("企业承诺月底前支付", page.QuerySelector(".history")!.TextContent);
        Assert.Contains("矛盾纠纷 JF420117202500001", (await xf.OpenAsync("/petitions/XF420117202500001")).QuerySelector("main")!.TextContent);

        using var leader = office.As("钱局长");
        Assert.Contains("恒稳公司拖欠工资", (await leader.OpenAsync("/disputes?openOnly=true&risk=中")).QuerySelector("tbody")!.TextContent);
        Assert.Contains("转信访件XF420117202500001", (await leader.OpenAsync("/ledgers?book=Disputes&month=2025-03")).Body!.TextContent);
        using var file = await leader.GetAsync("/ledgers/download?book=Disputes&from=2025-03-01&to=2025-03-31");
        Assert.Equal("PK"u8.ToArray(), (await file.Content.ReadAsByteArrayAsync())[..2]);
    }

    [Fact]
    public async Task A_missing_report_is_shown_and_a_zero_report_is_made_from_its_cell()
    {
        using var handler = office.As("陈承办");
        var page = await handler.OpenAsync("/disputes/reports");
        var missing = page.QuerySelector("a.mark-red")!;
        Assert.Equal("未报", missing.TextContent);
        using var reported = await handler.FillAsync(missing.GetAttribute("href")!, new() { ["SweptBy"] = "陈承办" });
        Assert.Equal([], (await reported.PageAsync()).Reasons());
        Assert.Equal(HttpStatusCode.Redirect, reported.StatusCode);
        page = await handler.OpenAsync("/disputes/reports");
        Assert.Contains("零报告（迟5天）", page.QuerySelector("tbody")!.TextContent);
        Assert.Empty(page.QuerySelectorAll(".mark-red"));
        // A leader reads it and writes nothing.
        using var leader = office.As("冯分管");
        var cell = (await leader.OpenAsync("/disputes/reports")).QuerySelectorAll("a.mark-blue").Single();
        Assert.Empty((await leader.OpenAsync(cell.GetAttribute("href")!)).QuerySelectorAll("main form[method=post]"));
        using var forbidden = await leader.GetAsync("/disputes/new");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task Conduct_is_recorded_corrected_printed_and_never_bars_a_registration()
    {
        using var clerk = office.As("王登记");
        var fields = new Dictionary<string, string> { ["Conduct"] = "Lingering", ["People"] = "刘某", ["Facts"] = "在接待室滞留喧哗", ["Handling"] = "经劝导离开", ["PoliceCalled"] = "true" };
        using var refused = await clerk.FillAsync("/conduct/new", fields);
        Assert.Equal(["报公安之前应当先行劝阻、批评或者教育，请勾选所做的依据：《信访工作条例》第四十七条", "已报公安的，请填写接警单位"], (await refused.PageAsync()).Reasons());
        using var saved = await clerk.FillAsync("/conduct/new", new(fields) { ["Dissuaded"] = "true", ["PoliceOrgan"] = "邾城派出所" });
        Assert.Equal("/conduct/XC420117202500001", saved.Headers.Location!.ToString());
        using var secret = await clerk.FillAsync("/conduct/XC420117202500001/correct", new() { ["PetitionNumber"] = "XFJ420117202500001", ["Reason"] = "补" });
        Assert.Contains("检举控告件不在这里关联，请不要填写它的编号", (await secret.PageAsync()).Reasons());
        using var received = await clerk.FillAsync("/receptions/new", new() { ["Visitors[0].Name"] = "刘某", ["Problem"] = "反映欠薪" });
        var reception = received.Headers.Location!.ToString()["/receptions/".Length..];
        using var corrected = await clerk.FillAsync("/conduct/XC420117202500001/correct", new() { ["ReceptionNumber"] = reception, ["Reason"] = "补来访编号" });
        Assert.Equal(HttpStatusCode.Redirect, corrected.StatusCode);

        using var leader = office.As("钱局长");
        var paper = (await leader.OpenAsync("/conduct/XC420117202500001")).QuerySelector(".paper")!.TextContent;
        Assert.Contains("☑劝阻", paper);
        Assert.Contains("条例第二十六条第四项", paper);
        Assert.Contains(reception, paper);
        Assert.Contains("劝阻、报公安", (await leader.OpenAsync("/conduct?policeOnly=true")).QuerySelector("tbody")!.TextContent);
        using var handler = office.As("陈承办");
        using var hidden = await handler.GetAsync("/conduct/XC420117202500001");
        Assert.Equal(HttpStatusCode.Forbidden, hidden.StatusCode);
    }

    [Fact]
    public async Task The_api_does_the_same_and_refuses_with_every_reason()
    {
        using var real = new CaseSite(realSignIn: true);
        using var xf = await real.ProgramAsync("李信访");
        using var refused = await xf.PostAsJsonAsync("/api/v1/disputes", new { name = "恒稳公司拖欠工资", risk = "红" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("没有“红”这一风险等级", await refused.Content.ReadAsStringAsync());
        using var made = await xf.PostAsJsonAsync("/api/v1/disputes", new { name = "恒稳公司拖欠工资", type = "工资拖欠", parties = "恒稳公司", peopleCount = 35, demands = "要求支付工资", risk = "中" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var step = await xf.PostAsJsonAsync("/api/v1/disputes/JF420117202500001/steps/start", new { measures = "约谈", person = "陈承办", department = "经济运行科", limitOn = "2025-04-05" });
        Assert.Contains("\"state\":\"resolving\"", await step.Content.ReadAsStringAsync());
        using var late = await xf.PostAsJsonAsync("/api/v1/disputes/JF420117202500001/steps/close-off", new { opinion = "同意" });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using var zero = await xf.PostAsJsonAsync("/api/v1/disputes/reports", new { from = "2025-02-01", to = "2025-02-28", isZero = true });
        Assert.Equal(HttpStatusCode.Created, zero.StatusCode);
        Assert.Contains("零报告", await xf.GetStringAsync("/api/v1/disputes/reports?from=2025-02-01&to=2025-03-05"));
        using var day = await xf.PostAsJsonAsync("/api/v1/reception-days", new { on = "2025-03-05", from = "09:00", to = "11:30", place = "接待室", leaderName = "钱局长", leaderPost = "局长" });
        Assert.Equal(HttpStatusCode.Created, day.StatusCode);
        var address = day.Headers.Location!.ToString();
        using var visit = await xf.PostAsJsonAsync(address + "/visits", new { visitorName = "刘桂英", problem = "反映欠薪" });
        Assert.Equal(HttpStatusCode.Created, visit.StatusCode);
        using var answered = await xf.PostAsJsonAsync(visit.Headers.Location + "/steps/answer", new { opinion = "当场说明", result = "来访人认可" });
        Assert.Contains("\"state\":\"finished\"", await answered.Content.ReadAsStringAsync());
        using var conduct = await xf.PostAsJsonAsync("/api/v1/conduct", new { place = "大厅", people = "某人", facts = "喧哗", handling = "劝离", dissuaded = true });
        Assert.Equal(HttpStatusCode.Created, conduct.StatusCode);
        foreach (var book in new[] { "disputes", "reception-days" })
        {
            using var file = await xf.GetAsync($"/api/v1/ledgers/{book}?from=2025-03-01&to=2025-03-31");
            Assert.Equal("PK"u8.ToArray(), (await file.Content.ReadAsByteArrayAsync())[..2]);
        }

        foreach (var name in new[] { "dispute", "reception-day", "day-visit" })
        {
            Assert.Contains("stepId", await xf.GetStringAsync($"/api/v1/workflows/{name}"));
        }

        using var archivist = await real.ProgramAsync("孙档案");
        using var forbidden = await archivist.GetAsync("/api/v1/disputes");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    public void Dispose() => office.Dispose();
}
