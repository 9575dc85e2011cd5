using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.Petitions;
using CaseTracker.Petitions.Papers;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions;

/// <summary>督办 that begins by itself, by dates counted by hand; led cases, instructions and cards. The clock starts on Wednesday 2025-03-05.</summary>
public sealed class SupervisionTests
{
    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_notice_not_given_is_supervised_from_the_day_after_its_limit_once_and_not_again_when_lifted(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var supervisor = await o.AccountAsync("督办员", o.PetitionUnit, Role.SU);
        var number = (await o.RegisterAsync()).Number;
        o.Pass(15); // Thursday 2025-03-20: the last of the 15 days
        Assert.Equal(0, await RunAsync(o));
        o.Pass(4); // the run is three days late: Monday 2025-03-24
        Assert.Equal(1, await RunAsync(o));
        Assert.Equal(0, await RunAsync(o));

        var side = Assert.Single(await SidesAsync(o, number));
        Assert.Equal((SideKind.Supervision, SideState.Supervised, "notice-overdue", SupervisionGround.NotTold), (side.Kind, side.State, side.Trigger, side.Ground));
        Assert.Equal((new DateOnly(2025, 3, 21), new DateOnly(2025, 3, 31)), (side.StartedOn, side.DueOn)); // five working days after Monday: the next Monday
        Assert.Equal(("办公室", "某科经信督〔2025〕1号"), (side.Parties, side.Number));
        var happened = (await o.ViewAsync(supervisor, number)).Timeline.Last(e => e.Step == "supervise");
        Assert.Equal((new DateOnly(2025, 3, 21), "系统"), (happened.HappenedOn, happened.ActorName));

        await SideAsync(o, supervisor, number, side.Position, SideStep.Lift, ("on", o.Today), ("result", "已当面告知"));
        Assert.Equal(0, await RunAsync(o));
        Assert.Single(await SidesAsync(o, number));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_handling_limit_is_supervised_when_near_and_when_over_and_gives_cards_where_the_bureau_wants_them(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = await o.HandledAsync(); // accepted 2025-03-05: 60 days end on Sunday 2025-05-04, roll to 2025-05-06; safe day 2025-04-30
        o.Pass(45); // 2025-04-19
        Assert.Equal(0, await RunAsync(o));
        o.Pass(1); // ten days before the safe day
        Assert.Equal(1, await RunAsync(o));
        Assert.Equal(0, await CardsAsync(o));
        await SetAsync(o, s => s with { CardsByTime = true });
        o.Pass(11); // 2025-05-01: the safe day is over
        Assert.Equal((0, 1), (await RunAsync(o), await CardsAsync(o)));
        o.Pass(5); // 2025-05-06, the last day
        Assert.Equal((0, 0), (await RunAsync(o), await CardsAsync(o)));
        o.Pass(1);
        Assert.Equal((1, 1), (await RunAsync(o), await CardsAsync(o)));
        Assert.Equal((0, 0), (await RunAsync(o), await CardsAsync(o)));

        Assert.Equal([("handling-near/1+0", new DateOnly(2025, 4, 20)), ("handling-overdue/1+0", new DateOnly(2025, 5, 7))], (await SidesAsync(o, number)).Select(s => (s.Trigger!, s.StartedOn)));
        var cards = await o.Office.AsAsync(o.Director, s => s.GetRequiredService<FindCards>().ExecuteAsync(new(), default));
        Assert.Equal([(CardColour.Red, new DateOnly(2025, 5, 7), "陈承办"), (CardColour.Yellow, new DateOnly(2025, 5, 1), "陈承办")], cards.Rows.Select(c => (c.Colour, c.IssuedOn, c.HolderName)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_opinion_that_lies_a_claim_not_performed_and_a_bad_rating_are_supervised(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var lying = await o.DraftedAsync();
        await o.StepAsync(o.Deputy, lying, PetitionStep.Sign, ("on", o.Today)); // five working days: Wednesday 2025-03-12
        var told = await o.DraftedAsync(PetitionOffice.Visit("陈秀兰"));
        await o.StepAsync(o.Deputy, told, PetitionStep.Sign, ("on", o.Today));
        await o.StepAsync(o.Clerk, told, PetitionStep.Deliver, ("on", o.Today), ("method", "当面送达"), ("proof", "回证1号"), ("signedBy", "陈秀兰"));
        o.Pass(7);
        Assert.Equal(0, await RunAsync(o));
        o.Pass(1);
        await o.StepAsync(o.Clerk, told, PetitionStep.Evaluate, ("on", new DateOnly(2025, 3, 10)), ("rating", Satisfaction.Dissatisfied), ("reason", "答复太笼统"));
        Assert.Equal(2, await RunAsync(o));
        Assert.Equal(("opinion-undelivered/1", new DateOnly(2025, 3, 13)), Of(await SidesAsync(o, lying)));
        Assert.Equal(("dissatisfied/1", new DateOnly(2025, 3, 10)), Of(await SidesAsync(o, told)));
        o.Pass(23); // 2025-04-05: performBy was 2025-04-04
        Assert.Equal(2, await RunAsync(o)); // both claims were supported
        Assert.Equal(("not-performed/1", new DateOnly(2025, 4, 5)), Of((await SidesAsync(o, told)).Where(s => s.Trigger?.StartsWith("not", StringComparison.Ordinal) == true)));

        static (string, DateOnly) Of(IEnumerable<SideMatter> sides) => sides.Where(s => s.Kind == SideKind.Supervision).Select(s => (s.Trigger!, s.StartedOn)).Single();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_extension_not_told_an_opinion_returned_twice_an_order_and_an_instruction_are_supervised(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var extended = await o.HandledAsync();
        await o.StepAsync(o.Handler, extended, PetitionStep.Extend, ("days", 30), ("reason", "需调取档案"));
        await o.DecideAsync(o.SectionHead, extended);
        await o.DecideAsync(o.Deputy, extended);
        await o.DecideAsync(o.Director, extended);
        var told = await o.HandledAsync(PetitionOffice.Visit("何小明"));
        await o.StepAsync(o.Handler, told, PetitionStep.Extend, ("days", 30), ("reason", "需调取档案"));
        await o.DecideAsync(o.SectionHead, told);
        await o.DecideAsync(o.Deputy, told);
        await o.DecideAsync(o.Director, told);
        await HandOverAsync(o, told, "延期办理告知书");
        var returned = await o.DraftedAsync(PetitionOffice.Visit("陈秀兰"));
        await o.StepAsync(o.SectionHead, returned, PetitionStep.ReturnOpinion, ("reason", "依据不足"));
        Assert.Equal(0, await RunAsync(o));
        await o.StepAsync(o.Handler, returned, PetitionStep.SubmitOpinion, ("outcome", Outcome.Explained), ("opinion", "解释说明。"), ("basis", "会议纪要"));
        o.Pass(2);
        await o.StepAsync(o.SectionHead, returned, PetitionStep.ReturnOpinion, ("reason", "仍无依据"));
        var ordered = await o.HandledAsync(PetitionOffice.Visit("周建国") with { Source = PetitionSource.OrderedByPetitionOffice, SourceOrgan = "区信访局", SourceNumber = "交办1号", OrderDueOn = new DateOnly(2025, 3, 20) });
        var instruction = await RecordAsync(o, o.Office1, new() { LeaderId = o.Director.UserId, Text = "请抓紧办理，一周内报结果。", PetitionNumber = ordered, DueOn = new DateOnly(2025, 3, 14) });
        Assert.Equal("PS420117202500001", instruction);
        Assert.Equal(1, await RunAsync(o));
        Assert.Equal([("returned-twice", new DateOnly(2025, 3, 7))], Told(await SidesAsync(o, returned)));
        o.Pass(14); // 2025-03-21
        Assert.Equal(2, await RunAsync(o));
        Assert.Equal([($"instruction-unanswered/{instruction}", new DateOnly(2025, 3, 15)), ("order-unreported", new DateOnly(2025, 3, 21))], Told(await SidesAsync(o, ordered)));
        o.Pass(46); // 2025-05-06, the last day of the old limit
        await RunAsync(o);
        Assert.DoesNotContain(await SidesAsync(o, extended), s => s.Trigger == "extension-untold/1");
        o.Pass(1);
        await RunAsync(o);
        Assert.Contains(("extension-untold/1", new DateOnly(2025, 5, 7)), Told(await SidesAsync(o, extended)));
        Assert.DoesNotContain(await SidesAsync(o, told), s => s.Trigger == "extension-untold/1");

        static IEnumerable<(string, DateOnly)> Told(IEnumerable<SideMatter> sides) => sides.Where(s => s.Kind == SideKind.Supervision).Select(s => (s.Trigger!, s.StartedOn));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_repeat_within_thirty_days_of_the_reply_is_supervised_and_a_later_one_is_not(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var first = await o.DraftedAsync();
        await o.StepAsync(o.Deputy, first, PetitionStep.Sign, ("on", o.Today));
        await o.StepAsync(o.Clerk, first, PetitionStep.Deliver, ("on", o.Today), ("method", "当面送达"), ("proof", "回证1号"), ("signedBy", "刘桂英"));
        await SetAsync(o, s => s with { SupervisePerformance = false });
        o.Pass(30); // 2025-04-04
        var soon = (await o.RegisterAsync(PetitionOffice.Visit() with { RelatedNumber = first })).Number;
        o.Pass(1);
        var late = (await o.RegisterAsync(PetitionOffice.Visit() with { RelatedNumber = first })).Number;
        Assert.Equal(1, await RunAsync(o));
        Assert.Equal(("repeated-soon", new DateOnly(2025, 4, 4)), (await SidesAsync(o, soon)).Select(s => (s.Trigger!, s.StartedOn)).Single());
        Assert.Empty(await SidesAsync(o, late));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_group_that_is_switched_off_and_facts_before_the_first_day_are_left_alone_and_accusations_always(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        await o.RegisterAsync();
        await o.RegisterAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse }, o.Clerk);
        o.Pass(20);
        await SetAsync(o, s => s with { SuperviseNotice = false });
        Assert.Equal(0, await RunAsync(o));
        await SetAsync(o, s => s with { SuperviseNotice = true, SuperviseFrom = new DateOnly(2025, 3, 22) });
        Assert.Equal(0, await RunAsync(o)); // true since 2025-03-21
        await SetAsync(o, s => s with { SuperviseFrom = new DateOnly(2025, 3, 21) });
        Assert.Equal(1, await RunAsync(o));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_leader_opens_the_case_he_leads_records_what_he_answers_for_and_finds_it_in_his_work(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var elsewhere = Guid.NewGuid();
        await o.Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.Add(new Department { Id = elsewhere, Name = "科技科", Rank = 9 });
            db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = elsewhere, UserId = o.Archivist.UserId, Post = DepartmentPost.LeaderInCharge, From = new DateOnly(2020, 1, 1) });
            return Task.CompletedTask;
        }));
        var leader = await o.ReloadAsync(o.Archivist) with { Name = "孙档案" };
        var number = await o.HandledAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => o.ViewAsync(leader, number));
        await o.StepAsync(o.Office1, number, PetitionStep.LeadCase, ("on", o.Today), ("leader", leader.UserId), ("unit", "经济运行科"), ("person", "陈承办"), ("due", o.Today.AddDays(60)), ("plan", "约谈信访人"));
        await o.DecideAsync(o.Director, number);

        var side = Assert.Single((await o.ViewAsync(leader, number)).Petition.Sides);
        Assert.Equal(["包掌握情况", "包思想教育", "包解决化解", "包息诉息访"], side.Items.Select(i => i.Name));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => SideAsync(o, leader, number, 1, SideStep.Progress, ("on", o.Today), ("answer", "走访"), ("item", "包稳定")));
        Assert.Equal(("item", "没有“包稳定”这一包案事项，可填：包掌握情况、包思想教育、包解决化解、包息诉息访"), (refused.Reasons[0].Field, refused.Reasons[0].Text));
        await SideAsync(o, leader, number, 1, SideStep.Progress, ("on", o.Today), ("act", LeadAct.Visit), ("answer", "到信访人家中走访，摸清情况"), ("item", "包掌握情况"), ("itemDone", true));
        var item = (await o.ViewAsync(leader, number)).Petition.Sides[0].Items[0];
        Assert.Equal(("到信访人家中走访，摸清情况", (DateOnly?)o.Today, "陈承办"), (item.Progress, item.DoneOn, item.Person));

