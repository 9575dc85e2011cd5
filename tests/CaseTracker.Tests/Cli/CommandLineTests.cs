using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CaseTracker.Data;
using Xunit;

namespace CaseTracker.Tests.Cli;

/// <summary>Exit codes, help, mistakes, and the commands that keep an installation.</summary>
public sealed class CommandLineTests
{
    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory]
    [InlineData("", "没有写明要做什么，可用的有：init")]
    [InlineData("petitoin list", "不认识“petitoin”")]
    [InlineData("petition", "没有写明要做什么，可用的有：register")]
    [InlineData("petition show", "缺少信访编号")]
    [InlineData("ledger petitions --month 2024-10", "缺少 --out")]
    [InlineData("ledger petitions --month 2024-10 --out", "--out 后面缺少内容")]
    [InlineData("ledger petitions --month 2024-13 --out x.xlsx", "“2024-13”不是月份")]
    [InlineData("ledger petitions --from 2024-10-31 --to 2024-10-01 --out x.xlsx", "止日不得早于起日")]
    [InlineData("ledger petitions --out x.xlsx", "请用 --from 和 --to 写明期间")]
    [InlineData("petition step X fly --set a=b", "没有“fly”这一选项")]
    [InlineData("petition step X accept --set a", "应写成 名称=内容")]
    [InlineData("petition register --file /nowhere.json", "没有文件 /nowhere.json")]
    [InlineData("restore /nowhere.zip", "没有文件 /nowhere.zip")]
    [InlineData("verify --anchor /nowhere", "没有文件 /nowhere")]
    [InlineData("init --port abc", "--port 应为整数")]
    [InlineData("user add x --name 张三 --role king", "--role 没有“king”这一选项")]
    public async Task Used_wrongly_it_ends_with_2_and_says_how_it_is_written(string line, string sentence)
    {
        var folder = Path.Combine(Path.GetTempPath(), "casetracker-tests", $"none_{Guid.NewGuid():N}");

        var ran = await CommandOffice.ProcessAsync(null, ["--data", folder, .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.Contains(sentence, ran.Error);
        Assert.DoesNotContain("Required", ran.Error);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("--help", "命令：")]
    [InlineData("petition step --help", "写法：casetracker petition step <编号> <步骤> [选项]")]
    [InlineData("ledger petitions --help", "（必填）写到哪个 .xlsx 文件")]
    public async Task Help_is_Chinese(string line, string sentence)
    {
        var ran = await CommandOffice.ProcessAsync(null, line.Split(' '));

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Contains(sentence, ran.Output);
        Assert.All(new[] { "Usage", "Options", "Description", "Show" }, word => Assert.DoesNotContain(word, ran.Output));
    }

    [Theory]
    [InlineData("petition", "受理")]
    [InlineData("approval", "批准")]
    [InlineData("reception", "登记")]
    [InlineData("care-visit", "登记看望")]
    public async Task A_workflow_prints_as_text_as_JSON_and_as_a_diagram(string name, string step)
    {
        var text = await CommandOffice.ProcessAsync(null, ["workflow", name]);
        var json = await CommandOffice.ProcessAsync(null, ["workflow", name, "--json"]);
        var diagram = await CommandOffice.ProcessAsync(null, ["workflow", name, "--mermaid"]);

        Assert.Equal((0, 0, 0), (text.Code, json.Code, diagram.Code));
        Assert.Contains(step, text.Output);
        Assert.Equal(text.Output.Trim().Split('\n').Length - 1, json.Json.GetArrayLength());
        Assert.StartsWith("stateDiagram-v2", diagram.Output);
    }

    [Fact]
    public async Task Init_makes_the_installation_once_with_codes_and_a_certificate()
    {
        await using var office = await CommandOffice.OpenAsync();
        await File.WriteAllTextAsync(office.Installation.SettingsFile, """{ "Backup": { "Hour": 3 } }""");

        var made = (await office.DoneAsync("init", "--https", "--json")).Json;
        Assert.Equal(["系统管理员", "安全管理员", "审计管理员"], made.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("userName").GetString()));
        Assert.True(File.Exists(Path.Combine(office.Installation.KeysFolder, "keys.json")));
        using var certificate = X509Certificate2.CreateFromPemFile(made.GetProperty("certificate").GetProperty("file").GetString()!, Path.Combine(office.Installation.Folder, "https.key"));
        Assert.True(certificate.MatchesHostname("localhost"));
        using var settings = JsonDocument.Parse(await File.ReadAllTextAsync(office.Installation.SettingsFile));
        Assert.Equal(3, settings.RootElement.GetProperty("Backup").GetProperty("Hour").GetInt32());
        Assert.Equal("https://*:5443", settings.RootElement.GetProperty("Kestrel").GetProperty("Endpoints").GetProperty("Https").GetProperty("Url").GetString());

        Assert.Equal(0, (await office.DoneAsync("init", "--https", "--json")).Json.GetProperty("accounts").GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_token_an_anchor_and_a_verified_chain(DatabaseProvider provider)
    {
        await using var office = await CommandOffice.WithPeopleAsync(provider);
        var anchor = Path.Combine(office.Installation.Folder, "锚点.jsonl");

        Assert.StartsWith("ct_", (await office.DoneAsync("token", "add", "王登记", "--name", "脚本")).Output);
        Assert.Contains("没有名为“没有人”的账号", (await office.RunAsync("token", "add", "没有人", "--name", "脚本")).Error);
        await office.DoneAsync("audit", "anchor", "--out", anchor);
        await office.DoneAsync("department", "add", "工业科");
        Assert.Equal(0, (await office.RunAsync("verify", "--anchor", anchor)).Code);

        await File.AppendAllTextAsync(anchor, """{"at":"2025-03-05T01:00:00Z","mac":"00","seq":9999}""" + "\n");
        var cut = await office.RunAsync("verify", "--anchor", anchor, "--json");
        Assert.Equal(2, cut.Code);
        Assert.Contains("尾部被截断", cut.Error);
        Assert.Equal(1, cut.Json.GetProperty("faults").GetArrayLength());
        Assert.Contains("权限", (await office.RunAsync("verify", "--as", "王登记")).Error);
    }

    [Fact]
    public async Task The_demonstration_is_loaded_once()
    {
        await using var office = await CommandOffice.OpenAsync();
        var loaded = (await office.DoneAsync("demo", "--json")).Json;
        Assert.True(loaded.GetProperty("petitions").GetInt32() >= 60);
        Assert.Equal(0, (await office.RunAsync("verify")).Code);
        Assert.Contains("不能装入演示数据", (await office.RunAsync("demo")).Error);
        Assert.Contains("没有文件", (await office.RunAsync("import", "petitions", "/nowhere.xlsx")).Error);
    }

    [Fact]
    public async Task A_wrong_account_leaves_nothing_behind()
    {
        await using var office = await CommandOffice.WithPeopleAsync();

        var ran = await office.RunAsync("user", "add", "新人甲", "--name", "新人甲", "--role", "rc", "--role", "sa");

        Assert.Equal(2, ran.Code);
        await office.DoneAsync("user", "add", "新人甲", "--name", "新人甲", "--role", "rc");
    }

    [Fact]
    public async Task A_bug_ends_with_1_a_number_and_its_details_in_the_log()
    {
        await using var office = await CommandOffice.OpenAsync();
        await File.WriteAllTextAsync(office.Installation.DatabaseFile, new string('x', 8192));

        var ran = await CommandOffice.ProcessAsync(null, ["migrate", "--data", office.Installation.Folder]);

        Assert.Equal((1, ""), (ran.Code, ran.Output));
        var number = System.Text.RegularExpressions.Regex.Match(ran.Error, "编号 ([0-9A-Z]{4}-[0-9A-Z]{4})").Groups[1].Value;
        Assert.NotEqual("", number);
        Assert.DoesNotContain("Exception", ran.Error);
        Assert.Contains(number, await File.ReadAllTextAsync(Path.Combine(office.Installation.LogsFolder, "casetracker-command.log")));
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_named()
    {
        await using var office = await CommandOffice.OpenAsync();
        await File.WriteAllTextAsync(office.Installation.SettingsFile, "{ oops");

        var ran = await office.RunAsync("migrate");

        Assert.Equal(2, ran.Code);
        Assert.Contains("不是正确的 JSON", ran.Error);
    }

    [Fact]
    public async Task Recomputed_clocks_change_nothing()
    {
        await using var office = await CommandOffice.WithPeopleAsync();
        var template = (await office.DoneAsync("petition", "register", "--template")).Output;
        await office.FeedAsync(template, "petition", "register", "--file", "-");

        Assert.Equal(0, (await office.DoneAsync("clocks", "recompute", "--dry-run", "--json")).Json.GetArrayLength());
        Assert.Contains("2025-03-18", (await office.DoneAsync("clocks", "explain", "--rule", "C1", "--start", "2025-03-03")).Output);
    }
}
