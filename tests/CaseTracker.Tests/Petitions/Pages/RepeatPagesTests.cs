using System.Net;
using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
using Xunit;

namespace CaseTracker.Tests.Petitions.Pages;

/// <summary>What the pages say of repeats, of proposals that are taken back, and of a supervision that began by itself.</summary>
public sealed class RepeatPagesTests : IDisposable
{
    private readonly CaseSite office = new();

    public void Dispose() => office.Dispose();

    [Fact]
    public async Task The_proposer_alone_has_a_button_to_take_his_proposal_back()
    {
        var number = await office.RegisterAsync();
        await office.StepAsync("李信访", number, PetitionStep.Accept, ("on", office.Today), ("route", Route.R6), ("withinPowers", true));
        using var leader = office.As("冯分管");
        Assert.DoesNotContain("撤回报批", (await leader.OpenAsync($"/petitions/{number}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var author = office.As("李信访");

        var answer = await author.FillAsync($"/petitions/{number}", new() { ["withdrawal"] = "途径待核" }, "撤回报批");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await author.OpenAsync($"/petitions/{number}");
        Assert.Contains("撤回报批：受理", page.GetElementById("timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已撤回", page.GetElementById("approvals")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("已登记(待甄别)", page.QuerySelector(".page-head .badge-state")!.TextContent);
    }

    [Fact]
    public async Task An_earlier_case_in_the_same_words_says_so_while_the_letter_is_typed()
    {
        await office.RegisterAsync();
        using var clerk = office.As("王登记");

        var page = await (await clerk.FillAsync("/petitions/new", new() { ["Petitioners[0].Name"] = "刘桂英", ["Summary"] = "来信反映机械厂改制时的安置补偿没有兑现，要求补发补差待遇。" }, "查以往事项")).PageAsync();

        Assert.Contains("可能是同一事项：都提到“机械厂改制”", page.GetElementById("known")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_level_of_a_visit_stands_in_the_form_of_corrections_and_a_trigger_is_told_in_words()
    {
        var number = await office.HandledAsync();
        using var author = office.As("李信访");

        var corrected = await author.FillAsync($"/petitions/{number}/correct", new() { ["reason"] = "漏填", ["visitLevel"] = "province" });
        await office.DoAsync("李信访", async (s, _) =>
        {
            await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<TakePetitionStep>(s).ExecuteAsync(
                new(number, PetitionStep.Supervise, CaseTracker.Workflow.StepData.Of(("on", office.Today), ("ground", SupervisionGround.NotHandled), ("issue", "临近期限"), ("unit", "经济运行科"), ("due", office.Today.AddDays(5)), ("trigger", "handling-near/1+0"))),
                CaseTracker.Accounts.Actor.System, default);
            return true;
        });

        Assert.Equal(HttpStatusCode.Redirect, corrected.StatusCode);
        var told = (await author.OpenAsync($"/petitions/{number}")).GetElementById("timeline")!.TextContent;
        Assert.Contains("赴省", told, StringComparison.Ordinal);
        Assert.Contains("办理临期（自动）", told, StringComparison.Ordinal);
        Assert.DoesNotContain("handling-near", told, StringComparison.Ordinal);
    }
}
