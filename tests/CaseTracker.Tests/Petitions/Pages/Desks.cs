using CaseTracker.Accounts;
using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace CaseTracker.Tests.Petitions.Pages;

/// <summary>The people of one office, each at a browser of his own: what they do with mouse and keyboard, on the pages alone.</summary>
public sealed class Desks(Browser browser) : IAsyncLifetime
{
    private readonly CaseSite office = new(served: true);
    private readonly Dictionary<string, IPage> pages = [];
    private readonly List<string> complaints = [];
    private readonly Dictionary<IPage, List<string>> brokenOff = [];

    public DateOnly Today => office.Today;

    /// <summary>What the browsers had to complain of: scripts, policies, missing files.</summary>
    public IReadOnlyList<string> Complaints => [.. complaints, .. brokenOff.Values.SelectMany(b => b)];

    public async ValueTask InitializeAsync()
    {
        var unit = await office.Site.DbAsync(db => Task.FromResult(db.Departments.Single(d => d.IsPetitionOffice).Id));
        var head = office.Site.AddUser([], "周主任", "周主任", CaseSite.Password, u => u.DepartmentId = unit);
        await office.Site.DbAsync(async db =>
        {
            db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = unit, UserId = head, Post = DepartmentPost.Head, From = new DateOnly(2020, 1, 1) });
            return await db.SaveChangesAsync();
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var page in pages.Values)
        {
            await page.Context.CloseAsync();
        }

