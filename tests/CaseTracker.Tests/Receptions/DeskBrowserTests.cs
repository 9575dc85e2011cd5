using CaseTracker.Accounts;
using CaseTracker.Tests.Web;
using Microsoft.Playwright;
using Xunit;

namespace CaseTracker.Tests.Receptions;

/// <summary>The desk in the browser, as a clerk who never takes his hands off the keys.</summary>
public sealed class DeskBrowserTests(Browser browser, DeskBrowserTests.Served served) : IClassFixture<DeskBrowserTests.Served>
{
    [Fact]
    public async Task A_group_visit_is_registered_by_keyboard_in_the_order_of_the_conversation()
    {
        await using var context = await OpenAsync(Role.RC);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/receptions/new");

        Assert.Equal("Input_Visitors_0__Name", await FocusAsync(page));
        await EnterAsync(page, "阿依古丽·买买提", "Input_Visitors_0__Sex_Unknown");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Input_Visitors_0__Phone", await FocusAsync(page));
        await EnterAsync(page, "13871001001", "Input_Visitors_0__IdNumber");
        await EnterAsync(page, "420117194912310021", "Input_Visitors_0__Address");
        await page.WaitForSelectorAsync("#known >> text=最后一位校验不符");
        await EnterAsync(page, "武汉市新洲区阳逻街8号", "Input_Visitors_0__Unit");
        await EnterAsync(page, "新洲纺织厂", "Input_Visitors_0__Identity");
        foreach (var next in new[] { "Input_Visitors_0__Relation", "Input_Visitors_0__RelationNote", "Input_Visitors_0__BirthOn", "Input_IsAnonymous", "Input_PeopleCount" })
        {
            await EnterAsync(page, "", next);
        }

        await EnterAsync(page, "12", "Input_FamilyCount");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space"); // opens 同访人员
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Input_Visitors_1__Name", await FocusAsync(page));
        await EnterAsync(page, "李小红", "Input_Visitors_1__Sex");
        while (await FocusAsync(page) != "Input_Demand")
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Input_Form", await FocusAsync(page));
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Input_Problem", await FocusAsync(page));
        await page.Keyboard.TypeAsync("反映改制时没有补缴养老保险，要求核实工龄");
        while (await FocusAsync(page) != "Input_Next_RecordOnly")
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Input_Purpose", await FocusAsync(page));
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowDown");
        await Browser.PictureAsync(page, "desk-filled", whole: true);
        await page.Keyboard.PressAsync("Control+Enter");

        await page.WaitForSelectorAsync(".flash >> text=信访事项 XF4201172025");
        Assert.Equal("登记下一位", (await page.EvaluateAsync<string>("() => document.activeElement.textContent")).Trim());
        Assert.Contains("阿依古丽·买买提（主访人）（代表）", await page.TextContentAsync("main"));
        Assert.Contains("12 人", await page.TextContentAsync("main"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_keeps_everything_typed(bool scripts)
    {
        await using var context = await OpenAsync(Role.RC, scripts: scripts);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/receptions/new");
        await page.FillAsync("#Input_Visitors_0__Name", "吴天佑");
        await page.FillAsync("#Input_Visitors_0__Phone", "02786921234");
        await page.ClickAsync(".companions summary");
        await page.FillAsync("#Input_Visitors_3__Name", "郑三三");
        await page.CheckAsync("#Input_Visitors_3__IsRepresentative");
        await page.FillAsync("#Input_PeopleCount", "1");
        await page.FillAsync("#Input_Problem", "第一行\n第二行 <b>=1+1</b>");
        await page.CheckAsync("#Input_Next_Petition");
        await page.FillAsync("#Input_Demands", "补缴养老保险");
        await page.ClickAsync(".form-actions .btn-primary");

        await page.WaitForSelectorAsync(".reasons >> text=来访人数1少于已填写的2人");
        Assert.Contains("请选择信访目的", await page.TextContentAsync(".reasons"));
        Assert.Equal(
            ("吴天佑", "02786921234", "郑三三", "1", "第一行\n第二行 <b>=1+1</b>", "补缴养老保险"),
            (await page.InputValueAsync("#Input_Visitors_0__Name"), await page.InputValueAsync("#Input_Visitors_0__Phone"), await page.InputValueAsync("#Input_Visitors_3__Name"),
                await page.InputValueAsync("#Input_PeopleCount"), await page.InputValueAsync("#Input_Problem"), await page.InputValueAsync("#Input_Demands")));
        Assert.True(await page.IsCheckedAsync("#Input_Visitors_3__IsRepresentative"));
        Assert.True(await page.IsCheckedAsync("#Input_Next_Petition"));
        Assert.Equal("信访目的", await page.TextContentAsync("label[for=Input_Purpose]"));
        await Browser.PictureAsync(page, $"desk-refused{(scripts ? "" : "-noscript")}", whole: true);
    }

    [Fact]
    public async Task Every_page_of_the_desk_fits_the_screen_twice_the_zoom_and_paper()
    {
        await using var desk = await OpenAsync(Role.RC);
        var first = await desk.NewPageAsync();
        await first.GotoAsync("/receptions/new");
        await first.FillAsync("#Input_Visitors_0__Name", "周桂英");
        await first.FillAsync("#Input_Visitors_0__Phone", "13871002002");
        await first.FillAsync("#Input_Visitors_0__IdNumber", "11010519491231002X");
        await first.FillAsync("#Input_Visitors_0__Address", "武汉市新洲区邾城街5号");
        await first.FillAsync("#Input_Problem", "反映遗属补助没有发放");
        await first.ClickAsync(".form-actions .btn-primary");
        await first.WaitForSelectorAsync(".flash");
        var address = new Uri(first.Url).AbsolutePath;
        foreach (var (path, name) in new[]
        {
            ("/receptions", "list"), ("/receptions/new", "new"), (address, "details"), (address + "/receipt", "receipt"), (address + "/sheet", "sheet"), (address + "/correct", "correct"), (address + "/petition", "petition"),
        })
        {
            foreach (var zoomed in new[] { false, true })
            {
                await using var context = await OpenAsync(Role.RC, zoomed);
                var page = await context.NewPageAsync();
                var complaints = new List<string>();
                page.Console += (_, m) => complaints.Add(m.Text);
                page.PageError += (_, e) => complaints.Add(e);
                await page.GotoAsync(path);
                Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
                await Browser.PictureAsync(page, $"desk-{name}{(zoomed ? "-200" : "")}", whole: true);
                Assert.DoesNotContain(complaints, c => !c.Contains("status of"));
                if (!zoomed)
                {
                    await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
                    await page.SetViewportSizeAsync(794, 1123);
                    await Browser.PictureAsync(page, $"desk-{name}-print");
                    Assert.False(await page.IsVisibleAsync(".side"));
                }
            }
        }
    }

    private async Task<IBrowserContext> OpenAsync(Role role, bool zoomed = false, bool scripts = true)
    {
        var context = await browser.OpenAsync(served.Address, zoomed, scripts);
        await context.SetExtraHTTPHeadersAsync([new("X-Test-User", served.Site.AddUser([role]).ToString())]);
        return context;
    }

    private static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.id");

    private static async Task EnterAsync(IPage page, string text, string next)
    {
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(next, await FocusAsync(page));
    }

    public sealed class Served : IDisposable
    {
        public Served()
        {
            Site.UseKestrel(0);
            Site.StartServer();
        }

        public TestSite Site { get; } = new();

        public string Address => Site.ClientOptions.BaseAddress.ToString();

        public void Dispose() => Site.Dispose();
    }
}
