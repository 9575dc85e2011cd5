using System.IO.Compression;
using System.Text.Json.Nodes;
using CaseTracker.Data;
using Xunit;

namespace CaseTracker.Tests.Cli;

/// <summary>A petition's whole way through the command line alone.</summary>
public sealed class PetitionCommandTests
{
    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_petition_goes_from_the_template_to_the_answer_with_different_people(DatabaseProvider provider)
    {
        await using var office = await CommandOffice.WithPeopleAsync(provider);

        var template = (await office.DoneAsync("petition", "register", "--template")).Output;
        var registered = await office.FeedAsync(template, "petition", "register", "--file", "-", "--as", "王登记", "--json");
        Assert.Equal((0, ""), (registered.Code, registered.Error));
        var number = registered.Json.GetProperty("number").GetString()!;

        // Every template is fed back as it was printed.
        Assert.True((await StepAsync("accept", "李信访")).GetProperty("isProposed").GetBoolean());
        Assert.Equal(2, (await office.RunAsync("petition", "withdraw", number, "--as", "冯分管")).Code);
        Assert.Equal("registered", (await office.DoneAsync("petition", "withdraw", number, "--opinion", "途径待核", "--as", "李信访", "--json")).Json.GetProperty("state").GetString());
        await StepAsync("accept", "李信访");
        var refused = await office.RunAsync("petition", "approve", number, "--as", "李信访", "--json");
        Assert.Equal(2, refused.Code);
        Assert.Contains("须由科长或分管领导审批", refused.Error);
        var approved = (await office.DoneAsync("petition", "approve", number, "--opinion", "同意", "--as", "冯分管", "--json")).Json;
        Assert.Equal(("accepted", "已受理"), (approved.GetProperty("state").GetString(), approved.GetProperty("stateName").GetString()));
        Assert.Contains("告〔", approved.GetProperty("documentNumber").GetString());
        await StepAsync("交办科室", "李信访");
        var handler = (await ShowAsync("李信访")).GetProperty("handler").GetString()!;
        await StepAsync("correct", "李信访");
        await StepAsync("investigate", handler);
        await StepAsync("submit-opinion", handler);
        Assert.Equal("opinion-issued", (await StepAsync("sign", "冯分管")).GetProperty("state").GetString());
        Assert.Equal("concluded", (await StepAsync("deliver", "王登记")).GetProperty("state").GetString());

        var shown = await ShowAsync("李信访");
        Assert.Equal("已答复(复查期内)", shown.GetProperty("stateName").GetString());
        Assert.Equal(["登记", "报批：受理", "撤回报批：受理", "报批：受理", "批准：受理", "受理", "交办科室", "更正", "调查记录", "提交意见", "签发", "送达"], shown.GetProperty("timeline").EnumerateArray().Select(l => l.GetProperty("name").GetString()));
        Assert.Contains(shown.GetProperty("clocks").EnumerateArray(), c => c.GetProperty("id").GetString() == "C5");

        var papers = (await office.DoneAsync("petition", "documents", number, "--as", "李信访", "--json")).Json.EnumerateArray().ToList();
        Assert.Equal(["受理告知书", "交办单", "调查笔录", "信访处理意见书", "送达回证"], papers.Select(p => p.GetProperty("name").GetString()));
        var paper = Path.Combine(office.Installation.Folder, "受理告知书.docx");
        await office.DoneAsync("petition", "document", number, papers[0].GetProperty("id").GetString()!, "--out", paper, "--as", "李信访");
        Assert.Equal(papers[0].GetProperty("sha256").GetString(), CaseTracker.Data.Fingerprint.Of(await File.ReadAllBytesAsync(paper, TestContext.Current.CancellationToken)));

        var proof = await office.RunAsync("verify", "--json");
        Assert.Equal((0, 0), (proof.Code, proof.Json.GetProperty("faults").GetArrayLength()));
        var found = (await office.DoneAsync("petition", "list", "--state", "已答复(复查期内)", "--words", "改制", "--json")).Json;
        Assert.Equal(number, Assert.Single(found.GetProperty("rows").EnumerateArray()).GetProperty("number").GetString());

        var file = Path.Combine(office.Installation.Folder, "台账.xlsx");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).Date);
        Assert.Equal(1, (await office.DoneAsync("ledger", "petitions", "--month", $"{today:yyyy-MM}", "--out", file, "--json")).Json.GetProperty("rows").GetInt32());
        using (var book = ZipFile.OpenRead(file))
        {
            Assert.Contains(book.Entries, e => e.FullName == "xl/workbook.xml");
        }

        async Task<System.Text.Json.JsonElement> StepAsync(string step, string who)
        {
            var example = (await office.DoneAsync("petition", "step", number, step, "--template", "--as", who)).Output;
            var ran = await office.FeedAsync(example, "petition", "step", number, step, "--file", "-", "--as", who, "--json");
            Assert.Equal((0, ""), (ran.Code, ran.Error));
            return ran.Json;
        }

        async Task<System.Text.Json.JsonElement> ShowAsync(string who) => (await office.DoneAsync("petition", "show", number, "--as", who, "--json")).Json;
    }

    [Fact]
    public async Task What_is_refused_says_every_reason_with_its_article_and_changes_nothing()
    {
        await using var office = await CommandOffice.WithPeopleAsync();
        var template = (await office.DoneAsync("petition", "register", "--template")).Output;
        var number = (await office.FeedAsync(template, "petition", "register", "--file", "-", "--json")).Json.GetProperty("number").GetString()!;
        var before = (await office.DoneAsync("petition", "show", number, "--json")).Output;

        var wrongWay = await office.RunAsync("petition", "step", number, "accept", "--set", "on=2025-13-40", "--set", "route=r1", "--set", "withinPowers=否", "--as", "李信访", "--json");
        Assert.Equal(2, wrongWay.Code);
        Assert.Contains(wrongWay.Reasons, r => r is { Field: "route", Article: "第三十一条" });
        Assert.Contains(wrongWay.Reasons, r => r is { Field: "withinPowers", Article: "第二十三条" });
        Assert.Contains(wrongWay.Reasons, r => r.Field == "on" && r.Text.Contains("实际存在的日期"));
        Assert.Contains("第三十一条", wrongWay.Error);

        var wrongPerson = await office.RunAsync("petition", "step", number, "sign", "--set", "on=2025-03-03", "--as", "李信访");
        Assert.Equal((2, ""), (wrongPerson.Code, wrongPerson.Output));
        Assert.Contains("须由分管领导或局长办理", wrongPerson.Error);

        Assert.Contains("没有名为“没有人”的账号", (await office.RunAsync("petition", "show", number, "--as", "没有人")).Error);
        Assert.Contains("不存在", (await office.RunAsync("petition", "show", "XF4201172099000001", "--as", "王登记")).Error);
        Assert.Contains("权限", (await office.RunAsync("petition", "show", number, "--as", "系统管理员")).Error);
        Assert.Equal(before, (await office.DoneAsync("petition", "show", number, "--json")).Output);
    }

    [Fact]
    public async Task Who_may_know_of_a_case_but_not_open_it_is_told_its_line_and_why_there_is_no_more()
    {
        await using var office = await CommandOffice.WithPeopleAsync();
        var template = (await office.DoneAsync("petition", "register", "--template")).Output;
        var number = (await office.FeedAsync(template, "petition", "register", "--file", "-", "--as", "李信访", "--json")).Json.GetProperty("number").GetString()!;

        var step = await office.RunAsync("petition", "step", number, "accept", "--set", "on=2025-03-03", "--as", "王登记");
        var stranger = await office.RunAsync("petition", "step", number, "accept", "--set", "on=2025-03-03", "--as", "陈承办");

        Assert.Equal((2, 2), (step.Code, stranger.Code));
        Assert.Contains(number, step.Error);
        Assert.Contains("现为“已登记", step.Error);
        Assert.Contains("不能查看全文", step.Error);
        Assert.Contains("不存在", stranger.Error);
    }

    [Theory]
    [InlineData("""{"summry":"x"}""", "summry", "没有“summry”这一项")]
    [InlineData("""{"peopleCount":"三"}""", "peopleCount", "应为整数")]
    [InlineData("""{"isAnonymous":"也许"}""", "isAnonymous", "应为 true 或 false")]
    [InlineData("""{"title":5}""", "title", "应为文字")]
    [InlineData("""{"purpose":"抱怨"}""", "purpose", "没有“抱怨”这一选项，可选：求决")]
    [InlineData("""{"receivedOn":"2025-02-30"}""", "receivedOn", "实际存在的日期")]
    [InlineData("""{"petitioners":[{"nam":"张三"}]}""", "petitioners[0].nam", "没有“nam”这一项")]
    [InlineData("""{"petitioners":"张三"}""", "petitioners", "应为一个列表")]
    [InlineData("""[1]""", null, "应为一个 JSON 对象")]
    [InlineData("""{"summary":""", null, "不是正确的 JSON")]
    [InlineData("""{"summary":"a","summary":"b"}""", null, "写了两次")]
    public async Task A_wrong_JSON_is_refused_at_its_field_before_anything_is_opened(string json, string? field, string sentence)
    {
        var folder = Path.Combine(Path.GetTempPath(), "casetracker-tests", $"none_{Guid.NewGuid():N}");

        var ran = await CommandOffice.ProcessAsync(json, ["petition", "register", "--file", "-", "--json", "--data", folder]);

        Assert.Equal(2, ran.Code);
        Assert.Contains(ran.Reasons, r => r.Field == field && r.Text.Contains(sentence));
        Assert.Contains(sentence, ran.Error);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Every_fault_of_a_registration_is_told_at_once_and_nothing_is_half_saved()
    {
        await using var office = await CommandOffice.WithPeopleAsync();

        var long10000 = new string('长', 10_000);
        var json = new JsonObject
        {
            ["purpose"] = "resolve",
            ["receivedOn"] = "2999-01-01",
            ["summary"] = long10000,
            ["title"] = "控制\u0007字符",
            ["categoryId"] = "010100",
            ["placeId"] = "420117",
            ["petitioners"] = new JsonArray(new JsonObject { ["name"] = "=1+1", ["address"] = "<script>alert(1)</script>" }),
        };
        var ran = await office.FeedAsync(json.ToJsonString(), "petition", "register", "--file", "-", "--json");

        Assert.Equal(2, ran.Code);
        Assert.Contains(ran.Reasons, r => r.Field == "summary" && r.Text.Contains("不得超过4000个字"));
        Assert.Contains(ran.Reasons, r => r.Field == "title" && r.Text.Contains("控制字符"));
        Assert.Equal(0, (await office.DoneAsync("petition", "list", "--json")).Json.GetProperty("count").GetInt32());

        (json["summary"], json["title"]) = ("😀 =SUM(A1) <b>𬭎㛃</b>", null);
        Assert.Contains((await office.FeedAsync(json.ToJsonString(), "petition", "register", "--file", "-", "--json")).Reasons, r => r.Field == "receivedOn" && r.Text.Contains("不得晚于今天"));

        (json["receivedOn"], json["petitioners"]![0]!["name"]) = (null, "阿依古丽·买买提");
        var number = (await office.FeedAsync(json.ToJsonString(), "petition", "register", "--file", "-", "--json")).Json.GetProperty("number").GetString()!;
        Assert.EndsWith("00001", number); // the refused ones have drawn none
        var shown = (await office.DoneAsync("petition", "show", number, "--json")).Json;
        Assert.Equal("😀 =SUM(A1) <b>𬭎㛃</b>", shown.GetProperty("summary").GetString());
        Assert.Equal("阿依古丽·买买提", shown.GetProperty("petitioners")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_visit_at_the_desk_becomes_a_petition()
    {
        await using var office = await CommandOffice.WithPeopleAsync();

        var template = (await office.DoneAsync("reception", "register", "--template")).Output;
        var done = await office.FeedAsync(template, "reception", "register", "--file", "-", "--as", "王登记", "--json");

        Assert.Equal((0, ""), (done.Code, done.Error));
        Assert.StartsWith("LF", done.Json.GetProperty("receptionNumber").GetString());
        Assert.StartsWith("XF", done.Json.GetProperty("petitionNumber").GetString());
        var file = Path.Combine(office.Installation.Folder, "来访.xlsx");
        Assert.Equal(1, (await office.DoneAsync("ledger", "receptions", "--from", "2020-01-01", "--to", "2099-12-31", "--out", file, "--json")).Json.GetProperty("rows").GetInt32());
        Assert.Contains("权限", (await office.RunAsync("ledger", "receptions", "--month", "2024-10", "--out", file, "--as", "陈承办")).Error);
    }
}
