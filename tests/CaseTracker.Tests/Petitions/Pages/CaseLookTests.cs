using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
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
    public async Task A_page_fits_the_screen_and_twice_the_zoom_and_breaks_no_policy(string who, string path, string name)
    {
        foreach (var zoomed in new[] { false, true })
        {
            await using var context = await browser.OpenAsync(served.Office.Address, zoomed);
            await context.SetExtraHTTPHeadersAsync([new("X-Test-User", served.Office.IdOf(who).ToString())]);
            var page = await context.NewPageAsync();
            var complaints = new List<string>();
            page.Console += (_, m) => complaints.AddRange(m.Type is "error" or "warning" ? [m.Text] : []);
            page.PageError += (_, e) => complaints.Add(e);

            var answer = await page.GotoAsync(path.Replace("{handled}", served.Handled).Replace("{registered}", served.Registered).Replace("{proposed}", served.Proposed));

            await Browser.PictureAsync(page, $"{name}{(zoomed ? "-200" : "")}", whole: true);
            Assert.Equal(200, answer!.Status);
            Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            Assert.Empty(complaints);
        }
    }

    public sealed class Served : IAsyncLifetime
    {
        public CaseSite Office { get; } = new(served: true);

        public string Handled { get; private set; } = "";

        public string Registered { get; private set; } = "";

        public string Proposed { get; private set; } = "";

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
        }

        public ValueTask DisposeAsync()
        {
            Office.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
