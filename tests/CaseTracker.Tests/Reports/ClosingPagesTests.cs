using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Tests.Excel;
using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NPOI.XSSF.UserModel;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>结账 as the office does it, in the browser and by a program: four steps through four hands, the frozen files, a late change told as 原数 and 更正数. March goes by page, February by program.</summary>
public sealed class ClosingPagesTests(Browser browser, ClosingPagesTests.Served served) : IClassFixture<ClosingPagesTests.Served>
{
    [Fact]
    public async Task A_month_is_closed_by_page_through_the_right_hands_and_what_changes_later_is_told_in_the_next_table()
    {
        var (clerk, head, leader) = (await At("李信访"), await At("周主任"), await At("冯分管"));

        await clerk.GotoAsync("/reports");
        await clerk.ClickAsync("text=打开结账");
        await clerk.ClickAsync("#closings >> text=2025年4月月度汇总");
        Assert.Contains("统计期间到2025-04-30才结束", await clerk.TextContentAsync(".step.closed >> nth=0"));
        await StepAsync(clerk, "填报", ("note", "已与科室核对"));

        await RefusedAsync(clerk, "审核通过", "review", "审核、签发人不得是填报人，代理他人时亦同，请由其他有权人员办理");
        await RefusedAsync(await At("王登记"), "审核通过", "review", "“审核通过”须由科长或信访机构负责人办理");
        await head.GotoAsync("/");
        Assert.Contains("2025年3月月度汇总（已填报）等您办理：审核通过", (await head.TextContentAsync("[data-in=closings]"))!.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        await StepAsync(head, "审核通过", ("opinion", "数字属实"));
        await RefusedAsync(head, "签发", "sign", "“签发”须由分管领导或局长办理");
        await StepAsync(leader, "签发");
        await RefusedAsync(leader, "封存", "freeze", "“封存”须由信访机构负责人或科长或局长办理");
        await StepAsync(clerk, "封存");
        Assert.Equal("已封存", (await clerk.TextContentAsync(".page-head .badge-state"))!.Trim());
        Assert.Contains("没有差异", await clerk.TextContentAsync("#differences"));

        var file = await DownloadAsync(clerk, "#kept a");
        Assert.Equal(await clerk.TextContentAsync("#kept [data-file='monthly-2025-03.xlsx']"), Convert.ToHexStringLower(SHA256.HashData(file)));
        Ledgers.AssertValid(file);

        served.Office.Site.Clock.Advance(TimeSpan.FromMinutes(5));
        var handler = await At("陈承办");
        await handler.GotoAsync($"/disputes/{served.March}/correct");
        await handler.FillAsync("#Input_FoundOn", "2025-04-01");
        await handler.FillAsync("#Input_Reason", "实为4月1日排查");
        await handler.ClickAsync(".form-actions .btn-primary");
        await handler.WaitForSelectorAsync(".flash >> text=已更正");

        await clerk.ReloadAsync();
        Assert.Equal(["X1", "排查矛盾纠纷（起）", "1", "0"], (await clerk.Locator("#differences tr:has-text('X1') >> nth=0").Locator("td").AllInnerTextsAsync()).Take(4));
        await clerk.ClickAsync("#differences >> text=逐条看原因");
        Assert.Contains("实为4月1日排查", await clerk.TextContentAsync("#difference-X1"));
        await clerk.GoBackAsync();
        await clerk.Locator("#differences tr:has-text('排查矛盾纠纷')").GetByText("登记更正").ClickAsync();
        await Desks.FillAsync(clerk, "reason", "排查日期记错");
        await SendAsync(clerk);
        Assert.Contains("排查矛盾纠纷（起）10排查日期记错2025-04李信访", string.Concat(await clerk.Locator("#restatements tbody td").AllInnerTextsAsync()));
        await Browser.PictureAsync(clerk, "closing-frozen", whole: true);

        await clerk.ClickAsync("#restatements >> text=2025-04");
        Assert.Equal("2025-03原数1，更正为0：排查日期记错", Noted(await clerk.TextContentAsync("#row-X1 td:last-child")));
        Assert.Contains("排查日期记错", await clerk.TextContentAsync("#restated"));
        Assert.Contains("2025-03原数1，更正为0：排查日期记错", Words(await DownloadAsync(clerk, ".page-actions a.btn-primary")));
        await Browser.PictureAsync(clerk, "closing-told", whole: true);
        await clerk.GotoAsync("/reports/annual/2025");
        Assert.Contains("排查日期记错", await clerk.TextContentAsync("#restated"));

        await clerk.ClickAsync("text=与各月核对");
        var rows = await clerk.Locator("#months tbody tr").EvaluateAllAsync<string[][]>("all => all.map(r => [...r.children].map(c => c.innerText.trim()))");
        Assert.All(rows, cells =>
        {
            var numbers = cells[2..].Select(c => c.Length == 0 ? 0 : decimal.Parse(c, CultureInfo.InvariantCulture)).ToList(); // year, sum, difference, the twelve months
            Assert.Equal((15, numbers[1], numbers[2]), (numbers.Count, numbers[3..].Sum(), numbers[0] - numbers[1]));
        });
        var found = rows.Single(r => r[0].StartsWith("排查矛盾纠纷", StringComparison.Ordinal));
        Assert.Equal(("1", "1"), (found[7], found[8])); // as frozen in March, and again in April
        Assert.Contains(served.March, found[0]);
        await Browser.PictureAsync(clerk, "closing-months", whole: true);

        Task<IPage> At(string name) => served.Office.SignInAsync(browser, name);
    }

    [Fact]
    public async Task A_program_closes_a_month_as_the_pages_do()
    {
        using var office = await served.Office.ProgramAsync("李信访");
        using var head = await served.Office.ProgramAsync("周主任");
        using var leader = await served.Office.ProgramAsync("冯分管");

        Assert.Equal("open", (await ShownAsync()).GetProperty("closing").GetProperty("state").GetString());
        await DoneAsync(office, "submit", "submitted");
        await RefusedAsync(office, "review", "审核、签发人不得是填报人");
        await DoneAsync(head, "review", "reviewed");
        await RefusedAsync(head, "sign", "须由分管领导或局长办理");
        await DoneAsync(leader, "sign", "signed", new { on = "2025-04-02" });
        await DoneAsync(office, "freeze", "frozen");

        var frozen = await ShownAsync();
        var file = Assert.Single(frozen.GetProperty("files").EnumerateArray());
        Assert.Equal("monthly-2025-02.xlsx", file.GetProperty("name").GetString());
        var bytes = await leader.GetByteArrayAsync($"/api/v1/reports/closings/2025-02/files/{file.GetProperty("id").GetString()}");
        Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(HttpStatusCode.NotFound, (await leader.GetAsync($"/api/v1/reports/closings/2025-02/files/{Guid.NewGuid()}")).StatusCode);
        Assert.Equal(served.February, Assert.Single(Figure(frozen, "figures").GetProperty("rows").EnumerateArray()).GetProperty("number").GetString());
        Assert.Equal(0, frozen.GetProperty("differences").GetArrayLength());

        (await office.PostAsJsonAsync($"/api/v1/disputes/{served.February}/steps/void", new { reason = "与他科重复登记" })).EnsureSuccessStatusCode();
        var changed = Figure(await ShownAsync(), "differences");
        Assert.Equal((1, 0), (changed.GetProperty("frozen").GetInt32(), changed.GetProperty("now").GetInt32()));
        await DoneAsync(office, "restate", "frozen", new { code = "X1", reason = "与他科重复登记" });
        await RefusedAsync(office, "restate", "无须更正", new { code = "X1", reason = "再试" });

        var april = await JsonAsync(office, "/api/v1/reports/monthly/2025-04");
        var told = april.GetProperty("restated").EnumerateArray().Single(r => r.GetProperty("of").GetString() == "2025-02");
        Assert.Equal(("X1", 1, 0, "与他科重复登记"), (told.GetProperty("code").GetString(), told.GetProperty("old").GetInt32(), told.GetProperty("new").GetInt32(), told.GetProperty("reason").GetString()));
        Assert.Contains("2025-02原数1，更正为0：与他科重复登记", Line(april).GetProperty("note").GetString());
        var before = await JsonAsync(office, $"/api/v1/reports/monthly/2025-04?knownAt={served.Before}");
        Assert.Equal(0, before.GetProperty("restated").GetArrayLength());
        var year = (await JsonAsync(office, "/api/v1/reports/annual/2025/months")).GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("measure").GetProperty("code").GetString() == "X1");
        Assert.Equal(1, year.GetProperty("months")[1].GetInt32());
        Assert.Contains(served.February, year.GetProperty("causes").EnumerateArray().Select(c => c.GetString()));

        Task<JsonElement> ShownAsync() => JsonAsync(leader, "/api/v1/reports/closings/2025-02");
        static JsonElement Figure(JsonElement shown, string list) => shown.GetProperty(list).EnumerateArray().Single(f => f.GetProperty("code").GetString() == "X1");
        static JsonElement Line(JsonElement report) => report.GetProperty("tables")[0].GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("code").GetString() == "X1");

