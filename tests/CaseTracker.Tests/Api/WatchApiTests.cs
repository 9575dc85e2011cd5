using System.Net;
using System.Text;
using System.Text.Json;
using CaseTracker.Accounts;
using CaseTracker.Petitions;
using CaseTracker.Tests.Petitions.Pages;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Api;

/// <summary><c>/sides</c>, <c>/instructions</c> and <c>/cards</c> with tokens of real accounts: listed, registered, worked on, refused with every reason, closed to who has no permission.</summary>
public sealed class WatchApiTests : IDisposable
{
    private readonly CaseSite office = new(realSignIn: true);

    [Fact]
    public async Task Matters_beside_the_way_are_listed_by_kind_and_worked_on_by_their_number()
    {
        var number = await office.HandledAsync();
        await office.StepAsync("李信访", number, PetitionStep.LeadCase, ("on", office.Today), ("leader", "冯分管"), ("unit", "经济运行科"), ("due", office.Today.AddDays(60)), ("plan", "约谈信访人"));
        await office.ApproveAsync("钱局长", number);
        var leader = await ProgramOfAsync("冯分管");

        var list = await JsonAsync(await leader.GetAsync("/api/v1/sides?kind=lead&openOnly=true"));
        var row = Assert.Single(list.GetProperty("rows").EnumerateArray());
        Assert.Equal((number, "lead", 1, "冯分管"), (row.GetProperty("number").GetString(), row.GetProperty("kind").GetString(), row.GetProperty("position").GetInt32(), row.GetProperty("person").GetString()));
        Assert.Empty((await JsonAsync(await leader.GetAsync("/api/v1/sides?kind=督办"))).GetProperty("rows").EnumerateArray());
        await RefusedAsync(leader.GetAsync("/api/v1/sides?kind=dance&colour=red"), HttpStatusCode.BadRequest, ("kind", "没有“dance”这一选项"), ("colour", "没有“colour”这一项"));

        var address = $"/api/v1/petitions/{number}/sides/1";
        await RefusedAsync(PostAsync(leader, address + "/progress", "{}"), HttpStatusCode.BadRequest, ("on", "请填写"), ("answer", "请填写"));
        var done = await JsonAsync(await PostAsync(leader, address + "/progress", $$"""{"on":"{{office.Today:yyyy-MM-dd}}","answer":"到家中走访"}"""));
        Assert.Equal(number, done.GetProperty("number").GetString());
        using var missing = await PostAsync(leader, $"/api/v1/petitions/{number}/sides/7/progress", $$"""{"on":"{{office.Today:yyyy-MM-dd}}","answer":"x"}""");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        await RefusedAsync(PostAsync(await ProgramOfAsync("陈承办"), address + "/prolong", """{"due":"2025-06-30","reason":"方案调整"}"""), HttpStatusCode.Conflict, (null, "须由局长"));

        Assert.Empty((await JsonAsync(await (await ProgramOfAsync("赵登记")).GetAsync("/api/v1/sides"))).GetProperty("rows").EnumerateArray());
        using var barred = await (await ProgramOfAsync("审计")).GetAsync("/api/v1/sides");
        Assert.Equal(HttpStatusCode.Forbidden, barred.StatusCode);
    }

    [Fact]
    public async Task An_instruction_is_registered_followed_up_and_closed()
    {
        var number = await office.HandledAsync();
        var xf = await ProgramOfAsync("李信访");
        await RefusedAsync(PostAsync(xf, "/api/v1/instructions", """{"dueOn":"2025-01-01","instructedOn":"2025-03-06"}"""), HttpStatusCode.BadRequest,
            ("text", "请填写批示内容"), ("instructedOn", "不得晚于今天"), ("dueOn", "不得早于批示日期"), ("leaderId", "请选择批示的局领导"), ("subject", "请填写信访编号"), ("departmentId", "请选择责任科室"));
        await RefusedAsync(PostAsync(xf, "/api/v1/instructions", """{"text":"抓紧","leaderName":"市长","petitionNumber":"XF1"}"""), HttpStatusCode.BadRequest, ("petitionNumber", "没有编号为“XF1”的普通信访事项"), ("departmentId", "请选择责任科室"));

        var key = Guid.NewGuid();
        var body = $$"""{"text":"抓紧办理","leaderId":"{{office.IdOf("钱局长")}}","petitionNumber":"{{number}}","dueOn":"{{office.Today.AddDays(7):yyyy-MM-dd}}"}""";
        using var created = await PostAsync(xf, "/api/v1/instructions", body, key);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var address = created.Headers.Location!.ToString();
        using var twice = await PostAsync(xf, "/api/v1/instructions", body, key);
        Assert.Equal(address, twice.Headers.Location!.ToString());
        Assert.Single((await JsonAsync(await xf.GetAsync("/api/v1/instructions"))).GetProperty("rows").EnumerateArray());

        var handler = await ProgramOfAsync("陈承办");
        await RefusedAsync(PostAsync(handler, address + "/steps/answer", "{}"), HttpStatusCode.BadRequest, ("on", "请填写"), ("feedback", "请填写反馈"));
        await RefusedAsync(PostAsync(handler, address + "/steps/dance", "{}"), HttpStatusCode.BadRequest, ("step", "没有“dance”这一选项"));
        Assert.Equal("answered", (await JsonAsync(await PostAsync(handler, address + "/steps/answer", $$"""{"on":"{{office.Today:yyyy-MM-dd}}","feedback":"已约谈双方"}"""))).GetProperty("state").GetString());
        await RefusedAsync(PostAsync(handler, address + "/steps/close-off", $$"""{"on":"{{office.Today:yyyy-MM-dd}}","opinion":"同意"}"""), HttpStatusCode.Conflict, (null, "须由"));
        var head = await ProgramOfAsync("钱局长");
        Assert.Equal("closed", (await JsonAsync(await PostAsync(head, address + "/steps/close-off", $$"""{"on":"{{office.Today:yyyy-MM-dd}}","opinion":"同意"}"""))).GetProperty("state").GetString());
        var shown = await JsonAsync(await head.GetAsync(address));
        Assert.Equal("已约谈双方", shown.GetProperty("instruction").GetProperty("feedback").GetString());

        using var missing = await head.GetAsync("/api/v1/instructions/PS420117202599999");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var closed = await (await ProgramOfAsync("王登记")).GetAsync("/api/v1/instructions");
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        await RefusedAsync(PostAsync(handler, "/api/v1/instructions", body), HttpStatusCode.Conflict, (null, "没有“登记批示”的权限"));
    }

