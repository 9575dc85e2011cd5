using CaseTracker.CareVisits;
using CaseTracker.Tests.Web;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace CaseTracker.Tests.CareVisits;

/// <summary>The pages of care visits at the office's screen, at 200 % zoom and on a phone: nothing sticks out, no policy is broken, pictures are taken for the eye.</summary>
public sealed class CareLookTests(Browser browser, CareLookTests.Served served) : IClassFixture<CareLookTests.Served>
{
    [Theory]
    [InlineData("陈专干", "/", "care-home")]
    [InlineData("陈专干", "/care-visits", "care-list")]
    [InlineData("陈专干", "/care-visits/new", "care-new")]
    [InlineData("冯分管", "/care-visits/{proposed}", "care-visit")]
    [InlineData("陈专干", "/care-visits/{visited}", "care-visited")]
    [InlineData("陈专干", "/care-visits/{fresh}/steps/plan", "care-plan-step")]
    [InlineData("陈专干", "/care-visits/{visited}/slip", "care-slip")]
    [InlineData("何财务", "/care-visits/money", "care-money")]
    [InlineData("陈专干", "/care-visits/plans", "care-plans")]
    [InlineData("陈专干", "/care-visits/calendar?day=2025-03-05", "care-calendar")]
    [InlineData("陈专干", "/care-visits/calendar?view=week&day=2025-03-05", "care-week")]
    [InlineData("陈专干", "/ledgers?book=CareVisits&month=2025-03", "care-ledger")]
    public async Task A_page_fits_every_screen_and_breaks_no_policy(string who, string path, string name)
    {
        foreach (var (suffix, width) in new[] { ("", 1366), ("-200", 683), ("-phone", 375) })
        {
            await using var context = await browser.OpenAsync(served.Site.Office.Address, zoomed: width == 683);
            await context.SetExtraHTTPHeadersAsync([new("X-Test-User", served.Site.IdOf(who).ToString())]);
            var page = await context.NewPageAsync();
            if (width == 375)
            {
                await page.SetViewportSizeAsync(375, 667);
            }

            var complaints = new List<string>();
            page.Console += (_, m) => complaints.AddRange(m.Type is "error" or "warning" ? [m.Text] : []);
            page.PageError += (_, e) => complaints.Add(e);
            var answer = await page.GotoAsync(path.Replace("{proposed}", served.Proposed).Replace("{visited}", served.Visited).Replace("{fresh}", served.Fresh));
            await Browser.PictureAsync(page, name + suffix, whole: true);
            Assert.Equal(200, answer!.Status);
            Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            Assert.Empty(complaints);

            if (suffix.Length == 0)
            {
                await page.EmulateMediaAsync(new() { Media = Media.Print });
                await Browser.PictureAsync(page, name + "-print", whole: true);
            }
        }
    }

    public sealed class Served : IAsyncLifetime
    {
        internal CareSite Site { get; } = new CareSite(served: true).Funded();

        public string Proposed { get; private set; } = "";

        public string Visited { get; private set; } = "";

        public string Fresh { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Visited = await Site.ReadyAsync("张建国", "李秀英");
            await Site.DoAsync("陈专干", (s, actor) => s.GetRequiredService<TakeCareVisitStep>().ExecuteAsync(new(Visited, CareVisitStep.RecordVisit, StepData.Of(("visitedOn", Site.Office.Today), ("results", new[] { "seen", "seen" }), ("actualAmount", 1000),
                ("signers", new[] { "本人", "李小明" }), ("relations", new[] { "", "儿子" }), ("conditions", new[] { "术后恢复中，情绪稳定，由老伴陪护。", "" }), ("requests", new[] { "", "希望帮助办理医疗费用报销" }))), actor, default));
            Proposed = await Site.ReadyAsync("张建国");
            await Site.DoAsync("陈专干", (s, actor) => s.GetRequiredService<TakeCareVisitStep>().ExecuteAsync(new(Proposed, CareVisitStep.Cancel, StepData.Of(("reason", "已出院"), ("refundVoucher", "退-1"), ("refundOn", Site.Office.Today))), actor, default));
            Fresh = (await Site.DoAsync("陈专干", (s, actor) => s.GetRequiredService<RegisterCareVisit>().ExecuteAsync(new() { Type = CareVisitType.Hardship, Cause = "家中失火，生活困难", Persons = ["李秀英"] }, actor, default))).Number;
        }

        public ValueTask DisposeAsync()
        {
            Site.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
