using System.Net;
using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Tests.Web;
using Xunit;

namespace CaseTracker.Tests.ReceptionDays;

/// <summary>领导接访 over HTTP: the whole way by forms, and who may come in.</summary>
public sealed class ReceptionDayPagesTests : IDisposable
{
    private readonly CaseSite office = new();

    [Fact]
    public async Task A_day_goes_from_the_arrangement_to_the_petition_by_forms()
    {
        using var clerk = office.As("王登记");
        using var planned = await clerk.FillAsync("/reception-days/new", new() { ["On"] = "2025-03-05", ["Place"] = "信访接待室", ["LeaderName"] = "钱局长", ["LeaderPost"] = "局长", ["Companions"] = "办公室" });
        Assert.Equal(HttpStatusCode.Redirect, planned.StatusCode);
        var day = planned.Headers.Location!.ToString();
        using var late = await clerk.FillAsync(day + "/steps/publish", new() { ["publishedOn"] = "2025-03-04", ["how"] = "公示栏" });
        Assert.Contains("请填写公示迟的理由", (await late.PageAsync()).Reasons());
        using var published = await clerk.FillAsync(day + "/steps/publish", new() { ["publishedOn"] = "2025-03-04", ["how"] = "公示栏", ["lateReason"] = "临时安排" });
        Assert.Equal(day, published.Headers.Location!.ToString());

        using var received = await clerk.FillAsync("/receptions/new", new() { ["Visitors[0].Name"] = "周桂英", ["Visitors[0].Address"] = "邾城街虚构路5号", ["Problem"] = "反映遗属补助没有发放" });
        var reception = received.Headers.Location!.ToString()["/receptions/".Length..];
        using var recorded = await clerk.FillAsync(day + "/visits/new", new() { ["ReceptionNumber"] = reception, ["Cause"] = "政策衔接" });
        var visit = recorded.Headers.Location!.ToString();
        var economy = (await clerk.OpenAsync(visit + "/steps/instruct")).QuerySelectorAll("#Input_department option").Single(o => o.TextContent == "经济运行科").GetAttribute("value")!;
        using var instructed = await clerk.FillAsync(visit + "/steps/instruct", new() { ["opinion"] = "核实后答复", ["department"] = economy, ["limitOn"] = "2025-03-20" });
        Assert.Equal(visit, instructed.Headers.Location!.ToString());
        using var turned = await clerk.FillAsync(visit + "/petition", new() { ["Purpose"] = "Resolve", ["CategoryId"] = "010100", ["PlaceId"] = "420117" });
        Assert.Equal([], (await turned.PageAsync()).Reasons());
        using var held = await clerk.FillAsync(day + "/steps/hold", new() { ["summary"] = "接待1批1人" });
        Assert.Equal(HttpStatusCode.Redirect, held.StatusCode);

        using var handler = office.As("陈承办");
        Assert.Contains("周桂英", (await handler.OpenAsync("/reception-days/visits")).Body!.TextContent);
        using var reported = await handler.FillAsync(visit + "/steps/report", new() { ["result"] = "已补发" });
        Assert.Equal(HttpStatusCode.Redirect, reported.StatusCode);
        var page = await handler.OpenAsync(visit);
        Assert.Equal(["反馈结果", "转为信访事项", "批示交办", "接访登记"], page.QuerySelectorAll(".history b").Select(b => b.TextContent));
        Assert.Matches("XF420117202500001", page.QuerySelector("a[href^='/petitions/XF']")!.TextContent);

        using var leader = office.As("钱局长");
        Assert.Contains("2025-03-05", (await leader.OpenAsync("/reception-days")).QuerySelector("tbody")!.TextContent);
        Assert.Contains("已补发", (await leader.OpenAsync("/ledgers?book=ReceptionDays&month=2025-03")).Body!.TextContent);
        using var file = await leader.GetAsync("/ledgers/download?book=ReceptionDays&from=2025-03-01&to=2025-03-31");
        Assert.Equal("PK"u8.ToArray(), (await file.Content.ReadAsByteArrayAsync())[..2]);
        Assert.Contains("钱局长", (await leader.OpenAsync("/reception-days/notice?month=2025-03")).QuerySelector(".paper")!.TextContent);
        Assert.Contains("公示日期：2025年3月4日", (await leader.OpenAsync("/reception-days/notice?month=2025-03")).QuerySelector(".paper")!.TextContent);
    }

    [Fact]
    public async Task Leaders_read_the_archivist_and_the_administrator_do_not_come_in_and_nobody_writes_without_leave()
    {
        using var clerk = office.As("王登记");
        using var planned = await clerk.FillAsync("/reception-days/new", new() { ["On"] = "2025-03-20", ["Place"] = "接待室", ["LeaderName"] = "钱局长", ["LeaderPost"] = "局长" });
        var day = planned.Headers.Location!.ToString();
        using var leader = office.As("冯分管");
        var page = await leader.OpenAsync(day);
        Assert.Empty(page.QuerySelectorAll("a[href$='/steps/publish']"));
        Assert.Contains("须由信访机构负责人或接访员办理", page.QuerySelector("aside")!.TextContent);
        foreach (var (who, path, status) in new[]
        {
            ("冯分管", "/reception-days/new", HttpStatusCode.Forbidden), ("冯分管", day + "/steps/publish", HttpStatusCode.Forbidden), ("孙档案", "/reception-days", HttpStatusCode.Forbidden),
            ("系统", day, HttpStatusCode.Forbidden), ("王登记", "/reception-days/" + Guid.NewGuid(), HttpStatusCode.NotFound), ("王登记", day + "/steps/nothing", HttpStatusCode.NotFound),
        })
        {
            using var client = office.As(who);
            using var answer = await client.GetAsync(path);
            Assert.True(status == answer.StatusCode, $"{who} {path}: {answer.StatusCode}");
        }

        using var archivist = office.As("孙档案");
        Assert.DoesNotContain("领导接访", (await archivist.OpenAsync("/")).QuerySelector(".side")!.TextContent);
    }

    [Fact]
    public async Task A_stale_form_is_refused_and_keeps_what_was_typed()
    {
        using var clerk = office.As("王登记");
        using var planned = await clerk.FillAsync("/reception-days/new", new() { ["On"] = "2025-03-20", ["Place"] = "接待室", ["LeaderName"] = "钱局长", ["LeaderPost"] = "局长" });
        var day = planned.Headers.Location!.ToString();
        using var other = office.As("李信访");
        var open = await clerk.OpenAsync(day + "/steps/substitute");
        using var first = await other.FillAsync(day + "/steps/publish", new() { ["how"] = "公示栏" });
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        using var stale = await clerk.SendAsync(open, new() { ["leader"] = "冯分管", ["post"] = "副局长", ["reason"] = "出差" });
        var page = await stale.PageAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stale.StatusCode);
        Assert.Equal("冯分管", page.QuerySelector("#Input_leader")!.GetAttribute("value"));
        using var again = await clerk.SendAsync(page, []);
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    public void Dispose() => office.Dispose();
}
