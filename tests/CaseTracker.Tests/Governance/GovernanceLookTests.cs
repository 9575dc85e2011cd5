using CaseTracker.Governance;
using CaseTracker.Tests.Petitions.Pages;
using CaseTracker.Tests.Web;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Governance;

/// <summary>The pages of 依法治理 at the office's screen and at 200 % zoom: nothing sticks out, no policy is broken, pictures are taken for the eye.</summary>
public sealed class GovernanceLookTests(Browser browser, GovernanceLookTests.Served served) : IClassFixture<GovernanceLookTests.Served>
{
    [Theory]
    [InlineData("/governance", "governance")]
    [InlineData("/governance/contract-review", "governance-list")]
    [InlineData("/governance/contract-review/new", "governance-new")]
    [InlineData("/governance/items/{inspection}", "governance-item")]
    [InlineData("/governance/items/{inspection}/redraw", "governance-redraw")]
    [InlineData("/governance/items/{inspection}/steps/inspect", "governance-step")]
    [InlineData("/ledgers?book=Governance&kind=ContractReview&month=2025-03", "governance-ledger")]
    public async Task A_page_fits_every_screen_and_breaks_no_policy(string path, string name)
    {
        foreach (var (suffix, width) in new[] { ("", 1366), ("-200", 683) })
        {
            await using var context = await browser.OpenAsync(served.Office.Address, zoomed: width == 683);
            await context.SetExtraHTTPHeadersAsync([new("X-Test-User", served.Office.IdOf("郑科长").ToString())]);
            var page = await context.NewPageAsync();
            var complaints = new List<string>();
            page.Console += (_, m) => complaints.AddRange(m.Type is "error" or "warning" ? [m.Text] : []);
            page.PageError += (_, e) => complaints.Add(e);
            var answer = await page.GotoAsync(path.Replace("{inspection}", served.Inspection));
            await Browser.PictureAsync(page, name + suffix, whole: true);
            Assert.Equal(200, answer!.Status);
            Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            Assert.Empty(complaints);
        }
    }

    public sealed class Served : IAsyncLifetime
    {
        internal CaseSite Office { get; } = new(served: true);

        public string Inspection { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            var today = Office.Today;
            await RegisterAsync(GovernanceKind.ContractReview, ("subKind", "合同"), ("title", "办公楼物业服务合同"), ("documentNumber", "新经科合〔2025〕1号"), ("counterparty", "望川恒稳物业服务有限公司"), ("amount", "120000.50"));
            foreach (var (name, certificate) in new[] { ("张三", "17001"), ("李四", "17002"), ("王五", "17003") })
            {
                var officer = await RegisterAsync(GovernanceKind.Officer, ("title", name), ("documentNumber", certificate), ("field", "民爆"), ("validFrom", today.AddYears(-3)), ("validTo", today.AddYears(1)));
                await StepAsync(officer, GovernanceStep.Start, ("on", today));
            }

            Inspection = await RegisterAsync(GovernanceKind.Inspection, ("title", "民爆物品销售企业年度执法检查"), ("subKind", "民爆"), ("basis", "《民用爆炸物品安全管理条例》"), ("field", "民爆"),
                ("parts", new[] { "鑫兴民爆器材有限公司虚构分公司｜91420117MA4K00001A｜邾城街虚构路1号", "望川爆破工程有限公司", "云溪化工有限公司" }));
            await StepAsync(Inspection, GovernanceStep.Draw, ("subjectCount", 1), ("officerCount", 2), ("witness", "韩纪检"), ("seed", "2025-03-05 福彩3D 123"), ("on", today));
        }

        public ValueTask DisposeAsync()
        {
            Office.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task<string> RegisterAsync(GovernanceKind kind, params (string, object?)[] data) =>
            (await Office.DoAsync("郑科长", (s, actor) => s.GetRequiredService<RegisterGovernance>().ExecuteAsync(new(kind, StepData.Of([("sentOn", Office.Today), .. data])), actor, default))).Number;

        private Task<TakeGovernanceStep.Done> StepAsync(string number, GovernanceStep step, params (string, object?)[] data) =>
            Office.DoAsync("郑科长", (s, actor) => s.GetRequiredService<TakeGovernanceStep>().ExecuteAsync(new(number, step, StepData.Of(data)), actor, default));
    }
}
