using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using CaseTracker.CareVisits;
using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace CaseTracker.Tests.CareVisits;

/// <summary>走访慰问 over HTTP: by forms, by the API, and on a phone at the bedside.</summary>
public sealed class CareVisitPagesTests(Browser browser) : IDisposable
{
    private readonly CareSite site = new();

    [Fact]
    public async Task A_visit_goes_its_way_by_forms()
    {
        using var finance = site.As("何财务");
        using var noBasis = await finance.FillAsync("/care-visits/money", new() { ["Budget.Fund"] = "老干部专项", ["Budget.Amount"] = "2000" }, "保存预算");
        Assert.Contains("请填写依据文件", (await noBasis.PageAsync()).Reasons());
        using var budget = await finance.FillAsync("/care-visits/money", new() { ["Budget.Fund"] = "老干部专项", ["Budget.Amount"] = "2000", ["Budget.Basis"] = "2025年部门预算" }, "保存预算");
        Assert.Equal([], (await budget.PageAsync()).Reasons());
        using var standard = await finance.FillAsync("/care-visits/money", new() { ["Standard.Type"] = "Sick", ["Standard.Form"] = "Money", ["Standard.Limit"] = "500", ["Standard.Per"] = "Person", ["Standard.Fund"] = "老干部专项", ["Standard.Basis"] = "区财〔2024〕1号" }, "登记标准");
        Assert.Equal([], (await standard.PageAsync()).Reasons());
        Assert.Equal(HttpStatusCode.Redirect, standard.StatusCode);

        using var officer = site.As("陈专干");
        using var empty = await officer.FillAsync("/care-visits/new", []);
        var reasons = (await empty.PageAsync()).Reasons();
        Assert.Contains("请选择看望类型", reasons);
        Assert.Contains("请填写事由", reasons);
        var form = await officer.OpenAsync("/care-visits/new");
        var zhang = form.QuerySelectorAll(".pick-list label").Single(l => l.TextContent.Contains("张建国", StringComparison.Ordinal)).QuerySelector("input")!.GetAttribute("value")!;
        form.QuerySelector($"input[value='{zhang}']")!.SetAttribute("checked", "");
        using var saved = await officer.SendAsync(form, new() { ["Type"] = "Sick", ["Cause"] = "住院手术" });
        Assert.Equal([], (await saved.PageAsync()).Reasons());
        var address = saved.Headers.Location!.ToString();
        Assert.Equal($"/care-visits/KW-{site.Office.Today.Year}-0001", address);
        Assert.Contains("张建国", (await officer.OpenAsync("/")).QuerySelector("#care")!.TextContent);

        var planned = await officer.OpenAsync($"{address}/steps/plan");
        using var over = await officer.SendAsync(planned, new() { ["plannedOn"] = $"{site.Office.Today:yyyy-MM-dd}", ["place"] = "区人民医院", ["visitors"] = "陈专干\n沈科长", ["form"] = "money", ["amount"] = "501" });
        Assert.Contains((await over.PageAsync()).Reasons(), r => r.StartsWith("申请金额 501.00 元超过慰问标准 500.00 元", StringComparison.Ordinal));
        using var plan = await officer.SendAsync(planned, new() { ["plannedOn"] = $"{site.Office.Today:yyyy-MM-dd}", ["place"] = "区人民医院", ["visitors"] = "陈专干\n沈科长", ["form"] = "money", ["amount"] = "500" });
        Assert.Equal(HttpStatusCode.Redirect, plan.StatusCode);
        using var submitted = await officer.FillAsync($"{address}/steps/submit", []);
        Assert.Equal(HttpStatusCode.Redirect, submitted.StatusCode);
        using var leader = site.As("冯分管");
        Assert.Equal("500.00", (await leader.OpenAsync($"{address}/steps/approve")).QuerySelector("#Input_approvedAmount")!.GetAttribute("value"));
        using var approved = await leader.FillAsync($"{address}/steps/approve", []);
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
        Assert.Contains("1,500.00", (await finance.OpenAsync("/care-visits/money")).QuerySelector("#budgets")!.TextContent);
        using var drawn = await finance.FillAsync($"{address}/steps/draw-funds", new() { ["voucher"] = "领-1" });
        Assert.Equal(HttpStatusCode.Redirect, drawn.StatusCode);

        var record = await officer.OpenAsync($"{address}/steps/record-visit");
        Assert.Equal("本人", record.QuerySelector("#signers_0")!.GetAttribute("value"));
        using var visited = await RecordAsync(officer, record, new() { ["Input.conditions"] = "术后恢复中", ["Input.requests"] = "希望帮助报销" }, "照片");
        Assert.Equal([], (await visited.PageAsync()).Reasons());
        Assert.Equal(HttpStatusCode.Redirect, visited.StatusCode);
        var shown = await officer.OpenAsync(address);
        Assert.Contains("术后恢复中", shown.QuerySelector("#people")!.TextContent);
        Assert.Contains("照片.png", shown.QuerySelector("#attachments")!.TextContent);
        Assert.Contains("签名-张建国.png", shown.QuerySelector("#attachments")!.TextContent);
        Assert.Contains("（按权限查看）", (await finance.OpenAsync(address)).QuerySelector("#people")!.TextContent);
        Assert.DoesNotContain("术后恢复中", (await finance.OpenAsync(address)).Body!.TextContent);
        var slip = await officer.OpenAsync($"{address}/slip");
        Assert.Contains("人民币伍佰元整", slip.QuerySelector(".paper")!.TextContent);
        using var word = await officer.GetAsync($"{address}/slip?handler=Word");
        Assert.Equal("PK"u8.ToArray(), (await word.Content.ReadAsByteArrayAsync())[..2]);

        var list = await officer.OpenAsync("/care-visits?q=张建国&type=Sick");
        Assert.Contains("已看望", list.QuerySelector("tbody")!.TextContent);
        using var director = site.As("钱局长");
        Assert.Contains("张建国", (await director.OpenAsync($"/ledgers?book=CareVisits&month={site.Office.Today:yyyy-MM}")).Body!.TextContent);
        using var file = await director.GetAsync($"/ledgers/download?book=CareVisits&from={site.Office.Today:yyyy-MM-dd}&to={site.Office.Today:yyyy-MM-dd}");
        Assert.Equal("PK"u8.ToArray(), (await file.Content.ReadAsByteArrayAsync())[..2]);
        using var archivist = site.As("孙档案");
        using var forbidden = await archivist.GetAsync("/care-visits");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var handler = site.As("陈承办");
        using var hidden = await handler.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task A_cancellation_is_approved_on_the_page_of_the_visit()
    {
        site.Funded();
        var number = await site.ReadyAsync("张建国");
        using var officer = site.As("陈专干");
        using var proposed = await officer.FillAsync($"/care-visits/{number}/steps/cancel", new() { ["reason"] = "已出院", ["refundVoucher"] = "退-1", ["refundOn"] = $"{site.Office.Today:yyyy-MM-dd}" });
        Assert.Equal(HttpStatusCode.Redirect, proposed.StatusCode);
        Assert.Empty((await officer.OpenAsync($"/care-visits/{number}")).QuerySelectorAll("button[value=Approve]"));
        using var leader = site.As("冯分管");
        Assert.Contains("审批", (await leader.OpenAsync("/")).QuerySelector("#care")!.TextContent);
        using var bare = await leader.FillAsync($"/care-visits/{number}", [], "退回");
        Assert.Contains("请填写退回理由", (await bare.PageAsync()).Reasons());
        using var done = await leader.FillAsync($"/care-visits/{number}", new() { ["opinion"] = "同意" }, "批准");
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains("已取消", (await leader.OpenAsync($"/care-visits/{number}")).QuerySelector(".page-head")!.TextContent);
    }

    [Fact]
    public async Task Plans_are_switched_and_make_what_is_due_and_the_calendar_shows_it()
    {
        using var officer = site.As("陈专干");
        var today = site.Office.Today;
        var plans = await officer.OpenAsync("/care-visits/plans");
        var due = plans.QuerySelectorAll("#due tbody tr").Count(r => r.TextContent.Contains("待生成", StringComparison.Ordinal));
        Assert.Equal(2, due);
        Assert.Contains("岁寿辰（1945-03-20出生）慰问", plans.QuerySelector("#due")!.TextContent);
        using var made = await officer.FillAsync("/care-visits/plans", [], "生成走访");
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        Assert.Empty((await officer.OpenAsync("/care-visits/plans")).QuerySelectorAll("#due button"));
        var month = await officer.OpenAsync($"/care-visits/calendar?day=2025-03-01");
        Assert.Contains("生日慰问 张建国", month.QuerySelector("table.month")!.TextContent);
        Assert.Equal(7, (await officer.OpenAsync("/care-visits/calendar?view=week")).QuerySelectorAll("table.month tbody td").Length);
        Assert.Contains("重阳走访 张建国、李秀英", (await officer.OpenAsync("/care-visits/calendar?day=2025-10-01")).QuerySelector("table.month")!.TextContent);

        using var head = site.As("沈科长");
        using var changed = await head.FillAsync("/care-visits/plans", new() { ["Input.LeadDays"] = "61" }, "保存", "details form");
        Assert.Contains("提前天数应在 0 至 60 之间", (await changed.PageAsync()).Reasons());
        using var finance = site.As("何财务");
        Assert.Empty((await finance.OpenAsync("/care-visits/plans")).QuerySelectorAll("main form[method=post]"));
    }

    [Fact]
    public async Task The_api_does_the_same_and_refuses_with_every_reason()
    {
        using var real = new CareSite(realSignIn: true).Funded();
        using var officer = await real.ProgramAsync("陈专干");
        using var refused = await officer.PostAsJsonAsync("/api/v1/care-visits", new { type = "sick", cause = "", persons = new[] { "无此人" } });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("花名册中没有“无此人”", await refused.Content.ReadAsStringAsync());
        using var made = await officer.PostAsJsonAsync("/api/v1/care-visits", new { type = "生病看望", cause = "住院", persons = new[] { "LGB-001", "李秀英" } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var number = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString();
        using var plan = await officer.PostAsJsonAsync($"/api/v1/care-visits/{number}/steps/plan", new { plannedOn = $"{real.Office.Today:yyyy-MM-dd}", place = "家中", visitors = new[] { "甲", "乙" }, form = "money", amount = 1000 });
        Assert.Equal(HttpStatusCode.OK, plan.StatusCode);
        using var shown = await officer.GetAsync($"/api/v1/care-visits/{number}");
        var visit = await shown.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("planned", 1000m, 2), (visit.GetProperty("state").GetString(), visit.GetProperty("applied").GetDecimal(), visit.GetProperty("persons").GetArrayLength()));
        using var wrong = await officer.PostAsJsonAsync($"/api/v1/care-visits/{number}/steps/settle", new { });
        Assert.Equal(HttpStatusCode.Conflict, wrong.StatusCode);
        using var list = await officer.GetAsync("/api/v1/care-visits?openOnly=true");
        Assert.Equal(1, (await list.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("count").GetInt32());
        using var ledger = await officer.GetAsync($"/api/v1/ledgers/care-visits?from=2025-03-01&to=2025-03-31");
        Assert.Equal(HttpStatusCode.OK, ledger.StatusCode);
        using var budgets = await officer.GetAsync("/api/v1/care-visits/budgets");
        Assert.Equal(200_000, (await budgets.Content.ReadFromJsonAsync<JsonElement>())[0].GetProperty("leftFen").GetInt64());
        using var archivist = await real.ProgramAsync("孙档案");
        using var forbidden = await archivist.GetAsync("/api/v1/care-visits");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task On_a_phone_the_visit_is_recorded_with_photo_and_signature()
    {
        using var served = new CareSite(served: true, realSignIn: true).Funded();
        var number = await served.ReadyAsync("张建国", "李秀英");
        var context = await browser.OpenAsync(served.Office.Address);
        var page = await context.NewPageAsync();
        await page.SetViewportSizeAsync(375, 667);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#Input_Account", "陈专干");
        await page.FillAsync("#Input_Password", CaseSite.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync("h1 >> text=我的工作");
        await page.GotoAsync($"/care-visits/{number}/steps/record-visit");
        Assert.Equal(375, await page.EvaluateAsync<int>("document.documentElement.scrollWidth")); // nothing runs out to the right
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('.on-site .form-control:not([type=file]), .on-site .form-select')].every(e => e.getBoundingClientRect().height >= 44)"));
        Assert.Equal(1, await page.EvaluateAsync<int>("new Set([...document.querySelectorAll('.visited .field')].map(e => Math.round(e.getBoundingClientRect().left))).size")); // one column
        await page.FillAsync("#signers_1", "李小明");
        await page.FillAsync("#conditions_0", "术后恢复中");
        await Browser.PictureAsync(page, "care-record-phone", whole: true);
        await page.ClickAsync(".form-actions .btn-primary");
        await page.WaitForSelectorAsync(".reasons >> text=李秀英的慰问由他人代签");
        Assert.Equal("术后恢复中", await page.InputValueAsync("#conditions_0"));
        await page.FillAsync("#relations_1", "儿子");
        var canvas = page.Locator(".sign-pad canvas").First;
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 20, box.Y + 30);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 120, box.Y + 60, new MouseMoveOptions { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.SetInputFilesAsync("#photos", new FilePayload { Name = "病房.png", MimeType = "image/png", Buffer = Pixel });
        await page.ClickAsync(".form-actions .btn-primary");
        await page.WaitForSelectorAsync(".flash >> text=已办理“登记看望”");
        var attachments = await page.TextContentAsync("#attachments");
        Assert.Contains("病房.png", attachments);
        Assert.Contains("签名-张建国.png", attachments);
        Assert.DoesNotContain("签名-李秀英.png", attachments);
        Assert.Equal("张建国:本人,李秀英:李小明（儿子）代签", await served.DoAsync("陈专干", async (s, actor) => string.Join(',', (await s.GetRequiredService<GetCareVisit>().ExecuteAsync(number, actor, default)).Visit.Present.Select(p => $"{p.Name}:{p.SignedBy}"))));
    }

    [Fact]
    public async Task Without_scripts_the_record_takes_a_photo_in_place_of_the_signature()
    {
        using var served = new CareSite(served: true, realSignIn: true).Funded();
        var number = await served.ReadyAsync("张建国");
        var context = await browser.OpenAsync(served.Office.Address, scripts: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#Input_Account", "陈专干");
        await page.FillAsync("#Input_Password", CaseSite.Password);
        await page.ClickAsync("button[type=submit]");
        await page.GotoAsync($"/care-visits/{number}/steps/record-visit");
        Assert.False(await page.IsVisibleAsync(".sign-pad canvas"));
        await page.SetInputFilesAsync("#photos", new FilePayload { Name = "签收表.png", MimeType = "image/png", Buffer = Pixel });
        await page.ClickAsync(".form-actions .btn-primary");
        Assert.Contains("签收表.png", await page.TextContentAsync("#attachments"));
    }

    public void Dispose() => site.Dispose();

    // One white point.
    private static byte[] Pixel => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    /// <summary>Sends the form as a phone does: with a photo, and the signature as a picture in a hidden field.</summary>
    private static async Task<HttpResponseMessage> RecordAsync(HttpClient client, AngleSharp.Html.Dom.IHtmlDocument page, Dictionary<string, string> fields, string photo)
    {
        var form = page.QuerySelector<AngleSharp.Html.Dom.IHtmlFormElement>("form.on-site")!;
        using var content = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll("input[name], select[name], textarea[name]").Where(i => i.GetAttribute("type") is not "file"))
        {
            var name = input.GetAttribute("name")!;
            var value = input switch { AngleSharp.Html.Dom.IHtmlSelectElement select => select.Value, AngleSharp.Html.Dom.IHtmlTextAreaElement area => area.Value, AngleSharp.Html.Dom.IHtmlInputElement box => box.Value, _ => "" };
            content.Add(new StringContent(fields.GetValueOrDefault(name) ?? (name == "Signatures" ? $"data:image/png;base64,{Convert.ToBase64String(Pixel)}" : value ?? "")), name);
        }

        var bytes = new ByteArrayContent(Pixel);
        bytes.Headers.ContentType = new("image/png");
        content.Add(bytes, "photos", $"{photo}.png");
        return await client.PostAsync(new Uri(page.Url), content);
    }
}
