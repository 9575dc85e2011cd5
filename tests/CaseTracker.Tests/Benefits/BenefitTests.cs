using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Benefits;

/// <summary>待遇事项 through the whole office, on both databases. Today is Wednesday 2025-03-05.</summary>
public sealed class BenefitTests
{
    private static readonly DateOnly Today = BenefitOffice.Today;

    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task An_allowance_is_verified_approved_by_the_head_referred_paid_told_and_counts_by_its_last_day(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        await o.RulesAsync();
        var number = await o.RegisterAsync(by: o.Clerk);
        Assert.Equal("DY420117202500001", number);
        await o.StepAsync(o.Worker, number, BenefitStep.StartVerify, ("officer", "何专干"), ("on", Today));
        Assert.Equal(new DateOnly(2025, 3, 26), (await o.GetAsync(number)).Limit!.DueOn);
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.SubmitAsync(number)), "王建国的金额还没有测算");
        await o.CalculateAsync(number);
        var sheet = Assert.Single((await o.GetAsync(number)).Sheets).Value;
        Assert.Equal((3600m, "300.00 元/月 × 12 个月"), (sheet.Total, sheet.Lines[0].Formula));
        Assert.StartsWith("补差标准 2020-01-01起（区纪要〔2019〕5号）#", sheet.Rule, StringComparison.Ordinal);
        await o.SubmitAsync(number);
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.StepAsync(o.Deputy, number, BenefitStep.Approve, ("opinion", "同意"))), "须由科长办理");
        await o.StepAsync(o.Head, number, BenefitStep.Approve, ("opinion", "同意"));
        var referred = await o.StepAsync(o.Worker, number, BenefitStep.Refer, ("target", BenefitTarget.Finance), ("on", Today));
        Assert.Equal("某科经信请〔2025〕1号", referred.DocumentNumber);
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.StepAsync(o.Finance, number, BenefitStep.ConfirmPayment, ("on", Today), ("amount", "3600"))), "请填写批复文号");
        o.People.Pass(20);
        await o.StepAsync(o.Finance, number, BenefitStep.ConfirmPayment, ("on", o.Day), ("amount", "3600"), ("approvalNumber", "新财〔2025〕3号"));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.StepAsync(o.Worker, number, BenefitStep.Resolve, ("on", o.Day), ("result", "发放"))), "还有1人没有告知");
        await o.TellAllAsync(number);
        await o.StepAsync(o.Worker, number, BenefitStep.Resolve, ("on", o.Day), ("result", "补差已发放到位"));

        var done = (await o.GetAsync(number)).Benefit;
        Assert.Equal((BenefitState.Resolved, o.Day, 3600m, "梁科长"), (done.State, done.ResolvedOn!.Value, done.Paid!.Value, done.ApprovedBy));
        Assert.Equal(["登记", "开始核实", "测算", "提交审批", "审批", "转办", "确认发放", "逐人登记 1 人", "办结"], (await o.GetAsync(number)).Events.Select(e => e.StepName));
        var line = Assert.Single(await LedgerAsync(o, o.Head, new(2025, 3, 1), new(2025, 3, 31)));
        Assert.Equal((number, "补差待遇", 1, "新财〔2025〕3号", "区财政局", 3600m, "已解决"), (line.Number, line.Type, line.PeopleCount, line.ApprovalNumber, line.ReferredTo, line.Amount, line.Result));
        Assert.Equal(["序号", "编号", "类别", "申请人", "人数", "事由", "申请日期", "核实意见", "审批", "批复文号", "转办单位", "金额", "发放日期", "办结日期", "结果", "备注"], BenefitLedger.Sheet.Columns.Select(c => c.Header));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => LedgerAsync(o, o.Finance, Today, Today)), "向他们索取");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_chain_grows_with_the_sum_and_each_place_is_another_person(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        await o.RulesAsync();
        var middle = await o.SubmittedAsync(o.Allowance(0, 2)); // 7,200
        Assert.Equal(ApprovalLevel.Deputy, (await o.GetAsync(middle)).Benefit.ApprovalLevel);
        Assert.True((await o.StepAsync(o.Head, middle, BenefitStep.Approve, ("opinion", "拟同意"))).IsProposed);
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.DecideAsync(o.Head, middle)), "本环节须由分管领导审批");
        Assert.Contains((await MyAsync(o, o.Deputy)).Items, i => i.IsApproval && i.Row.Number == middle);
        await o.DecideAsync(o.Deputy, middle);
        Assert.Equal((BenefitState.Approved, "梁科长、宋分管"), ((await o.GetAsync(middle)).Benefit.State, (await o.GetAsync(middle)).Benefit.ApprovedBy));

        var big = await o.SubmittedAsync(o.Allowance(0, 1, 2) with { PeriodFrom = new(2022, 1, 1), PeriodTo = new(2023, 12, 31) }); // 19,200
        await o.StepAsync(o.Head, big, BenefitStep.Approve, ("opinion", "拟同意"));
        await o.DecideAsync(o.Deputy, big);
        Assert.Equal(BenefitState.PendingApproval, await o.StateAsync(big));
        await o.DecideAsync(o.Director, big, ApprovalStep.Return, "职级请再核");
        Assert.Equal(BenefitState.Verifying, await o.StateAsync(big));
        await o.SubmitAsync(big);
        await o.StepAsync(o.Head, big, BenefitStep.Approve, ("opinion", "拟同意"));
        await o.DecideAsync(o.Deputy, big);
        await o.DecideAsync(o.Director, big);
        Assert.Equal("梁科长、宋分管、钱局长", (await o.GetAsync(big)).Benefit.ApprovedBy);

        await o.SetAsync(new() { Kind = BenefitRuleKind.Approval, From = o.Day, Basis = "新制度", SectionHeadUpTo = 100_000, DeputyUpTo = 100_000 });
        var later = await o.SubmittedAsync(o.Allowance(0, 1, 2) with { PeriodFrom = new(2020, 1, 1), PeriodTo = new(2021, 12, 31) });
        await o.StepAsync(o.Head, later, BenefitStep.Approve, ("opinion", "同意"));
        Assert.Equal(BenefitState.Approved, await o.StateAsync(later));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_refusal_is_written_objected_to_before_another_officer_and_closed_by_time_once(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        await o.RulesAsync();
        var number = await o.SubmittedAsync();
        await o.StepAsync(o.Head, number, BenefitStep.Approve, ("opinion", "同意"));
        var second = await o.SubmittedAsync(o.Allowance(1));
        Assert.Equal("某科经信答〔2025〕1号", (await o.StepAsync(o.Director, second, BenefitStep.Reject, ("reason", "不符合条件"), ("basis", "会议纪要"), ("on", Today))).DocumentNumber);
        var paper = Assert.Single(await o.Office.AsAsync(o.Worker, s => s.GetRequiredService<FindDocuments>().ExecuteAsync(Benefit.Kind, Id(second).Result, o.Worker, default)));
        Assert.Equal("不予支持答复", paper.Document.Name);
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.StepAsync(o.Clerk, second, BenefitStep.Object, ("grounds", "漏看材料"), ("on", Today), ("reviewer", "何专干"))), "请另选复核人");
        await o.StepAsync(o.Clerk, second, BenefitStep.Object, ("grounds", "漏看材料"), ("on", Today), ("reviewer", "罗承办"));
        await o.StepAsync(o.Director, second, BenefitStep.Overturn, ("reply", "重新核实"), ("on", Today));
        Assert.Equal((BenefitState.Verifying, "罗承办"), ((await o.GetAsync(second)).Benefit.State, (await o.GetAsync(second)).Benefit.OfficerName));
        await o.StepAsync(o.Director, second, BenefitStep.Reject, ("outsideScope", true), ("reason", "不属职责"), ("basis", "三定规定"), ("on", Today));

        o.People.Pass(30);
        Assert.Equal(0, await DailyAsync(o));
        o.People.Pass(5);
        Assert.Equal(1, await DailyAsync(o));
        Assert.Equal(0, await DailyAsync(o));
        var closed = (await o.GetAsync(second)).Benefit;
        Assert.Equal((BenefitState.ClosedRejected, new DateOnly(2025, 4, 5)), (closed.State, closed.ClosedOn!.Value)); // the day after the 30th
        Assert.Equal(new DateOnly(2025, 4, 5), (await o.GetAsync(second)).Events[^1].HappenedOn);

        async Task<Guid> Id(string n) => (await o.GetAsync(n)).Benefit.Id;
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_same_people_and_time_or_approval_number_are_refused_and_other_people_are_not(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        await o.RulesAsync();
        var number = await o.RegisterAsync(o.Allowance(0, 1));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.RegisterAsync(o.Allowance(1) with { PeriodFrom = new(2024, 6, 1) })), $"李秀英已有同一类别、同一期间的事项 {number}（已登记）");
        await o.RegisterAsync(o.Allowance(1) with { PeriodFrom = new(2023, 1, 1), PeriodTo = new(2023, 12, 31) });
        await o.RegisterAsync(o.Allowance(1) with { Type = BenefitType.Hardship });
        var first = await o.RegisterAsync(o.Allowance(2) with { Type = BenefitType.Hardship, ApprovalNumber = "新财〔2025〕8号" });
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.RegisterAsync(o.Allowance(2) with { Type = BenefitType.Other, ApprovalNumber = "新财[2025] 8号" })), $"{first} 已经登记，同一批复只算一件");
        await o.RegisterAsync(o.Allowance(0) with { Type = BenefitType.Other, ApprovalNumber = "新财〔2025〕8号" });
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.RegisterAsync(new() { Type = BenefitType.Allowance, AppliedOn = Today.AddDays(1), Cadres = ["查无此人"] })), "花名册中没有“查无此人”", "申请日期不得晚于今天", "请填写申请人", "请填写申请事由", "补差待遇应当写明待遇期间");
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.RegisterAsync(by: o.Finance)), "待遇事项由接访员、老干部服务专干");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_clock_stands_while_papers_are_missing(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        var number = await o.RegisterAsync();
        await o.StepAsync(o.Worker, number, BenefitStep.StartVerify, ("officer", "何专干"), ("on", Today));
        o.People.Pass(5);
        await o.StepAsync(o.Worker, number, BenefitStep.AskSupplement, ("missing", new[] { "退休证", "工资单" }), ("on", o.Day), ("dueOn", o.Day.AddDays(10)), ("how", "电话告知"));
        Assert.True((await o.GetAsync(number)).Limit is { DueOn: null, IsStopped: true, Used: 3 });
        o.People.Pass(7);
        await o.StepAsync(o.Clerk, number, BenefitStep.Supplemented, ("papers", "两项齐全"), ("on", o.Day));
        Assert.Equal(new DateOnly(2025, 4, 2), (await o.GetAsync(number)).Limit!.DueOn); // five working days later than 26 March
        o.People.Pass(30);
        Assert.Equal(number, Assert.Single((await o.Office.AsAsync(o.Worker, s => s.GetRequiredService<FindBenefits>().ExecuteAsync(new() { OverdueOnly = true }, default))).Rows).Number);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_list_of_a_yearly_adjustment_is_frozen_checked_told_and_is_one_matter(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        var number = (await OpenAsync()).Number;
        var frozen = (await o.GetAsync(number)).Benefit.Active;
        Assert.Equal(["王建国", "李秀英", "张德明"], frozen.Select(p => p.Name));
        Assert.Equal((CadreGrade.PlantDeputy, new DateOnly(1945, 6, 1), "2005-03"), (frozen[0].Grade!.Value, frozen[0].BirthOn!.Value, frozen[0].RetiredSince));

        await o.CadreAsync(4, "新来人", CadreGrade.MiddleHead, null);
        await o.Office.AsAsync(o.Worker, async s =>
        {
            var db = s.GetRequiredService<CaseDb>();
            var row = await db.Cadres.AsNoTracking().FirstAsync(c => c.Id == o.Cadres[0]);
            await s.GetRequiredService<UpdateCadre>().ExecuteAsync(new()
            {
                Id = row.Id,
                Version = row.Version,
                PersonNumber = row.PersonNumber,
                Name = "王建设",
                Grade = CadreGrade.MiddleDeputy,
                GradeFrom = new(2011, 8, 1),
                HandedOverOn = new(2011, 8, 1),
                BirthOn = new(1950, 1, 1),
                TransferredOutOn = new(2024, 12, 1),
                Reason = "更正",
            }, o.Worker, default);
            return true;
        });
        Assert.Equal(["王建国", "李秀英", "张德明"], (await o.GetAsync(number)).Benefit.Active.Select(p => p.Name));
        Assert.Equal(CadreGrade.PlantDeputy, (await o.GetAsync(number)).Benefit.Active[0].Grade);
        Refused(await Assert.ThrowsAsync<RefusedException>(OpenAsync), $"2025年的养老金增资已经登记（{number}），一年只算一次");
        await o.RegisterAsync(o.Allowance(0) with { Type = BenefitType.PensionAdjustment, Summary = "对增资额有异议" }); // a person's own objection

        await o.StepAsync(o.Worker, number, BenefitStep.StartVerify, ("officer", "何专干"), ("on", Today));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => DirectAsync()), "还有3人没有核对");
        await o.PeopleAsync(number, [.. frozen.Select((p, i) => new RecordBenefitPeople.Entry { Id = p.Id, CheckedOn = Today, Difference = i == 1 ? "出生日期差一年" : null, Amount = 140 })]);
        await DirectAsync();
        await o.StepAsync(o.Worker, number, BenefitStep.ConfirmPayment, ("on", Today), ("amount", "420"));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => ResolveAsync()), "还有3人没有告知", "李秀英的差异还没有处理结果");
        await o.PeopleAsync(number, [.. (await o.GetAsync(number)).Benefit.Active.Select((p, i) => RecordBenefitPeople.Of(p) with
        {
            DifferenceReferredOn = i == 1 ? Today : null,
            DifferenceSettled = i == 1 ? "社保已更正" : null,
            NotifiedOn = i == 2 ? null : Today,
            NotifiedHow = i == 2 ? null : NotifiedHow.WeChatFamily,
            NotNotifiedReason = i == 2 ? "电话停机，信函退回" : null,
        })]);
        await ResolveAsync();
        Assert.Single(await LedgerAsync(o, o.Director, new(2025, 1, 1), new(2025, 12, 31)), l => l.Result == "已解决");

        Task<RegisterBenefit.Registered> OpenAsync() => o.Office.AsAsync(o.Worker, s => s.GetRequiredService<OpenPensionBatch>().ExecuteAsync(new() { Year = 2025, NoticeNumber = "鄂人社发〔2025〕1号", NoticeOn = new(2025, 2, 20), EffectiveFrom = new(2025, 1, 1) }, o.Worker, default));
        Task<TakeBenefitStep.Done> DirectAsync() => o.StepAsync(o.Head, number, BenefitStep.ReferDirect, ("target", BenefitTarget.SocialSecurity), ("on", Today));
        Task<TakeBenefitStep.Done> ResolveAsync() => o.StepAsync(o.Worker, number, BenefitStep.Resolve, ("on", Today), ("result", "增资到位"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_typed_of_people_is_refused_at_its_place_and_nothing_is_kept(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        var number = await o.RegisterAsync(o.Allowance(0, 1));
        await o.StepAsync(o.Worker, number, BenefitStep.StartVerify, ("officer", "何专干"), ("on", Today));
        var people = (await o.GetAsync(number)).Benefit.Active;
        var refused = await Assert.ThrowsAsync<RefusedException>(() => o.PeopleAsync(number,
        [
            new() { Id = people[0].Id, CheckedOn = Today },
            new() { Id = people[1].Id, CheckedOn = Today.AddDays(1), DifferenceSettled = "已更正", NotifiedOn = Today, NotNotifiedReason = "无", Paid = 1.234m },
        ]));
        Assert.Equal(["People[1].CheckedOn", "People[1].Difference", "People[1].NotNotifiedReason", "People[1].NotifiedHow", "People[1].Paid"], refused.Reasons.Select(r => r.Field).Order(StringComparer.Ordinal));
        Assert.All((await o.GetAsync(number)).Benefit.Active, p => Assert.Null(p.CheckedOn));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.PeopleAsync(number, [], o.Clerk)), "须由承办人或老干部服务专干办理");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_death_takes_its_person_out_or_hands_over_to_the_survivors_and_its_revocation_brings_exactly_that_back(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        await o.RulesAsync();
        await o.SetAsync(new() { Kind = BenefitRuleKind.Funeral, From = new(2025, 1, 1), Basis = "鄂统〔2025〕1号", AnnualIncome = 44_990 });
        var arrears = await o.SubmittedAsync(o.Allowance(0, 1));
        await o.StepAsync(o.Head, arrears, BenefitStep.Approve, ("opinion", "拟同意"));
        var alone = await HelpedAsync(o.Allowance(0) with { Type = BenefitType.Hardship, PeriodFrom = new(2018, 12, 1), PeriodTo = new(2018, 12, 31) });
        await o.StepAsync(o.Director, alone, BenefitStep.Return, ("reason", "再核"));
        var shared = await HelpedAsync(o.Allowance(0, 2) with { Type = BenefitType.Hardship, PeriodFrom = new(2019, 1, 1), PeriodTo = new(2019, 1, 31) }, o.Clerk);
        await o.StepAsync(o.Head, shared, BenefitStep.Approve, ("opinion", "拟同意"));
        var untouched = await o.RegisterAsync(o.Allowance(2));
        var before = await PictureAsync();

        var died = new DateOnly(2025, 3, 4);
        var done = await InWriteAsync(d => d.BeneficiaryDiedAsync(o.Cadres[0], died, o.Head, default));
        Assert.Equal([$"补差待遇 {arrears} 转由王建国的遗属办理", $"困难帮扶 {alone} 没有其他对象，已撤回", $"困难帮扶 {shared} 中去掉王建国，其余1人继续办理"], done.Select(d => d.Text));
        Assert.Equal((BenefitState.Withdrawn, died), ((await o.GetAsync(alone)).Benefit.State, (await o.GetAsync(alone)).Benefit.ClosedOn!.Value));
        Assert.Equal((500m, null), ((await o.GetAsync(shared)).Benefit.Amount, (await o.GetAsync(shared)).Benefit.Pending));
        Assert.Empty(await InWriteAsync(d => d.BeneficiaryDiedAsync(o.Cadres[0], died, o.Head, default))); // again: nothing
        var funeral = await InWriteAsync(d => d.OpenFuneralAsync(o.Cadres[0], died, "王建国之女", o.Head, default));
        Assert.Equal(funeral, await InWriteAsync(d => d.OpenFuneralAsync(o.Cadres[0], died, "王建国之女", o.Head, default)));
        var opened = (await o.GetAsync(funeral.Number)).Benefit;
        Assert.Equal((41_240.83m, new DateOnly(2025, 3, 31), 5), (opened.Amount!.Value, opened.SocialNoticeDueOn!.Value, opened.Papers.Count)); // 38 years less 20 of pension: the least
        Assert.Contains((await MyAsync(o, o.Worker)).Items, i => i.Row.Number == funeral.Number && i.Note == "2025-03-31 前告知社保");

        var undone = await InWriteAsync(d => d.RestoreAfterRevokedDeathAsync(o.Cadres[0], o.Director, default));
        Assert.Equal(4, undone.Count);
        Assert.Equal(BenefitState.Withdrawn, await o.StateAsync(funeral.Number));
        var after = await PictureAsync();
        Assert.Equal(before[arrears], after[arrears]);
        Assert.Equal(before[alone], after[alone]);
        Assert.Equal(before[shared] with { Pending = null }, after[shared]); // the sum moved: it is approved anew
        Assert.Equal(before[untouched], after[untouched]);

        async Task<string> HelpedAsync(RegisterBenefit.Command command, CaseTracker.Accounts.Actor? by = null)
        {
            var number = await o.RegisterAsync(command, by);
            await o.StepAsync(o.Worker, number, BenefitStep.StartVerify, ("officer", "何专干"), ("on", Today));
            await o.CalculateAsync(number, [.. (await o.GetAsync(number)).Benefit.Active.Select(p => new CalculateBenefit.Known { Id = p.Id, Amount = 500 })]);
            await o.SubmitAsync(number);
            return number;
        }

        async Task<Dictionary<string, Picture>> PictureAsync()
        {
            var pictures = new Dictionary<string, Picture>();
            foreach (var number in new[] { arrears, alone, shared, untouched })
            {
                var b = (await o.GetAsync(number)).Benefit;
                pictures[number] = new(b.State, b.Amount, b.Pending, b.ClosedOn, string.Join(' ', b.People.OrderBy(p => p.Position).Select(p => $"{p.Name}{p.DroppedOn}{p.SurvivorsSince}{p.Amount}")));
            }

            return pictures;
        }

        Task<T> InWriteAsync<T>(Func<BenefitsForDeath, Task<T>> work) => o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetRequiredService<CaseDb>().WriteAsync(() => work(s.GetRequiredService<BenefitsForDeath>())));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_went_on_after_a_death_is_told_and_not_changed_and_a_double_row_moves(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        await o.RulesAsync();
        var number = await o.SubmittedAsync();
        await InWriteAsync(d => d.BeneficiaryDiedAsync(o.Cadres[0], Today, o.Head, default));
        await o.StepAsync(o.Head, number, BenefitStep.Approve, ("opinion", "同意"));
        await o.StepAsync(o.Worker, number, BenefitStep.Refer, ("target", BenefitTarget.Finance), ("on", Today));
        await o.StepAsync(o.Finance, number, BenefitStep.ConfirmPayment, ("on", Today), ("amount", "3600"), ("approvalNumber", "新财〔2025〕3号"));
        var funeral = await InWriteAsync(d => d.OpenFuneralAsync(o.Cadres[0], Today, null, o.Head, default));
        await o.StepAsync(o.Worker, funeral.Number, BenefitStep.TellSocialSecurity, ("on", Today), ("how", "电话告知"));
        var version = (await o.GetAsync(number)).Benefit.Version;
        var undone = await InWriteAsync(d => d.RestoreAfterRevokedDeathAsync(o.Cadres[0], o.Director, default));
        Assert.All(undone, d => Assert.Contains("请人工核对", d.Text, StringComparison.Ordinal));
        Assert.Equal((BenefitState.Paid, version), ((await o.GetAsync(number)).Benefit.State, (await o.GetAsync(number)).Benefit.Version));
        Assert.Equal(BenefitState.Received, await o.StateAsync(funeral.Number));

        var both = await o.RegisterAsync(o.Allowance(1, 2));
        await InWriteAsync(d => d.MoveToAsync(o.Cadres[2], o.Cadres[1], o.Worker, default));
        var moved = (await o.GetAsync(both)).Benefit;
        Assert.Equal("李秀英", Assert.Single(moved.Active).Name);
        Assert.All(moved.People, p => Assert.Equal(o.Cadres[1], p.CadreId));

        Task<T> InWriteAsync<T>(Func<BenefitsForDeath, Task<T>> work) => o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetRequiredService<CaseDb>().WriteAsync(() => work(s.GetRequiredService<BenefitsForDeath>())));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_list_the_object_check_and_the_people_show_the_same_to_everybody(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        await o.RulesAsync();
        var early = await o.RegisterAsync();
        var late = await o.SubmittedAsync(o.Allowance(1));
        await o.StepAsync(o.Head, late, BenefitStep.Approve, ("opinion", "同意"));
        var all = await o.Office.DbAsync(db => db.Benefits.AsNoTracking().ToListAsync());
        foreach (var who in new[] { o.Worker, o.Second, o.Head, o.Deputy, o.Finance, o.Clerk, o.Director, o.People.Office1, o.People.Handler, o.People.SectionHead, o.People.Archivist, o.People.Discipline })
        {
            var seen = await o.Office.AsAsync(who, s => s.GetRequiredService<CaseDb>().Benefits.Select(b => b.Number).ToListAsync());
            var people = await o.Office.AsAsync(who, s => s.GetRequiredService<CaseDb>().BenefitPeople.CountAsync());
            Assert.Equal(all.Where(b => b.IsVisibleTo(who.Viewer)).Select(b => b.Number).Order(), seen.Order());
            Assert.Equal(seen.Count, people);
        }

        Assert.Equal(late, Assert.Single((await o.Office.AsAsync(o.Finance, s => s.GetRequiredService<FindBenefits>().ExecuteAsync(new(), default))).Rows).Number);
        await Assert.ThrowsAsync<NotFoundException>(() => o.GetAsync(early, o.Finance));
        await Assert.ThrowsAsync<NotFoundException>(() => o.GetAsync(early, o.People.Handler));
        Assert.Null(await o.Office.AsAsync(o.People.Handler, async s => await new BenefitDoor(s.GetRequiredService<CaseDb>()).OpenAsync(all[0].Id, o.People.Handler, default)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Random_ways_end_somewhere_and_the_rows_are_what_the_events_say(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        await o.RulesAsync();
        var random = new Random(4);
        CaseTracker.Accounts.Actor[] actors = [o.Worker, o.Second, o.Head, o.Deputy, o.Director, o.Clerk, o.Finance];
        for (var i = 0; i < 3; i++)
        {
            var number = await o.RegisterAsync(o.Allowance(i) with { ApprovalNumber = $"新财〔2025〕{i}号" });
            await o.AttachAsync((await o.GetAsync(number)).Benefit.Id);
            for (var n = 0; n < 25; n++)
            {
                var actor = actors[random.Next(actors.Length)];
                var shown = await TryGet(number, actor);
                if (shown is null)
                {
                    continue;
                }

                var step = shown.Approvals is [var waiting] && BenefitWorkflow.Engine.Explain(shown.Benefit, waiting, actor, BenefitOffice.Today).Any(b => b.Access == Access.Open) && random.Next(2) == 0 ? (BenefitStep?)null
                    : shown.Steps.Where(s => s.Access != Access.Refused && s.Step is not (BenefitStep.Correct or BenefitStep.TickPapers)).Select(s => (BenefitStep?)s.Step).OrderBy(_ => random.Next()).FirstOrDefault();
                try
                {
                    await (step switch
                    {
                        null when shown.Approvals.Count > 0 => o.DecideAsync(actor, number, random.Next(3) == 0 ? ApprovalStep.Return : ApprovalStep.Approve),
                        null => Task.CompletedTask,
                        BenefitStep.Calculate => o.CalculateAsync(number),
                        BenefitStep.RecordPeople => o.TellAllAsync(number),
                        { } chosen => o.StepAsync(actor, number, chosen, [.. BenefitWorkflow.Engine.Asks(shown.Benefit.State, chosen).Select(a => (a.Name, Good(a, shown.Benefit)))]),
                    });
                }
                catch (RefusedException refused)
                {
                    Assert.All(refused.Reasons, r => Assert.Matches("[\u4e00-\u9fff]", r.Text));
                }
            }

            var end = await o.GetAsync(number);
            Assert.Equal(end.Benefit.State.ToString(), end.Events.Where(e => e.To is not null).Select(e => e.To).Last());
            Assert.Equal(end.Benefit.State == BenefitState.Resolved, end.Benefit.ResolvedOn is not null);
            Assert.Equal(end.Benefit.State is BenefitState.Withdrawn or BenefitState.ClosedRejected, end.Benefit.ClosedOn is not null);
            Assert.Equal(end.Benefit.Pending is not null, end.Approvals.Count > 0);
        }

        Assert.Empty((await o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetRequiredService<History.VerifyHistory>().ExecuteAsync([], default))).Faults);

        async Task<GetBenefit.Details?> TryGet(string number, CaseTracker.Accounts.Actor actor)
        {
            try
            {
                return await o.GetAsync(number, actor);
            }
            catch (NotFoundException)
            {
                return null;
            }
        }

        object? Good(Ask ask, Benefit b) => ask.Kind switch
        {
            AskKind.Date => ask.MayBeFuture ? Today.AddDays(9) : Today,
            AskKind.Bool => true,
            AskKind.Money => b.Amount ?? 100m,
            AskKind.Choice => ask.Choices[0].Id,
            AskKind.User => random.Next(2) == 0 ? "罗承办" : "梁科长",
            AskKind.List => ask.PerEntry ? null : new[] { "身份证" },
            _ => ask.Name is "approvalNumber" or "number" or "replyNumber" or "targetName" ? null : "内容",
        };
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Somebody_who_reaches_the_age_is_reminded_of_once(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        await o.CadreAsync(4, "将满八十", CadreGrade.MiddleHead, new(1945, 3, 20));
        Assert.Equal(0, await RemindAsync()); // no rule yet
        await o.SetAsync(new() { Kind = BenefitRuleKind.OldAge, From = new(2025, 1, 1), Basis = "鄂民政〔2024〕1号", Ages = "80 50\n90 100" });
        Assert.Equal((1, 0), (await RemindAsync(), await RemindAsync()));
        var age = Assert.Single((await MyAsync(o, o.Worker)).Ages);
        Assert.Equal(("将满八十", 80, new DateOnly(2025, 3, 20), 50m), (age.Name, age.Years, age.DueOn, age.PerMonth));
        Assert.Empty((await MyAsync(o, o.Director)).Ages);
        await o.Office.AsAsync(o.Worker, async s =>
        {
            await s.GetRequiredService<SettleOldAgeReminder>().ExecuteAsync(age.Id, "已申请", o.Worker, default);
            return true;
        });
        Assert.Empty((await MyAsync(o, o.Worker)).Ages);
        Assert.Equal(0, await RemindAsync());

        async Task<int> RemindAsync() => await o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetServices<IDailyWork>().OfType<RemindOldAge>().Single().ExecuteAsync(default));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Rules_are_dated_refused_with_their_faults_and_entered_by_their_office(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => o.SetAsync(new() { Kind = BenefitRuleKind.Allowance, From = Today, To = Today.AddDays(-1), Basis = "x", Standards = "厂级三百" }));
        Assert.Equal(["Standards", "To"], refused.Reasons.Select(r => r.Field).Order());
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.Office.AsAsync(o.Clerk, s => s.GetRequiredService<SetBenefitRule>().ExecuteAsync(new() { Kind = BenefitRuleKind.Funeral, From = Today, Basis = "x", AnnualIncome = 1 }, o.Clerk, default))), "待遇标准由老干部服务专干");
        await o.RulesAsync();
        await o.SetAsync(new() { Kind = BenefitRuleKind.Allowance, From = new(2024, 7, 1), Basis = "区纪要〔2024〕9号", Standards = "厂级 400" });
        var old = await o.RegisterAsync();
        await o.CalculateAsync(old);
        Assert.Equal(3600m, (await o.GetAsync(old)).Benefit.Amount); // the period began under the older rule
        var now = await o.RegisterAsync(o.Allowance(2) with { PeriodFrom = new(2024, 7, 1) });
        await o.CalculateAsync(now);
        Assert.Equal(2400m, (await o.GetAsync(now)).Benefit.Amount);
        var none = await o.RegisterAsync(o.Allowance(0) with { PeriodFrom = new(2018, 1, 1), PeriodTo = new(2018, 12, 31) });
        Refused(await Assert.ThrowsAsync<RefusedException>(() => o.CalculateAsync(none)), "没有 2018-01-01 有效的“补差标准”，请先在“待遇标准”中录入");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_row_of_the_old_book_keeps_its_dates_and_a_second_entry_is_marked(DatabaseProvider provider)
    {
        await using var o = await BenefitOffice.OpenAsync(provider);
        var (first, second, other) = await o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetRequiredService<CaseDb>().WriteAsync(async () =>
        {
            var import = s.GetRequiredService<ImportBenefit>();
            return (await AddAsync("DY-1", [0, 1]), await AddAsync("DY-2", [1, 0]), await AddAsync("DY-3", [2]));

            Task<ImportBenefit.Imported> AddAsync(string number, int[] who) => import.AddAsync(new(number, BenefitType.Allowance, BenefitState.Resolved, new(2024, 3, 1), "王建国", "补差", [.. who.Select(i => o.Cadres[i])])
            {
                ApprovalNumber = "新财〔2024〕3号",
                Amount = 7200.50m,
                PaidOn = new(2024, 5, 6),
                EndedOn = new(2024, 5, 10),
            }, CaseTracker.Accounts.Actor.System, default);
        }));
        Assert.Equal((null, first.Number, null), (first.RepeatsNumber, second.RepeatsNumber, other.RepeatsNumber));
        var kept = (await o.GetAsync(second.Number)).Benefit;
        Assert.Equal((BenefitState.Resolved, new DateOnly(2024, 5, 10), 7200.50m, true, first.Id), (kept.State, kept.ResolvedOn!.Value, kept.Paid!.Value, kept.IsSuspectedDouble, kept.RepeatsId!.Value));
        Assert.Equal(first.Number, (await o.GetAsync(second.Number)).RepeatsNumber);
        Assert.Contains($"疑似重复（{first.Number}）", (await LedgerAsync(o, o.Worker, new(2024, 1, 1), new(2024, 12, 31))).Single(l => l.Number == second.Number).Note, StringComparison.Ordinal);
    }

    private static Task<MyBenefits.Today> MyAsync(BenefitOffice o, CaseTracker.Accounts.Actor who) => o.Office.AsAsync(who, s => s.GetRequiredService<MyBenefits>().ExecuteAsync(who, default));

    private static Task<int> DailyAsync(BenefitOffice o) => o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetServices<IDailyWork>().OfType<ExpireObjections>().Single().ExecuteAsync(default));

    private static Task<IReadOnlyList<BenefitLedger.Line>> LedgerAsync(BenefitOffice o, CaseTracker.Accounts.Actor who, DateOnly from, DateOnly to) => o.Office.AsAsync(who, s => s.GetRequiredService<BenefitLedger>().RowsAsync(from, to, default));

    private static void Refused(RefusedException refused, params string[] sentences) =>
        Assert.All(sentences, s => Assert.True(refused.Reasons.Any(r => r.Text.Contains(s, StringComparison.Ordinal)), $"{s} not in: {string.Join(" / ", refused.Reasons.Select(r => r.Text))}"));

    private sealed record Picture(BenefitState State, decimal? Amount, string? Pending, DateOnly? ClosedOn, string People);
}
