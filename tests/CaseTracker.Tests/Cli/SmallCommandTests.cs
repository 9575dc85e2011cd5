using Xunit;

namespace CaseTracker.Tests.Cli;

/// <summary>矛盾纠纷 and 领导接访日 by the command line: entered from the printed template, taken on step by step, refused with every reason.</summary>
public sealed class SmallCommandTests
{
    [Fact]
    public async Task A_dispute_is_registered_from_the_template_and_struck_off()
    {
        await using var office = await CommandOffice.WithPeopleAsync();
        var template = (await office.DoneAsync("dispute", "register", "--template")).Output;
        var registered = await office.FeedAsync(template, "dispute", "register", "--file", "-", "--as", "陈承办", "--json");
        Assert.Equal((0, ""), (registered.Code, registered.Error));
        var number = registered.Json.GetProperty("number").GetString()!;
        Assert.StartsWith("JF", number);

        var resolve = (await office.DoneAsync("dispute", "step", number, "resolve", "--template")).Output;
        var resolved = await office.FeedAsync(resolve, "dispute", "step", number, "登记化解", "--file", "-", "--as", "陈承办", "--json");
        Assert.Equal((0, "resolved"), (resolved.Code, resolved.Json.GetProperty("state").GetString()));
        var own = await office.RunAsync("dispute", "step", number, "close-off", "--set", "opinion=已核实", "--as", "陈承办", "--json");
        Assert.Equal(2, own.Code);
        Assert.Contains(own.Reasons, r => r.Text.Contains("须由", StringComparison.Ordinal));
        var done = await office.DoneAsync("dispute", "step", number, "close-off", "--set", "opinion=已核实", "--as", "李信访");
        Assert.Equal("已办理“销号”，现为“已销号”", done.Output.Trim());
    }

    [Fact]
    public async Task A_dispute_is_refused_with_every_reason_and_by_permission()
    {
        await using var office = await CommandOffice.WithPeopleAsync();
        var wrong = await office.FeedAsync("""{"name":"","parties":"甲","demands":"乙","risk":"极高","foundOn":"2099-01-01"}""", "dispute", "register", "--file", "-", "--as", "陈承办", "--json");
        Assert.Equal(2, wrong.Code);
        Assert.Equal(["name", "risk", "foundOn"], wrong.Reasons.Select(r => r.Field));
        Assert.Contains("没有“colour”这一项", (await office.FeedAsync("""{"colour":"red"}""", "dispute", "register", "--file", "-", "--as", "陈承办")).Error);
        Assert.Contains("权限", (await office.FeedAsync((await office.DoneAsync("dispute", "register", "--template")).Output, "dispute", "register", "--file", "-", "--as", "王登记")).Error);
        Assert.Contains("--file", (await office.RunAsync("dispute", "register", "--as", "陈承办")).Error);
        Assert.Contains("不存在", (await office.RunAsync("dispute", "step", "JF0", "resolve", "--set", "result=好", "--as", "陈承办")).Error);
        Assert.Contains("没有“dance”这一选项", (await office.RunAsync("dispute", "step", "JF0", "dance", "--as", "陈承办")).Error);
    }

    [Fact]
    public async Task A_reception_day_is_planned_from_the_template_published_and_refused_before_its_day()
    {
        await using var office = await CommandOffice.WithPeopleAsync();
        var template = (await office.DoneAsync("reception-day", "plan", "--template")).Output;
        var planned = await office.FeedAsync(template, "reception-day", "plan", "--file", "-", "--as", "王登记", "--json");
        Assert.Equal((0, ""), (planned.Code, planned.Error));
        var id = planned.Json.GetProperty("id").GetString()!;
        var again = await office.FeedAsync(template, "reception-day", "plan", "--file", "-", "--as", "王登记");
        Assert.Contains("当天这个时段已有接访安排", again.Error);

        var publish = (await office.DoneAsync("reception-day", "step", id, "publish", "--template")).Output;
        var published = await office.FeedAsync(publish, "reception-day", "step", id, "公示", "--file", "-", "--as", "王登记", "--json");
        Assert.Equal((0, "published"), (published.Code, published.Json.GetProperty("state").GetString()));
        var early = await office.RunAsync("reception-day", "step", id, "hold", "--set", "summary=无群众来访", "--as", "王登记", "--json");
        Assert.Equal(2, early.Code);
        Assert.Contains(early.Reasons, r => r.Text.Contains("还没有到", StringComparison.Ordinal));
        Assert.Contains("不是接访日编号", (await office.RunAsync("reception-day", "step", "abc", "hold", "--set", "summary=无", "--as", "王登记")).Error);
        Assert.Contains("权限", (await office.FeedAsync(template, "reception-day", "plan", "--file", "-", "--as", "陈承办")).Error);
    }
}
