using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;
using CaseTracker.Tests.Petitions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.ReceptionDays;

/// <summary>领导接访日: arranged, published, held or missed; whom the leader received and what came of it. Today is Wednesday 2025-03-05.</summary>
public sealed class ReceptionDayTests
{
    private static readonly DateOnly Today = new(2025, 3, 5);

    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_day_is_arranged_published_in_time_held_and_stands_in_the_ledger(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var day = await PlanAsync(o, Day(Today.AddDays(7)));
        Assert.Equal(Today.AddDays(5), day.PublishBy);

        await StepAsync(o, day.Id, ReceptionDayStep.Publish, ("publishedOn", Today), ("how", "门户网站"));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o, day.Id, ReceptionDayStep.Hold)), "还没有到");
        o.Office.Clock.Advance(TimeSpan.FromDays(7));
        var visit = await RecordAsync(o, day.Id, new() { VisitorName = "刘桂英", PeopleCount = 3, Problem = "反映改制补偿未兑现", UnitOrAddress = "原机械厂", Place = "邾城街", Cause = "政策衔接" });
        await VisitStepAsync(o, o.Office1, visit, DayVisitStep.Instruct, ("opinion", "由经济运行科核实答复"), ("department", "经济运行科"), ("person", "陈承办"), ("instructedOn", Today.AddDays(7)), ("limitOn", Today.AddDays(20)));
        await StepAsync(o, day.Id, ReceptionDayStep.Hold, ("summary", "接待1批3人"));
        await VisitStepAsync(o, o.Handler, visit, DayVisitStep.Report, ("result", "已补发差额"), ("finishedOn", Today.AddDays(7)));
        await VisitStepAsync(o, o.Handler, visit, DayVisitStep.FollowUp, ("followUp", "来访人满意"), ("followedUpOn", Today.AddDays(7)));

        var (heading, lines) = await LedgerAsync(o, o.Director, new(2025, 3, 1), new(2025, 3, 31));
        var line = Assert.Single(lines);
        Assert.Equal(("钱局长（局长）", "定点接访", "刘桂英", "1批3人", "经济运行科/陈承办", "已补发差额", "来访人满意"), (line.Leader, line.Form, line.Visitor, line.Count, line.Responsible, line.Result, line.FollowUp));
        Assert.Contains(heading.Cover, c => c == "接访1次，接待1批3人次");
        Assert.Equal(["序号", "接访日期", "接访领导及职务", "接访方式", "来访人", "批次/人数", "单位和住址", "主要问题", "问题发生地", "产生原因", "批示(处理)意见", "责任单位/责任人", "办理时限", "办理结果", "回访情况", "备注"],
            ReceptionDayLedger.Sheet.Columns.Select(c => c.Header));
        var shown = await GetAsync(o, o.Director, day.Id);
        Assert.Equal(["安排接访", "公示", "登记接访情况"], shown.Events.Select(e => e.StepName));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Late_publication_needs_a_reason_and_after_the_day_there_is_none(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var day = await PlanAsync(o, Day(Today.AddDays(1)));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o, day.Id, ReceptionDayStep.Publish, ("publishedOn", Today), ("how", "公示栏")));
        Assert.Equal("lateReason", Assert.Single(refused.Reasons).Field);
        await StepAsync(o, day.Id, ReceptionDayStep.Publish, ("publishedOn", Today), ("how", "公示栏"), ("lateReason", "临时安排"));
        Assert.Equal(["公示迟"], (await FindAsync(o, o.Deputy, new() { AlertsOnly = true })).Rows.Single().Alerts(Today));

        var past = await PlanAsync(o, Day(Today.AddDays(-10)));
        refused = await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o, past.Id, ReceptionDayStep.Publish, ("publishedOn", Today), ("how", "公示栏"), ("lateReason", "补")));
        Assert.Equal(("publishedOn", "《信访工作条例》第十八条第二款"), (refused.Reasons[0].Field, refused.Reasons[0].Article));
        // What was published in time is entered later with its own date.
        await StepAsync(o, past.Id, ReceptionDayStep.Publish, ("publishedOn", Today.AddDays(-13)), ("how", "公示栏"));
        var published = (await GetAsync(o, o.Clerk, past.Id)).Events[^1];
        Assert.Equal((Today.AddDays(-13), o.Office.Clock.GetUtcNow().UtcDateTime), (published.HappenedOn, published.RecordedAt));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_absent_leader_is_shown_unless_a_substitute_was_arranged_before(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var missed = await PlanAsync(o, Day(Today));
        var held = await PlanAsync(o, Day(Today) with { From = new TimeOnly(14, 0), To = new TimeOnly(17, 0) });
        Refused(await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o, held.Id, ReceptionDayStep.Substitute, ("leader", "钱局长"), ("arrangedOn", Today), ("reason", "外出开会"))), "不能是原定的接访领导");
        await StepAsync(o, held.Id, ReceptionDayStep.Substitute, ("leader", "冯分管"), ("post", "副局长"), ("arrangedOn", Today), ("reason", "外出开会"));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o, held.Id, ReceptionDayStep.Miss, ("reason", "外出"))), "已经安排了代班领导");
        await StepAsync(o, held.Id, ReceptionDayStep.Hold, ("lateReason", "当日临时安排"), ("summary", "无群众来访"));
        await StepAsync(o, missed.Id, ReceptionDayStep.Miss, ("reason", "外出开会，未安排代班"));

        var rows = (await FindAsync(o, o.Deputy, new())).Rows;
        Assert.Equal(["领导缺席，没有代班"], rows.Single(r => r.Id == missed.Id).Alerts(Today));
        Assert.Equal(["未公示接访"], rows.Single(r => r.Id == held.Id).Alerts(Today));
        var (_, lines) = await LedgerAsync(o, o.Office1, Today, Today);
        Assert.Equal([("钱局长（局长）", "领导缺席，没有安排代班"), ("冯分管（副局长）", "代钱局长接访")], lines.Select(l => (l.Leader, l.Note)));

        o.Office.Clock.Advance(TimeSpan.FromDays(1));
        var late = await PlanAsync(o, Day(Today.AddDays(-1)));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o, late.Id, ReceptionDayStep.Substitute, ("leader", "冯分管"), ("post", "副局长"), ("arrangedOn", Today), ("reason", "事后补"))), "不得晚于接访日期");
        await StepAsync(o, missed.Id, ReceptionDayStep.Undo, ("reason", "登记错了一天"));
        Assert.Equal(ReceptionDayState.Planned, (await GetAsync(o, o.Clerk, missed.Id)).Day.State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_changed_after_publication_is_published_anew_and_loses_its_substitute(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var day = await PlanAsync(o, Day(Today.AddDays(9)));
        await StepAsync(o, day.Id, ReceptionDayStep.Publish, ("publishedOn", Today), ("how", "公示栏"));
        await StepAsync(o, day.Id, ReceptionDayStep.Substitute, ("leader", "冯分管"), ("post", "副局长"), ("arrangedOn", Today), ("reason", "出差"));
        var before = (await GetAsync(o, o.Clerk, day.Id)).Day;
        var correction = new CorrectReceptionDay.Command
        {
            Id = day.Id,
            Version = before.Version,
            On = Today.AddDays(10),
            From = before.From,
            To = before.To,
            Place = before.Place,
            LeaderName = before.LeaderName,
            LeaderPost = before.LeaderPost,
            Form = ReceptionDayForm.Visiting,
            Reason = "改期",
        };
        await CorrectAsync(correction);
        var after = (await GetAsync(o, o.Clerk, day.Id)).Day;
        Assert.Equal((ReceptionDayState.Planned, null, null, Today.AddDays(8)), (after.State, after.PublishedOn, after.SubstituteName, after.PublishBy));
        await Assert.ThrowsAsync<StaleException>(() => CorrectAsync(correction));

        Task CorrectAsync(CorrectReceptionDay.Command command) => o.Office.AsAsync(o.Clerk, async s =>
        {
            await s.GetRequiredService<CorrectReceptionDay>().ExecuteAsync(command, o.Clerk, default);
            return true;
        });
    }

    [Fact]
    public async Task Every_fault_of_an_arrangement_is_said_at_its_field()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        await PlanAsync(o, Day(Today.AddDays(3)));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => PlanAsync(o, new() { On = Today.AddDays(3), From = new TimeOnly(10, 0), To = new TimeOnly(9, 0), LeaderName = "外单位领导" }));
        Assert.Equal(["LeaderPost", "Place", "To"], refused.Reasons.Select(r => r.Field).Order());
        Refused(await Assert.ThrowsAsync<RefusedException>(() => PlanAsync(o, Day(Today.AddDays(3)) with { From = new TimeOnly(10, 0) })), "已有接访安排");
        Refused(await Assert.ThrowsAsync<RefusedException>(() => PlanAsync(o, Day(Today.AddDays(4)), o.Handler)), "没有“安排和登记领导接访”的权限");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_month_is_published_at_once_unless_a_day_of_it_would_be_late(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var soon = await PlanAsync(o, Day(Today.AddDays(1)));
        await PlanAsync(o, Day(Today.AddDays(8)));
        await PlanAsync(o, Day(new(2025, 4, 2)));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => PublishAsync()), "2025-03-06 钱局长");
        Assert.Equal(ReceptionDayState.Planned, (await GetAsync(o, o.Clerk, soon.Id)).Day.State);
        await StepAsync(o, soon.Id, ReceptionDayStep.Cancel, ("reason", "来不及公示"));

        Assert.Equal(1, await PublishAsync());
        Assert.Equal([ReceptionDayState.Planned, ReceptionDayState.Published, ReceptionDayState.Cancelled], (await FindAsync(o, o.Clerk, new())).Rows.Select(r => r.State));

        Task<int> PublishAsync() => o.Office.AsAsync(o.Clerk, s => s.GetRequiredService<TakeReceptionDayStep>().PublishMonthAsync(Today, StepData.Of(("publishedOn", Today), ("how", "门户网站")), o.Clerk, default));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_visit_takes_its_words_from_the_reception_and_a_confidential_one_is_never_entered(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var day = await PlanAsync(o, Day(Today));
        var reception = await ReceiveAsync(o, "张三");
        var visit = await RecordAsync(o, day.Id, new() { ReceptionNumber = reception.Number.ToLowerInvariant() });
        var shown = (await VisitAsync(o, o.Clerk, visit)).Visit;
        Assert.Equal(("张三", "反映供暖问题", reception.Number), (shown.VisitorName, shown.Problem, shown.ReceptionNumber));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => RecordAsync(o, day.Id, new() { ReceptionNumber = reception.Number })), "已经写入接访台账");
        var hidden = await ReceiveAsync(o, "李四", isConfidential: true);
        Refused(await Assert.ThrowsAsync<RefusedException>(() => RecordAsync(o, day.Id, new() { ReceptionNumber = hidden.Number })), "保密的来访不写入接访台账");
        // To a clerk who may not know of it, it is as if it were not there.
        Refused(await Assert.ThrowsAsync<RefusedException>(() => RecordAsync(o, day.Id, new() { ReceptionNumber = hidden.Number }, o.OtherClerk)), "没有这个来访登记编号");
        var blank = await Assert.ThrowsAsync<RefusedException>(() => RecordAsync(o, day.Id, new() { PeopleCount = 0 }));
        Assert.Equal(["PeopleCount", "Problem", "VisitorName"], blank.Reasons.Select(r => r.Field).Order());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_instruction_past_its_limit_is_shown_and_its_department_alone_reports(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var stranger = await o.AccountAsync("工业承办", o.Industry, Role.CW);
        var day = await PlanAsync(o, Day(Today));
        var visit = await RecordAsync(o, day.Id, new() { VisitorName = "刘桂英", Problem = "反映欠薪" });
        Refused(await Assert.ThrowsAsync<RefusedException>(() => VisitStepAsync(o, o.Office1, visit, DayVisitStep.Instruct, ("opinion", "核实"), ("instructedOn", Today), ("limitOn", Today.AddDays(5)))), "请选择责任科室，或者填写责任单位");
        Refused(await Assert.ThrowsAsync<RefusedException>(() => VisitStepAsync(o, o.Office1, visit, DayVisitStep.Instruct, ("opinion", "核实"), ("department", "经济运行科"), ("instructedOn", Today), ("limitOn", Today.AddDays(-1)))), "不得早于交办日期");
        await VisitStepAsync(o, o.Office1, visit, DayVisitStep.Instruct, ("opinion", "核实"), ("department", "经济运行科"), ("instructedOn", Today), ("limitOn", Today.AddDays(5)));

        Assert.Empty((await OverdueAsync(o.Director)).Rows);
        o.Office.Clock.Advance(TimeSpan.FromDays(6));
        foreach (var reader in new[] { o.Director, o.Deputy, o.Handler, o.Office1 })
        {
            Assert.Equal([visit], (await OverdueAsync(reader)).Rows.Select(r => r.Id));
        }

        Assert.Equal((1, 1), await CountsAsync(o.Handler));
        Assert.Equal((0, 0), await CountsAsync(stranger));
        await Assert.ThrowsAsync<NotFoundException>(() => VisitAsync(o, stranger, visit));
        await Assert.ThrowsAsync<NotFoundException>(() => VisitStepAsync(o, stranger, visit, DayVisitStep.Report, ("result", "越权"), ("finishedOn", Today)));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => LedgerAsync(o, o.SectionHead, Today, Today)), "由信访机构、接访员或局领导查看");
        await VisitStepAsync(o, o.SectionHead, visit, DayVisitStep.Report, ("result", "已付清"), ("finishedOn", Today.AddDays(6)));
        Assert.Empty((await OverdueAsync(o.Director)).Rows);

        Task<FindDayVisits.Page> OverdueAsync(Actor who) => o.Office.AsAsync(who, s => s.GetRequiredService<FindDayVisits>().ExecuteAsync(new() { OverdueOnly = true }, default));

        async Task<(int, int)> CountsAsync(Actor who)
        {
            var row = (await FindAsync(o, who, new())).Rows.Single();
            return (row.Visits, row.Overdue);
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_matter_becomes_a_petition_once_and_never_an_accusation(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var day = await PlanAsync(o, Day(Today));
        var bare = await RecordAsync(o, day.Id, new() { VisitorName = "刘桂英", Problem = "反映欠薪" });
        Refused(await Assert.ThrowsAsync<RefusedException>(() => TurnAsync(bare, Purpose.Resolve)), "请先登记来访");
        var reception = await ReceiveAsync(o, "张三");
        var visit = await RecordAsync(o, day.Id, new() { ReceptionNumber = reception.Number });
        Refused(await Assert.ThrowsAsync<RefusedException>(() => TurnAsync(visit, Purpose.Accuse)), "检举控告不得与接访台账关联");
        var refused = await Assert.ThrowsAsync<RefusedException>(() => TurnAsync(visit, null));
        Assert.Contains(refused.Reasons, r => r.Field == "Purpose");

        var done = await TurnAsync(visit, Purpose.Resolve);
        var shown = (await VisitAsync(o, o.Clerk, visit)).Visit;
        Assert.Equal((done.PetitionNumber, "张三"), (shown.PetitionNumber, (await o.ViewAsync(o.Office1, done.PetitionNumber)).Petition.MainName));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => TurnAsync(visit, Purpose.Resolve)), $"已经转为信访事项 {done.PetitionNumber}");
        Refused(await Assert.ThrowsAsync<RefusedException>(() => VisitStepAsync(o, o.Clerk, visit, DayVisitStep.Void, ("reason", "错"))), "不能作废");
        var (_, lines) = await LedgerAsync(o, o.Office1, Today, Today);
        Assert.Contains(lines, l => l.Result == $"转信访事项{done.PetitionNumber}");

        // A reception that the desk has turned already gives its petition.
        var second = await ReceiveAsync(o, "李四");
        var other = await RecordAsync(o, day.Id, new() { ReceptionNumber = second.Number });
        var turned = await o.Office.AsAsync(o.Clerk, s => s.GetRequiredService<TurnReception>().ExecuteAsync(new() { Number = second.Number, Version = 0, Purpose = Purpose.Resolve, CategoryId = PetitionOffice.SomeCategory, PlaceId = "420117" }, o.Clerk, default));
        Assert.Equal(turned.PetitionNumber, (await TurnAsync(other, Purpose.Resolve)).PetitionNumber);

        async Task<TurnDayVisit.Done> TurnAsync(Guid id, Purpose? purpose)
        {
            var version = (await VisitAsync(o, o.Clerk, id)).Visit.Version;
            return await o.Office.AsAsync(o.Clerk, s => s.GetRequiredService<TurnDayVisit>().ExecuteAsync(new() { Id = id, Version = version, Purpose = purpose, CategoryId = PetitionOffice.SomeCategory, PlaceId = "420117" }, o.Clerk, default));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Pages_of_the_list_join_without_gap_or_double(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        for (var i = 0; i < 53; i++)
        {
            await PlanAsync(o, Day(Today.AddDays(i / 2)) with { From = new TimeOnly(8 + (i % 2 * 4), 0), To = new TimeOnly(9 + (i % 2 * 4), 0) });
        }

        var first = await FindAsync(o, o.Clerk, new());
        var second = await FindAsync(o, o.Clerk, new() { After = first.Next });
        Assert.Equal((50, 3, 53, null), (first.Rows.Count, second.Rows.Count, second.Count, second.Next));
        Assert.Equal(53, first.Rows.Concat(second.Rows).Select(r => r.Id).Distinct().Count());
        Assert.Equal(first.Rows.Concat(second.Rows).Select(r => r.On).OrderDescending(), first.Rows.Concat(second.Rows).Select(r => r.On));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_same_form_sent_twice_arranges_once(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var command = Day(Today.AddDays(5)) with { RequestId = Guid.NewGuid() };
        Assert.Equal(await PlanAsync(o, command), await PlanAsync(o, command));
        Assert.Equal(1, await o.Office.DbAsync(db => db.ReceptionDays.CountAsync()));
    }

    private static PlanReceptionDay.Command Day(DateOnly on) => new() { On = on, From = new TimeOnly(9, 0), To = new TimeOnly(11, 30), Place = "信访接待室", LeaderName = "钱局长", LeaderPost = "局长", Portfolio = "主持全面工作", Companions = "办公室" };

    private static void Refused(RefusedException refused, string text) => Assert.Contains(text, refused.Message);

    private static Task<PlanReceptionDay.Planned> PlanAsync(PetitionOffice o, PlanReceptionDay.Command command, Actor? by = null) =>
        o.Office.AsAsync(by ?? o.Clerk, s => s.GetRequiredService<PlanReceptionDay>().ExecuteAsync(command, by ?? o.Clerk, default));

    private static Task<TakeReceptionDayStep.Done> StepAsync(PetitionOffice o, Guid id, ReceptionDayStep step, params (string, object?)[] data) =>
        o.Office.AsAsync(o.Office1, s => s.GetRequiredService<TakeReceptionDayStep>().ExecuteAsync(new(id, step, StepData.Of(data)), o.Office1, default));

    private static async Task<Guid> RecordAsync(PetitionOffice o, Guid day, RecordDayVisit.Command command, Actor? by = null) =>
        (await o.Office.AsAsync(by ?? o.Clerk, s => s.GetRequiredService<RecordDayVisit>().ExecuteAsync(command with { DayId = day }, by ?? o.Clerk, default))).Id;

    private static Task<TakeDayVisitStep.Done> VisitStepAsync(PetitionOffice o, Actor by, Guid id, DayVisitStep step, params (string, object?)[] data) =>
        o.Office.AsAsync(by, s => s.GetRequiredService<TakeDayVisitStep>().ExecuteAsync(new(id, step, StepData.Of(data)), by, default));

    private static Task<GetReceptionDay.Details> GetAsync(PetitionOffice o, Actor by, Guid id) => o.Office.AsAsync(by, s => s.GetRequiredService<GetReceptionDay>().ExecuteAsync(id, by, default));

    private static Task<GetReceptionDay.VisitDetails> VisitAsync(PetitionOffice o, Actor by, Guid id) => o.Office.AsAsync(by, s => s.GetRequiredService<GetReceptionDay>().VisitAsync(id, by, default));

    private static Task<FindReceptionDays.Page> FindAsync(PetitionOffice o, Actor by, FindReceptionDays.Filter filter) => o.Office.AsAsync(by, s => s.GetRequiredService<FindReceptionDays>().ExecuteAsync(filter, default));

    private static Task<(CaseTracker.Excel.SheetHeading, IReadOnlyList<ReceptionDayLedger.Line>)> LedgerAsync(PetitionOffice o, Actor by, DateOnly from, DateOnly to) => o.Office.AsAsync(by, async s =>
    {
        var ledger = s.GetRequiredService<ReceptionDayLedger>();
        return (await ledger.HeadingAsync(from, to, default), await ledger.RowsAsync(from, to, default));
    });

    private static Task<RegisterReception.Registered> ReceiveAsync(PetitionOffice o, string name, bool isConfidential = false) => o.Office.AsAsync(o.Clerk, s => s.GetRequiredService<RegisterReception>().ExecuteAsync(
        new() { Visitors = [new() { Name = name, Phone = "13800001234", Address = "邾城街虚构路3号" }], Problem = "反映供暖问题", IsConfidential = isConfidential }, o.Clerk, default));
}
