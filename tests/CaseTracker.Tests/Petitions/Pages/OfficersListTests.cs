using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
using Xunit;
using static CaseTracker.Petitions.PetitionStep;

namespace CaseTracker.Tests.Petitions.Pages;

/// <summary>The officer's list, worked off in real browsers by several people, with nothing done outside the system. Pictures are taken for the eye.</summary>
public sealed class OfficersListTests(Desks desks) : IClassFixture<Desks>
{
    private const string Name = "Petitioners_0__Name";
    private const string Address = "Petitioners_0__Address";

    [Fact]
    public async Task One_letter_with_three_demands()
    {
        var number = await desks.RegisterAsync("王登记", (Name, "刘桂英"), (Address, "邾城街虚构路1号"), ("Summary", "要求落实安置补偿、查处虚假申报，建议公开改制档案。"), ("Demands", "落实安置补偿\n查处虚假申报\n建议公开改制档案"));
        var form = await desks.RefusedAsync("李信访", number, Accept, "本件有3项诉求，请逐项选择途径", ("route", Route.R6.Display()), ("withinPowers", "是"), ("ways_0", "信访程序"), ("ways_1", "履行职责"));
        await Browser.PictureAsync(form, "list-1-ways", whole: true);
        await desks.StepAsync("李信访", number, Accept, ("route", Route.R6.Display()), ("withinPowers", "是"), ("ways_0", "信访程序"), ("ways_1", "履行职责"), ("ways_2", "建议意见"));
        var approval = await desks.OpenAsync("冯分管", number);
        await Browser.PictureAsync(approval, "list-1-approval", whole: true);
        await desks.ApproveAsync("冯分管", number);
        await desks.StepAsync("李信访", number, Assign, ("department", "经济运行科"), ("handler", "陈承办"));
        await desks.InvestigatedAsync(number);
        await desks.StepAsync("陈承办", number, SubmitOpinion, ("outcome", "部分支持"), ("opinion", "逐项答复如下。"), ("basis", "会议纪要"), ("outcomes_0", "支持"), ("outcomes_1", "不予支持"), ("outcomes_2", "解释说明"),
            ("answers_0", "补发补差。"), ("answers_1", "未发现虚假申报。"), ("answers_2", "档案可到档案馆查阅。"), ("performer", "经济运行科"), ("performBy", Day(30)));
        await desks.StepAsync("冯分管", number, Sign);
        await desks.DeliveredAsync(number);

        var page = await desks.OpenAsync("李信访", number);
        await Browser.PictureAsync(page, "list-1-case", whole: true);
        Assert.Equal(["支持", "不予支持", "解释说明"], await page.Locator(".demands .mark-blue").AllTextContentsAsync());
        Assert.Contains("执行", await page.TextContentAsync("#sides"));
        Seen();
    }

    [Fact]
    public async Task One_accusation_inside_a_complaint()
    {
        var number = await desks.RegisterAsync("王登记", (Name, "混合人"), (Address, "邾城街虚构路2号"), ("Summary", "要求补差；并举报孤本独角受贿。"), ("Demands", "补差\n查处孤本独角受贿"));
        var form = await desks.RefusedAsync("李信访", number, PetitionStep.SplitAccusation, "至少留下一项", ("demands", "1\n2"), ("accused", "孤本独角"), ("accusation", "孤本独角受贿"), ("title", "补差"), ("summary", "要求补差"));
        await Browser.PictureAsync(form, "list-2-split", whole: true);
        await Desks.FillAsync(form, "demands", "2");
        await form.ClickAsync(".form-actions .btn-primary");
        await form.WaitForSelectorAsync(".flash");
        Assert.DoesNotContain("孤本独角", await (await desks.OpenAsync("王登记", number)).TextContentAsync("main"));

        // The part that is to be kept secret: in the list of the 信访机构, then with whom it names.
        var office = await desks.AtAsync("李信访");
        await office.GotoAsync("/petitions?purpose=Accuse");
        await Browser.PictureAsync(office, "list-2-list");
        var hidden = (await office.TextContentAsync("tbody a"))!.Trim();
        await desks.StepAsync("李信访", hidden, TakeAccusation, ("handlers", "韩纪检\n钱局长"), ("accusedUnit", "经济运行科"));
        await desks.ApproveAsync("韩纪检", hidden, "同意初核");
        await desks.StepAsync("韩纪检", hidden, CloseAccusation, ("result", "查无实据"));
        var done = await desks.OpenAsync("韩纪检", hidden);
        await Browser.PictureAsync(done, "list-2-accusation", whole: true);
        Assert.Contains("查无实据", await done.TextContentAsync("main"));
        var stranger = await desks.AtAsync("郑科长");
        Assert.Equal(404, (await stranger.GotoAsync($"/petitions/{hidden}"))!.Status);
        Seen();
    }