    [Fact]
    public async Task A_card_is_issued_listed_and_lifted_once()
    {
        office.Site.AddUser([Role.SU], "督办员", "督办员", CaseSite.Password);
        var number = await office.HandledAsync();
        var supervisor = await ProgramOfAsync("督办员");
        await RefusedAsync(PostAsync(supervisor, "/api/v1/cards", $$"""{"petitionNumber":"XF1","holderId":"{{Guid.Empty}}","issuedOn":"2025-03-06"}"""), HttpStatusCode.BadRequest,
            ("reason", "请填写事由"), ("issuedOn", "不得晚于今天"), ("petitionNumber", "没有编号为“XF1”的普通信访事项"), ("holderId", "没有这个人员"));
        using var issued = await PostAsync(supervisor, "/api/v1/cards", $$"""{"colour":"red","petitionNumber":"{{number}}","holderId":"{{office.IdOf("陈承办")}}","reason":"拖延"}""");
        Assert.Equal(HttpStatusCode.Created, issued.StatusCode);
        var id = (await JsonAsync(issued)).GetProperty("id").GetString();

        var row = Assert.Single((await JsonAsync(await supervisor.GetAsync("/api/v1/cards?heldOnly=true"))).GetProperty("rows").EnumerateArray());
        Assert.Equal(("red", "陈承办"), (row.GetProperty("colour").GetString(), row.GetProperty("holderName").GetString()));
        var xf = await ProgramOfAsync("李信访");
        await RefusedAsync(PostAsync(xf, "/api/v1/cards", $$"""{"petitionNumber":"{{number}}","reason":"x"}"""), HttpStatusCode.Conflict, (null, "没有“发牌和摘牌”的权限"));
        await RefusedAsync(PostAsync(xf, $"/api/v1/cards/{id}/lift", """{"reason":"x"}"""), HttpStatusCode.Conflict, (null, "没有“发牌和摘牌”的权限"));

        await RefusedAsync(PostAsync(supervisor, $"/api/v1/cards/{id}/lift", "{}"), HttpStatusCode.BadRequest, ("reason", "请填写摘牌事由"));
        await RefusedAsync(PostAsync(supervisor, $"/api/v1/cards/{id}/lift", """{"reason":"已整改","on":"2025-03-01"}"""), HttpStatusCode.BadRequest, ("on", "摘牌日期应在发牌日期"));
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(supervisor, $"/api/v1/cards/{id}/lift", """{"reason":"已整改"}""")).StatusCode);
        await RefusedAsync(PostAsync(supervisor, $"/api/v1/cards/{id}/lift", """{"reason":"已整改"}"""), HttpStatusCode.Conflict, (null, "不重复办理"));
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(supervisor, $"/api/v1/cards/{Guid.NewGuid()}/lift", """{"reason":"x"}""")).StatusCode);
        Assert.Empty((await JsonAsync(await supervisor.GetAsync("/api/v1/cards?heldOnly=true"))).GetProperty("rows").EnumerateArray());
    }

    public void Dispose() => office.Dispose();

    /// <summary>The refusal says just these reasons, each at its field.</summary>
    private static async Task RefusedAsync(Task<HttpResponseMessage> sent, HttpStatusCode status, params (string? Field, string Sentence)[] expected)
    {
        using var answer = await sent;
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var reasons = (await JsonAsync(answer)).GetProperty("reasons").EnumerateArray().Select(r => (Field: r.GetProperty("field").GetString(), Text: r.GetProperty("text").GetString()!)).ToList();
        Assert.Equal(expected.Select(e => e.Field).Order(StringComparer.Ordinal), reasons.Select(r => r.Field).Order(StringComparer.Ordinal));
        Assert.All(expected, e => Assert.Contains(reasons, r => r.Field == e.Field && r.Text.Contains(e.Sentence, StringComparison.Ordinal)));
    }

    private async Task<HttpClient> ProgramOfAsync(string name)
    {
        var id = await office.Site.DbAsync(async db => (await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.FirstAsync(db.Users.Where(u => u.Name == name))).Id);
        await using var scope = office.Site.Services.CreateAsyncScope();
        var actor = scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(Actor.System);
        var made = await scope.ServiceProvider.GetRequiredService<CreateToken>().ExecuteAsync(new CreateToken.Command { UserId = id, Name = "程序" }, actor, default);
        var client = office.Site.Visitor();
        client.DefaultRequestHeaders.Authorization = new("Bearer", made.Token);
        return client;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string json, Guid? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key.ToString());
        }

        return await client.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}
