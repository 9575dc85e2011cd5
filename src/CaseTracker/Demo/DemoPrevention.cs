using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Handovers;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Demo;

/// <summary>What the demonstration has of 领导接访, 矛盾纠纷排查 and 现场处置: the year 2024, and days around the first start with something wrong about some of them.</summary>
internal sealed class DemoPrevention(DemoStory story, DateOnly today)
{
    private const string Office = "常思齐";

    private static readonly (string Name, string Post, string Portfolio)[] Leaders =
    [
        ("严正清", "局长", "主持全面工作"), ("岳长青", "副局长", "经济运行、安全生产"), ("桂景行", "副局长", "工业、科技、老干部工作"),
    ];

    private static readonly (string Department, string Handler)[] Sweepers =
    [
        (DemoOffice.PetitionUnit, Office), ("经济运行科", "古亦凡"), ("工业科", "祝一鸣"), ("科技科", "项云舟"), ("安全生产科", "路平川"), ("老干部服务科", "舒清和"),
    ];

    public void Plan()
    {
        PlanReceptionDays();
        PlanDisputes();
        PlanReports();
        At(new DateOnly(2024, 6, 18), 11, () => ConductAsync(new() { HappenedAt = new TimeOnly(10, 20), Conduct = ForbiddenConduct.Lingering, Place = "来访接待室", People = DemoOffice.PersonOf(305), Facts = "谈话结束后滞留接待室，大声喧哗，影响其他来访人。", Dissuaded = true, Instructed = true, Handling = "经劝阻和法治教育，当日自行离开；反映的事项照常登记办理。" }));
        At(Ago(8), 16, () => ConductAsync(new()
        {
            HappenedAt = new TimeOnly(15, 5),
            Conduct = ForbiddenConduct.Gathering,
            Place = "办公楼大门",
            People = "原云溪机械厂部分职工（虚构）",
            PeopleCount = 12,
            Facts = "十余人聚集大门口，要求立即答复改制补偿问题，堵住车辆通道约二十分钟。",
            Dissuaded = true,
            Criticised = true,
            Instructed = true,
            PoliceCalled = true,
            PoliceOrgan = "望川派出所（虚构）",
            PoliceResult = "民警到场维持秩序，未采取强制措施。",
            Handling = "推选5名代表到接待室反映，其余人员劝返；事项已登记。",
        }));
    }

    private void PlanReceptionDays()
    {
        for (var month = 1; month <= 12; month++)
        {
            var m = month;
            var on = story.Workday(new DateOnly(2024, m, 20));
            var visit = m % 2 == 0 ? new RecordDayVisit.Command
            {
                VisitorName = DemoOffice.PersonOf(300 + m),
                PeopleCount = m % 4 == 0 ? 4 : 1,
                UnitOrAddress = DemoOffice.AddressOf(m),
                Place = DemoOffice.Places[1 + (m % 4)].Name,
                Cause = "政策衔接不够清楚",
                Problem = DemoTopic.All[m % DemoTopic.All.Length].Summary,
            } : null;
            PlanHeld(on, Leaders[m % 3], m % 5 == 0 ? ReceptionDayForm.Visiting : ReceptionDayForm.Fixed, visit, DemoTopic.All[m % DemoTopic.All.Length]);
        }

        // Around the first start: held by a substitute with an instruction overdue, missed, forgotten, published, still to be published.
        var reception = "";
        var overdue = story.Workday(Ago(9));
        At(overdue, 9, async () => reception = (await story.VisitAsync("景小满", new RegisterVisit.Command
        {
            Form = ReceptionForm.Visit,
            Problem = "反映企业拖欠货款一年以上，多次催要未果。",
            Opinion = "报接访领导批示。",
            LeaderName = "岳长青",
            Visitors = [new() { Name = DemoOffice.PersonOf(330), Phone = DemoOffice.PhoneOf(330), Address = DemoOffice.AddressOf(3), Identity = VisitorIdentity.Company, Unit = DemoOffice.CompanyOf(1) }],
        })).ReceptionNumber);
        Guid substituted = default, instructed = default;
        At(overdue.AddDays(-6), 9, async () => substituted = await PlanAsync(overdue, Leaders[0], ReceptionDayForm.Fixed));
        At(overdue.AddDays(-5), 9, () => DayAsync(substituted, ReceptionDayStep.Publish, ("publishedOn", overdue.AddDays(-5)), ("how", "门户网站、接待场所公示栏")));
        At(overdue.AddDays(-1), 9, () => DayAsync(substituted, ReceptionDayStep.Substitute, ("leader", "岳长青"), ("arrangedOn", overdue.AddDays(-1)), ("reason", "局长参加区里会议")));
        At(overdue, 11, async () =>
        {
            instructed = await RecordAsync(substituted, new() { ReceptionNumber = reception, UnitOrAddress = DemoOffice.CompanyOf(1), Place = "望川街道", Cause = "付款单位资金紧张" });
            await VisitAsync(instructed, DayVisitStep.Instruct, ("opinion", "经济运行科依法督促支付，一周内报结果。"), ("department", "经济运行科"), ("person", "古亦凡"), ("instructedOn", overdue), ("limitOn", overdue.AddDays(7)));
            await DayAsync(substituted, ReceptionDayStep.Hold, ("summary", "接待1批1人，交办1件。"));
        });
        var missed = story.Workday(Ago(16));
        PlanLate(missed, Leaders[2], publish: true, id => DayAsync(id, ReceptionDayStep.Miss, ("reason", "临时出差，未安排代班。")));
        PlanLate(story.Workday(Ago(23)), Leaders[1], publish: false, null);
        PlanLate(story.Workday(today.AddDays(8)), Leaders[0], publish: true, null);
        PlanLate(story.Workday(today.AddDays(15)), Leaders[1], publish: false, null);
    }

