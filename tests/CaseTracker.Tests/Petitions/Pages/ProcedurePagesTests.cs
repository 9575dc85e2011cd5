using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaseTracker.Accounts;
using CaseTracker.Petitions;
using CaseTracker.Tests.Cli;
using CaseTracker.Tests.Web;
using CaseTracker.Workflow;
using Xunit;

namespace CaseTracker.Tests.Petitions.Pages;

/// <summary>What the pages add for the whole procedure: demands one by one, matters beside the main way, accusations, and the manual.</summary>
public sealed class ProcedurePagesTests : IDisposable
{
    private readonly CaseSite office = new();

    public void Dispose() => office.Dispose();

    [Fact]
    public async Task Each_demand_of_a_letter_is_asked_for_by_itself_and_stays_after_a_refusal()
    {
        var number = await office.RegisterAsync(CaseSite.Letter() with { Demands = "补发差额\n办理医保\n建议公开账目" });
        using var client = office.As("李信访");
        var form = await client.OpenAsync($"/petitions/{number}/steps/accept");
        Assert.Equal(3, form.QuerySelectorAll("select[name='Input.ways']").Length);
        foreach (var (i, way) in new[] { (0, "r6"), (1, "r5"), (2, "suggestion") })
        {
            ((IHtmlSelectElement)form.GetElementById($"Input_ways_{i}")!).Value = way;
        }

        var refused = await (await client.SendAsync(form, new() { ["route"] = "r6", ["withinPowers"] = "false" }, "报批“受理”")).PageAsync();
        Assert.Equal(["r6", "r5", "suggestion"], refused.QuerySelectorAll<IHtmlSelectElement>("select[name='Input.ways']").Select(s => s.Value));
        var done = await client.SendAsync(refused, new() { ["route"] = "r6", ["withinPowers"] = "true" }, "报批“受理”");

        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        using var deputy = office.As("冯分管");
        Assert.Contains("信访程序；履行职责；建议意见", (await deputy.OpenAsync($"/petitions/{number}")).QuerySelector(".approval")!.TextContent, StringComparison.Ordinal);
        await office.ApproveAsync("冯分管", number);
        var view = await office.DoAsync("李信访", (s, actor) => ((GetPetition)s.GetService(typeof(GetPetition))!).ExecuteAsync(number, actor, default));
        Assert.Equal([DemandWay.R6, DemandWay.R5, DemandWay.Suggestion], view.Petition.Demands.Select(d => d.Way));
    }

    [Fact]
    public async Task A_hearing_is_decided_held_and_reported_through_the_page_of_the_case()
    {
        var number = await office.HandledAsync();
        using var director = office.As("钱局长");
        await director.FillAsync($"/petitions/{number}/steps/hear", new() { ["heldOn"] = $"{office.Today.AddDays(7):yyyy-MM-dd}", ["place"] = "三楼会议室", ["chair"] = "冯分管", ["panel"] = "听证员甲\n听证员乙", ["subject"] = "补偿标准的适用" });
        using var handler = office.As("陈承办");
        var page = await handler.OpenAsync($"/petitions/{number}");
        Assert.Contains("听证", page.QuerySelector("#sides")!.TextContent, StringComparison.Ordinal);
        var link = page.QuerySelectorAll<IHtmlAnchorElement>("#sides a.btn").Single();
        Assert.Equal("举行听证", link.TextContent);

        var early = await (await handler.FillAsync(link.PathName, new() { ["on"] = "2024-01-01", ["parties"] = "刘桂英", ["answer"] = "各方陈述。" })).PageAsync();
        Assert.Contains("日期不得早于", early.ErrorAt("on"), StringComparison.Ordinal);
        await handler.FillAsync(link.PathName, new() { ["parties"] = "刘桂英\n机械厂留守处", ["answer"] = "各方陈述。" });
        await handler.FillAsync($"/petitions/{number}/sides/1/report", new() { ["result"] = "多数意见支持补发。" });

        var ended = await handler.OpenAsync($"/petitions/{number}");
        Assert.Contains("听证结束", ended.QuerySelector("#sides")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("听证：形成听证报告", ended.QuerySelector("#timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(PetitionState.Handling.Display(), ended.QuerySelector(".page-head .badge-state")!.TextContent);
    }

    [Fact]
    public async Task An_accusation_is_handed_to_the_named_who_read_what_was_asked_of_them_in_clear()
    {
        var number = await office.RegisterAsync(CaseSite.Letter(summary: "举报某人违规收费。") with { Purpose = Purpose.Accuse, Accused = "某人" });
        using var head = office.As("李信访");
        var form = await head.OpenAsync($"/petitions/{number}/steps/take-accusation");
        var named = form.QuerySelectorAll<IHtmlInputElement>("input[name='Input.handlers']").Single(i => i.Value == office.IdOf("韩纪检").ToString());
        named.IsChecked = true;
        Assert.Equal(HttpStatusCode.Redirect, (await head.SendAsync(form, new() { ["note"] = "请依规核查" })).StatusCode);

        using var discipline = office.As("韩纪检");
        Assert.Contains("请依规核查", (await discipline.OpenAsync($"/petitions/{number}")).QuerySelector(".approval")!.TextContent, StringComparison.Ordinal);
        await office.ApproveAsync("韩纪检", number);

        Assert.Contains("请依规核查", (await discipline.OpenAsync($"/petitions/{number}")).QuerySelector("#timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync($"/petitions/{number}", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_manual_says_row_by_row_what_the_command_prints()
    {
        using var client = office.As("王登记");
        var manual = await client.OpenAsync("/help");
        foreach (var name in new[] { "petition", "petition-sides" })
        {
            var printed = await CommandOffice.ProcessAsync(null, ["workflow", name, "--json"]);
            foreach (var line in printed.Json.EnumerateArray())
            {
                var (step, title, row) = (Of("stepId"), Of("step"), Of("no").TrimStart("调解听证督办包案重大紧急执行交办下级".ToCharArray()));
                var said = manual.QuerySelectorAll($"section.step[id$='-{step}'] dl[data-row='{row}']").Select(d => d.TextContent).ToList();
                Assert.Contains(said, text => new[] { "from", "to", "who", "approvers", "when", "asks", "conditions", "starts", "stops", "document", "duty", "article" }.All(part => text.Contains(Of(part), StringComparison.Ordinal)));
                Assert.Contains(title, manual.QuerySelector($"section.step[id$='-{step}'] h3")!.TextContent, StringComparison.Ordinal);

                string Of(string part) => line.GetProperty(part).GetString()!;
            }
        }
    }
}