        foreach (var (who, steps) in new[] { (leader, new[] { SideStep.Progress, SideStep.AskClosing }), (o.Handler, [SideStep.Progress, SideStep.AskClosing]), (o.OtherHandler, []), (o.Director, []), (o.Clerk, []) })
        {
            var mine = await o.Office.AsAsync(who, s => s.GetRequiredService<MySides>().ExecuteAsync(who, default));
            Assert.Equal(steps, mine.Sides.SelectMany(i => i.Steps));
        }

        await SideAsync(o, o.Handler, number, 1, SideStep.AskClosing, ("on", o.Today), ("answer", "已化解"), ("attitude", Attitude.Agrees));
        var deciding = await o.Office.AsAsync(o.Director, s => s.GetRequiredService<MySides>().ExecuteAsync(o.Director, default));
        Assert.Equal([SideStep.CloseLead, SideStep.RefuseClosing], deciding.Sides.Single().Steps);
        var line = Assert.Single(await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<LedCaseLedger>().RowsAsync(o.Today, o.Today, default)));
        Assert.Equal(("某科经信包〔2025〕1号", number), (line.LeadNumber, line.Number));
        Assert.Equal((leader.Name, "同意", "包掌握情况：2025-03-05完成；包思想教育：未开始；包解决化解：未开始；包息诉息访：未开始"), (line.Leader, line.Attitude, line.Items));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_list_shows_and_counts_only_the_matters_of_cases_that_may_be_opened(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var supervisor = await o.AccountAsync("督办员", o.PetitionUnit, Role.SU);
        var elsewhere = await o.AccountAsync("工业承办", o.Industry, Role.CW);
        for (var i = 0; i < 52; i++)
        {
            if (i == 0)
            {
                await o.HandledAsync();
            }

            await o.StepAsync(supervisor, "XF420117202500001", PetitionStep.Supervise, ("on", o.Today.AddDays(-i)), ("ground", SupervisionGround.Delay), ("issue", $"问题{i}"), ("unit", "经济运行科"), ("due", o.Today.AddDays(i - 1)));
        }

        var first = await FindAsync(o.Handler, new());
        var second = await FindAsync(o.Handler, new() { After = first.Next });
        Assert.Equal((50, 52, 2, 52, null), (first.Rows.Count, first.Count, second.Rows.Count, second.Count, second.Next));
        Assert.Equal(52, first.Rows.Concat(second.Rows).DistinctBy(r => r.Id).Count());
        Assert.Equal("问题0", (await FindAsync(o.Deputy, new() { OverdueOnly = true })).Rows.Single().Subject);
        Assert.Equal(3, (await FindAsync(supervisor, new() { From = o.Today.AddDays(-2), Kind = SideKind.Supervision, State = SideState.Supervised, DepartmentId = o.Economy })).Count);
        Assert.Equal(0, (await FindAsync(supervisor, new() { Kind = SideKind.Lead })).Count);
        Assert.Equal((0, 0), ((await FindAsync(elsewhere, new())).Count, (await FindAsync(o.Discipline, new())).Count));

        Task<FindSides.Page> FindAsync(Actor who, FindSides.Filter filter) => o.Office.AsAsync(who, s => s.GetRequiredService<FindSides>().ExecuteAsync(filter, default));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_instruction_is_followed_up_answered_sent_back_and_closed(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => RecordAsync(o, o.Office1, new() { Text = "请办理", DueOn = o.Today.AddDays(-1) }));
        Assert.Equal(["DueOn", "LeaderId", "Subject", "DepartmentId"], refused.Reasons.Select(r => r.Field));
        await Assert.ThrowsAsync<RefusedException>(() => RecordAsync(o, o.Handler, new() { Text = "请办理" }));
        var secret = (await o.RegisterAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse }, o.Clerk)).Number;
        refused = await Assert.ThrowsAsync<RefusedException>(() => RecordAsync(o, o.Office1, new() { LeaderId = o.Director.UserId, Text = "请办理", PetitionNumber = secret, DepartmentId = o.Economy }));
        Assert.Equal("PetitionNumber", refused.Reasons.Single().Field);

        var number = await RecordAsync(o, o.Office1, new() { LeaderName = "区委某副书记", Text = "请科经局研究，报结果。", Subject = "企业联名信", DepartmentId = o.Economy, DueOn = o.Today.AddDays(7) });
        var elsewhere = await o.AccountAsync("工业承办", o.Industry, Role.CW);
        await Assert.ThrowsAsync<NotFoundException>(() => StepAsync(elsewhere, InstructionStep.Answer, ("on", o.Today), ("feedback", "无")));
        await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o.Handler, InstructionStep.Remind, ("on", o.Today), ("progress", "催")));
        o.Pass(8);
        Assert.True((await GetAsync(o.Director)).Instruction.IsOverdue(o.Today));
        Assert.Equal(1, (await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<FindInstructions>().ExecuteAsync(new() { OverdueOnly = true }, default))).Count);
        Assert.Equal(0, (await o.Office.AsAsync(elsewhere, s => s.GetRequiredService<FindInstructions>().ExecuteAsync(new(), default))).Count);
        await StepAsync(o.Office1, InstructionStep.Remind, ("on", o.Today), ("progress", "电话催办"));
        await StepAsync(o.Handler, InstructionStep.Answer, ("on", o.Today), ("feedback", "已约谈企业"));
        await StepAsync(o.Director, InstructionStep.SendBack, ("due", o.Today.AddDays(5)), ("reason", "写明结果"));
        await StepAsync(o.SectionHead, InstructionStep.Answer, ("on", o.Today), ("feedback", "工资已付清"));
        await StepAsync(o.Director, InstructionStep.CloseOff, ("on", o.Today), ("opinion", "同意"));
        var shown = await GetAsync(o.Handler);
        Assert.Equal(["登记批示", "催办", "反馈", "退回反馈", "反馈", "办结"], shown.Events.Select(e => e.StepName));
        var line = Assert.Single(await o.Office.AsAsync(o.Deputy, s => s.GetRequiredService<InstructionLedger>().RowsAsync(new(2025, 3, 1), new(2025, 3, 31), default)));
        Assert.Equal(("区委某副书记", "企业联名信", "经济运行科", "工资已付清", "已办结"), (line.Leader, line.Matter, line.Responsible, line.Feedback, line.State));
        await Assert.ThrowsAsync<RefusedException>(() => o.Office.AsAsync(o.SectionHead, s => s.GetRequiredService<InstructionLedger>().RowsAsync(new(2025, 3, 1), new(2025, 3, 31), default)));

        Task<TakeInstructionStep.Done> StepAsync(Actor who, InstructionStep step, params (string, object?)[] data) => o.Office.AsAsync(who, s => s.GetRequiredService<TakeInstructionStep>().ExecuteAsync(new(number, step, StepData.Of(data)), who, default));
        Task<GetInstruction.Details> GetAsync(Actor who) => o.Office.AsAsync(who, s => s.GetRequiredService<GetInstruction>().ExecuteAsync(number, who, default));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_card_is_issued_by_the_supervisor_seen_by_its_holder_and_lifted_with_a_reason(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var supervisor = await o.AccountAsync("督办员", o.PetitionUnit, Role.SU);
        var elsewhere = await o.AccountAsync("工业承办", o.Industry, Role.CW);
        var number = await o.HandledAsync();
        var refused = await Assert.ThrowsAsync<RefusedException>(() => IssueAsync(o.Office1, new() { PetitionNumber = number, Reason = "拖延" }));
        Assert.Contains("发牌和摘牌", refused.Message);
        refused = await Assert.ThrowsAsync<RefusedException>(() => IssueAsync(supervisor, new() { PetitionNumber = "XF1", Reason = "" }));
        Assert.Equal(["Reason", "PetitionNumber"], refused.Reasons.Select(r => r.Field));
        var id = (await IssueAsync(supervisor, new() { Colour = CardColour.Yellow, PetitionNumber = number, HolderId = o.Handler.UserId, Reason = "两次催办未反馈" })).Id;
        foreach (var (who, count) in new[] { (o.Handler, 1), (o.OtherHandler, 1), (o.Deputy, 1), (elsewhere, 0), (o.Clerk, 0) })
        {
            Assert.Equal(count, (await o.Office.AsAsync(who, s => s.GetRequiredService<FindCards>().ExecuteAsync(new() { HeldOnly = true }, default))).Count);
        }

        await Assert.ThrowsAsync<RefusedException>(() => LiftAsync(new() { Id = id, On = o.Today.AddDays(-1), Reason = "整改" }));
        await LiftAsync(new() { Id = id, Reason = "已整改" });
        Assert.Contains("不重复办理", (await Assert.ThrowsAsync<RefusedException>(() => LiftAsync(new() { Id = id, Reason = "已整改" }))).Message);
        Assert.Equal(0, (await o.Office.AsAsync(o.Handler, s => s.GetRequiredService<FindCards>().ExecuteAsync(new() { HeldOnly = true }, default))).Count);

        var line = Assert.Single(await o.Office.AsAsync(o.Deputy, s => s.GetRequiredService<CardLedger>().RowsAsync(o.Today, o.Today, default)));
        Assert.Equal(("黄牌", "陈承办", "经济运行科", number, "两次催办未反馈", "督办员", "已整改", "已摘牌"), (line.Colour, line.Holder, line.Department, line.Number, line.Reason, line.By, line.LiftReason, line.State));
        Assert.Empty(await o.Office.AsAsync(supervisor, s => s.GetRequiredService<CardLedger>().RowsAsync(o.Today.AddDays(1), o.Today.AddDays(1), default)));
        Assert.Contains("由信访机构、督办人员或局领导查看", (await Assert.ThrowsAsync<RefusedException>(() => o.Office.AsAsync(o.SectionHead, s => s.GetRequiredService<CardLedger>().RowsAsync(o.Today, o.Today, default)))).Message);

        Task<IssueCard.Issued> IssueAsync(Actor who, IssueCard.Command command) => o.Office.AsAsync(who, s => s.GetRequiredService<IssueCard>().ExecuteAsync(command, who, default));
        Task<bool> LiftAsync(LiftCard.Command command) => o.Office.AsAsync(supervisor, async s =>
        {
            await s.GetRequiredService<LiftCard>().ExecuteAsync(command, supervisor, default);
            return true;
        });
    }

    private static async Task<Guid> HandOverAsync(PetitionOffice o, string number, string paper)
    {
        var id = (await o.ViewAsync(o.Office1, number)).Petition.Id;
        var document = (await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<FindDocuments>().ExecuteAsync(Petition.Kinds, id, o.Office1, default))).Single(d => d.Document.Name == paper).Document;
        return await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<RecordPaperDelivery>().ExecuteAsync(
            new() { RecordKind = Petition.Kinds, RecordId = id, DocumentId = document.Id, On = o.Today, Method = PaperDeliveryMethod.InPerson, SignedBy = "何小明" }, PaperDeliveries.ByStep, o.Office1, default));
    }

    private static Task<int> RunAsync(PetitionOffice o) => o.Office.AsAsync(Actor.System, s => s.GetRequiredService<SuperviseByTime>().ExecuteAsync(default));

    private static Task<int> CardsAsync(PetitionOffice o) => o.Office.AsAsync(Actor.System, s => s.GetRequiredService<CardsByTime>().ExecuteAsync(default));

    private static async Task<IReadOnlyList<SideMatter>> SidesAsync(PetitionOffice o, string number) => (await o.ViewAsync(o.Director, number)).Petition.Sides;

    private static Task<TakeSideStep.Done> SideAsync(PetitionOffice o, Actor by, string number, int position, SideStep step, params (string, object?)[] data) =>
        o.Office.AsAsync(by, s => s.GetRequiredService<TakeSideStep>().ExecuteAsync(new(number, position, step, StepData.Of(data)), by, default));

    private static async Task<string> RecordAsync(PetitionOffice o, Actor by, RecordInstruction.Command command) =>
        (await o.Office.AsAsync(by, s => s.GetRequiredService<RecordInstruction>().ExecuteAsync(command, by, default))).Number;

    private static Task SetAsync(PetitionOffice o, Func<BureauSettings, BureauSettings> change) => o.Office.AsAsync(Actor.System, async s =>
    {
        var use = s.GetRequiredService<ChangeSettings>();
        var current = await use.CurrentAsync(default);
        await use.ExecuteAsync(new(change(current.Settings), current.Version), Actor.System, default);
        return true;
    });
}
