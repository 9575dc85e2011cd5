using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Api;

/// <summary>The API with tokens of real accounts: what it takes, what it refuses and how.</summary>
public sealed class ApiTests : IAsyncLifetime
{
    private const string Petitions = "/api/v1/petitions";

    private readonly TestSite site = new() { RealSignIn = true };
    private HttpClient clerk = null!;
    private HttpClient office = null!;
    private HttpClient leader = null!;

    public async ValueTask InitializeAsync()
    {
        clerk = await ProgramOfAsync("王登记", Role.RC);
        office = await ProgramOfAsync("李信访", Role.XF);
        leader = await ProgramOfAsync("冯分管");
        await site.DbAsync(async db =>
        {
            var unit = await db.Departments.Where(d => d.IsPetitionOffice).Select(d => d.Id).FirstAsync();
            var head = await db.Users.Where(u => u.UserName == "冯分管").Select(u => u.Id).FirstAsync();
            db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = unit, UserId = head, Post = DepartmentPost.LeaderInCharge, From = new DateOnly(2025, 1, 1) });
            return await db.SaveChangesAsync();
        });
    }

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_petition_is_registered_from_the_template_proposed_and_approved()
    {
        var template = await clerk.GetStringAsync(Petitions + "/template");
        using var registered = await PostAsync(clerk, Petitions, template);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        var address = registered.Headers.Location!.ToString();

        var step = await office.GetStringAsync(address + "/steps/accept/template");
        var proposed = await JsonAsync(await PostAsync(office, address + "/steps/accept", step));
        Assert.True(proposed.GetProperty("isProposed").GetBoolean());
        var approval = (await GetAsync(leader, address)).GetProperty("approvals")[0].GetProperty("id").GetString();
        using var own = await PostAsync(office, $"{address}/approvals/{approval}/approve", "{}");
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        using var notHis = await PostAsync(leader, $"{address}/approvals/{approval}/withdraw", "{}");
        Assert.Equal(HttpStatusCode.Conflict, notHis.StatusCode);
        Assert.Contains("只有报批人", await notHis.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("registered", (await JsonAsync(await PostAsync(office, $"{address}/approvals/{approval}/withdraw", """{"opinion":"途径待核"}"""))).GetProperty("state").GetString());
        await JsonAsync(await PostAsync(office, address + "/steps/accept", step));
        approval = (await GetAsync(leader, address)).GetProperty("approvals").EnumerateArray().Single(a => a.GetProperty("state").GetString() == "pending").GetProperty("id").GetString();
        var done = await JsonAsync(await PostAsync(leader, $"{address}/approvals/{approval}/approve", """{"opinion":"同意"}"""));

        Assert.Equal("accepted", done.GetProperty("state").GetString());
        Assert.Contains((await GetAsync(office, address + "/steps")).EnumerateArray(), s => s.GetProperty("id").GetString() == "sign" && s.GetProperty("access").GetString() == "refused" && s.GetProperty("reasons").GetArrayLength() > 0);
        Assert.Equal(1, (await GetAsync(office, Petitions + "?state=已受理&openOnly=true")).GetProperty("count").GetInt32());
        Assert.Equal(0, (await GetAsync(office, Petitions + "?state=registered")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task The_same_key_registers_once_and_a_stale_version_is_told()
    {
        var key = Guid.NewGuid().ToString();
        var template = await clerk.GetStringAsync(Petitions + "/template");
        var first = await JsonAsync(await PostAsync(clerk, Petitions, template, ("Idempotency-Key", key)));
        var second = await JsonAsync(await PostAsync(clerk, Petitions, template, ("Idempotency-Key", key)));
        var number = first.GetProperty("number").GetString();
        Assert.Equal(number, second.GetProperty("number").GetString());
        Assert.Equal(1, await CountAsync());

        const string correction = """{"reason":"笔误","note":"更正"}""";
        using var seen = await office.GetAsync($"{Petitions}/{number}");
        var tag = seen.Headers.ETag!.Tag;
        (await PostAsync(office, $"{Petitions}/{number}/steps/correct", correction, ("If-Match", tag))).EnsureSuccessStatusCode();
        using var late = await PostAsync(office, $"{Petitions}/{number}/steps/correct", correction, ("If-Match", tag));
        Assert.Equal((HttpStatusCode.Conflict, "stale"), (late.StatusCode, (await JsonAsync(late)).GetProperty("code").GetString()));
        using var wrong = await PostAsync(clerk, Petitions, template, ("Idempotency-Key", "abc"));
        Assert.Equal((HttpStatusCode.BadRequest, 1), (wrong.StatusCode, await CountAsync()));
    }

    public static TheoryData<string, string?, string> BadInput => new()
    {
        { """{"summary":5}""", "summary", "应为文字" },
        { """{"peopleCount":"三"}""", "peopleCount", "应为整数" },
        { """{"peopleCount":1.5}""", "peopleCount", "应为整数" },
        { """{"peopleCount":0}""", "peopleCount", "应在1到999999之间" },
        { """{"isAnonymous":"是"}""", "isAnonymous", "true 或 false" },
        { """{"summary":""}""", "summary", "请填写概况信息" },
        { """{"summary":"   "}""", "summary", "请填写概况信息" },
        { """{"purpose":null}""", "purpose", "请选择信访目的" },
        { """{"purpose":"complain"}""", "purpose", "没有“complain”这一选项" },
        { """{"channel":"9"}""", "channel", "没有“9”这一选项" },
        { """{"categoryId":"999998"}""", "categoryId", "没有代码“999998”" },
        { """{"receivedOn":"2025-02-30"}""", "receivedOn", "实际存在的日期" },
        { """{"receivedOn":"2025/03/03"}""", "receivedOn", "实际存在的日期" },
        { """{"receivedOn":"2025-03-06"}""", "receivedOn", "不得晚于今天" },
        { """{"problemOn":"9999-12-31"}""", "problemOn", "不得晚于今天" },
        { $$"""{"summary":"{{new string('长', 10_000)}}"}""", "summary", "不得超过4000个字" },
        { """{"summary":"响铃\u0007"}""", "summary", "控制字符" },
        { """{"summary":"空\u0000"}""", "summary", "控制字符" },
        { """{"petitioners":[{"name":"张三\u001b[31m","address":"路1号"}]}""", "petitioners[0].name", "控制字符" },
        { """{"petitioners":[{"address":"路1号"}]}""", "petitioners[0].name", "请填写姓名" },
        { """{"petitioners":{"name":"张三"}}""", "petitioners", "应为一个列表" },
        { """{"petitioners":[{"name":"张三","address":"路1号","shoe":42}]}""", "petitioners[0].shoe", "没有“shoe”这一项" },
        { """{"colour":"red"}""", "colour", "没有“colour”这一项" },
        { """{"relatedNumber":"XF0"}""", "relatedNumber", "没有编号为“XF0”的信访事项" },
        { """["a"]""", null, "应为一个 JSON 对象" },
        { """{"summary":"a",}""", null, "不是正确的 JSON" },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Bad_input_is_refused_at_its_field_and_leaves_nothing(string change, string? field, string sentence)
    {
        var body = change;
        if (field is not null)
        {
            var full = JsonNode.Parse(await clerk.GetStringAsync(Petitions + "/template"))!.AsObject();
            foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            {
                full[name] = value?.DeepClone();
            }

            body = full.ToJsonString();
        }

        using var answer = await PostAsync(clerk, Petitions, body);

        var problem = await JsonAsync(answer);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(field is null ? HttpStatusCode.Conflict : HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(problem.GetProperty("reasons").EnumerateArray(), r => r.GetProperty("field").GetString() == field && r.GetProperty("text").GetString()!.Contains(sentence, StringComparison.Ordinal));
        Assert.Equal(0, await CountAsync());
        Assert.Equal(0, await site.DbAsync(db => db.Set<CaseTracker.People.Person>().CountAsync()));
    }

    [Theory]
    [InlineData("😀表情")]
    [InlineData("𬭎㛃阿依古丽·买买提")]
    [InlineData("=1+1")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("'; DROP TABLE petitions; --")]
    public async Task Odd_text_is_kept_as_it_was_typed(string text)
    {
        var body = JsonNode.Parse(await clerk.GetStringAsync(Petitions + "/template"))!.AsObject();
        (body["summary"], body["petitioners"]![0]!["name"]) = (text, text);

        var number = (await JsonAsync(await PostAsync(clerk, Petitions, body.ToJsonString()))).GetProperty("number").GetString();

        var shown = await GetAsync(office, $"{Petitions}/{number}");
        Assert.Equal((text, text), (shown.GetProperty("summary").GetString(), shown.GetProperty("petitioners")[0].GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("""{"on":5}""", "on", "应为文字")]
    [InlineData("""{"on":"2025-02-30","route":"r6","withinPowers":true}""", "on", "实际存在的日期")]
    [InlineData("""{"on":"2025-03-06","route":"r6","withinPowers":true}""", "on", "不得晚于今天")]
    [InlineData("""{"on":"2025-03-05","route":"r9","withinPowers":true}""", "route", "没有“r9”这一选项")]
    [InlineData("""{"on":"2025-03-05","route":"r6"}""", "withinPowers", "请填写")]
    [InlineData("""{"on":"2025-03-05","route":"r6","withinPowers":true,"contact":"a\u0001"}""", "contact", "控制字符")]
    [InlineData("""{"on":"2025-03-05","route":"r6","withinPowers":true,"contact":{"a":1}}""", "contact", "应为文字")]
    [InlineData("""{"on":"2025-03-05","route":"r6","withinPowers":true,"extra":"x"}""", "extra", "没有“extra”这一项")]
    [InlineData("""{"version":"x"}""", "version", "应为整数")]
    public async Task A_step_refuses_bad_data_at_its_field(string body, string field, string sentence)
    {
        var number = (await JsonAsync(await PostAsync(clerk, Petitions, await clerk.GetStringAsync(Petitions + "/template")))).GetProperty("number").GetString();

        using var answer = await PostAsync(office, $"{Petitions}/{number}/steps/accept", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains((await JsonAsync(answer)).GetProperty("reasons").EnumerateArray(), r => r.GetProperty("field").GetString() == field && r.GetProperty("text").GetString()!.Contains(sentence, StringComparison.Ordinal));
        Assert.Equal(1, (await GetAsync(office, $"{Petitions}/{number}")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task What_may_not_be_known_answers_like_what_is_not_there()
    {
        var body = JsonNode.Parse(await office.GetStringAsync(Petitions + "/template"))!.AsObject();
        body["purpose"] = "accuse";
        var hidden = (await JsonAsync(await PostAsync(office, Petitions, body.ToJsonString()))).GetProperty("number").GetString();

        using var known = await clerk.GetAsync($"{Petitions}/{hidden}");
        using var unknown = await clerk.GetAsync($"{Petitions}/XF4201172025999999");
        using var nowhere = await clerk.GetAsync("/api/v1/nothing");

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], new[] { known, unknown, nowhere }.Select(a => a.StatusCode));
        var text = await known.Content.ReadAsStringAsync();
        Assert.Equal(text, await unknown.Content.ReadAsStringAsync());
        Assert.Equal(text, await nowhere.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Without_a_token_or_a_permission_nothing_is_told()
    {
        using var nobody = await site.Visitor().GetAsync(Petitions);
        Assert.Equal((HttpStatusCode.Unauthorized, "sign-in"), (nobody.StatusCode, (await JsonAsync(nobody)).GetProperty("code").GetString()));
        var auditor = await ProgramOfAsync("周审计", Role.AUD);
        using var barred = await auditor.GetAsync(Petitions);
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (barred.StatusCode, (await JsonAsync(barred)).GetProperty("code").GetString()));
        Assert.Equal("周审计", (await GetAsync(auditor, "/api/v1/me")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_rest_of_the_office_is_told_too()
    {
        (await PostAsync(clerk, Petitions, await clerk.GetStringAsync(Petitions + "/template"))).EnsureSuccessStatusCode();
        var clock = await GetAsync(clerk, "/api/v1/clocks/explain?rule=C1&start=2025-03-03");
        Assert.Equal("2025-03-18", clock.GetProperty("legal").GetString());
        using var wrong = await clerk.GetAsync("/api/v1/clocks/explain?rule=C99&start=2025-03-03&color=red");
        Assert.Equal(["rule", "color"], (await JsonAsync(wrong)).GetProperty("reasons").EnumerateArray().Select(r => r.GetProperty("field").GetString()));
        Assert.True((await GetAsync(clerk, "/api/v1/workflows/petition")).GetArrayLength() > 20);
        Assert.Equal(365, (await GetAsync(clerk, "/api/v1/calendar/2025")).GetArrayLength());

        using var ledger = await office.GetAsync("/api/v1/ledgers/petitions?from=2025-03-01&to=2025-03-31");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ledger.Content.Headers.ContentType!.MediaType);
        using var book = new ZipArchive(await ledger.Content.ReadAsStreamAsync());
        Assert.NotNull(book.GetEntry("xl/workbook.xml"));
        using var backwards = await office.GetAsync("/api/v1/ledgers/petitions?from=2025-03-31&to=2025-03-01");
        Assert.Equal(HttpStatusCode.BadRequest, backwards.StatusCode);

        var visit = """{"next":"petition","problem":"反映拖欠工资","visitors":[{"name":"张三","address":"路1号"}],"purpose":"求决","categoryId":"010100","placeId":"420117"}""";
        using var registered = await PostAsync(clerk, "/api/v1/receptions", visit);
        Assert.StartsWith("LF", (await JsonAsync(registered)).GetProperty("receptionNumber").GetString());
        var reception = await GetAsync(clerk, registered.Headers.Location!.ToString());
        Assert.Equal(("反映拖欠工资", "张三", "turned-into-case"), (reception.GetProperty("problem").GetString(), reception.GetProperty("visitors")[0].GetProperty("name").GetString(), reception.GetProperty("state").GetString()));
        using var missing = await clerk.GetAsync("/api/v1/receptions/LF420117209900001");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(1, (await GetAsync(clerk, "/api/v1/receptions")).GetProperty("total").GetInt32());
        using var receptions = await office.GetAsync("/api/v1/ledgers/receptions?from=2025-03-01&to=2025-03-31");
        Assert.Equal(HttpStatusCode.OK, receptions.StatusCode);
    }

    [Fact]
    public async Task Health_and_the_description_are_open_to_all()
    {
        var visitor = site.Visitor();
        Assert.Equal("ok", (await GetAsync(visitor, "/health/live")).GetProperty("status").GetString());
        Assert.Equal("ok", (await GetAsync(visitor, "/health/ready")).GetProperty("status").GetString());
        var paths = (await GetAsync(visitor, "/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/v1/petitions/{number}/steps/{step}", paths);
        Assert.All(paths, p => Assert.StartsWith("/api/v1/", p));
    }

    [Fact]
    public async Task Only_JSON_is_read()
    {
        using var form = new HttpRequestMessage(HttpMethod.Post, Petitions) { Content = new FormUrlEncodedContent([new("summary", "x")]) };
        using var answer = await clerk.SendAsync(form);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "media-type"), (answer.StatusCode, (await JsonAsync(answer)).GetProperty("code").GetString()));
        using var latin = new HttpRequestMessage(HttpMethod.Post, Petitions) { Content = new ByteArrayContent([.. "{\"summary\":\""u8, 0xC4, 0xE3, .. "\"}"u8]) };
        latin.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var refused = await clerk.SendAsync(latin);
        Assert.Contains("UTF-8", (await JsonAsync(refused)).GetProperty("detail").GetString());
    }

    private async Task<HttpClient> ProgramOfAsync(string name, params Role[] roles)
    {
        var id = site.AddUser(roles, account: name, name: name);
        await using var scope = site.Services.CreateAsyncScope();
        var actor = scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(Actor.System);
        var made = await scope.ServiceProvider.GetRequiredService<CreateToken>().ExecuteAsync(new CreateToken.Command { UserId = id, Name = "测试" }, actor, default);
        var client = site.Visitor();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Token);
        return client;
    }

    private Task<int> CountAsync() => site.DbAsync(db => db.Petitions.IgnoreQueryFilters().CountAsync());

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await client.SendAsync(request);
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.IsSuccessStatusCode ? await JsonAsync(answer) : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}
