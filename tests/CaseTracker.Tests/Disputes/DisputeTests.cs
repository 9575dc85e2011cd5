using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Disputes;
using CaseTracker.Handovers;
using CaseTracker.History;
using CaseTracker.Petitions;
using CaseTracker.Tests.Petitions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Disputes;

/// <summary>矛盾纠纷排查: swept by department, resolved or contained, turned into a petition; who has reported and who has not. Today is Wednesday 2025-03-05.</summary>
public sealed class DisputeTests
{
    private static readonly DateOnly Today = new(2025, 3, 5);

    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_dispute_is_found_resolved_struck_off_and_stands_in_the_ledger(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = await RegisterAsync(o, o.Handler, Wages());
        Assert.Equal("JF420117202500001", number);
        await StepAsync(o, o.Handler, number, DisputeStep.Start, ("measures", "约谈企业，监督付款"), ("person", "陈承办"), ("limitOn", Today.AddDays(30)));
        await StepAsync(o, o.Handler, number, DisputeStep.Progress, ("progress", "企业承诺月底前支付"), ("on", Today));
        await StepAsync(o, o.SectionHead, number, DisputeStep.Contain, ("measures", "安排专人联系"), ("on", Today));
        await StepAsync(o, o.SectionHead, number, DisputeStep.Resume, ("reason", "企业恢复付款"));
        await StepAsync(o, o.Handler, number, DisputeStep.Resolve, ("result", "工资全部付清"), ("on", Today));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o, o.Handler, number, DisputeStep.CloseOff, ("opinion", "属实"))), "须由信访机构负责人或分管领导或局长办理");
        await StepAsync(o, o.Office1, number, DisputeStep.CloseOff, ("opinion", "核实付清，同意销号"));

        var shown = await GetAsync(o, o.Director, number);
        Assert.Equal(["登记", "开始化解", "记录进展", "转为稳控", "恢复化解", "登记化解", "销号"], shown.Events.Select(e => e.StepName));
        Assert.All(shown.Steps, s => Assert.Equal(Access.Refused, s.Access));
        var (heading, lines) = await LedgerAsync(o, o.Deputy);
        var line = Assert.Single(lines);
        Assert.Equal(("恒稳公司拖欠工资", "中", "经济运行科/陈承办", "2025-03-05 企业承诺月底前支付", "已化解", Today), (line.DisputeName, line.Risk, line.Responsible, line.Progress, line.Resolved, line.ResolvedOn!.Value));
        Assert.Contains("排查1起，已化解1起；零报告0份", heading.Cover);
        Assert.Equal(["序号", "排查时间", "纠纷名称", "涉及单位(企业)", "类型", "涉及人数", "主要诉求", "风险等级", "包案领导", "责任科室/人", "化解措施", "化解时限", "进展", "是否化解", "化解日期", "备注"],
            DisputeLedger.Sheet.Columns.Select(c => c.Header));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_highest_risk_has_a_leader_in_charge_and_only_a_leader_strikes_it_off(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = await RegisterAsync(o, o.Handler, Wages() with { Risk = "高", MayGather = true });
        (string, object?)[] start = [("measures", "约谈"), ("person", "陈承办"), ("limitOn", Today.AddDays(30))];
        var refused = await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o, o.Handler, number, DisputeStep.Start, start));
        Assert.Equal(("leader", "风险等级最高的矛盾纠纷应当明确包案领导，请填写"), (refused.Reasons[0].Field, refused.Reasons[0].Text));
        await StepAsync(o, o.Handler, number, DisputeStep.Start, [.. start, ("leader", "冯分管")]);
        Refused(await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o, o.Handler, number, DisputeStep.Resolve, ("result", "付清"), ("on", Today.AddDays(-40)))), "不得早于排查日期");
        await StepAsync(o, o.Handler, number, DisputeStep.Resolve, ("result", "付清"), ("on", Today));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o, o.Office1, number, DisputeStep.CloseOff, ("opinion", "属实"))), "须由分管领导或局长办理");
        await StepAsync(o, o.Deputy, number, DisputeStep.CloseOff, ("opinion", "同意"));
        Assert.Equal(DisputeState.Closed, (await GetAsync(o, o.Handler, number)).Dispute.State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_department_writes_and_sees_its_own_and_the_leaders_see_all(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var other = await o.AccountAsync("工业承办", o.Industry, Role.CW);
        var own = await RegisterAsync(o, o.Handler, Wages());
        var theirs = await RegisterAsync(o, other, Wages() with { Name = "机械厂改制" });
        var shared = await RegisterAsync(o, o.Office1, Wages() with { Name = "园区停电", DepartmentId = o.Economy });
        Refused(await Assert.ThrowsAsync<RefusedException>(() => RegisterAsync(o, o.Handler, Wages() with { ReportDepartmentId = o.Industry })), "只能为本科室填报");
        Refused(await Assert.ThrowsAsync<RefusedException>(() => RegisterAsync(o, o.Deputy, Wages())), "没有“登记矛盾纠纷和排查报告”的权限");

        var all = await o.Office.DbAsync(db => db.Disputes.IgnoreQueryFilters().AsNoTracking().ToListAsync());
        foreach (var (who, seen) in new[] { (o.Handler, new[] { own, shared }), (other, [theirs]), (o.Office1, [own, theirs, shared]), (o.Deputy, [own, theirs, shared]), (o.Director, [own, theirs, shared]), (o.Clerk, []), (o.Archivist, []) })
        {
            var list = await o.Office.AsAsync(who, s => s.GetRequiredService<FindDisputes>().ExecuteAsync(new(), default));
            Assert.Equal(seen.Order(), list.Rows.Select(r => r.Number).Order());
            Assert.Equal(seen.Length, list.Count);
            Assert.Equal(seen.Order(), all.Where(d => d.IsVisibleTo(who.Viewer)).Select(d => d.Number).Order());
        }

        await Assert.ThrowsAsync<NotFoundException>(() => GetAsync(o, o.Handler, theirs));
        await Assert.ThrowsAsync<NotFoundException>(() => StepAsync(o, o.Handler, theirs, DisputeStep.Progress, ("progress", "越权"), ("on", Today)));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => LedgerAsync(o, o.SectionHead)), "由信访机构或局领导查看");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_dispute_becomes_a_petition_and_both_sides_show_the_other(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = await RegisterAsync(o, o.Handler, Wages());
        Refused(await Assert.ThrowsAsync<RefusedException>(() => TurnAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse })), "不得与矛盾纠纷台账关联");
        var incomplete = await Assert.ThrowsAsync<RefusedException>(() => TurnAsync(PetitionOffice.Visit() with { Summary = "", CategoryId = null }));
        Assert.Contains(incomplete.Reasons, r => r.Field == "Summary");
        Assert.Equal(0, await o.Office.DbAsync(db => db.Petitions.CountAsync()));

        var done = await TurnAsync(PetitionOffice.Visit());
        Assert.Equal(done.PetitionNumber, (await GetAsync(o, o.Handler, number)).Dispute.PetitionNumber);
        var petition = await o.ViewAsync(o.Office1, done.PetitionNumber);
        var source = Assert.Single(await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<FindSources>().ExecuteAsync(petition.Petition.Id, default)));
        Assert.Equal(number, source.Dispute);
        Assert.Empty(await o.Office.AsAsync(o.Clerk, s => s.GetRequiredService<FindSources>().ExecuteAsync(petition.Petition.Id, default)));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => TurnAsync(PetitionOffice.Visit())), $"已经转为信访事项 {done.PetitionNumber}");
        Refused(await Assert.ThrowsAsync<RefusedException>(() => StepAsync(o, o.SectionHead, number, DisputeStep.Void, ("reason", "错"))), "不能作废");
        var (_, lines) = await LedgerAsync(o, o.Office1);
        Assert.Equal($"转信访件{done.PetitionNumber}", lines.Single().Note);

        Task<TurnDispute.Done> TurnAsync(RegisterPetition.Command petition) => o.Office.AsAsync(o.Office1, s => s.GetRequiredService<TurnDispute>().ExecuteAsync(new(number, petition), o.Office1, default));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_fault_is_said_at_its_field_and_a_correction_keeps_both_versions(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => RegisterAsync(o, o.Handler, new() { Risk = "红", FoundOn = Today.AddDays(1), PeopleCount = 0, LimitOn = Today.AddDays(-1) }));
        Assert.Equal(["Demands", "FoundOn", "LimitOn", "Name", "Parties", "PeopleCount", "Risk"], refused.Reasons.Select(r => r.Field).Order());

        var number = await RegisterAsync(o, o.Handler, Wages());
        var before = (await GetAsync(o, o.Handler, number)).Dispute;
        var correction = new CorrectDispute.Command { Number = number, Version = before.Version, Name = before.Name, Type = before.Type, Parties = before.Parties, PeopleCount = 60, Demands = before.Demands, Risk = "高", Reason = "人数增加" };
        await CorrectAsync(correction);
        await Assert.ThrowsAsync<StaleException>(() => CorrectAsync(correction));
        var after = await GetAsync(o, o.Handler, number);
        Assert.Equal((60, "高", 0, Today), (after.Dispute.PeopleCount, after.Dispute.Risk, after.Dispute.RiskRank, after.Dispute.FoundOn));
        Assert.Contains("\"PeopleCount\":[35,60]", after.Events[^1].Changes);

        Task CorrectAsync(CorrectDispute.Command command) => o.Office.AsAsync(o.Handler, async s =>
        {
            await s.GetRequiredService<CorrectDispute>().ExecuteAsync(command, o.Handler, default);
            return true;
        });
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_department_reports_every_period_also_that_it_found_nothing(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var (from, to) = (new DateOnly(2025, 2, 1), new DateOnly(2025, 2, 28));
        await ReportAsync(o, o.Handler, new() { From = from, To = to, IsZero = true });
        Refused(await Assert.ThrowsAsync<RefusedException>(() => ReportAsync(o, o.Handler, new() { From = from, To = to, IsZero = true })), "已经报告");
        Refused(await Assert.ThrowsAsync<RefusedException>(() => ReportAsync(o, o.Handler, new() { From = from, To = to.AddDays(1), IsZero = true })), "不是一个排查周期");
        Refused(await Assert.ThrowsAsync<RefusedException>(() => ReportAsync(o, o.Handler, new() { From = new(2025, 4, 1), To = new(2025, 4, 30), IsZero = true })), "还没有开始");
        Refused(await Assert.ThrowsAsync<RefusedException>(() => ReportAsync(o, o.Handler, new() { From = new(2025, 3, 1), To = new(2025, 3, 31) })), "请勾选“零报告”");

        var status = await StatusAsync(o, o.Director, from, Today);
        Assert.Equal(["办公室", "经济运行科", "工业科"], status.Columns.Select(c => c.Name));
        Assert.Equal([("2025年3月", "待报、待报、待报"), ("2025年2月", "未报、零报告（迟5天）、未报")], status.Lines.Select(l => (l.Period.Name, string.Join('、', l.Cells.Select(c => c.Words)))));
        Assert.Equal(2, status.Missing);
        // A department's people see their own column, and the archivist none.
        Assert.Equal(["经济运行科"], (await StatusAsync(o, o.Handler, from, Today)).Columns.Select(c => c.Name));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => StatusAsync(o, o.Archivist, from, Today)), "没有“查看矛盾纠纷排查”的权限");

        // What is found afterwards turns the zero report into a report of it; a zero report beside a dispute is refused.
        await RegisterAsync(o, o.Handler, Wages() with { FoundOn = new(2025, 2, 20) });
        status = await StatusAsync(o, o.Director, from, Today);
        Assert.Equal("1起（迟5天）", status.Lines[1].Cells[1].Words);
        var report = await o.Office.DbAsync(db => db.SweepReports.AsNoTracking().SingleAsync());
        Refused(await Assert.ThrowsAsync<RefusedException>(() => ReportAsync(o, o.Handler, new() { From = from, To = to, IsZero = true, Version = report.Version, Reason = "改" })), "已登记矛盾纠纷1起");
        await ReportAsync(o, o.Handler, new() { From = from, To = to, Version = report.Version, Reason = "补充排查人员", SweptBy = "陈承办、吴承办" });
        await Assert.ThrowsAsync<StaleException>(() => ReportAsync(o, o.Handler, new() { From = from, To = to, Version = report.Version, Reason = "补充" }));
        var names = await o.Office.DbAsync(async db =>
        {
            db.Opened.Add(report.Id);
            return await db.Events.Where(e => e.RecordId == report.Id).OrderBy(e => e.Seq).Select(e => e.StepName).ToListAsync();
        });
        Assert.Equal(["零报告", "零报告改为有矛盾纠纷", "更正排查报告"], names);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task In_a_key_period_every_day_is_reported_beside_the_ordinary_period(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        await SettleAsync(o, s => s with { SweepCycle = SweepCycle.Week, KeyPeriods = "2025-03-03至2025-03-04 全国两会", SweepFrom = new(2025, 3, 1) });
        await ReportAsync(o, o.Handler, new() { From = new(2025, 3, 4), To = new(2025, 3, 4), IsZero = true });
        var status = await StatusAsync(o, o.Handler, new(2025, 2, 1), Today);
        Assert.Equal([("2025年3月4日（全国两会）", "零报告（迟1天）"), ("2025年3月3日（全国两会）", "未报"), ("2025年3月3日—3月9日", "待报"), ("2025年2月24日—3月2日", "未报")], status.Lines.Select(l => (l.Period.Name, l.Cells[0].Words)));
        Refused(await Assert.ThrowsAsync<RefusedException>(() => SettleAsync(o, s => s with { KeyPeriods = "三月两会" })), "重点时段每行写一段");
        Refused(await Assert.ThrowsAsync<RefusedException>(() => SettleAsync(o, s => s with { RiskWords = "高" })), "从高到低用顿号隔开");
    }

    [Theory]
    [InlineData(SweepCycle.Month, "2024-02-29", "2024-02-01", "2024-02-29", "2024年2月")]
    [InlineData(SweepCycle.HalfMonth, "2025-02-15", "2025-02-01", "2025-02-15", "2025年2月上半月")]
    [InlineData(SweepCycle.HalfMonth, "2025-02-16", "2025-02-16", "2025-02-28", "2025年2月下半月")]
    [InlineData(SweepCycle.Week, "2025-03-02", "2025-02-24", "2025-03-02", "2025年2月24日—3月2日")]
    [InlineData(SweepCycle.Week, "2025-03-03", "2025-03-03", "2025-03-09", "2025年3月3日—3月9日")]
    [InlineData(SweepCycle.Day, "2025-03-05", "2025-03-05", "2025-03-05", "2025年3月5日")]
    public void A_day_lies_in_one_period_of_the_cycle(SweepCycle cycle, string day, string from, string to, string name)
    {
        var period = SweepPeriod.Of(cycle, DateOnly.Parse(day));
        Assert.Equal((DateOnly.Parse(from), DateOnly.Parse(to), name), (period.From, period.To, period.Name));
    }

    [Fact]
    public void The_periods_of_a_year_cover_every_day_once()
    {
        foreach (var cycle in Enum.GetValues<SweepCycle>())
        {
            var periods = SweepPeriod.Between(new BureauSettings { SweepCycle = cycle }, new(2024, 1, 1), new(2024, 12, 31)).OrderBy(p => p.From).ToList();
            Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.To.AddDays(1), pair.Second.From));
            Assert.True(periods[0].From <= new DateOnly(2024, 1, 1) && periods[^1].To >= new DateOnly(2024, 12, 31));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Pages_of_the_list_join_and_the_filters_narrow_them(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        for (var i = 0; i < 52; i++)
        {
            await RegisterAsync(o, o.Handler, Wages() with { Name = $"纠纷{i}", FoundOn = Today.AddDays(-(i / 3)), Risk = i % 5 == 0 ? "高" : "低", LimitOn = i == 51 ? Today.AddDays(-1) : null });
        }

        var first = await FindAsync(new());
        var second = await FindAsync(new() { After = first.Next });
        Assert.Equal((50, 2, 52, null), (first.Rows.Count, second.Rows.Count, first.Count, second.Next));
        Assert.Equal(52, first.Rows.Concat(second.Rows).Select(r => r.Number).Distinct().Count());
        Assert.Equal(11, (await FindAsync(new() { Risk = "高" })).Count);
        Assert.Equal(["纠纷51"], (await FindAsync(new() { OverdueOnly = true })).Rows.Select(r => r.Name));
        Assert.Equal(["纠纷49"], (await FindAsync(new() { Q = "纠纷49" })).Rows.Select(r => r.Name));

        Task<FindDisputes.Page> FindAsync(FindDisputes.Filter filter) => o.Office.AsAsync(o.Office1, s => s.GetRequiredService<FindDisputes>().ExecuteAsync(filter, default));
    }

    private static RegisterDispute.Command Wages() => new()
    {
        Name = "恒稳公司拖欠工资",
        Type = DisputeType.Wages,
        Parties = "望川恒稳建材有限公司",
        PeopleCount = 35,
        Demands = "要求支付三个月工资",
        Risk = "中",
        FoundOn = Today,
        Area = "望川街道",
        SurveyedBy = "陈承办",
    };

    private static void Refused(RefusedException refused, string text) => Assert.Contains(text, refused.Message);

    private static async Task<string> RegisterAsync(PetitionOffice o, Actor by, RegisterDispute.Command command) =>
        (await o.Office.AsAsync(by, s => s.GetRequiredService<RegisterDispute>().ExecuteAsync(command, by, default))).Number;

    private static Task<TakeDisputeStep.Done> StepAsync(PetitionOffice o, Actor by, string number, DisputeStep step, params (string, object?)[] data) =>
        o.Office.AsAsync(by, s => s.GetRequiredService<TakeDisputeStep>().ExecuteAsync(new(number, step, StepData.Of(data)), by, default));

    private static Task<GetDispute.Details> GetAsync(PetitionOffice o, Actor by, string number) => o.Office.AsAsync(by, s => s.GetRequiredService<GetDispute>().ExecuteAsync(number, by, default));

    private static Task<ReportSweep.Reported> ReportAsync(PetitionOffice o, Actor by, ReportSweep.Command command) => o.Office.AsAsync(by, s => s.GetRequiredService<ReportSweep>().ExecuteAsync(command, by, default));

    private static Task<GetSweepStatus.Status> StatusAsync(PetitionOffice o, Actor by, DateOnly from, DateOnly to) => o.Office.AsAsync(by, s => s.GetRequiredService<GetSweepStatus>().ExecuteAsync(from, to, by, default));

    private static Task<(CaseTracker.Excel.SheetHeading, IReadOnlyList<DisputeLedger.Line>)> LedgerAsync(PetitionOffice o, Actor by) => o.Office.AsAsync(by, async s =>
    {
        var ledger = s.GetRequiredService<DisputeLedger>();
        return (await ledger.HeadingAsync(new(2025, 3, 1), new(2025, 3, 31), default), await ledger.RowsAsync(new(2025, 3, 1), new(2025, 3, 31), default));
    });

    private static Task SettleAsync(PetitionOffice o, Func<BureauSettings, BureauSettings> change) => o.Office.AsAsync(Actor.System, async s =>
    {
        var settings = s.GetRequiredService<ChangeSettings>();
        var current = await settings.CurrentAsync(default);
        await settings.ExecuteAsync(current with { Settings = change(current.Settings) }, Actor.System, default);
        return true;
    });
}