        static async Task DoneAsync(HttpClient by, string step, string state, object? data = null)
        {
            using var answer = await by.PostAsJsonAsync($"/api/v1/reports/closings/2025-02/steps/{step}", data ?? new { });
            Assert.Equal((HttpStatusCode.OK, state), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString()));
        }

        static async Task RefusedAsync(HttpClient by, string step, string sentence, object? data = null)
        {
            using var answer = await by.PostAsJsonAsync($"/api/v1/reports/closings/2025-02/steps/{step}", data ?? new { on = "2025-04-02" });
            Assert.False(answer.IsSuccessStatusCode);
            Assert.Contains(sentence, await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path) => JsonDocument.Parse(await client.GetStringAsync(path)).RootElement;

    /// <summary>From the line of March in the list, where the step is offered to whom it falls, to its form.</summary>
    private static async Task StepAsync(IPage page, string step, params (string Field, string Value)[] fields)
    {
        await page.GotoAsync("/reports/closings?year=2025");
        await page.Locator("#closings tr:has-text('2025年3月月度汇总') a").GetByText(step, new() { Exact = true }).ClickAsync();
        foreach (var (field, value) in fields)
        {
            await Desks.FillAsync(page, field, value);
        }

        await SendAsync(page);
    }

    private static async Task SendAsync(IPage page)
    {
        await page.ClickAsync(".form-actions .btn-primary");
        await page.WaitForSelectorAsync(".flash >> text=已办理");
    }

    /// <summary>The step is offered nowhere: not among the buttons, and its own page says why.</summary>
    private static async Task RefusedAsync(IPage page, string step, string address, string sentence)
    {
        await page.GotoAsync("/reports/closings/2025-03");
        Assert.Contains(sentence, await page.TextContentAsync($".step.closed:has(b:text-is('{step}'))"));
        await page.GotoAsync($"/reports/closings/2025-03/steps/{address}");
        Assert.Contains(sentence, await page.TextContentAsync(".alert-warning"));
        Assert.Equal(0, await page.Locator(".form-actions .btn-primary").CountAsync());
    }

    private static async Task<byte[]> DownloadAsync(IPage page, string link)
    {
        var file = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync(link));
        return await File.ReadAllBytesAsync(await file.PathAsync());
    }

    private static string Noted(string? text) => (text ?? "").Split('；').Select(t => t.Trim()).Single(t => t.StartsWith("2025-03", StringComparison.Ordinal));

    private static string Words(byte[] workbook) => string.Join('\n', Ledgers.Rows(new XSSFWorkbook(new MemoryStream(workbook)).GetSheetAt(0)).SelectMany(r => r.Cells).Select(c => c.ToString()));

    /// <summary>Three petitions and a dispute of March, a dispute of February; today is 2 April.</summary>
    public sealed class Served : IAsyncLifetime
    {
        public CaseSite Office { get; } = new(served: true, realSignIn: true);

        public string March { get; private set; } = "";

        public string February { get; private set; } = "";

        /// <summary>An instant of 2 April before anybody came.</summary>
        public string Before { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Office.Add("周主任", await Office.Site.DbAsync(db => db.Departments.Where(d => d.IsPetitionOffice).Select(d => (Guid?)d.Id).FirstAsync()), Role.XF);
            await ReportPagesTests.Filled.FillAsync(Office);
            February = await Office.Site.DbAsync(db => db.Disputes.IgnoreQueryFilters().Select(d => d.Number).SingleAsync());
            March = (await Office.DoAsync("陈承办", (s, actor) => s.GetRequiredService<RegisterDispute>().ExecuteAsync(new() { FoundOn = new(2025, 3, 3), Name = "望川建材货款纠纷", Parties = "望川建材", Demands = "支付货款", Risk = "中" }, actor, default))).Number;
            Office.Site.Clock.Advance(TimeSpan.FromDays(28));
            Before = Office.Site.Services.GetRequiredService<OfficeClock>().Local(Office.Site.Clock.GetUtcNow().UtcDateTime).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
            Office.Site.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        public ValueTask DisposeAsync()
        {
            Office.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
