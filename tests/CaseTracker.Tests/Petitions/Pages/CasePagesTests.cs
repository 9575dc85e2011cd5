using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaseTracker.Audit;
using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CaseTracker.Tests.Petitions.Pages;

/// <summary>The pages about cases over HTTP, through the real host.</summary>
public sealed partial class CasePagesTests : IDisposable
{
    private readonly CaseSite office = new();

    public void Dispose() => office.Dispose();

    [Fact]
    public async Task A_refused_step_keeps_what_was_typed_and_shows_every_reason()
    {
        var number = await office.RegisterAsync();
        using var client = office.As("李信访");

        var response = await client.FillAsync($"/petitions/{number}/steps/accept", new() { ["on"] = "2025-02-01", ["route"] = "r2", ["withinPowers"] = "false", ["contact"] = "王某 <b>027-1</b>" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await response.PageAsync();
        Assert.Equal(3, page.Reasons().Count);
        Assert.Contains("日期不得早于收到日期", page.ErrorAt("on"), StringComparison.Ordinal);
        Assert.Contains("应当导入该途径", page.ErrorAt("route"), StringComparison.Ordinal);
        Assert.Contains("应当告知信访人向有权机关提出", page.ErrorAt("withinPowers"), StringComparison.Ordinal);
        Assert.Contains(page.Reasons(), r => r.Contains("依据：第三十一条", StringComparison.Ordinal));
        Assert.Equal("2025-02-01", Input(page, "on").Value);
        Assert.Equal("王某 <b>027-1</b>", Input(page, "contact").Value);
        Assert.Equal("r2", ((IHtmlSelectElement)page.GetElementById("Input_route")!).Value);
    }

    [Fact]
    public async Task The_second_saver_sees_what_the_first_one_did_and_goes_on_with_what_he_typed()
    {
        var number = await office.HandledAsync();
        using var client = office.As("陈承办");
        var typed = new Dictionary<string, string> { ["place"] = "机械厂留守处", ["investigators"] = "陈承办\n吴承办", ["record"] = "查阅改制档案。" };

        var response = await client.FillAsync($"/petitions/{number}/steps/investigate", typed,
            meanwhile: () => office.StepAsync("李信访", number, PetitionStep.Correct, ("reason", "笔误"), ("peopleCount", 3), ("summary", "改后的概况。")));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var page = await response.PageAsync();
        var told = page.GetElementById("conflict")!.TextContent;
        Assert.Contains("李信访", told, StringComparison.Ordinal);
        Assert.Contains("信访人数", told, StringComparison.Ordinal);
        Assert.Contains("改后的概况。", told, StringComparison.Ordinal);
        Assert.Equal("查阅改制档案。", page.GetElementById("Input_record")!.TextContent.Trim());

        var again = await client.SendAsync(page, [], "以最新版本为准继续提交");

        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Contains("查阅改制档案。", (await client.OpenAsync($"/petitions/{number}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_correction_is_compared_field_by_field_and_undoes_nothing_of_the_colleague()
    {
        var number = await office.RegisterAsync();
        using var client = office.As("李信访");

        var response = await client.FillAsync($"/petitions/{number}/correct", new() { ["reason"] = "核对原信", ["peopleCount"] = "7" },
            meanwhile: () => office.StepAsync("王登记", number, PetitionStep.Correct, ("reason", "笔误"), ("peopleCount", 3), ("note", "同事的备注")));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var page = await response.PageAsync();
        var rows = page.QuerySelectorAll("#differences tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim()))).ToList();
        Assert.Contains("信访人数|1|3|7", rows);
        Assert.Contains("备注|（空）|同事的备注|（您没有改动，已随最新内容）", rows);

        await client.SendAsync(page, [], "以最新版本为准继续提交");

        var petition = await office.Site.DbAsync(db => db.Set<Petition>().FirstAsync(p => p.Number == number));
        Assert.Equal((7, "同事的备注"), (petition.PeopleCount, petition.Note));
    }

    [Fact]
    public async Task Counts_on_the_first_page_equal_the_rows_below_them_and_each_step_is_one_that_opens()
    {
        await office.HandledAsync();
        office.Site.Clock.Advance(TimeSpan.FromDays(55));
        await office.RegisterAsync(CaseSite.Letter("欧阳建国"));
        office.Site.Clock.Advance(TimeSpan.FromDays(14));
        var proposed = await office.RegisterAsync(CaseSite.Letter("吴天佑"));
        await office.StepAsync("李信访", proposed, PetitionStep.Accept, ("on", office.Today), ("route", Route.R6), ("withinPowers", true));
        foreach (var who in new[] { "李信访", "陈承办", "冯分管", "郑科长", "钱局长", "王登记" })
        {
            using var client = office.As(who);
            var page = await client.OpenAsync("/");
            foreach (var tile in page.QuerySelectorAll("[data-count]"))
            {
                Assert.Equal(int.Parse(tile.TextContent), page.QuerySelectorAll($"tr[data-in={tile.GetAttribute("data-count")}]").Length);
            }

            foreach (var link in page.QuerySelectorAll<IHtmlAnchorElement>(".steps-open a"))
            {
                var step = await client.OpenAsync(link.PathName);
                Assert.NotNull(step.QuerySelector("form button[type=submit].btn-primary, form .alert-warning, #steps .btn-primary"));
            }
        }

        using var deputy = office.As("冯分管");
        Assert.Equal("1", (await deputy.OpenAsync("/")).QuerySelector("[data-count=approvals]")!.TextContent);
        using var head = office.As("李信访");
        Assert.Equal("1", (await head.OpenAsync("/")).QuerySelector("[data-count=red]")!.TextContent);
    }

    [Fact]
    public async Task An_accusation_is_nowhere_for_another_clerk()
    {
        var ordinary = await office.RegisterAsync();
        using var other = office.As("赵登记");
        var worlds = new[] { "/", "/petitions", "/petitions?q=%E4%BF%9D%E5%AF%86%E4%BA%BA", "/petitions?q=11010519491231002X", "/ledgers?month=2025-03", "/petitions?channel=Letter&open=true" };
        var before = await Task.WhenAll(worlds.Select(w => ReadAsync(other, w)));

        var hidden = await office.RegisterAsync(CaseSite.Letter("保密人", "反映某科某人收受礼金") with { Purpose = Purpose.Accuse, Accused = "某科某人" }, by: "李信访");

        var after = await Task.WhenAll(worlds.Select(w => ReadAsync(other, w)));
        Assert.Equal(before, after);
        using var reader = office.As("李信访");
        Assert.Contains(hidden, await ReadAsync(reader, "/petitions"), StringComparison.Ordinal);
        foreach (var path in new[] { "", "/print", "/correct", "/steps/accept" })
        {
            var absent = await other.GetAsync($"/petitions/XFJ420117202599999{path}");
            var secret = await other.GetAsync($"/petitions/{hidden}{path}");
            Assert.Equal(HttpStatusCode.NotFound, secret.StatusCode);
            Assert.Equal(absent.StatusCode, secret.StatusCode);
            Assert.Equal(Plain(await absent.Content.ReadAsStringAsync()), Plain(await secret.Content.ReadAsStringAsync()));
        }

        Assert.Contains(ordinary, await ReadAsync(other, "/petitions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clerk_who_may_know_the_line_only_sees_the_line()
    {
        var number = await office.HandledAsync();
        using var client = office.As("赵登记");

        var page = await client.OpenAsync($"/petitions/{number}");

        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains("经济运行科", text, StringComparison.Ordinal);
        Assert.Contains("办理中", text, StringComparison.Ordinal);
        Assert.DoesNotContain("刘桂英", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task Greyed_steps_tell_every_reason_and_who_can_lift_it()
    {
        var number = await office.HandledAsync();
        using var client = office.As("李信访");

        var page = await client.OpenAsync($"/petitions/{number}");

        var refused = page.QuerySelectorAll(".step.closed").ToDictionary(s => s.QuerySelector("button")!.TextContent.Trim(), s => s.TextContent);
        Assert.Contains("须由承办人办理", refused["提交意见"], StringComparison.Ordinal);
        Assert.Contains("解除途径：承办人", refused["提交意见"], StringComparison.Ordinal);
        Assert.Contains("至少要有一份调查记录", refused["提交意见"], StringComparison.Ordinal);
        Assert.Contains("不能“签发”", refused["签发"], StringComparison.Ordinal);
        Assert.Contains("改派", page.QuerySelector("#steps")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_shown_in_full_once_for_a_reason_and_the_chain_knows_it()
    {
        var number = await office.RegisterAsync();
        using var client = office.As("李信访");
        var page = await client.OpenAsync($"/petitions/{number}");
        Assert.DoesNotContain("13800005678", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var form = page.QuerySelectorAll("#people form")[1].QuerySelector("[name=valueId]")!.GetAttribute("value")!;

        var refused = await client.SendAsync(page, new() { ["valueId"] = form, ["reason"] = "想" }, form: "#people form");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var shown = await client.SendAsync(page, new() { ["valueId"] = form, ["reason"] = "电话联系核实情况" }, form: "#people form");

        Assert.Equal("13800005678", (await shown.PageAsync()).QuerySelector(".revealed")!.TextContent);
        Assert.DoesNotContain("13800005678", await client.GetStringAsync($"/petitions/{number}"), StringComparison.Ordinal);
        var link = await office.Site.DbAsync(db => db.AuditEntries.SingleAsync(e => e.Action == "reveal"));
        Assert.Equal(("李信访", "电话联系核实情况"), (link.ActorName, link.Reason));
    }

    [Fact]
    public async Task A_letter_is_registered_with_more_people_without_scripts_and_an_earlier_case_is_chosen()
    {
        var first = await office.RegisterAsync();
        using var client = office.As("王登记");
        var page = await client.OpenAsync("/petitions/new");
        var more = await (await client.SendAsync(page, new() { ["Petitioners[0].Name"] = "刘桂英", ["Summary"] = "再次反映改制安置补偿" }, "再加一人")).PageAsync();
        Assert.Equal("刘桂英", ((IHtmlInputElement)more.GetElementById("Input_Petitioners_0__Name")!).Value);
        Assert.Contains("姓名相同", more.GetElementById("known")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(more.Reasons());

        var chosen = await (await client.SendAsync(more, new() { ["Petitioners[1].Name"] = "李小红" }, "同一事，作重复件")).PageAsync();
        Assert.Equal(first, ((IHtmlInputElement)chosen.GetElementById("Input_RelatedNumber")!).Value);
        var refused = await client.SendAsync(chosen, [], "登记");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var told = await refused.PageAsync();
        Assert.NotNull(told.ErrorAt("Purpose"));
        var registered = await client.SendAsync(told, new()
        {
            ["Purpose"] = "Resolve",
            ["CategoryId"] = PetitionOffice.SomeCategory,
            ["PlaceId"] = "420117",
            ["Petitioners[0].Address"] = "邾城街1号",
            ["Petitioners[0].IdNumber"] = "110105194912310021",
        }, "登记");

        Assert.Equal(HttpStatusCode.Redirect, registered.StatusCode);
        var shown = await client.OpenAsync(registered.Headers.Location!.ToString());
        Assert.Contains("李小红", shown.GetElementById("people")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(first, shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("刘桂英：", shown.QuerySelector(".alert-warning")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_of_the_page_is_the_ledger_of_the_workbook()
    {
        await office.RegisterAsync();
        await office.RegisterAsync(CaseSite.Letter("=1+1", "<script>alert(1)</script>"));
        using var client = office.As("李信访");

        var page = await client.OpenAsync("/ledgers?month=2025-03");
        using var file = await client.GetAsync(page.QuerySelector("a[href^='/ledgers/download']")!.GetAttribute("href"));

        Assert.Equal("2", page.QuerySelector("[data-total]")!.GetAttribute("data-total"));
        Assert.Contains("attachment", file.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        var workbook = new NPOI.XSSF.UserModel.XSSFWorkbook(await file.Content.ReadAsStreamAsync());
        var cells = Enumerable.Range(0, workbook.GetSheetAt(0).LastRowNum + 1).Select(workbook.GetSheetAt(0).GetRow).Where(r => r is not null).SelectMany(r => r.Cells).Select(c => c.ToString()).ToList();
        Assert.Contains("=1+1", cells);
        Assert.Contains("<script>alert(1)</script>", cells);
        Assert.Equal(2, cells.Count(c => c!.StartsWith("XF", StringComparison.Ordinal)));
        Assert.Contains("本月无", (await client.OpenAsync("/ledgers?month=2025-01")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_keeps_its_filter_in_the_address_turns_pages_and_exports_the_same_rows()
    {
        for (var i = 0; i < FindPetitions.PageSize + 2; i++)
        {
            await office.RegisterAsync(CaseSite.Letter($"信访人{i}"));
        }

        using var client = office.As("李信访");
        var first = await client.OpenAsync("/petitions?channel=Letter&open=true");
        Assert.Equal("共 52 条", first.QuerySelector(".pager-total")!.TextContent.Trim());
        var second = await client.OpenAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(2, second.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("/petitions?channel=Letter&open=true", second.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Empty(second.QuerySelectorAll("a[rel=next]"));

        using var file = await client.GetAsync("/petitions/export?channel=Letter&open=true");

        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        var sheet = new NPOI.XSSF.UserModel.XSSFWorkbook(await file.Content.ReadAsStreamAsync()).GetSheetAt(0);
        Assert.Equal(52, Enumerable.Range(0, sheet.LastRowNum + 1).Select(sheet.GetRow).Where(r => r is not null).SelectMany(r => r.Cells).Count(c => c.ToString()!.StartsWith("XF4", StringComparison.Ordinal)));
        Assert.Equal("/petitions/" + first.QuerySelector("tbody a")!.TextContent, (await client.GetAsync("/petitions?q=" + first.QuerySelector("tbody a")!.TextContent)).Headers.Location!.ToString());
    }

    private static IHtmlInputElement Input(IHtmlDocument page, string name) => (IHtmlInputElement)page.GetElementById($"Input_{name}")!;

    private static async Task<string> ReadAsync(HttpClient client, string path) => Plain((await client.OpenAsync(path)).QuerySelector("main")!.TextContent);

    /// <summary>Without what is different in every answer: tokens and nonces.</summary>
    private static string Plain(string html) => Random().Replace(html, "");

    [GeneratedRegex("(nonce=\"[^\"]*\"|value=\"CfDJ[^\"]*\")", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Random();
}
