using Microsoft.Data.Sqlite;
using Xunit;

namespace CaseTracker.Tests.Cli;

/// <summary><c>casetracker cadre</c>, and what of benefits and visits is kept by commands, each as a process of its own.</summary>
public sealed class CadreCommandTests
{
    [Fact]
    public async Task Somebody_is_entered_approved_corrected_and_counted_by_commands()
    {
        await using var office = await CommandOffice.OpenAsync();
        await office.DoneAsync("init");
        foreach (var line in new[] { "user add 陈专干 --name 陈专干 --department 信访办公室 --role lc", "user add 沈科长 --name 沈科长 --head-of 信访办公室", "user add 钱局长 --name 钱局长 --role dg" })
        {
            await office.DoneAsync(line.Split(' '));
        }

        await using (var db = new SqliteConnection($"Data Source={office.Installation.DatabaseFile}"))
        {
            await db.OpenAsync();
            await using var command = db.CreateCommand();
            command.CommandText = "UPDATE departments SET IsRetireeOffice = 1 WHERE Name = '信访办公室'";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        var template = (await office.DoneAsync("cadre", "register", "--template")).Output;
        Assert.Contains("已登记 LGB-001", (await office.FeedAsync(template, "cadre", "register", "--file", "-", "--as", "沈科长")).Output);
        Assert.Contains("已属于", (await office.FeedAsync(template, "cadre", "register", "--file", "-", "--as", "沈科长")).Error);
        Assert.Contains("本环节须由局长审批", (await office.RunAsync("cadre", "approve", "LGB-001", "--as", "陈专干")).Error);
        Assert.Contains("现为“在册”", (await office.DoneAsync("cadre", "approve", "LGB-001", "--as", "钱局长")).Output);
        var now = (await office.DoneAsync("cadre", "correct", "LGB-001", "--template", "--as", "陈专干")).Output.Replace("张三（示例）", "张三");
        Assert.Contains("已更正", (await office.FeedAsync(now, "cadre", "correct", "LGB-001", "--file", "-", "--as", "陈专干")).Output);
        Assert.Contains("张三", (await office.DoneAsync("cadre", "list", "--as", "陈专干")).Output);
        Assert.Equal(1, (await office.DoneAsync("cadre", "movement", "--json", "--as", "陈专干")).Json.GetProperty("total").GetProperty("added").GetInt32());
        Assert.Contains("须由科长办理", (await office.RunAsync("cadre", "step", "LGB-001", "transfer-out", "--set", "on=2020-01-01", "--set", "where=外省", "--set", "transferBasis=family", "--set", "paper=申请", "--as", "陈专干")).Error);
        Assert.Contains("informant", (await office.DoneAsync("cadre", "step", "LGB-001", "report-death", "--template", "--as", "陈专干")).Output);
        var reported = await office.DoneAsync("cadre", "step", "LGB-001", "报告去世", "--set", "informant=其子", "--as", "陈专干");
        Assert.Contains("去世慰问 KW-", reported.Output);
        Assert.Contains("待核实去世", (await office.DoneAsync("cadre", "show", "LGB-001", "--as", "陈专干")).Output);
        Assert.Equal(1, (await office.DoneAsync("care-visit", "list", "--json", "--as", "陈专干")).Json.GetProperty("count").GetInt32());

        await office.DoneAsync("cadre", "step", "LGB-001", "false-report", "--set", "reason=误报", "--as", "沈科长");
        var standard = (await office.DoneAsync("care-visit", "standard", "--template")).Output;
        Assert.Contains("慰问标准已登记", (await office.FeedAsync(standard, "care-visit", "standard", "--file", "-", "--as", "陈专干")).Output);
        var budget = (await office.DoneAsync("care-visit", "budget", "--template")).Output;
        Assert.Contains("预算已登记", (await office.FeedAsync(budget, "care-visit", "budget", "--file", "-", "--as", "陈专干")).Output);

        var made = (await office.FeedAsync("""{"type":"hardship","applicant":"张三","summary":"住房漏雨","cadres":["LGB-001"]}""", "benefit", "register", "--file", "-", "--as", "陈专干", "--json")).Json.GetProperty("number").GetString()!;
        var correction = (await office.DoneAsync("benefit", "correct", made, "--template", "--as", "陈专干")).Output.Replace("住房漏雨", "住房漏雨，需要维修");
        Assert.Contains("已更正", (await office.FeedAsync(correction, "benefit", "correct", made, "--file", "-", "--as", "陈专干")).Output);
        Assert.Contains("住房漏雨，需要维修", (await office.DoneAsync("benefit", "show", made, "--as", "陈专干")).Output);
        Assert.Contains("notifiedOn", (await office.DoneAsync("benefit", "people", made, "--template", "--as", "陈专干")).Output);
        Assert.Contains("只有处于", (await office.FeedAsync((await office.DoneAsync("benefit", "people", made, "--template", "--as", "陈专干")).Output, "benefit", "people", made, "--file", "-", "--as", "陈专干")).Error);
        Assert.Contains("材料已登记", (await office.FeedAsync("""{"more":"申请书"}""", "benefit", "papers", made, "--file", "-", "--as", "陈专干")).Output);
        Assert.Contains("没有变动", (await office.DoneAsync("clocks", "recompute", "--dry-run")).Output);
    }
}
