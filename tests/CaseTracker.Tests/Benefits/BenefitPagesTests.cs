using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Benefits;

/// <summary>待遇事项 over HTTP: by forms, by the API, by the keyboard in a browser, and who may come in.</summary>
public sealed class BenefitPagesTests(Browser browser) : IDisposable
{
    private readonly List<Guid> cadres = [];

    private CaseSite office = null!;

    private Guid worker;

    [Fact]
    public async Task An_allowance_goes_from_the_form_to_the_payment_through_its_approvers()
    {
        await OpenAsync();
        using var head = office.As("郑科长");
        using var wrong = await head.FillAsync("/benefits/rules?kind=Allowance", new() { ["Basis"] = "区纪要〔2019〕5号", ["Standards"] = "厂级三百" }, "录入");
        Assert.Contains("“厂级三百”读不懂，请写成“厂级 300”的样子", (await wrong.PageAsync()).Reasons());
        using var ruled = await head.FillAsync("/benefits/rules?kind=Allowance", new() { ["From"] = "2020-01-01", ["Basis"] = "区纪要〔2019〕5号", ["Standards"] = "厂级 300\n中层 200" }, "录入");
        Assert.Equal(HttpStatusCode.Redirect, ruled.StatusCode);
        Assert.Contains("厂级 300.00 元/月", (await head.OpenAsync("/benefits/rules")).QuerySelector("tbody")!.TextContent);

        using var handler = office.As("陈承办");
        using var empty = await handler.FillAsync("/benefits/new", new() { ["Type"] = "Allowance" });
        Assert.Equal(["请填写申请人", "请填写申请事由"], (await empty.PageAsync()).Reasons());
        using var unnamed = await handler.FillAsync("/benefits/new", new() { ["Type"] = "Allowance", ["Applicant"] = "王建国", ["Summary"] = "补差" });
        Assert.Equal(["补差待遇应当写明待遇期间", "请至少选择一名对象；不在花名册上的，请先列入花名册"], (await unnamed.PageAsync()).Reasons());
        using var saved = await handler.FillAsync("/benefits/new", new()
        {
            ["Type"] = "Allowance",
            ["Applicant"] = "王建国",
            ["Summary"] = "申请落实2024年补差",
            ["PeriodFrom"] = "2024-01-01",
            ["PeriodTo"] = "2024-12-31",
            ["BasisDocument"] = "会议纪要〔2011〕5号",
            ["Input.People"] = cadres[0].ToString(),
        });
        var at = saved.Headers.Location!.ToString();
        Assert.Equal("/benefits/DY420117202500001", at);
        await DoneAsync(handler.FillAsync(at + "/steps/start-verify", new() { ["officer"] = office.IdOf("陈承办").ToString() }));
        await DoneAsync(handler.FillAsync(at + "/calculate", []));
        using var early = await handler.FillAsync(at + "/steps/submit-for-approval", new() { ["findings"] = "属实", ["checker"] = office.IdOf("陈承办").ToString() });
        Assert.Equal(new[] { "请先核对身份和职级（以花名册为准），核对后勾选", "请先核对待遇期间，核对后勾选", "复核人不得是核实人或提交人本人，请另请一人复核" }.Order(), (await early.PageAsync()).Reasons().Order());
        await DoneAsync(handler.FillAsync(at + "/steps/submit-for-approval", new() { ["findings"] = "属实", ["levelChecked"] = "true", ["periodChecked"] = "true", ["checker"] = worker.ToString() }));
        await DoneAsync(head.FillAsync(at + "/steps/approve", new() { ["opinion"] = "拟同意" })); // no rule of approval: all three
        using var deputy = office.As("冯分管");
        Assert.Contains("审批", (await deputy.OpenAsync("/")).QuerySelector("tr[data-in=benefits]")!.TextContent);
        var waiting = await deputy.OpenAsync(at);
        await DoneAsync(deputy.SendAsync(waiting, new() { ["opinion"] = "同意" }, "批准"));
        using var director = office.As("钱局长");
        await DoneAsync(director.SendAsync(await director.OpenAsync(at), new() { ["opinion"] = "同意" }, "批准"));
        await DoneAsync(handler.FillAsync(at + "/steps/refer", new() { ["target"] = "finance" }));

        var page = await handler.OpenAsync(at);
        Assert.Contains("郑科长、冯分管、钱局长", page.QuerySelector("main")!.TextContent);
        Assert.Contains("300.00 元/月 × 12 个月", page.QuerySelector("#sums")!.TextContent);
        Assert.Contains("请示", page.QuerySelector("#documents")!.TextContent);
        using var paper = await handler.GetAsync(page.QuerySelector("#documents a[href*='handler=File']")!.GetAttribute("href"));
        Assert.Equal("PK"u8.ToArray(), (await paper.Content.ReadAsByteArrayAsync())[..2]);
        Assert.Contains("DY420117202500001", (await handler.OpenAsync("/benefits?q=王建国&openOnly=true")).QuerySelector("tbody")!.TextContent);
        Assert.Contains("申请落实2024年补差", (await head.OpenAsync("/ledgers?book=Benefits&month=" + office.Today.ToString("yyyy-MM"))).Body!.TextContent);

        using var archivist = office.As("孙档案");
        using var forbidden = await archivist.GetAsync(at);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task A_batch_is_filled_at_once_and_saved_without_a_script()
    {
        await OpenAsync();
        using var handler = office.As("陈承办");
        using var opened = await handler.FillAsync("/benefits/batch", new() { ["NoticeNumber"] = "鄂人社发〔2025〕1号", ["NoticeOn"] = office.Today.ToString("yyyy-MM-dd") });
        var at = opened.Headers.Location!.ToString();
        Assert.Contains("只能查看", (await handler.OpenAsync(at + "/people")).QuerySelector("main")!.TextContent); // not being verified yet
        await DoneAsync(handler.FillAsync(at + "/steps/start-verify", new() { ["officer"] = office.IdOf("陈承办").ToString() }));
        var filled = await handler.FillAsync(at + "/people", [], "填入空白的核对日期");
        var page = await filled.PageAsync();
        Assert.Equal(3, page.QuerySelectorAll("input[name$='.CheckedOn'][name^='Input']").Count(i => i.GetAttribute("value") == office.Today.ToString("yyyy-MM-dd")));
        using var bad = await handler.SendAsync(page, new() { ["Input.People[1].DifferenceSettled"] = "已更正" });
        Assert.Contains("李秀英：没有差异的，不填转社保日期和处理结果；有差异的请写明差异", (await bad.PageAsync()).Reasons());
        await DoneAsync(handler.SendAsync(await bad.PageAsync(), new() { ["Input.People[1].Difference"] = "出生日期差一年", ["Input.People[1].DifferenceSettled"] = "", ["Input.People[0].Amount"] = "140.5" }));
        page = await handler.OpenAsync(at + "/people");
        Assert.Contains("已核对 3 / 3", page.QuerySelector(".progress-lines")!.TextContent);
        Assert.Equal("140.50", page.QuerySelector("input[name='Input.People[0].Amount']")!.GetAttribute("value"));
        Assert.Contains("差异未处理 1 人", page.QuerySelector(".progress-lines")!.TextContent);
    }

    [Fact]
    public async Task The_screen_of_a_batch_is_worked_by_the_keyboard()
    {
        await OpenAsync(served: true);
        var number = await BatchAsync();
        foreach (var zoomed in new[] { false, true })
        {
            await using var context = await browser.OpenAsync(office.Address, zoomed);
            await context.SetExtraHTTPHeadersAsync([new("X-Test-User", office.IdOf("陈承办").ToString())]);
            var page = await context.NewPageAsync();
            await page.GotoAsync($"/benefits/{number}/people");
            Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            await page.FocusAsync("[name='Input.People[0].Difference']");
            await page.Keyboard.PressAsync("Control+A");
            await page.Keyboard.TypeAsync("工龄不符");
            await page.Keyboard.PressAsync("Enter");
            Assert.Equal("Input.People[1].Difference", await page.EvaluateAsync<string>("() => document.activeElement.name"));
            await page.Keyboard.TypeAsync("姓名有误");
            await page.Keyboard.PressAsync("ArrowDown");
            Assert.Equal("Input.People[2].Difference", await page.EvaluateAsync<string>("() => document.activeElement.name"));
            await page.Keyboard.PressAsync("Shift+Enter");
            Assert.Equal("Input.People[1].Difference", await page.EvaluateAsync<string>("() => document.activeElement.name"));
            await page.Keyboard.PressAsync("Control+Enter");
            await page.WaitForSelectorAsync(zoomed ? ".flash >> text=没有改动" : ".flash >> text=已登记 2 人");
            Assert.Equal("工龄不符", await page.InputValueAsync("[name='Input.People[0].Difference']"));
            await Browser.PictureAsync(page, $"benefit-people{(zoomed ? "-200" : "")}", whole: zoomed);
            foreach (var (name, address) in new[] { ("details", $"/benefits/{number}"), ("list", "/benefits"), ("rules", "/benefits/rules?kind=PensionAdjustment"), ("new", "/benefits/new"), ("work", "/") })
            {
                await page.GotoAsync(address);
                Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
                await Browser.PictureAsync(page, $"benefit-{name}{(zoomed ? "-200" : "")}", whole: true);
            }

            await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
            await page.GotoAsync($"/benefits/{number}/people");
            await Browser.PictureAsync(page, $"benefit-people-print{(zoomed ? "-200" : "")}", whole: true);
        }
    }

    [Fact]
    public async Task The_api_registers_takes_steps_and_answers_with_every_reason()
    {
        await OpenAsync();
        using var handler = office.As("陈承办");
        using var refused = await handler.PostAsJsonAsync("/api/v1/benefits", new { type = "补差待遇" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("补差待遇应当写明待遇期间", await refused.Content.ReadAsStringAsync());
        using var made = await handler.PostAsJsonAsync("/api/v1/benefits", new { type = "hardship", applicant = "李秀英", summary = "住院困难", cadres = new[] { "李秀英" } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var number = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString()!;
        using var step = await handler.PostAsJsonAsync($"/api/v1/benefits/{number}/steps/start-verify", new { officer = "陈承办", on = office.Today.ToString("yyyy-MM-dd") });
        Assert.Equal("verifying", (await step.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString(), ignoreCase: true);
        using var late = await handler.PostAsJsonAsync($"/api/v1/benefits/{number}/steps/resolve", new { });
        Assert.Contains("只有处于“已发放”时才可以", await late.Content.ReadAsStringAsync());
        var shown = await handler.GetFromJsonAsync<JsonElement>($"/api/v1/benefits/{number}");
        using var summed = await handler.PostAsJsonAsync($"/api/v1/benefits/{number}/calculation", new { people = new[] { new { id = shown.GetProperty("people")[0].GetProperty("id").GetString(), amount = 800.5m } } });
        Assert.True(summed.IsSuccessStatusCode, await summed.Content.ReadAsStringAsync());
        Assert.Equal(800.5m, (await summed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("amount").GetDecimal());
        Assert.Equal(1, (await handler.GetFromJsonAsync<JsonElement>("/api/v1/benefits?type=hardship")).GetProperty("count").GetInt32());
        using var head = office.As("郑科长");
        using var file = await head.GetAsync($"/api/v1/ledgers/benefits?from={office.Today:yyyy-MM-dd}&to={office.Today:yyyy-MM-dd}");
        Assert.Equal("PK"u8.ToArray(), (await file.Content.ReadAsByteArrayAsync())[..2]);
        using var archivist = office.As("孙档案");
        using var hidden = await archivist.GetAsync($"/api/v1/benefits/{number}");
        Assert.Equal(HttpStatusCode.Forbidden, hidden.StatusCode);
    }

    public void Dispose() => office?.Dispose();

    private async Task OpenAsync(bool served = false)
    {
        office = new(served);
        var economy = Guid.Empty;
        await office.Site.DbAsync(async db =>
        {
            var department = await db.Departments.FirstAsync(d => d.Name == "经济运行科");
            department.IsRetireeOffice = true;
            economy = department.Id;
            return await db.SaveChangesAsync();
        });
        worker = office.Site.AddUser([Role.LC], "何专干", "何专干", CaseSite.Password, u => u.DepartmentId = economy);
        foreach (var (name, grade) in new[] { ("王建国", CadreGrade.PlantDeputy), ("李秀英", CadreGrade.MiddleHead), ("张德明", CadreGrade.PlantHead) })
        {
            cadres.Add(await office.DoAsync("李信访", (s, _) => s.GetRequiredService<RegisterCadre>().ExecuteAsync(
                new() { PersonNumber = $"LGB-{cadres.Count + 1:000}", Name = name, Grade = grade, BirthOn = new(1945, 6, 1), RetiredSince = "2005-03", HandedOverOn = new(2011, 8, 1), OldUnit = "云溪机械厂", IsImported = true }, CaseTracker.Accounts.Actor.System, default)));
        }
    }

    private async Task<string> BatchAsync()
    {
        var done = await office.DoAsync("陈承办", (s, actor) => s.GetRequiredService<OpenPensionBatch>().ExecuteAsync(new() { Year = office.Today.Year, NoticeNumber = "鄂人社发〔2025〕1号", NoticeOn = office.Today, EffectiveFrom = new(office.Today.Year, 1, 1) }, actor, default));
        await office.DoAsync("陈承办", (s, actor) => s.GetRequiredService<TakeBenefitStep>().ExecuteAsync(new(done.Number, BenefitStep.StartVerify, CaseTracker.Workflow.StepData.Of(("officer", "陈承办"), ("on", office.Today))), actor, default));
        return done.Number;
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.Equal([], (await answer.PageAsync()).Reasons());
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
