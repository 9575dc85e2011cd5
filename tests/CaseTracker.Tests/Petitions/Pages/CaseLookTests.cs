using CaseTracker.Accounts;
using CaseTracker.Documents;
using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions.Pages;

/// <summary>The pages about cases at the office's screen and at 200 % zoom: nothing sticks out, no policy is broken, pictures are taken for the eye.</summary>
public sealed class CaseLookTests(Browser browser, CaseLookTests.Served served) : IClassFixture<CaseLookTests.Served>
{
    [Theory]
    [InlineData("李信访", "/", "home")]
    [InlineData("冯分管", "/", "home-deputy")]
    [InlineData("李信访", "/petitions", "list")]
    [InlineData("李信访", "/petitions/{handled}", "case")]
    [InlineData("冯分管", "/petitions/{proposed}", "case-approval")]
    [InlineData("赵登记", "/petitions/{handled}", "case-line")]
    [InlineData("李信访", "/petitions/{registered}/steps/accept", "step-accept")]
    [InlineData("陈承办", "/petitions/{handled}/steps/submit-opinion", "step-opinion")]
    [InlineData("李信访", "/petitions/{registered}/correct", "correct")]
    [InlineData("王登记", "/petitions/new", "new")]
    [InlineData("李信访", "/petitions/{handled}/print", "print")]
    [InlineData("李信访", "/ledgers?month=2025-05", "ledger")]
    [InlineData("李信访", "/admin/persons?q=%E5%88%98", "persons")]
    [InlineData("系统", "/admin/calendar", "calendar")]
    [InlineData("系统", "/admin/codes", "codes")]
    [InlineData("系统", "/admin/settings", "settings")]
    [InlineData("系统", "/admin/backup", "backup")]
    [InlineData("审计", "/admin/audit", "audit")]
    [InlineData("李信访", "/help", "help")]
    [InlineData("王登记", "/petitions/{handled}/documents", "documents")]
    [InlineData("王登记", "/petitions/{handled}/documents?deliver={paper}", "documents-deliver")]
    [InlineData("钱局长", "/petitions/sides", "sides")]
    [InlineData("钱局长", "/petitions/{led}", "case-led")]
    [InlineData("冯分管", "/petitions/{led}/sides/1/progress", "side-progress")]
    [InlineData("冯分管", "/petitions/{led}/sides/1/print", "side-print")]
    [InlineData("李信访", "/instructions", "instructions")]
    [InlineData("李信访", "/instructions/new?petition={led}", "instruction-new")]
    [InlineData("李信访", "/instructions/{instruction}", "instruction")]
    [InlineData("陈承办", "/instructions/{instruction}/steps/answer", "instruction-answer")]
    [InlineData("何督办", "/cards", "cards")]
    [InlineData("何督办", "/cards/new?petition={led}", "card-new")]
    [InlineData("何督办", "/cards/{card}/lift", "card-lift")]
    public async Task A_page_fits_the_screen_and_twice_the_zoom_breaks_no_policy_and_is_read_by_everybody(string who, string path, string name)
    {
        foreach (var zoomed in new[] { false, true })
        {
            await using var context = await browser.OpenAsync(served.Office.Address, zoomed);
            await context.SetExtraHTTPHeadersAsync([new("X-Test-User", served.Office.IdOf(who).ToString())]);
            var page = await context.NewPageAsync();
            var complaints = new List<string>();
            page.Console += (_, m) => complaints.AddRange(m.Type is "error" or "warning" ? [m.Text] : []);
            page.PageError += (_, e) => complaints.Add(e);

            var answer = await page.GotoAsync(served.Address(path));

            await Browser.PictureAsync(page, $"{name}{(zoomed ? "-200" : "")}", whole: true);
            Assert.Equal(200, answer!.Status);
            Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            Assert.Empty(complaints);
            if (!zoomed)
            {
                var found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } });
                Assert.Empty(found.Violations.Select(v => $"{v.Id}: {string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))}"));
            }
        }
    }

    public sealed class Served : IAsyncLifetime
    {
        public CaseSite Office { get; } = new(served: true);

        public string Handled { get; private set; } = "";

        public string Registered { get; private set; } = "";

        public string Proposed { get; private set; } = "";

        private Dictionary<string, string> Places { get; } = [];

        public string Address(string path) => Places.Aggregate(path, (p, place) => p.Replace(place.Key, place.Value));

        public async ValueTask InitializeAsync()
        {
            await Office.HandledAsync(CaseSite.Letter("阿依古丽·买买提", "反映企业拖欠工程款三年未付，多次催要无果，要求协调解决。"));
            Office.Site.Clock.Advance(TimeSpan.FromDays(56));
            await Office.RegisterAsync(CaseSite.Letter("欧阳建国", "建议加快园区基站建设，改善通信信号。"));
            Office.Site.Clock.Advance(TimeSpan.FromDays(8));
            Handled = await Office.HandledAsync(CaseSite.Letter() with { Demands = "兑现改制安置补偿\n补缴养老保险", Facts = "1998年改制时有会议纪要为证。" });
            await Office.DraftedAsync(CaseSite.Letter("周桂英", "反映遗属补助没有发放，要求按规定补发。"));
            Office.Site.Clock.Advance(TimeSpan.FromDays(6));
            Registered = await Office.RegisterAsync(CaseSite.Letter("李某某", "反映惠企政策兑现不及时，技改补助至今没有到账，影响企业经营。"));
            Proposed = await Office.RegisterAsync(CaseSite.Letter("吴天佑", "要求核实工龄。"));
            await Office.StepAsync("李信访", Proposed, PetitionStep.Accept, ("on", Office.Today), ("route", Route.R6), ("withinPowers", true));
            await Office.RegisterAsync(CaseSite.Letter("保密人") with { Purpose = Purpose.Accuse, Accused = "某科某人" }, by: "李信访");

            Office.Add("何督办", null, Role.SU);
            var led = await Office.HandledAsync(CaseSite.Letter("欧阳娜娜", "反映小区配套用房长期闲置，要求尽快启用。"));
            await Office.StepAsync("李信访", led, PetitionStep.LeadCase, ("on", Office.Today), ("leader", "冯分管"), ("unit", "经济运行科"), ("person", "陈承办"), ("due", Office.Today.AddDays(60)), ("plan", "约谈信访人"));
            await Office.ApproveAsync("钱局长", led);
            await Office.StepAsync("钱局长", led, PetitionStep.Hear, ("on", Office.Today), ("heldOn", Office.Today.AddDays(8)), ("place", "三楼会议室"), ("chair", "冯分管"), ("panel", new[] { "律师甲", "代表乙" }), ("subject", "配套用房"));
            await Office.StepAsync("何督办", led, PetitionStep.Supervise, ("on", Office.Today), ("ground", SupervisionGround.Delay), ("issue", "进展慢"), ("unit", "经济运行科"), ("due", Office.Today.AddDays(10)));
            var instruction = await Office.DoAsync("李信访", (s, actor) => s.GetRequiredService<RecordInstruction>().ExecuteAsync(new() { LeaderId = Office.IdOf("钱局长"), Text = "请抓紧办理，月底前报结果。", PetitionNumber = led, DueOn = Office.Today.AddDays(7) }, actor, default));
            var card = await Office.DoAsync("何督办", (s, actor) => s.GetRequiredService<IssueCard>().ExecuteAsync(new() { Colour = CardColour.Red, PetitionNumber = led, HolderId = Office.IdOf("陈承办"), Reason = "拖延" }, actor, default));
            var paper = await Office.DoAsync("李信访", async (s, actor) =>
            {
                var handled = (await s.GetRequiredService<GetPetition>().ExecuteAsync(Handled, actor, default)).Petition.Id;
                return (await s.GetRequiredService<FindDocuments>().ExecuteAsync(Petition.Kinds, handled, actor, default)).First(d => d.Undelivered.Count > 0).Document.Id;
            });
            foreach (var (place, value) in new[] { ("{handled}", Handled), ("{registered}", Registered), ("{proposed}", Proposed), ("{led}", led), ("{instruction}", instruction.Number), ("{card}", $"{card.Id}"), ("{paper}", $"{paper}") })
            {
                Places[place] = value;
            }
        }

        public ValueTask DisposeAsync()
        {
            Office.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
