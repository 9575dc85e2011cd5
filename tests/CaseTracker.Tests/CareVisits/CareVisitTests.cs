using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.CareVisits;

/// <summary>走访慰问 on a real database: from the occasion to the reimbursement, budgets, doubles, deaths, who sees it. Today is Wednesday 2025-03-05.</summary>
public sealed class CareVisitTests
{
    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_sick_visit_goes_the_whole_way_and_counts_by_the_day_of_the_visit(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var number = (await o.RegisterAsync(CareVisitType.Sick, persons: ["LGB-001", "李秀英"])).Number;
        Assert.Equal("KW-2025-0001", number);
        Assert.Equal(new DateOnly(2025, 3, 10), (await o.GetAsync(o.Officer, number)).Visit.DueOn); // three working days after a Wednesday
        await o.PlanAsync(number, 1000);
        await o.StepAsync(o.Handler, number, CareVisitStep.Submit);
        await o.StepAsync(o.Deputy, number, CareVisitStep.Approve, ("approvedAmount", 800), ("opinion", "同意"));
        Assert.Equal((120_000, 80_000, 0, 0), Of(await o.BudgetAsync()));
        await o.StepAsync(o.Finance, number, CareVisitStep.DrawFunds, ("voucher", "领-1"), ("on", o.Today));
        Assert.Equal((120_000, 0, 80_000, 0), Of(await o.BudgetAsync()));
        o.People.Pass(1);
        await o.StepAsync(o.Officer, number, CareVisitStep.RecordVisit, ("visitedOn", o.Today), ("results", new[] { "seen", "seen" }), ("actualAmount", 750.50m),
            ("signers", new[] { "本人", "李小明" }), ("relations", new[] { "", "儿子" }), ("conditions", new[] { "术后恢复", "" }), ("health", new[] { "重病", "" }), ("requests", new[] { "", "要求调整补差" }));
        await RefusedAsync("还没有上传票据", () => o.StepAsync(o.Officer, number, CareVisitStep.SubmitReimbursement, ("vouchers", "收据1张")));
        await AttachAsync(o, number);
        await o.StepAsync(o.Officer, number, CareVisitStep.SubmitReimbursement, ("vouchers", "收据1张，号码001"));
        await o.StepAsync(o.Finance, number, CareVisitStep.RejectReimbursement, ("reason", "缺签收表"));
        await o.StepAsync(o.Officer, number, CareVisitStep.SubmitReimbursement, ("vouchers", "收据1张，签收表1张"));
        await o.StepAsync(o.Finance, number, CareVisitStep.Settle, ("voucher", "记-12"), ("on", o.Today), ("amount", 750.50m));
        Assert.Equal((124_950, 0, 0, 75_050), Of(await o.BudgetAsync()));
        await o.StepAsync(o.Officer, number, CareVisitStep.FollowUp, ("on", o.Today), ("followUp", "电话回访，恢复良好"));

        var shown = await o.GetAsync(o.Officer, number);
        Assert.Equal(CareVisitState.Closed, shown.Visit.State);
        Assert.Equal(["登记", "拟定计划", "提交审批", "批准", "领取经费", "登记看望", "添加附件", "提交报销", "退回报销", "提交报销", "结算", "记录回访"], shown.Events.Select(e => e.StepName));
        Assert.Equal(["本人", "李小明（儿子）代签"], shown.Visit.Present.Select(p => p.SignedBy));
        Assert.Contains("张建国：已看望；李秀英：已看望", System.Text.Json.Nodes.JsonNode.Parse(shown.Events.Single(e => e.StepName == "登记看望").Data)!["results"]!.ToString());
        Assert.Equal("术后恢复", Assert.Single(shown.Conditions).Value);
        Assert.DoesNotContain(shown.Events, e => e.Data.Contains("术后", StringComparison.Ordinal) || e.Changes.Contains("术后", StringComparison.Ordinal));
        Assert.Empty((await o.GetAsync(o.Finance, number)).Conditions);
        var health = await o.Do(o.Officer, async s => await s.GetRequiredService<CaseTracker.Crypto.ProtectedValues>().ReadAsync((await s.GetRequiredService<CaseDb>().Cadres.FirstAsync(c => c.Name == "张建国")).HealthId, default));
        Assert.Equal("重病", health);

        var papers = await o.Do(o.Officer, s => s.GetRequiredService<FindDocuments>().ExecuteAsync(CareVisit.Kind, shown.Visit.Id, o.Officer, default));
        Assert.Equal(["费用报销单", "费用报销单"], papers.Select(p => p.Document.Name));
        var rows = ReimbursementSlip.Rows(shown.Visit, "陈专干", new()).SelectMany(r => r).ToDictionary(r => r.Name, r => r.Value);
        Assert.Equal(("¥750.50", "人民币柒佰伍拾元伍角", "张建国本人、李秀英由李小明（儿子）代签", "张建国、李秀英（共2人）"), (rows["报销金额"], rows["大写"], rows["签收"], rows["对象"]));

        var (visits, people, none) = await o.Do(o.Officer, async s =>
        {
            var db = s.GetRequiredService<CaseDb>();
            return (await db.CountedCareVisits(o.Today, o.Today).CountAsync(), await db.CountedCareVisitPersons(o.Today, o.Today).CountAsync(), await db.CountedCareVisits(o.Today.AddDays(-1), o.Today.AddDays(-1)).CountAsync());
        });
        Assert.Equal((1, 2, 0), (visits, people, none));
        var (heading, lines) = await LedgerAsync(o, o.Officer);
        var line = Assert.Single(lines);
        Assert.Equal(("张建国\n李秀英", "厂级\n中层", "79\n86", 750.50m, "张建国：术后恢复", "李秀英：要求调整补差", "已办结"), (line.People, line.Level, line.Age, line.Amount, line.Conditions, line.Requests, line.State));
        Assert.Contains("走访1次、2人次（疑似重复不计）", heading.Cover);
        Assert.Equal("张建国：（按权限查看）", Assert.Single((await LedgerAsync(o, o.People.Office1)).Lines).Conditions);
        Assert.Equal(["序号", "日期", "类型", "对象", "职级", "年龄", "原单位", "地点", "带队领导", "陪同人员", "慰问形式", "金额(元)", "签收", "身体及家庭情况", "反映的问题", "处理情况", "备注"], CareVisitLedger.Sheet.Columns.Select(c => c.Header));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Registration_is_refused_with_every_reason(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        await RefusedAsync("须由|走访慰问由接访员、老干部服务专干或老干部工作科室的承办人登记".Split('|')[1], () => o.RegisterAsync(CareVisitType.Sick, by: o.Deputy));
        await RefusedAsync("您没有“走访慰问”的权限", () => o.RegisterAsync(CareVisitType.Sick, by: o.People.Archivist));
        await RefusedAsync("走访慰问由接访员", () => o.RegisterAsync(CareVisitType.Sick, by: o.People.Handler));
        await RefusedAsync("花名册中没有“赵无名”", () => o.RegisterAsync(CareVisitType.Sick, persons: "赵无名"));
        await RefusedAsync("触发日期不得晚于今天（2025-03-05）", () => o.RegisterAsync(CareVisitType.Sick, new(2025, 3, 6)));
        await RefusedAsync("花名册上没有张建国的去世日期", () => o.RegisterAsync(CareVisitType.Condolence));
        await RefusedAsync("去世慰问一户登记一次", () => o.RegisterAsync(CareVisitType.Condolence, persons: ["张建国", "李秀英"]));
        await o.StatusAsync("李秀英", CadreStatusKind.Died, new(2025, 3, 1));
        await RefusedAsync("李秀英在 2025-03-01 不在册", () => o.RegisterAsync(CareVisitType.Sick, new(2025, 3, 1), null, "李秀英"));
        var before = await o.RegisterAsync(CareVisitType.Sick, new(2025, 2, 28), null, "李秀英");
        Assert.Equal("KW-2025-0001", before.Number);
        var condolence = await o.RegisterAsync(CareVisitType.Condolence, persons: "李秀英");
        Assert.Equal(new DateOnly(2025, 3, 7), (await o.GetAsync(o.Officer, condolence.Number)).Visit.DueOn);
        await RefusedAsync($"李秀英的去世慰问已经登记（{condolence.Number}）", () => o.RegisterAsync(CareVisitType.Condolence, persons: "李秀英"));
        await o.RegisterAsync(CareVisitType.SpringFestival, new(2025, 1, 20), null, "张建国");
        await RefusedAsync("张建国2025年已有春节走访（KW-2025-0003），同一人同一节日一年只走访一次", () => o.RegisterAsync(CareVisitType.SpringFestival, new(2024, 12, 20)));
        Assert.Equal("KW-2025-0004", (await o.RegisterAsync(CareVisitType.SpringFestival, new(2024, 1, 20))).Number); // the festival of the year before
        var clerk = await o.RegisterAsync(CareVisitType.Hardship, null, o.People.Clerk, "王德胜");
        Assert.Null((await o.GetAsync(o.People.Clerk, clerk.Number)).Visit.DueOn);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Over_the_standard_only_the_director_approves_and_only_with_a_reason(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var number = (await o.RegisterAsync(CareVisitType.Sick)).Number;
        await RefusedAsync("申请金额 500.01 元超过慰问标准 500.00 元", () => o.PlanAsync(number, 500.01m));
        await o.PlanAsync(number, 900, null, ("overReason", "手术费用大"));
        await o.StepAsync(o.Officer, number, CareVisitStep.Submit);
        await RefusedAsync("须由局长办理", () => o.StepAsync(o.Deputy, number, CareVisitStep.Approve, ("approvedAmount", 900)));
        await o.StepAsync(o.Deputy, number, CareVisitStep.Return, ("reason", "请核减"));
        await o.PlanAsync(number, 2000.01m, null, ("overReason", "手术费用大"), ("fund", "老干部专项"));
        await o.StepAsync(o.Officer, number, CareVisitStep.Submit);
        await RefusedAsync("2025年老干部专项预算余额只剩 2,000.00 元，不够 2,000.01 元", () => o.StepAsync(o.Director, number, CareVisitStep.Approve, ("approvedAmount", 2000.01m)));
        await o.StepAsync(o.Director, number, CareVisitStep.Approve, ("approvedAmount", 2000));
        // Nothing is left for the next one; a new type of gift has no standard, so the director decides again.
        var next = (await o.RegisterAsync(CareVisitType.Sick, persons: "李秀英")).Number;
        await RefusedAsync("没有适用的慰问标准，请写明经费来源", () => o.StepAsync(o.Officer, next, CareVisitStep.Plan, ("plannedOn", o.Today), ("place", "家中"), ("visitors", new[] { "甲", "乙" }), ("form", GiftForm.Goods), ("amount", 100)));
        await o.StepAsync(o.Officer, next, CareVisitStep.Plan, ("plannedOn", o.Today), ("place", "家中"), ("visitors", new[] { "甲", "乙" }), ("form", GiftForm.Goods), ("amount", 100), ("fund", "局公用经费"));
        await o.StepAsync(o.Officer, next, CareVisitStep.Submit);
        await RefusedAsync("还没有登记2025年局公用经费的预算", () => o.StepAsync(o.Director, next, CareVisitStep.Approve, ("approvedAmount", 100)));
        await RefusedAsync("预算不得少于这个数", () => SetAsync(o, 1999));
        await SetAsync(o, 2500);
        Assert.Equal(50_000, (await o.BudgetAsync()).LeftFen);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_visit_is_cancelled_with_the_approver_and_the_money_comes_back(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var early = await o.SickAsync(CareVisitState.PendingApproval);
        await o.StepAsync(o.Officer, early, CareVisitStep.Cancel, ("reason", "已出院"));
        var number = await o.SickAsync(CareVisitState.FundsReady, 500, "李秀英");
        await RefusedAsync("经费已经领取，请先退款", () => o.StepAsync(o.Officer, number, CareVisitStep.Cancel, ("reason", "已出院")));
        var proposed = await o.StepAsync(o.Officer, number, CareVisitStep.Cancel, ("reason", "已出院"), ("refundVoucher", "退-1"), ("refundOn", o.Today));
        Assert.True(proposed.IsProposed);
        await RefusedAsync("已经报批，正在等待审批", () => o.StepAsync(o.Officer, number, CareVisitStep.Cancel, ("reason", "重复"), ("refundVoucher", "退-1"), ("refundOn", o.Today)));
        Assert.Equal(50_000, (await o.BudgetAsync()).DrawnFen);
        Assert.Contains((await o.Do(o.Deputy, s => s.GetRequiredService<MyCareVisits>().ExecuteAsync(o.Deputy, default))), i => i.IsApproval && i.Row.Number == number);
        await RefusedAsync("本环节须由分管领导或局长审批", () => o.DecideAsync(o.Officer, number));
        var done = await o.DecideAsync(o.Deputy, number);
        Assert.Equal(CareVisitState.Cancelled, done.State);
        Assert.Equal((200_000, 0, 0, 0), Of(await o.BudgetAsync()));
        await RefusedAsync("没有待审批的步骤", () => o.DecideAsync(o.Deputy, number));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_closed_visit_is_corrected_with_the_directors_approval_and_moves_exactly_that_figure(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var number = await o.SickAsync(CareVisitState.Visited, 500, "张建国", "李秀英");
        await RefusedAsync("发生了经费的，应当提交报销", () => o.StepAsync(o.Officer, number, CareVisitStep.CloseNoReimbursement));
        await o.StepAsync(o.Officer, number, CareVisitStep.CloseNoReimbursement, ("settledByList", true));
        Assert.Equal((1, 2), await CountAsync(o));
        await o.StepAsync(o.Head, number, CareVisitStep.Correct, ("what", "李秀英未遇"), ("why", "登记有误"), ("results", new[] { "seen", "not-met" }), ("actualAmount", 250));
        Assert.Equal((1, 2), await CountAsync(o));
        await o.DecideAsync(o.Director, number);
        Assert.Equal((1, 1), await CountAsync(o));
        var shown = (await o.GetAsync(o.Officer, number)).Visit;
        Assert.Equal((CareVisitState.Visited, 25_000L), (shown.State, shown.ActualFen!.Value));
        Assert.Equal((150_000, 0, 50_000, 0), Of(await o.BudgetAsync())); // in hand again until it is settled anew
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_same_visit_entered_twice_counts_once_and_the_second_within_thirty_days_is_warned_of(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        await o.Do(o.Head, s => s.GetRequiredService<AddCareStandard>().ExecuteAsync(new() { Limit = 600, Per = StandardUnit.Year, Fund = "老干部专项", Basis = "区财〔2024〕1号", From = new(2024, 1, 1) }, o.Head, default));
        var first = await o.SickAsync(CareVisitState.Visited, 400);
        var second = await o.RegisterAsync(CareVisitType.Sick);
        Assert.Equal([$"张建国2025-03-05有一次生病看望（{first}），30天内第二次，请核实"], second.Warnings);
        var planned = await o.PlanAsync(second.Number, 300);
        Assert.Equal([$"张建国2025-03-05有一次生病看望（{first}），30天内第二次，请核实", "张建国2025年慰问累计700.00元，超过每人每年600.00元的总额，请核实"], planned.Warnings);
        await o.StepAsync(o.Officer, second.Number, CareVisitStep.Submit);
        await o.StepAsync(o.Deputy, second.Number, CareVisitStep.Approve, ("approvedAmount", 300));
        await o.StepAsync(o.Finance, second.Number, CareVisitStep.DrawFunds, ("voucher", "领-2"), ("on", o.Today));
        await o.StepAsync(o.Officer, second.Number, CareVisitStep.RecordVisit, ("visitedOn", o.Today), ("results", new[] { "seen" }), ("actualAmount", 300), ("signers", new[] { "张建国" }));
        var shown = await o.GetAsync(o.Officer, second.Number);
        Assert.Equal((true, first), (shown.Visit.IsSuspectedDouble, shown.RepeatsNumber));
        Assert.Equal((1, 1), await CountAsync(o));
        Assert.Equal([400m, null], (await LedgerAsync(o, o.Officer)).Lines.Select(l => l.Amount));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task After_three_new_dates_the_leader_returns_the_plan(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var number = await o.SickAsync(CareVisitState.Approved);
        for (var i = 1; i <= 3; i++)
        {
            await o.StepAsync(o.Officer, number, CareVisitStep.Reschedule, ("plannedOn", o.Today.AddDays(i)), ("reason", "家属不在"));
        }

        Assert.Equal(o.Today.AddDays(3), (await o.GetAsync(o.Officer, number)).Visit.DueOn);
        await RefusedAsync("已经改期3次", () => o.StepAsync(o.Officer, number, CareVisitStep.Reschedule, ("plannedOn", o.Today.AddDays(9)), ("reason", "家属不在")));
        await o.StepAsync(o.Deputy, number, CareVisitStep.Return, ("reason", "重新拟定"));
        Assert.Equal((200_000, 0, 0, 0), Of(await o.BudgetAsync()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_death_cancels_drops_and_opens_and_its_revocation_brings_exactly_that_back(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var alone = await o.SickAsync(CareVisitState.FundsReady);
        var trip = (await o.RegisterAsync(CareVisitType.Hardship, persons: ["张建国", "李秀英"])).Number;
        var made = await o.SickAsync(CareVisitState.Visited, 100, "王德胜");
        var ended = await DoAsync(o, d => d.CancelForDeathAsync(o.Cadres["张建国"], new(2025, 3, 4), o.Head, default));
        Assert.Equal(([alone], [trip], [alone]), (ended.Cancelled.ToArray(), ended.DroppedFrom.ToArray(), ended.ToRefund.ToArray()), Same);
        var condolence = await DoAsync(o, d => d.OpenCondolenceAsync(o.Cadres["张建国"], new(2025, 3, 4), o.Today, o.Head, default));
        Assert.Equal(condolence, await DoAsync(o, d => d.OpenCondolenceAsync(o.Cadres["张建国"], new(2025, 3, 4), o.Today, o.Head, default)));
        var cancelled = await o.GetAsync(o.Officer, alone);
        Assert.Equal((CareVisitState.Cancelled, CareVisitState.FundsReady, true), (cancelled.Visit.State, cancelled.Visit.CancelledFrom!.Value, cancelled.Visit.HoldsMoney));
        Assert.Equal("张建国2025-03-04去世", cancelled.Events[^1].Reason);
        Assert.Equal(["李秀英"], (await o.GetAsync(o.Officer, trip)).Visit.Present.Select(p => p.Name));
        Assert.Equal((new DateOnly(2025, 3, 7), "张建国2025-03-04去世，慰问遗属"), ((await o.GetAsync(o.Officer, condolence)).Visit.DueOn!.Value, (await o.GetAsync(o.Officer, condolence)).Visit.Cause));
        Assert.Equal(60_000, (await o.BudgetAsync()).DrawnFen); // drawn, not returned yet, and the other one
        await RefusedAsync("花名册上还没有去世日期，请先核实去世", async () =>
        {
            await o.StepAsync(o.Officer, condolence, CareVisitStep.Plan, ("plannedOn", o.Today), ("place", "家中"), ("leader", "冯分管"), ("visitors", new[] { "陈专干" }), ("form", GiftForm.MoneyAndWreath), ("noMoney", true));
            await o.StepAsync(o.Officer, condolence, CareVisitStep.Submit);
        });

        var back = await DoAsync(o, d => d.RestoreAfterRevokedDeathAsync(o.Cadres["张建国"], o.Director, default));
        Assert.Equal(([alone], [trip], condolence), (back.Visits.ToArray(), back.PutBackOn.ToArray(), back.CondolenceLeft ?? back.CondolenceCancelled!), (a, b) => Same((a.Item1, a.Item2, []), (b.Item1, b.Item2, [])) && a.Item3 == b.Item3);
        Assert.Equal(CareVisitState.FundsReady, (await o.GetAsync(o.Officer, alone)).Visit.State);
        Assert.Equal(2, (await o.GetAsync(o.Officer, trip)).Visit.Present.Count);
        Assert.Equal(CareVisitState.Visited, (await o.GetAsync(o.Officer, made)).Visit.State);

        // Money returned meanwhile must be drawn again; an untouched condolence goes.
        await DoAsync(o, d => d.CancelForDeathAsync(o.Cadres["李秀英"], new(2025, 3, 4), o.Head, default));
        await DoAsync(o, d => d.CancelForDeathAsync(o.Cadres["张建国"], new(2025, 3, 4), o.Head, default));
        await o.StepAsync(o.Finance, alone, CareVisitStep.RecordRefund, ("voucher", "退-9"), ("on", o.Today));
        var other = await DoAsync(o, d => d.OpenCondolenceAsync(o.Cadres["李秀英"], new(2025, 3, 4), o.Today, o.Head, default));
        Assert.Equal(CareVisitState.Cancelled, (await o.GetAsync(o.Officer, trip)).Visit.State); // the last one died too
        Assert.Equal(other, (await DoAsync(o, d => d.RestoreAfterRevokedDeathAsync(o.Cadres["李秀英"], o.Director, default))).CondolenceCancelled);
        await DoAsync(o, d => d.RestoreAfterRevokedDeathAsync(o.Cadres["张建国"], o.Director, default));
        Assert.Equal(CareVisitState.Approved, (await o.GetAsync(o.Officer, alone)).Visit.State);
        Assert.Equal(50_000, (await o.BudgetAsync()).ReservedFen);

        static bool Same((string[], string[], string[]) a, (string[], string[], string[]) b) => a.Item1.SequenceEqual(b.Item1) && a.Item2.SequenceEqual(b.Item2) && a.Item3.SequenceEqual(b.Item3);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_visits_of_a_double_row_go_to_the_kept_row(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var own = await o.SickAsync(CareVisitState.Planned);
        var both = (await o.RegisterAsync(CareVisitType.Hardship, persons: ["张建国", "李秀英"])).Number;
        Assert.Equal([own, both], await DoAsync(o, d => d.MoveToAsync(o.Cadres["张建国"], o.Cadres["李秀英"], o.Head, default)));
        Assert.Equal([o.Cadres["李秀英"]], (await o.GetAsync(o.Officer, own)).Visit.Present.Select(p => p.CadreId));
        Assert.Equal(["李秀英"], (await o.GetAsync(o.Officer, both)).Visit.Present.Select(p => p.Name));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Rows_of_the_book_come_in_as_they_are_and_keep_their_numbers(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var row = new ImportedCareVisit
        {
            BookNumber = "KW-2024-001",
            Type = CareVisitType.Sick,
            Cause = "住院",
            TriggeredOn = new(2024, 5, 6),
            PlannedOn = new(2024, 5, 7),
            Persons = [new(o.Cadres["张建国"], "张建国", CadreGrade.PlantHead)],
            LeaderName = "冯分管",
            Visitors = "陈专干",
            Form = GiftForm.Money,
            Applied = 500,
            Approved = 500,
            Actual = 480.5m,
            Signer = "张小明",
            SignerRelation = "儿子",
            VisitedOn = new(2024, 5, 8),
            State = CareVisitState.Closed,
            ReimbursedOn = new(2024, 6, 1),
            Voucher = "记-7",
        };
        var (first, second) = await o.Office.DbAsync(db => o.Do(o.Officer, s => s.GetRequiredService<CaseDb>().WriteAsync(async () =>
        {
            var register = s.GetRequiredService<RegisterCareVisit>();
            var kept = await register.ImportAsync(row, o.Officer, default);
            await s.GetRequiredService<CaseDb>().FlushAsync(default);
            return (kept, await register.ImportAsync(row with { BookNumber = "KW-2024-002", RepeatsId = kept.Id }, o.Officer, default));
        })));
        Assert.Equal(("KW-2024-001", "KW-2024-002", true), (first.Number, second.Number, second.IsSuspectedDouble));
        var (visits, people) = await o.Do(o.Officer, async s => (await s.GetRequiredService<CaseDb>().CountedCareVisits(new(2024, 1, 1), new(2024, 12, 31)).CountAsync(), await s.GetRequiredService<CaseDb>().CountedCareVisitPersons(new(2024, 1, 1), new(2024, 12, 31)).CountAsync()));
        Assert.Equal((1, 1), (visits, people));
        Assert.Equal("张小明（儿子）代签", (await o.GetAsync(o.Officer, "kw-2024-001")).Visit.Present[0].SignedBy);
        Assert.Equal((200_000, 0, 0, 0), Of(await o.BudgetAsync())); // the old book took nothing of this year's budget
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Those_who_look_after_the_cadres_see_it_and_nobody_else(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var number = await o.SickAsync(CareVisitState.Visited);
        await o.RegisterAsync(CareVisitType.Hardship, persons: "李秀英");
        var all = await o.Office.DbAsync(db => db.CareVisits.IgnoreQueryFilters().AsNoTracking().ToListAsync());
        var office = o.People;
        foreach (var (who, sees) in new[] { (o.Officer, true), (o.Handler, true), (o.Head, true), (o.Finance, true), (o.Deputy, true), (o.Director, true), (office.Clerk, true), (office.Office1, true), (office.Handler, false), (office.SectionHead, false), (office.Archivist, false), (office.Discipline, false) })
        {
            var (rows, count, people) = await o.Do(who, async s => (await s.GetRequiredService<FindCareVisits>().ExecuteAsync(new(), default), 0, await s.GetRequiredService<CaseDb>().CareVisitPersons.CountAsync())) is var found ? (found.Item1.Rows.Select(r => r.Number).Order().ToList(), found.Item1.Count, found.Item3) : default;
            Assert.Equal(all.Where(v => v.IsVisibleTo(who.Viewer)).Select(v => v.Number).Order(), rows);
            Assert.Equal((sees ? 2 : 0, sees ? 2 : 0), (count, people));
            if (!sees && who.May(Permission.CareVisits))
            {
                await Assert.ThrowsAsync<NotFoundException>(() => o.GetAsync(who, number));
                await Assert.ThrowsAsync<NotFoundException>(() => o.StepAsync(who, number, CareVisitStep.FollowUp, ("on", o.Today), ("followUp", "越权")));
                await RefusedAsync("由老干部工作科室、信访机构和局领导查看", () => LedgerAsync(o, who));
            }
        }

        Assert.Equal([true, false, true, false, true, true, false, false], new[] { o.Officer, o.Handler, o.Head, o.Finance, o.Deputy, o.Director, office.Clerk, office.SectionHead }.Select(w => CareVisit.MayReadHealth(w, o.Unit)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_waits_is_in_the_work_of_whoever_must_do_it(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var pending = await o.SickAsync(CareVisitState.PendingApproval);
        var approved = await o.SickAsync(CareVisitState.Approved, 500, "李秀英");
        var fresh = (await o.RegisterAsync(CareVisitType.Sick, persons: "王德胜")).Number;
        var visited = await o.SickAsync(CareVisitState.Visited, 100, "王德胜").ContinueWith(t => t.Exception is null ? t.Result : null, TaskScheduler.Default);
        Assert.Null(visited); // refused: the open one of the same type comes first
        o.People.Pass(9);
        Assert.Equal([(pending, "Approve")], await WorkAsync(o.Deputy));
        Assert.Equal([(approved, "DrawFunds")], await WorkAsync(o.Finance));
        Assert.Contains((fresh, "Plan"), await WorkAsync(o.Officer));
        Assert.Empty(await WorkAsync(o.People.Handler));
        var overdue = await o.Do(o.Officer, s => s.GetRequiredService<FindCareVisits>().ExecuteAsync(new() { OverdueOnly = true }, default));
        Assert.Contains(fresh, overdue.Rows.Select(r => r.Number));

        async Task<IEnumerable<(string, string)>> WorkAsync(CaseTracker.Accounts.Actor who) =>
            (await o.Do(who, s => s.GetRequiredService<MyCareVisits>().ExecuteAsync(who, default))).SelectMany(i => i.Steps.Select(s => (i.Row.Number, s.ToString())));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Standards_are_dated_and_only_their_keepers_change_them(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var again = new AddCareStandard.Command { Type = CareVisitType.Sick, Form = GiftForm.Money, Limit = 600, Per = StandardUnit.Person, Fund = "老干部专项", Basis = "区财〔2025〕2号", From = new(2025, 1, 1) };
        await RefusedAsync("由老干部服务专干、老干部工作科室的科长或财务维护", () => AddAsync(o.Deputy, again));
        await RefusedAsync("请填写依据文件", () => AddAsync(o.Officer, again with { Basis = "" }));
        await RefusedAsync("已有同类标准“生病看望慰问金 每人次 500.00 元”", () => AddAsync(o.Officer, again));
        await AddAsync(o.Officer, again with { Level = Level.Plant, Limit = 800 });
        var number = (await o.RegisterAsync(CareVisitType.Sick, persons: ["张建国", "李秀英"])).Number; // one 厂级, one 中层
        await o.PlanAsync(number, 1300);
        Assert.Equal((130_000L, false), ((await o.GetAsync(o.Officer, number)).Visit.LimitFen!.Value, (await o.GetAsync(o.Officer, number)).Visit.IsOverLimit));
        var old = await o.Office.DbAsync(db => db.CareStandards.AsNoTracking().FirstAsync(s => s.Level == null));
        await RefusedAsync("停用日期（最后一天）不得早于执行日期", () => EndAsync(new(2023, 1, 1)));
        await EndAsync(new(2025, 2, 28));
        await AddAsync(o.Officer, again with { From = new(2025, 3, 1) });
        await o.PlanAsync(number, 1400);
        Assert.Equal(140_000L, (await o.GetAsync(o.Officer, number)).Visit.LimitFen);

        // A type whose standards have all ended is switched off, for registration and for plans.
        var birthday = await AddAsync(o.Officer, again with { Type = CareVisitType.Birthday, Form = GiftForm.Goods, Limit = 100, From = new(2024, 1, 1) });
        await o.Do(o.Head, async s =>
        {
            await s.GetRequiredService<EndCareStandard>().ExecuteAsync(new(birthday, 0, new(2025, 3, 1), "不再开展"), o.Head, default);
            return true;
        });
        await RefusedAsync("生日慰问的慰问标准已于 2025-03-01 停用，没有现行标准，这一类走访不再登记", () => o.RegisterAsync(CareVisitType.Birthday));
        var coming = await o.Do(o.Officer, s => s.GetRequiredService<MakeDueVisits>().PreviewAsync(new(2025, 3, 20), new(2025, 3, 20), default));
        Assert.Contains(coming, i => i.Name == "张建国" && i.LeftOut == "生日慰问的慰问标准已于2025-03-01停用");

        Task<Guid> AddAsync(CaseTracker.Accounts.Actor who, AddCareStandard.Command command) => o.Do(who, s => s.GetRequiredService<AddCareStandard>().ExecuteAsync(command, who, default));

        Task EndAsync(DateOnly to) => o.Do(o.Head, async s =>
        {
            await s.GetRequiredService<EndCareStandard>().ExecuteAsync(new(old.Id, old.Version, to, "新标准执行"), o.Head, default);
            return true;
        });
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Budgets_agree_with_a_plain_account_book_on_random_ways(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var random = new Random(provider == DatabaseProvider.Sqlite ? 11 : 12);
        var book = new Dictionary<string, (long Reserved, long Drawn, long Spent)>(StringComparer.Ordinal);
        var numbers = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var name = $"某人{"甲乙丙丁戊己"[i]}";
            await o.CadreAsync($"LGB-1{i:00}", name, new(1950, 1, 1), CadreGrade.MiddleHead);
            numbers.Add((await o.RegisterAsync(CareVisitType.Sick, null, null, name)).Number);
            await o.PlanAsync(numbers[^1], random.Next(300, 501));
            await o.StepAsync(o.Officer, numbers[^1], CareVisitStep.Submit);
            book[numbers[^1]] = default;
        }

        for (var turn = 0; turn < 150; turn++)
        {
            var number = numbers[random.Next(numbers.Count)];
            var visit = (await o.GetAsync(o.Officer, number)).Visit;
            var amount = (visit.AppliedFen ?? 0).Yuan();
            try
            {
                switch (random.Next(7))
                {
                    case 0:
                        await o.StepAsync(o.Deputy, number, CareVisitStep.Approve, ("approvedAmount", amount - 0.5m));
                        book[number] = ((amount - 0.5m).Fen(), 0, 0);
                        break;
                    case 1:
                        await o.StepAsync(o.Finance, number, CareVisitStep.DrawFunds, ("voucher", "领"), ("on", o.Today));
                        book[number] = (0, book[number].Reserved, 0);
                        break;
                    case 2:
                        await o.StepAsync(o.Officer, number, CareVisitStep.RecordVisit, ("visitedOn", o.Today), ("results", new[] { "seen" }), ("actualAmount", amount - 1), ("signers", new[] { "本人" }));
                        break;
                    case 3:
                        await o.StepAsync(o.Officer, number, CareVisitStep.CloseNoReimbursement, ("settledByList", true));
                        book[number] = (0, 0, (amount - 1).Fen());
                        break;
                    case 4 when random.Next(8) == 0:
                        if ((await o.StepAsync(o.Officer, number, CareVisitStep.Cancel, visit.State >= CareVisitState.Approved ? [("reason", "取消"), ("refundVoucher", "退"), ("refundOn", o.Today)] : [("reason", "取消")])).IsProposed)
                        {
                            await o.DecideAsync(o.Deputy, number);
                        }

                        book[number] = default;
                        break;
                    case 5 when random.Next(8) == 0:
                        await o.StepAsync(o.Deputy, number, CareVisitStep.Return, ("reason", "重拟"));
                        book[number] = default;
                        break;
                    case 6:
                        await o.StepAsync(o.Officer, number, CareVisitStep.Submit);
                        break;
                }
            }
            catch (RefusedException)
            {
                // Not now: the account book stays as it is.
            }

            var line = await o.BudgetAsync();
            Assert.Equal((book.Values.Sum(b => b.Reserved), book.Values.Sum(b => b.Drawn), book.Values.Sum(b => b.Spent)), (line.ReservedFen, line.DrawnFen, line.SpentFen));
            Assert.True(line.LeftFen >= 0, $"{line}");
        }

        Assert.Contains(book.Values, b => b.Spent > 0);
    }

    private static (long Left, long Reserved, long Drawn, long Spent) Of(BudgetLine line) => (line.LeftFen, line.ReservedFen, line.DrawnFen, line.SpentFen);

    private static Task<T> DoAsync<T>(CareOffice o, Func<ForDeath, Task<T>> work) => o.Do(o.Head, s => s.GetRequiredService<CaseDb>().WriteAsync(() => work(s.GetRequiredService<ForDeath>())));

    private static Task SetAsync(CareOffice o, decimal amount) => o.Do(o.Finance, async s =>
    {
        await s.GetRequiredService<SetCareBudget>().ExecuteAsync(new() { Year = 2025, Fund = "老干部专项", Amount = amount, Basis = "调整" }, o.Finance, default);
        return true;
    });

    private static Task<(int Visits, int People)> CountAsync(CareOffice o) => o.Do(o.Officer, async s =>
    {
        var db = s.GetRequiredService<CaseDb>();
        return (await db.CountedCareVisits(o.Today, o.Today).CountAsync(), await db.CountedCareVisitPersons(o.Today, o.Today).CountAsync());
    });

    private static Task<(CaseTracker.Excel.SheetHeading Heading, IReadOnlyList<CareVisitLedger.Line> Lines)> LedgerAsync(CareOffice o, CaseTracker.Accounts.Actor who) => o.Do(who, async s =>
    {
        var ledger = s.GetRequiredService<CareVisitLedger>();
        return (await ledger.HeadingAsync(new(2025, 3, 1), new(2025, 3, 31), default), await ledger.RowsAsync(new(2025, 3, 1), new(2025, 3, 31), default));
    });

    private static async Task AttachAsync(CareOffice o, string number)
    {
        var id = (await o.GetAsync(o.Officer, number)).Visit.Id;
        await o.Do(o.Officer, s => s.GetRequiredService<AddAttachment>().ExecuteAsync(
            new() { RecordKind = CareVisit.Kind, RecordId = id, Step = CareVisitWorkflow.ReceiptStep, Files = [new("收据.txt", "收据"u8.ToArray())] }, o.Officer, default));
    }

    private static async Task RefusedAsync(string sentence, Func<Task> act) => Assert.Contains((await Assert.ThrowsAsync<RefusedException>(act)).Reasons, r => r.Text.Contains(sentence, StringComparison.Ordinal));
}
