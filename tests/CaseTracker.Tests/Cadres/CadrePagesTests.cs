using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseTracker.Benefits;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Tests.CareVisits;
using CaseTracker.Tests.Web;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace CaseTracker.Tests.Cadres;

/// <summary>花名册 over HTTP: by the keyboard in a browser, and by the API.</summary>
public sealed class CadrePagesTests(Browser browser)
{
    [Fact]
    public async Task Somebody_is_entered_dies_is_brought_back_and_corrected_by_the_keyboard()
    {
        using var site = new CareSite(served: true);
        var head = await PageAsync(site, "沈科长");
        await head.GotoAsync("/cadres/new");
        await TypeAsync(head, "#Input_PersonNumber", "LGB-010");
        await head.Keyboard.PressAsync("Tab");
        await head.Keyboard.TypeAsync("周秀兰");
        await head.SelectOptionAsync("#Input_Grade", "PlantDeputy");
        await head.FillAsync("#Input_BirthOn", "1944-05-06");
        await head.FillAsync("#Input_HandedOverOn", "2011-08-01");
        await TypeAsync(head, "#Input_Basis", "区专题办公会议纪要");
        await head.FocusAsync(".form-actions .btn-primary");
        await head.Keyboard.PressAsync("Enter");
        await head.WaitForSelectorAsync(".flash >> text=已登记 LGB-010 周秀兰");
        Assert.Contains("待批准列入", await head.TextContentAsync(".page-head"));

        var director = await PageAsync(site, "钱局长");
        await director.GotoAsync("/cadres/LGB-010");
        await director.FocusAsync(".approval button[value=Approve]");
        await director.Keyboard.PressAsync("Enter");
        await director.WaitForSelectorAsync(".flash >> text=已批准");
        Assert.Contains("在册", await director.TextContentAsync(".page-head"));

        var officer = await PageAsync(site, "陈专干");
        await officer.GotoAsync("/cadres/LGB-010/steps/report-death");
        await SubmitAsync(officer, "#Input_informant", "");
        await officer.WaitForSelectorAsync(".reasons >> text=请填写报告人");
        await SubmitAsync(officer, "#Input_informant", "其女，电话告知");
        await officer.WaitForSelectorAsync(".flash >> text=去世慰问");
        await head.GotoAsync("/cadres/LGB-010/steps/confirm-death");
        await head.FillAsync("#Input_on", "2024-12-20");
        await head.SelectOptionAsync("#Input_proof", "certificate");
        await SubmitAsync(head, "#Input_proofNumber", "医学证明1号");
        await head.WaitForSelectorAsync(".flash >> text=2024年末在册人数由3人变为2人");
        Assert.Contains("丧葬抚恤协助", await head.TextContentAsync(".flash"));

        await director.GotoAsync("/cadres/LGB-010/steps/revoke-death");
        await TypeAsync(director, "#Input_proofOfLife", "本人到场");
        await SubmitAsync(director, "#Input_reason", "同名误报");
        await director.WaitForSelectorAsync(".flash >> text=2024年末在册人数由2人变为3人");

        await officer.GotoAsync("/cadres/LGB-010/correct");
        await officer.FillAsync("#Input_OldUnit", "云溪化工厂");
        await SubmitAsync(officer, "#Input_Reason", "原单位写错");
        await officer.WaitForSelectorAsync(".flash >> text=已更正");
        Assert.Contains("云溪化工厂", await officer.TextContentAsync(".card"));

        // Two people on one benefit: what the browser ticks reaches the server.
        await officer.GotoAsync("/benefits/new");
        await officer.SelectOptionAsync("#Input_Type", nameof(BenefitType.Hardship));
        await officer.FillAsync("#Input_Applicant", "周秀兰");
        await officer.FillAsync("#Input_Summary", "住房漏雨");
        foreach (var name in new[] { "周秀兰", "张建国" })
        {
            await officer.FocusAsync($".pick-list label:has-text('{name}') input");
            await officer.Keyboard.PressAsync("Space");
        }

        await officer.FocusAsync(".form-actions .btn-primary");
        await officer.Keyboard.PressAsync("Enter");
        await officer.WaitForSelectorAsync(".flash >> text=已登记 DY");
        Assert.Equal(["LGB-001", "LGB-010"], await site.Office.Site.DbAsync(db => db.Set<Benefit>().IgnoreQueryFilters().Where(b => b.Type == BenefitType.Hardship).SelectMany(b => b.People).IgnoreQueryFilters().Select(p => p.PersonNumber).Order().ToListAsync()));

        foreach (var (path, name) in new[]
        {
            ("/", "cadre-work"), ("/cadres", "cadre-list"), ("/cadres/LGB-010", "cadre-person"), ("/cadres/LGB-010/correct", "cadre-correct"), ("/cadres/movement?year=2024", "cadre-movement"),
            ("/care-visits", "cadre-visits"), ("/care-visits/calendar", "cadre-calendar"), ("/care-visits/plans", "cadre-plans"), ("/care-visits/money", "cadre-money"), ("/benefits", "cadre-benefits"), ("/benefits/new", "cadre-benefit-new"),
        })
        {
            await officer.GotoAsync(path);
            await Browser.PictureAsync(officer, name, whole: true);
            var found = await officer.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } });
            Assert.Empty(found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{path} {v.Id}: {string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))}"));
        }
    }

    [Fact]
    public async Task The_api_lists_enters_takes_steps_corrects_and_tells_the_movement()
    {
        using var site = new CareSite(realSignIn: true);
        using var officer = await site.ProgramAsync("陈专干");
        using var head = await site.ProgramAsync("沈科长");
        using var director = await site.ProgramAsync("钱局长");
        Assert.Equal(2, (await JsonAsync(officer, "/api/v1/cadres")).GetProperty("inCare").GetInt32());
        using var wrong = await head.PostAsJsonAsync("/api/v1/cadres", new { personNumber = "LGB-001", name = "" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("请填写移交日期", await wrong.Content.ReadAsStringAsync());
        using var made = await head.PostAsJsonAsync("/api/v1/cadres", new { personNumber = "LGB-010", name = "周秀兰", grade = "plant-deputy", idNumber = "11010519491231002X", phone = "13800001234", handedOverOn = "2024-02-01", basis = "纪要", isImported = true });
        Assert.Equal((HttpStatusCode.Created, "/api/v1/cadres/LGB-010"), (made.StatusCode, made.Headers.Location!.ToString()));
        var shown = await JsonAsync(officer, "/api/v1/cadres/lgb-010");
        Assert.Equal(("proposed", false, "138****1234"), (shown.GetProperty("state").GetString(), shown.GetProperty("inCare").GetBoolean(), shown.GetProperty("phone").GetString())); // what a program sends is never a fact of the book
        Assert.DoesNotContain("11010519491231002X", shown.ToString());
        using var stranger = await officer.PostAsJsonAsync("/api/v1/cadres/LGB-010/approvals/approve", new { });
        Assert.Equal(HttpStatusCode.Conflict, stranger.StatusCode);
        using var approved = await director.PostAsJsonAsync("/api/v1/cadres/LGB-010/approvals/approve", new { });
        Assert.Equal("active", (await approved.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        using var template = await officer.GetAsync("/api/v1/cadres/LGB-010/steps/transfer-out/template");
        Assert.Contains("transferBasis", await template.Content.ReadAsStringAsync());
        using var refused = await officer.PostAsJsonAsync("/api/v1/cadres/LGB-010/steps/transfer-out", new { on = "2024-06-01", where = "外省", transferBasis = "family", paper = "申请" });
        Assert.Contains("须由科长办理", await refused.Content.ReadAsStringAsync());
        using var gone = await head.PostAsJsonAsync("/api/v1/cadres/LGB-010/steps/transfer-out", new { on = "2024-06-01", where = "外省", transferBasis = "family", paper = "申请" });
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        using var corrected = await officer.PostAsJsonAsync("/api/v1/cadres/LGB-010/corrections", new { oldUnit = "云溪化工厂", reason = "写错" });
        Assert.Equal(HttpStatusCode.NoContent, corrected.StatusCode);
        var after = await JsonAsync(officer, "/api/v1/cadres/LGB-010");
        Assert.Equal(("云溪化工厂", "周秀兰", "transferred-out"), (after.GetProperty("oldUnit").GetString(), after.GetProperty("name").GetString(), after.GetProperty("state").GetString()));
        var total = (await JsonAsync(officer, "/api/v1/cadres/movement?from=2024-01-01&to=2024-12-31")).GetProperty("total");
        Assert.Equal((2, 1, 1, 2), (total.GetProperty("start").GetInt32(), total.GetProperty("added").GetInt32(), total.GetProperty("transferredOut").GetInt32(), total.GetProperty("end").GetInt32()));
        Assert.Equal(0, (await JsonAsync(officer, "/api/v1/cadres/movement?to=2024-12-31&knownOn=2011-01-01")).GetProperty("total").GetProperty("end").GetInt32());
        using var archivist = await site.ProgramAsync("孙档案");
        using var forbidden = await archivist.GetAsync("/api/v1/cadres");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task The_number_of_the_minutes_stands_beside_the_people_of_the_roster()
    {
        using var site = new CareSite();
        await site.Office.Site.DbAsync(async db =>
        {
            var stored = await db.StoredSettings.FirstAsync();
            stored.Json = CanonicalJson.Of(await db.BureauAsync(default) with { HandoverBatches = "2011-08 3 区委〔2011〕第5号专题办公会议纪要\n2012-01 1人 补充纪要" });
            return await db.SaveChangesAsync();
        });
        using var officer = site.As("陈专干");
        var rows = (await officer.OpenAsync("/cadres/movement?year=2024")).QuerySelectorAll("#batches tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Select(c => c.TextContent.Trim())));
        Assert.Equal(["2011-08|3|2|少1|区委〔2011〕第5号专题办公会议纪要", "2012-01|1|0|少1|补充纪要"], rows);
        Assert.Null(HandoverBatch.Parse("2011年8月 65"));
        Assert.Null(HandoverBatch.Parse("2011-08 65 甲\n2011-08 1 乙"));
        Assert.Empty(HandoverBatch.Parse(null)!);
    }

    private async Task<IPage> PageAsync(CareSite site, string name)
    {
        var context = await browser.OpenAsync(site.Office.Address);
        await context.SetExtraHTTPHeadersAsync([new("X-Test-User", site.IdOf(name).ToString())]);
        return await context.NewPageAsync();
    }

    private static async Task TypeAsync(IPage page, string at, string text)
    {
        await page.FocusAsync(at);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    private static async Task SubmitAsync(IPage page, string at, string text)
    {
        await TypeAsync(page, at, text);
        await page.FocusAsync("form .form-actions .btn-primary");
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