    [Fact]
    public async Task One_wrong_transfer_returned()
    {
        var number = await desks.RegisterAsync("王登记", (Name, "刘桂英"), (Address, "邾城街虚构路1号"), ("Summary", "反映小区违建无人处理。"), ("Source", PetitionSource.ForwardedByPetitionOffice.Display()), ("SourceOrgan", "区信访局"), ("SourceNumber", "新信转〔2025〕8号"));
        var closed = await desks.OpenAsync("李信访", number);
        Assert.Contains("应当向转送、交办机关提出异议", await closed.TextContentAsync("#steps"));
        await desks.StepAsync("李信访", number, PetitionStep.Object, ("reason", "属住建部门职责"), ("unit", "区住建局"), ("basis", "三定方案"));
        await desks.ApproveAsync("冯分管", number);
        var filed = await desks.StepAsync("李信访", number, ObjectionAgreed, ("proof", "新信复〔2025〕2号"), ("materials", "原信1件\n附件2件"));
        await Browser.PictureAsync(filed, "list-3-returned", whole: true);
        Assert.Equal("已退回", await desks.StateAsync("李信访", number));
        Assert.Contains("退回函", await filed.TextContentAsync("#documents"));
        Seen();
    }

    [Fact]
    public async Task One_hearing()
    {
        var number = await desks.HandledAsync((Name, "听证人"), (Address, "邾城街虚构路3号"), ("Summary", "反映补差标准不一。"));
        await desks.StepAsync("钱局长", number, Hear, ("heldOn", Day(8)), ("time", "09:30"), ("place", "三楼会议室"), ("chair", "冯分管"), ("panel", "律师甲\n代表乙"), ("subject", "补差标准"));
        desks.Pass(8);
        await desks.BesideAsync("陈承办", number, SideKind.Hearing, SideStep.Hold, ("parties", "听证人\n经济运行科"), ("answer", "双方陈述。"));
        var page = await desks.BesideAsync("陈承办", number, SideKind.Hearing, SideStep.Report, ("result", "应予补差"));
        await Browser.PictureAsync(page, "list-4-hearing", whole: true);
        Assert.Contains("应予补差", await page.TextContentAsync("#sides"));
        Assert.Contains("听证报告", await page.TextContentAsync("#documents"));
        Assert.Equal("办理中", await desks.StateAsync("陈承办", number));
        Seen();
    }

    [Fact]
    public async Task One_review_lost()
    {
        var number = await desks.ConcludedAsync((Name, "复查人"), (Address, "邾城街虚构路4号"), ("Summary", "要求补发遗属补助。"));
        desks.Pass(3);
        await desks.StepAsync("王登记", number, RequestReview, ("organ", "区人民政府"), ("claim", "事实不清"));
        desks.Pass(10);
        await desks.StepAsync("李信访", number, RecordReview, ("number", "新政复〔2025〕1号"), ("result", ReviewResult.Upheld.Display()));
        desks.Pass(45);
        await desks.NightAsync();
        Assert.Equal("逾期未申请，程序办结", await desks.StateAsync("李信访", number));
        await Browser.PictureAsync(await desks.OpenAsync("李信访", number), "list-5-lapsed", whole: true);
        Seen();
    }