        office.Dispose();
    }

    public void Pass(int days) => office.Site.Clock.Advance(TimeSpan.FromDays(days));

    /// <summary>What the night does: steps by time.</summary>
    public Task NightAsync() => office.DoAsync("钱局长", (s, _) => s.GetRequiredService<StepsByTime>().ExecuteAsync(default));

    /// <summary>Registers a letter at the desk; its number.</summary>
    public async Task<string> RegisterAsync(string who, params (string Field, string Value)[] fields)
    {
        var page = await AtAsync(who);
        await page.GotoAsync("/");
        await page.ClickAsync("a >> text=登记信访事项");
        foreach (var (field, value) in ((string, string)[])[("Channel", "来信"), ("Purpose", "求决"), ("PlaceId", "新洲区"), ("CategoryId", PetitionOffice.SomeCategory), .. fields])
        {
            await FillAsync(page, field, value);
        }

        await page.ClickAsync(".form-actions .btn-primary");
        await page.WaitForSelectorAsync(".flash >> text=已登记，编号");
        return (await page.TextContentAsync("h1"))!.Trim();
    }

    /// <summary>Finds the case by its number from the keyboard, chooses the step and fills its form.</summary>
    public async Task<IPage> StepAsync(string who, string number, PetitionStep step, params (string Field, string Value)[] fields)
    {
        var page = await ChooseAsync(who, number, step);
        await SendAsync(page, fields);
        await page.WaitForSelectorAsync(".flash");
        return page;
    }

    /// <summary>The step is refused with this sentence; the form stays.</summary>
    public async Task<IPage> RefusedAsync(string who, string number, PetitionStep step, string sentence, params (string Field, string Value)[] fields)
    {
        var page = await ChooseAsync(who, number, step);
        await SendAsync(page, fields);
        await page.WaitForSelectorAsync($".reasons >> text={sentence}");
        return page;
    }

    /// <summary>The approver comes from his own list of work.</summary>
    public async Task<IPage> ApproveAsync(string who, string number, string opinion = "同意")
    {
        var page = await AtAsync(who);
        await page.GotoAsync("/");
        await page.Locator("#approvals tr", new() { HasText = number }).GetByText("审批", new() { Exact = true }).ClickAsync();
        await page.FillAsync(".approval [name=opinion]", opinion);
        await page.ClickAsync("button[value=Approve]");
        await page.WaitForSelectorAsync(".flash >> text=已批准");
        return page;
    }

    /// <summary>A step of what runs beside the way.</summary>
    public async Task<IPage> BesideAsync(string who, string number, SideKind kind, SideStep step, params (string Field, string Value)[] fields)
    {
        var page = await OpenAsync(who, number);
        await page.Locator("#sides tbody tr", new() { HasText = kind.Display() }).Last.GetByText(step.Display(), new() { Exact = true }).ClickAsync();
        await SendAsync(page, fields);
        await page.WaitForSelectorAsync(".flash");
        return page;
    }

    public async Task<IPage> OpenAsync(string who, string number)
    {
        var page = await AtAsync(who);
        if (page.Url.EndsWith(number, StringComparison.Ordinal))
        {
            await page.ReloadAsync();
            return page;
        }

        if (page.Url == "about:blank")
        {
            await page.GotoAsync("/");
        }

        await page.EvaluateAsync("() => document.activeElement?.blur()");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(number);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/petitions/{number}");
        return page;
    }

    public async Task<string> StateAsync(string who, string number) => (await (await OpenAsync(who, number)).TextContentAsync(".page-head .badge-state"))!.Trim();

    /// <summary>Takes a letter to 办理中 with 陈承办.</summary>
    public async Task<string> HandledAsync(params (string Field, string Value)[] fields)
    {
        var number = await RegisterAsync("王登记", fields);
        await StepAsync("李信访", number, PetitionStep.Accept, ("route", Route.R6.Display()), ("withinPowers", "是"));
        await ApproveAsync("冯分管", number);
        await StepAsync("李信访", number, PetitionStep.Assign, ("department", "经济运行科"), ("handler", "陈承办"));
        return number;
    }

    /// <summary>Takes a letter to 已答复, 不予支持.</summary>
    public async Task<string> ConcludedAsync(params (string Field, string Value)[] fields)
    {
        var number = await HandledAsync(fields);
        await InvestigatedAsync(number);
        await StepAsync("陈承办", number, PetitionStep.SubmitOpinion, ("outcome", "不予支持"), ("opinion", "不予支持。"), ("basis", "改制文件第3条"), ("educated", "已当面说明政策。"));
        await StepAsync("冯分管", number, PetitionStep.Sign);
        await DeliveredAsync(number);
        return number;
    }

    public Task InvestigatedAsync(string number) => StepAsync("陈承办", number, PetitionStep.Investigate, ("place", "厂区"), ("investigators", "陈承办\n吴承办"), ("record", "查阅档案。"));

    public Task DeliveredAsync(string number) => StepAsync("王登记", number, PetitionStep.Deliver, ("method", DeliveryMethod.InPerson.Display()), ("proof", "回证1号"), ("signedBy", "本人"));

    private static readonly string[] BrokenOff = ["htmx:sendError", "htmx:sendAbort", "htmx:afterRequest"];

    public async Task<IPage> AtAsync(string who)
    {
        if (!pages.TryGetValue(who, out var page))
        {
            var context = await browser.OpenAsync(office.Address);
            var id = await office.Site.DbAsync(db => Task.FromResult(db.Users.Single(u => u.Name == who).Id));
            await context.SetExtraHTTPHeadersAsync([new("X-Test-User", id.ToString())]);
            pages[who] = page = await context.NewPageAsync();
            // Leaving a page breaks off the suggestion that it was asking for: htmx says so under these names. Only a page that is left next is excused.
            var left = brokenOff[page] = [];
            page.Console += (_, m) => (BrokenOff.Any(m.Text.StartsWith) ? left : complaints).AddRange(m.Type is "error" or "warning" && !m.Text.Contains("status of") ? [$"{who} {page.Url}: {m.Text}"] : []);
            page.FrameNavigated += (_, _) => left.Clear();
            page.PageError += (_, e) => complaints.Add($"{who}: {e}");
        }

        return page;
    }

    /// <summary>Fills one field as it is: chooses by the words shown, ticks, or types.</summary>
    public static async Task FillAsync(IPage page, string field, string value)
    {
        var box = page.Locator($"[id='Input_{field.Replace('.', '_').Replace('[', '_').Replace(']', '_')}']");
        if (await box.CountAsync() == 0)
        {
            foreach (var name in value.Split('\n'))
            {
                await page.Locator($"label.form-check:has([name='Input.{field}'])", new() { HasText = name }).ClickAsync(); // a box for each person
            }

            return;
        }

        switch (await box.EvaluateAsync<string>("e => e.tagName + ' ' + e.type"))
        {
            case "SELECT select-one":
                var options = await box.Locator("option").EvaluateAllAsync<string[][]>("all => all.map(o => [o.value, o.textContent.trim()])");
                var chosen = options.FirstOrDefault(o => o[1] == value) ?? options.FirstOrDefault(o => o[0] == value) ?? options.FirstOrDefault(o => o[1].Contains(value, StringComparison.Ordinal))
                    ?? throw new InvalidOperationException($"{field} offers no {value}: {string.Join("、", options.Select(o => o[1]))}");
                await box.SelectOptionAsync(chosen[0]);
                break;
            case "INPUT checkbox":
                await box.CheckAsync();
                break;
            default:
                await box.FillAsync(value);
                break;
        }
    }

    private async Task<IPage> ChooseAsync(string who, string number, PetitionStep step)
    {
        var page = await OpenAsync(who, number);
        await page.Locator("#steps a.btn").GetByText(step.Display(), new() { Exact = true }).ClickAsync();
        await page.WaitForURLAsync($"**/steps/{step.Kebab()}");
        return page;
    }

    private static async Task SendAsync(IPage page, (string Field, string Value)[] fields)
    {
        foreach (var (field, value) in fields)
        {
            await FillAsync(page, field, value);
        }

        await page.ClickAsync(".form-actions .btn-primary");
    }
}