    private void PlanHeld(DateOnly on, (string, string, string) leader, ReceptionDayForm form, RecordDayVisit.Command? visit, DemoTopic topic)
    {
        Guid day = default, matter = default;
        At(on.AddDays(-12), 9, async () => day = await PlanAsync(on, leader, form));
        At(on.AddDays(-10), 9, () => DayAsync(day, ReceptionDayStep.Publish, ("publishedOn", on.AddDays(-10)), ("how", "门户网站、接待场所公示栏")));
        At(on, 12, async () =>
        {
            if (visit is not null)
            {
                matter = await RecordAsync(day, visit);
                await VisitAsync(matter, DayVisitStep.Instruct, ("opinion", $"由{topic.Department}核实，依法依规答复。"), ("department", topic.Department), ("instructedOn", on), ("limitOn", on.AddDays(20)));
            }

            await DayAsync(day, ReceptionDayStep.Hold, ("summary", visit is null ? "无群众来访" : $"接待1批{visit.PeopleCount}人，交办1件。"));
        });
        if (visit is not null)
        {
            At(on.AddDays(14), 10, () => VisitAsync(matter, DayVisitStep.Report, ("result", topic.Opinion), ("finishedOn", on.AddDays(14))));
            At(on.AddDays(18), 10, () => VisitAsync(matter, DayVisitStep.FollowUp, ("followUp", "电话回访，来访人表示认可。"), ("followedUpOn", on.AddDays(18))));
        }
    }

    private void PlanLate(DateOnly on, (string, string, string) leader, bool publish, Func<Guid, Task>? after)
    {
        Guid day = default;
        var arranged = on < today ? on.AddDays(-8) : Ago(6);
        At(arranged, 9, async () => day = await PlanAsync(on, leader, ReceptionDayForm.Fixed));
        if (publish)
        {
            At(arranged.AddDays(2), 9, () => DayAsync(day, ReceptionDayStep.Publish, ("publishedOn", arranged.AddDays(2)), ("how", "门户网站")));
        }

        if (after is not null)
        {
            At(on, 17, () => after(day));
        }
    }