    [Fact]
    public async Task One_review_won()
    {
        var number = await desks.ConcludedAsync((Name, "复查人二"), (Address, "邾城街虚构路5号"), ("Summary", "要求核定工龄。"));
        await desks.StepAsync("王登记", number, RequestReview, ("organ", "区人民政府"));
        await desks.RefusedAsync("李信访", number, RecordReview, "请办“撤销，责令重新处理”", ("number", "新政复〔2025〕2号"), ("result", ReviewResult.Revoked.Display()));
        desks.Pass(5);
        await desks.StepAsync("李信访", number, OrderRehandling, ("number", "新政复〔2025〕2号"), ("conclusion", "事实不清"), ("limit", "30日"));
        await desks.RefusedAsync("陈承办", number, SubmitNewOpinion, "不得与被撤销的意见相同", ("outcome", "不予支持"), ("opinion", "不予支持"), ("basis", "文件"), ("difference", "新查明工龄"));
        var page = await desks.AtAsync("陈承办");
        await Browser.PictureAsync(page, "list-6-new-opinion", whole: true);
        foreach (var (field, value) in new[] { ("outcome", "部分支持"), ("opinion", "补发三年补差12000元。"), ("performer", "经济运行科"), ("performBy", Day(30)) })
        {
            await Desks.FillAsync(page, field, value);
        }

        await page.ClickAsync(".form-actions .btn-primary");
        await page.WaitForSelectorAsync(".flash >> text=意见审核中");
        await desks.StepAsync("冯分管", number, Sign);
        await desks.DeliveredAsync(number);
        var done = await desks.OpenAsync("李信访", number);
        await Browser.PictureAsync(done, "list-6-case", whole: true);
        Assert.Contains("第1次办理", await done.TextContentAsync("#reviews"));
        Seen();
    }

    [Fact]
    public async Task One_three_level_termination()
    {
        var number = await desks.ConcludedAsync((Name, "周三访"), (Address, "邾城街虚构路6号"), ("Summary", "要求安置工作。"));
        await desks.StepAsync("王登记", number, RequestReview, ("organ", "区人民政府"));
        await desks.StepAsync("李信访", number, RecordReview, ("number", "新政复〔2025〕3号"), ("result", ReviewResult.Upheld.Display()));
        await desks.StepAsync("王登记", number, RequestRecheck, ("organ", "市人民政府"));
        await desks.StepAsync("李信访", number, RecordRecheck, ("number", "武政核〔2025〕3号"), ("result", ReviewResult.Upheld.Display()));
        Assert.Equal("三级终结", await desks.StateAsync("李信访", number));

        var again = await desks.RegisterAsync("王登记", (Name, "周三访"), (Address, "邾城街虚构路6号"), ("Summary", "再次要求安置工作。"), ("RelatedNumber", number), ("RepeatNote", "同一诉求"));
        await desks.StepAsync("李信访", again, DeclineForGood, ("comparison", "诉求、事实和理由逐一相同"), ("noNewFacts", "是"), ("checkedBy", "李信访"));
        var page = await desks.ApproveAsync("冯分管", again);
        await Browser.PictureAsync(page, "list-7-declined", whole: true);
        Assert.Contains("不再受理告知书", await page.TextContentAsync("#documents"));
        Assert.Equal("不再受理", await desks.StateAsync("李信访", again));
        Seen();
    }

    [Fact]
    public async Task One_wrong_merge_undone()
    {
        var master = await desks.HandledAsync((Name, "并案人"), (Address, "邾城街虚构路7号"), ("Summary", "要求补缴社保。"));
        var number = await desks.RegisterAsync("王登记", (Name, "并案人"), (Address, "邾城街虚构路7号"), ("Summary", "要求退还集资款。"));
        var before = await (await desks.OpenAsync("李信访", number)).Locator("#clocks tbody tr").First.TextContentAsync();
        await desks.StepAsync("李信访", number, Merge, ("master", master), ("sameMatter", "是"), ("reason", "同人同事"));
        await desks.ApproveAsync("周主任", number);
        var merged = await desks.OpenAsync("李信访", number);
        await Browser.PictureAsync(merged, "list-8-merged", whole: true);
        await merged.Locator("dl.facts a", new() { HasText = master }).First.ClickAsync();
        await merged.WaitForURLAsync($"**/petitions/{master}");
        Assert.Contains(number, await merged.Locator("dl.facts").First.TextContentAsync());
        await desks.StepAsync("李信访", number, Unmerge, ("reason", "诉求不同"));
        await desks.ApproveAsync("冯分管", number);
        var after = await desks.OpenAsync("李信访", number);
        await Browser.PictureAsync(after, "list-8-undone", whole: true);
        Assert.Equal("已登记(待甄别)", await desks.StateAsync("李信访", number));
        Assert.Equal(before, await after.Locator("#clocks tbody tr").First.TextContentAsync());
        Seen();
    }

    private string Day(int later) => $"{desks.Today.AddDays(later):yyyy-MM-dd}";

    /// <summary>No script failed and no policy was broken on the way.</summary>
    private void Seen() => Assert.Empty(desks.Complaints);
}
