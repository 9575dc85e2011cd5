using System.Text.Json.Nodes;
using CaseTracker.Benefits;
using Xunit;

namespace CaseTracker.Tests.Cli;

/// <summary>待遇事项 through the command line alone.</summary>
public sealed class BenefitCommandTests
{
    [Fact]
    public async Task The_table_prints_and_templates_are_read_back()
    {
        await using var office = await CommandOffice.WithPeopleAsync();
        var table = (await office.DoneAsync("workflow", "benefit", "--json")).Json;
        Assert.Equal(BenefitWorkflow.Engine.Table.Count, table.GetArrayLength());
        Assert.Contains("已登记", (await office.DoneAsync("workflow", "benefit", "--mermaid")).Output);

        var template = (await office.DoneAsync("benefit", "register", "--template")).Output;
        var refused = await office.FeedAsync(template, "benefit", "register", "--file", "-", "--as", "王登记", "--json");
        Assert.Equal(2, refused.Code);
        Assert.Contains("LGB-", refused.Error); // nobody of that number is on the roster
        var rule = (await office.DoneAsync("benefit", "rule", "--template")).Output;
        Assert.Equal("已录入补差标准", JsonNode.Parse((await office.FeedAsync(rule, "benefit", "rule", "--file", "-", "--json")).Output)!["done"]!.GetValue<string>());
        Assert.Equal(0, (await office.DoneAsync("benefit", "list", "--open", "--json")).Json.GetProperty("count").GetInt32());
        Assert.Equal(2, (await office.RunAsync("benefit", "show", "DY420117202500001", "--json")).Code);

        var file = Path.Combine(office.Installation.Folder, "待遇.xlsx");
        Assert.Equal(0, (await office.DoneAsync("ledger", "benefits", "--month", "2025-03", "--out", file, "--json")).Json.GetProperty("rows").GetInt32());
        Assert.True(File.Exists(file));
    }
}
