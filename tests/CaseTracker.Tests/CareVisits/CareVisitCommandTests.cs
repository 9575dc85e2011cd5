using CaseTracker.Tests.Cli;
using Xunit;

namespace CaseTracker.Tests.CareVisits;

/// <summary><c>casetracker care-visit</c> and <c>casetracker ledger care-visits</c>, each as a process of its own.</summary>
public sealed class CareVisitCommandTests
{
    [Fact]
    public async Task A_visit_is_registered_planned_shown_and_listed_by_commands()
    {
        await using var office = await CommandOffice.OpenAsync();
        await office.DoneAsync("init");
        foreach (var line in new[] { "user add 陈专干 --name 陈专干 --department 信访办公室 --role lc", "user add 冯分管 --name 冯分管 --leader-of 信访办公室" })
        {
            await office.DoneAsync(line.Split(' '));
        }

        var book = Path.Combine(office.Installation.Folder, "roster.csv");
        await File.WriteAllTextAsync(book, "人员编号,姓名,性别,出生日期,身份证号,职级,移交日期,当前状态\nLGB-001,张建国,男,1945-03-20,,厂级正职,2011-08-01,在册\n");
        await office.DoneAsync("import", "roster", book, "--as", "陈专干");
        var made = await office.FeedAsync("""{"type":"sick","cause":"住院","persons":["LGB-001"]}""", "care-visit", "register", "--file", "-", "--as", "陈专干", "--json");
        Assert.Equal(0, made.Code);
        var number = made.Json.GetProperty("number").GetString()!;
        Assert.Contains("\"persons\"", (await office.DoneAsync("care-visit", "register", "--template")).Output);
        Assert.Contains("\"plannedOn\"", (await office.DoneAsync("care-visit", "step", number, "plan", "--template", "--as", "陈专干")).Output);
        var refused = await office.RunAsync("care-visit", "step", number, "plan", "--set", "plannedOn=2099-01-01", "--set", "place=医院", "--set", "form=money", "--set", "visitors=甲", "--set", "noMoney=true", "--as", "陈专干", "--json");
        Assert.Equal((2, "visitors"), (refused.Code, refused.Reasons[0].Field));
        await office.DoneAsync("care-visit", "step", number, "plan", "--set", "plannedOn=2099-01-01", "--set", "place=医院", "--set", "form=money", "--set", "visitors=甲", "--set", "visitors=乙", "--set", "noMoney=true", "--as", "陈专干");
        await office.DoneAsync("care-visit", "step", number, "submit", "--as", "陈专干");
        var shown = await office.DoneAsync("care-visit", "show", number, "--as", "冯分管");
        Assert.Contains("待审批", shown.Output);
        Assert.Contains("approve 批准", shown.Output);
        Assert.Contains("没有待审批的步骤", (await office.RunAsync("care-visit", "approve", number, "--as", "冯分管")).Error);
        Assert.Equal(0, (await office.RunAsync("care-visit", "due", "--preview", "--as", "陈专干")).Code);
        var file = Path.Combine(office.Installation.Folder, "走访.xlsx");
        Assert.Contains("共 0 行", (await office.DoneAsync("ledger", "care-visits", "--month", "2025-03", "--out", file, "--as", "陈专干")).Output);
    }
}