    private void PlanDisputes()
    {
        var wages = Fields("望川恒稳建材拖欠工资（虚构）", DisputeType.Wages, "望川恒稳建材有限公司（虚构）", 35, "要求支付三个月工资。", "中");
        var reform = Fields("原云溪机械厂改制补偿争议（虚构）", DisputeType.Restructuring, "原云溪机械厂职工", 120, "要求按工龄补发改制补偿差额。", "高") with { MayGather = true, MayBypass = true, LeaderName = "桂景行" };
        var night = Fields("石桥启明夜间作业扰民（虚构）", DisputeType.Environment, "石桥启明新材料有限公司（虚构）与周边居民", 18, "要求停止夜间作业。", "低");
        var cadres = Fields("老干部补差待遇诉求（虚构）", DisputeType.Cadres, "原云溪化工厂离退休干部", 9, "要求调整补差标准。", "中");
        var park = Fields("科技园物业收费争议（虚构）", DisputeType.Other, "云溪科技园入园企业", 11, "要求公开收费依据。", "低");
        var payment = Fields("远帆机械货款争议（虚构）", DisputeType.Payments, "云溪远帆机械有限公司（虚构）", 2, "要求支付货款。", "低");
        foreach (var (fields, month, handler, closer) in new[] { (night, 3, "路平川", Office), (payment, 6, "古亦凡", Office), (reform, 9, "祝一鸣", "桂景行") })
        {
            PlanDispute(fields with { Name = fields.Name.Replace("（虚构）", "（2024年，虚构）", StringComparison.Ordinal) }, story.Workday(new DateOnly(2024, month, 11)), handler, limitAfter: 60, resolvedAfter: 45, closer);
        }

        PlanDispute(reform, story.Workday(Ago(40)), "祝一鸣", limitAfter: 60, progress: [(20, "已核对35人的工龄档案，其余正在核对。"), (5, "形成补偿方案初稿，报包案领导审定。")]);
        PlanDispute(wages, story.Workday(Ago(25)), "古亦凡", limitAfter: 22, progress: [(10, "企业承诺分两期支付，首期已付。")]);
        PlanDispute(night, story.Workday(Ago(60)), "路平川", limitAfter: 40, resolvedAfter: 30, Office);
        var contained = PlanDispute(cadres, story.Workday(Ago(33)), "舒清和", limitAfter: 90);
        At(Ago(10), 10, () => StepAsync("舒清和", contained(), DisputeStep.Contain, ("measures", "逐人走访说明政策，安排专人联系。"), ("on", Ago(10))));
        PlanDispute(park, story.Workday(Ago(3)), "项云舟", limitAfter: 0);
        var turned = PlanDispute(payment, story.Workday(Ago(18)), "古亦凡", limitAfter: 45);
        At(Ago(12), 15, () => story.DoAsync(Office, (services, actor) => services.GetRequiredService<TurnDispute>().ExecuteAsync(new(turned(), new RegisterPetition.Command
        {
            Channel = Channel.Other,
            Purpose = Purpose.Resolve,
            CategoryId = "030100",
            PlaceId = DemoOffice.PlaceOf(2),
            Summary = "反映货款被拖欠，排查中要求作为信访事项办理。",
            PeopleCount = 1,
            Petitioners = [new() { Name = DemoOffice.CompanyOf(0), IsOrganisation = true, Address = DemoOffice.AddressOf(5), Phone = DemoOffice.PhoneOf(340) }],
        }), actor, default)));
    }

    /// <summary>Found on a day and then resolved step by step; gives the number once it has been registered.</summary>
    private Func<string> PlanDispute(RegisterDispute.Command fields, DateOnly found, string handler, int limitAfter, int? resolvedAfter = null, string? closer = null, params (int DaysAgo, string Text)[] progress)
    {
        var number = "";
        At(found, 14, async () => number = (await story.DoAsync(handler, (services, actor) => services.GetRequiredService<RegisterDispute>().ExecuteAsync(fields with { FoundOn = found }, actor, default))).Number);
        if (limitAfter > 0)
        {
            At(found.AddDays(1), 9, () => StepAsync(handler, number, DisputeStep.Start, ("measures", "听取双方意见，查清事实，依法协调。"), ("person", handler), ("leader", fields.LeaderName), ("limitOn", found.AddDays(limitAfter))));
        }

        foreach (var (days, text) in progress)
        {
            At(Ago(days), 16, () => StepAsync(handler, number, DisputeStep.Progress, ("progress", text), ("on", Ago(days))));
        }

        if (resolvedAfter is { } after)
        {
            At(found.AddDays(after), 10, () => StepAsync(handler, number, DisputeStep.Resolve, ("result", "双方达成一致，已履行。"), ("on", found.AddDays(after))));
            At(found.AddDays(after + 4), 10, () => StepAsync(closer!, number, DisputeStep.CloseOff, ("opinion", "经核实，同意销号。")));
        }

        return () => number;
    }

    /// <summary>The two months before this one: every department reports, one forgets.</summary>
    private void PlanReports()
    {
        for (var back = 2; back >= 1; back--)
        {
            var from = new DateOnly(today.Year, today.Month, 1).AddMonths(-back);
            var to = from.AddMonths(1).AddDays(-1);
            foreach (var (department, handler) in Sweepers.Where(s => back == 2 || s.Department != "科技科"))
            {
                At(story.Workday(to), 17, () => story.DoAsync(handler, async (services, actor) =>
                {
                    var db = services.GetRequiredService<CaseDb>();
                    var found = await db.Disputes.AnyAsync(d => d.FoundOn >= from && d.FoundOn <= to && db.Set<Department>().Any(p => p.Id == d.ReportDepartmentId && p.Name == department));
                    return await services.GetRequiredService<ReportSweep>().ExecuteAsync(new() { From = from, To = to, IsZero = !found, Area = "本科室联系的企业和单位" }, actor, default);
                }));
            }
        }
    }

    private static RegisterDispute.Command Fields(string name, DisputeType type, string parties, int people, string demands, string risk) => new()
    {
        Name = name,
        Type = type,
        Parties = parties,
        PeopleCount = people,
        Demands = demands,
        Risk = risk,
        Area = "望川街道",
        Cause = "历史遗留或履约不到位。",
        Note = "演示数据",
    };

    private Task<Guid> PlanAsync(DateOnly on, (string Name, string Post, string Portfolio) leader, ReceptionDayForm form) => story.DoAsync(Office, async (services, actor) =>
        (await services.GetRequiredService<PlanReceptionDay>().ExecuteAsync(new()
        {
            On = on,
            From = new TimeOnly(9, 0),
            To = new TimeOnly(11, 30),
            Place = form == ReceptionDayForm.Visiting ? "望川街道办事处" : "云溪区虚构大道1号信访接待室",
            LeaderName = leader.Name,
            LeaderPost = leader.Post,
            Portfolio = leader.Portfolio,
            Form = form,
            Companions = "办公室",
        }, actor, default)).Id);

    private Task DayAsync(Guid day, ReceptionDayStep step, params (string, object?)[] data) => story.DoAsync(Office, (services, actor) => services.GetRequiredService<TakeReceptionDayStep>().ExecuteAsync(new(day, step, StepData.Of(data)), actor, default));

    private Task<Guid> RecordAsync(Guid day, RecordDayVisit.Command command) => story.DoAsync(Office, async (services, actor) => (await services.GetRequiredService<RecordDayVisit>().ExecuteAsync(command with { DayId = day }, actor, default)).Id);

    private Task VisitAsync(Guid matter, DayVisitStep step, params (string, object?)[] data) => story.DoAsync(Office, (services, actor) => services.GetRequiredService<TakeDayVisitStep>().ExecuteAsync(new(matter, step, StepData.Of(data)), actor, default));

    private Task StepAsync(string who, string number, DisputeStep step, params (string, object?)[] data) => story.DoAsync(who, (services, actor) => services.GetRequiredService<TakeDisputeStep>().ExecuteAsync(new(number, step, StepData.Of(data)), actor, default));

    private Task ConductAsync(RecordConduct.Command command) => story.DoAsync("景小满", (services, actor) => services.GetRequiredService<RecordConduct>().ExecuteAsync(command, actor, default));

    private DateOnly Ago(int days) => today.AddDays(-days);

    private void At(DateOnly day, int hour, Func<Task> act) => story.At(day.ToDateTime(new TimeOnly(hour, 30)), act);
}
