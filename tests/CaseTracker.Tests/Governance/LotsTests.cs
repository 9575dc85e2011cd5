using CaseTracker.Calendar;
using CaseTracker.Data;
using CaseTracker.Governance;
using CaseTracker.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CaseTracker.Tests.Governance.GovernanceOffice;

namespace CaseTracker.Tests.Governance;

/// <summary>双随机: drawn by a rule that anybody can repeat, and compared with what was recorded.</summary>
public sealed class LotsTests
{
    private static readonly string[] Enterprises = ["鑫兴民爆｜91420117MA4K00001A", "恒稳机械｜91420117MA4K00002B", "云溪纸业｜91420117MA4K00003C", "望川建材", "邾城化工"];

    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Fact]
    public void The_rule_gives_what_another_program_gave()
    {
        // Made by a Python program written from docs/lots.md alone.
        var input = new Lots.Input([.. Enterprises.Select(Entry)], [.. new[] { "张三｜17001", "李四｜17002", "王五｜17003", "赵六｜17004" }.Select(Entry)], 2, 2);
        var drawn = Lots.Draw(input, "2025-03-05 福彩3D 123");
        Assert.Equal(VectorSubjects, drawn.Subjects);
        Assert.Equal(VectorOfficers, drawn.Officers);
        var turned = input with { Subjects = [.. input.Subjects.Reverse()], Officers = [.. input.Officers.Reverse()] };
        Assert.Equal(drawn.ToJson(), Lots.Draw(turned, "2025-03-05 福彩3D 123").ToJson()); // the order in which they were typed says nothing
    }

    private static readonly string[] VectorSubjects = ["邾城化工", "望川建材"];

    private static readonly string[] VectorOfficers = ["17003 王五", "17002 李四"];

    [Fact]
    public void Every_name_has_the_same_chance_and_seeds_differ()
    {
        var input = new Lots.Input([.. Enterprises.Select(Entry)], [Lots.Entry.Of("张三", "1"), Lots.Entry.Of("李四", "2")], 1, 2);
        var times = Enumerable.Range(0, 2000).Select(i => Lots.Draw(input, $"种子{i}").Subjects[0]).GroupBy(k => k).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(5, times.Count);
        Assert.All(times.Values, n => Assert.InRange(n, 320, 480)); // 400 ± 4.5 σ
        Assert.NotEqual(Lots.NewSeed(), Lots.NewSeed());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_inspection_is_drawn_made_entered_published_and_rechecked(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        var number = await o.RegisterAsync(o.Handler, GovernanceKind.Inspection, ("title", "民爆企业年度检查"), ("subKind", "民爆"), ("field", "民爆"));
        (string, object?)[] draw = [("subjectCount", 2), ("officerCount", 2), ("witness", "韩纪检"), ("on", Today)];
        Assert.Contains("还没有检查对象名单", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.Draw, draw));
        Assert.Contains("写了两次", await o.RefusalAsync(o.Handler, number, GovernanceStep.ListSubjects, ("parts", new[] { "甲", "甲" })));
        await o.StepAsync(o.Handler, number, GovernanceStep.ListSubjects, ("parts", new[] { "旧名单" }));
        await o.StepAsync(o.Handler, number, GovernanceStep.ListSubjects, ("parts", Enterprises));
        Assert.Equal(5, (await o.ItemAsync(number)).PartCount);
        Assert.Contains("须由科长或法制审核或信访机构负责人办理", await o.RefusalAsync(o.Handler, number, GovernanceStep.Draw, draw));
        Assert.Contains("抽取检查对象数应在1到5之间", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.Draw, [("subjectCount", 6), .. draw.Skip(1)]));
        Assert.Contains("执法检查人员不得少于2人", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.Draw, [("subjectCount", 2), ("officerCount", 1), .. draw.Skip(2)]));
        Assert.Contains("无须回避的执法人员只有0人，不足2人", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.Draw, draw));

        await o.OfficerAsync("张三", "17001");
        await o.OfficerAsync("过期", "17009", ("validTo", Today.AddDays(-1)));
        await o.OfficerAsync("外行", "17008", ("field", "盐业"));
        await o.OfficerAsync("亲属", "17007", ("counterparty", string.Join('、', Enterprises.Select(e => e.Split('｜')[0]))));
        await o.OfficerAsync("李四", "17002");
        Assert.Contains("在岗的执法人员里没有钱某", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.Draw, [.. draw, ("recused", new[] { "钱某" })]));
        Assert.Contains("只有1人，不足2人", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.Draw, [.. draw, ("recused", new[] { "李四" })]));
        var done = await o.StepAsync(o.Lawyer, number, GovernanceStep.Draw, [.. draw, ("seed", "20250305-123")]);
        Assert.Contains("种子 20250305-123", done.Told);
        var item = await o.ItemAsync(number);
        Assert.Equal(["张三", "李四"], item.Parts.Where(p => p is { Kind: GovernancePartKind.DrawnOfficer, IsRemoved: false }).Select(p => p.Name).Order());
        Assert.Equal(2, item.Parts.Count(p => p is { Kind: GovernancePartKind.DrawnSubject, IsRemoved: false }));
        Assert.Contains("请填写重新抽取的理由", await o.RefusalAsync(o.Lawyer, number, GovernanceStep.DrawAgain, draw));
        await o.StepAsync(o.Lawyer, number, GovernanceStep.DrawAgain, [.. draw, ("reason", "抽中企业已停产")]);

        (string, object?)[] inspected = [("quantity", 2), ("problemCount", 1), ("opinion", "台账不全")];
        Assert.Contains("检查日期不得早于抽取日期", await o.RefusalAsync(o.Handler, number, GovernanceStep.Inspect, [("finishedOn", Today.AddDays(-1)), .. inspected]));
        await o.StepAsync(o.Handler, number, GovernanceStep.Inspect, [("finishedOn", Today), .. inspected]);
        Assert.Contains("录入日期不得早于检查日期", await o.RefusalAsync(o.Handler, number, GovernanceStep.Enter, ("enteredOn", Today.AddDays(-1))));
        await o.StepAsync(o.Handler, number, GovernanceStep.Enter, ("enteredOn", Today));
        Assert.Contains("公示日期不得早于录入日期", await o.RefusalAsync(o.Handler, number, GovernanceStep.Publish, ("publishedOn", Today.AddDays(-1))));
        await o.StepAsync(o.Handler, number, GovernanceStep.Publish, ("publishedOn", Today));
        Assert.Contains("请填写整改情况", await o.RefusalAsync(o.Handler, number, GovernanceStep.Recheck, ("recheckedOn", Today)));
        await o.StepAsync(o.Handler, number, GovernanceStep.Recheck, ("recheckedOn", Today), ("result", "已补齐台账"));
        Assert.Equal((2, 1, true), ((await o.FactsAsync())[number] is var f ? (f.Quantity!.Value, f.Problems!.Value, f.IsDone) : default));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_expired_certificate_stops_the_inspection_and_nothing_found_needs_no_recheck(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        await o.OfficerAsync("张三", "17001", ("validTo", Today.AddDays(3)));
        await o.OfficerAsync("李四", "17002");
        var number = await DrawnAsync(o);
        o.People.Pass(10);
        (string, object?)[] inspected = [("quantity", 1), ("problemCount", 0), ("opinion", "正常")];
        Assert.Contains("张三的执法证有效期至2025-03-08，检查当日已经过期", await o.RefusalAsync(o.Handler, number, GovernanceStep.Inspect, [("finishedOn", Today.AddDays(5)), .. inspected]));
        await o.StepAsync(o.Handler, number, GovernanceStep.Inspect, [("finishedOn", Today.AddDays(2)), .. inspected]);
        await o.StepAsync(o.Handler, number, GovernanceStep.Enter, ("enteredOn", Today.AddDays(2)));
        await o.StepAsync(o.Handler, number, GovernanceStep.Publish, ("publishedOn", Today.AddDays(3)));
        Assert.Contains("没有发现问题，无须整改复查", await o.RefusalAsync(o.Handler, number, GovernanceStep.Recheck, ("recheckedOn", Today.AddDays(3)), ("result", "无")));
        var stopped = await DrawnAsync(o);
        await o.StepAsync(o.Lawyer, stopped, GovernanceStep.Withdraw, ("reason", "任务取消"));
        Assert.Equal(GovernanceState.Withdrawn, (await o.ItemAsync(stopped)).State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_certificate_that_was_taken_away_is_neither_drawn_nor_used_nor_counted(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        await o.OfficerAsync("张三", "17001");
        var second = await o.OfficerAsync("李四", "17002");
        var third = await o.OfficerAsync("王五", "17003");
        var away = Today.AddDays(-10);
        Assert.Contains("须由", await o.RefusalAsync(o.Handler, third, GovernanceStep.Suspend, ("reason", "学时不足"), ("on", away)));
        await o.StepAsync(o.Lawyer, third, GovernanceStep.Suspend, ("reason", "学时不足"), ("on", away));
        Assert.Equal("暂扣", (await o.ItemAsync(third)).StateWord);
        Assert.Contains("只有2人，不足3人", (await Assert.ThrowsAsync<RefusedException>(() => DrawnAsync(o, ("officerCount", 3)))).Message);
        Assert.Equal((true, false, false), await InForceAsync());
        var known = o.Office.Clock.GetUtcNow().UtcDateTime;
        o.Office.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("发还日期不得早于暂扣日期", await o.RefusalAsync(o.Lawyer, third, GovernanceStep.Reinstate, ("reason", "补训合格"), ("on", away.AddDays(-1))));
        await o.StepAsync(o.Lawyer, third, GovernanceStep.Reinstate, ("reason", "补训合格"), ("on", Today));
        Assert.Equal((true, false, true), await InForceAsync());
        Assert.Equal((3, 2, 3, 2), (await CertifiedAsync(away.AddDays(-1)), await CertifiedAsync(Today.AddDays(-1)), await CertifiedAsync(Today), await CertifiedAsync(Today, known))); // 持证执法人员 of the report
        Assert.Contains("只有2人，不足3人", (await Assert.ThrowsAsync<RefusedException>(() => DrawnAsync(o, ("officerCount", 3), ("sentOn", away), ("on", away.AddDays(2))))).Message); // nor for a day on which it was away

        var number = await DrawnAsync(o, ("officerCount", 3));
        await o.StepAsync(o.Lawyer, second, GovernanceStep.Suspend, ("reason", "被投诉"), ("on", Today));
        (string, object?)[] inspected = [("finishedOn", Today), ("quantity", 1), ("problemCount", 0), ("opinion", "正常")];
        Assert.Contains("李四的执法证在检查当日处于暂扣期间，请重新抽取", await o.RefusalAsync(o.Handler, number, GovernanceStep.Inspect, inspected));
        await o.StepAsync(o.Lawyer, number, GovernanceStep.DrawAgain, ("subjectCount", 1), ("officerCount", 2), ("witness", "韩纪检"), ("on", Today), ("reason", "李四证件被暂扣"));
        await o.StepAsync(o.Handler, number, GovernanceStep.Inspect, inspected);
        await o.StepAsync(o.Lawyer, second, GovernanceStep.Finish, ("finishedOn", Today), ("opinion", "调离"));
        Assert.Equal("注销", (await o.ItemAsync(second)).StateWord);

        async Task<decimal> CertifiedAsync(DateOnly day, DateTime? knownAt = null) => (await o.Office.AsAsync(o.Lawyer, s => s.GetRequiredService<AnnualReport>().ExecuteAsync(day.Year, day, knownAt, default))).Figure("F8").Value;
        async Task<(bool, bool, bool)> InForceAsync() => (await o.FactsAsync())[third] is var f ? (f.IsInForce(away.AddDays(-1)), f.IsInForce(Today.AddDays(-1)), f.IsInForce(Today)) : default;
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_was_inspected_is_published_within_twenty_working_days_or_is_late_everywhere(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        await o.OfficerAsync("张三", "17001");
        await o.OfficerAsync("李四", "17002");
        var number = await DrawnAsync(o);
        await o.StepAsync(o.Handler, number, GovernanceStep.Inspect, ("finishedOn", Today), ("quantity", 1), ("problemCount", 0), ("opinion", "正常"));
        var due = new DateOnly(2025, 4, 2); // counted by hand: 18 days of March, 2 of April
        Assert.Empty(await WorkAsync(o.Handler)); // not yet within 临期天数
        o.People.Pass(due.DayNumber - Today.DayNumber);
        Assert.Equal((due, false, 0, 0), await SeenAsync());
        o.People.Pass(1);
        Assert.Equal((due, true, 1, 1), await SeenAsync());
        var (row, steps) = Assert.Single(await WorkAsync(o.Handler));
        Assert.Equal((number, due, GovernanceStep.Enter), (row.Number, row.DueOn, Assert.Single(steps)));
        Assert.Empty(await WorkAsync(o.OtherLawyer with { Hats = [new CaseTracker.Accounts.Hat(CaseTracker.Accounts.Role.CW, o.People.Industry)] })); // of another section
        Assert.Empty(await WorkAsync(o.People.Deputy));
        await o.StepAsync(o.Handler, number, GovernanceStep.Enter, ("enteredOn", due));
        Assert.Equal((due, true, 1, 1), await SeenAsync());
        await o.StepAsync(o.Handler, number, GovernanceStep.Publish, ("publishedOn", due.AddDays(1)));
        Assert.Equal((null, false, 0, 0), await SeenAsync());
        Assert.Empty(await WorkAsync(o.Handler));

        Task<IReadOnlyList<MyGovernance.Item>> WorkAsync(CaseTracker.Accounts.Actor actor) => o.Office.AsAsync(actor, s => s.GetRequiredService<MyGovernance>().ExecuteAsync(actor, default));
        async Task<(DateOnly?, bool, int, int)> SeenAsync()
        {
            var shown = await o.GetAsync(o.Handler, number);
            var late = (await o.Office.AsAsync(o.Handler, s => s.GetRequiredService<FindGovernance>().ExecuteAsync(new() { Kind = GovernanceKind.Inspection, OverdueOnly = true }, default))).Rows;
            Assert.All(late, r => Assert.True(r.IsOverdue(o.Office.Clock.GetUtcNow().UtcDateTime is var now ? DateOnly.FromDateTime(now.AddHours(8)) : default)));
            var counted = (await o.Office.AsAsync(o.Handler, s => s.GetRequiredService<FindGovernance>().CountAsync(default))).Single(c => c.Kind == GovernanceKind.Inspection);
            return (shown.DueOn, shown.IsOverdue(DateOnly.FromDateTime(o.Office.Clock.GetUtcNow().UtcDateTime.AddHours(8))), late.Count, counted.Overdue);
        }
    }

    [Fact]
    public void The_late_ones_of_a_day_are_those_whose_last_day_lies_before_it()
    {
        var calendar = WorkCalendar.BuiltIn;
        for (var inspected = new DateOnly(2024, 1, 1); inspected.Year < 2025; inspected = inspected.AddDays(1))
        {
            var due = calendar.PublishBy(inspected)!.Value;
            Assert.True(inspected > calendar.UnpublishedSince(due), $"{inspected}");
            Assert.True(inspected <= calendar.UnpublishedSince(due.AddDays(1)), $"{inspected}");
        }

        Assert.Null(calendar.PublishBy(new DateOnly(2099, 1, 4)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_redraw_gives_the_same_another_seed_another_and_an_edited_list_is_noticed(DatabaseProvider provider)
    {
        await using var o = await OpenAsync(provider);
        foreach (var i in Enumerable.Range(1, 6))
        {
            await o.OfficerAsync($"执法{i}", $"1700{i}");
        }

        var planned = await o.RegisterAsync(o.Handler, GovernanceKind.Inspection, ("title", "未抽"), ("parts", Enterprises));
        Assert.Contains("还没有抽取", (await Assert.ThrowsAsync<RefusedException>(() => RedrawAsync(planned))).Message);
        var number = await DrawnAsync(o, ("subjectCount", 3), ("seed", "甲"));
        var answer = await RedrawAsync(number);
        Assert.True(answer.Holds, string.Join('；', answer.Findings));
        var item = await o.ItemAsync(number);
        Assert.Equal(item.Parts.Where(p => p.Kind == GovernancePartKind.DrawnSubject).Select(p => $"{p.Code} {p.Name}".Trim()), answer.Drawings.Single().Subjects);
        var others = new HashSet<string>();
        foreach (var seed in new[] { "乙", "丙", "丁", "甲 " })
        {
            others.Add(string.Join('|', (await RedrawAsync(number, seed)).Drawings[^1] is var d ? d.Subjects.Concat(d.Officers) : []));
        }

        Assert.True(others.Count >= 3);

        await EditAsync(db => db.Set<GovernancePart>().IgnoreQueryFilters().Where(p => p.ItemId == item.Id && p.Kind == GovernancePartKind.Subject && p.Name == "邾城化工").ExecuteUpdateAsync(s => s.SetProperty(p => p.Name, "邾城化肥")));
        Assert.Equal(["检查对象名单在抽取之后有改动，与抽取时的名单不同"], (await RedrawAsync(number)).Findings);
        await EditAsync(db => db.Set<GovernancePart>().IgnoreQueryFilters().Where(p => p.ItemId == item.Id && p.Name == "邾城化肥").ExecuteUpdateAsync(s => s.SetProperty(p => p.Name, "邾城化工")));
        var stored = item.Draws.Single();
        await EditAsync(db => db.Set<GovernanceDraw>().IgnoreQueryFilters().Where(d => d.Id == stored.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.Input, stored.Input.Replace("邾城化工", "邾城化肥"))));
        Assert.Contains("第1次抽取的名单与留存的指纹不符，名单在抽取之后被改动过", (await RedrawAsync(number)).Findings);
        var forged = stored.Input.Replace("执法6", "执法9");
        await EditAsync(db => db.Set<GovernanceDraw>().IgnoreQueryFilters().Where(d => d.Id == stored.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.Input, forged).SetProperty(d => d.Fingerprint, Lots.FingerprintOf(forged))));
        Assert.Contains("第1次抽取的种子或指纹与经过记录不符", (await RedrawAsync(number)).Findings);
        await EditAsync(db => db.Set<GovernanceDraw>().IgnoreQueryFilters().Where(d => d.Id == stored.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.Input, stored.Input).SetProperty(d => d.Fingerprint, stored.Fingerprint).SetProperty(d => d.Result, stored.Result.Replace("1700", "1800"))));
        Assert.Contains("第1次抽取按留存的名单和种子重抽，结果与记录不一致", (await RedrawAsync(number)).Findings);

        Task<RedrawLots.Answer> RedrawAsync(string which, string? seed = null) => o.Office.AsAsync(o.Head, s => s.GetRequiredService<RedrawLots>().ExecuteAsync(which, o.Head, default, seed));
        Task<int> EditAsync(Func<CaseDb, Task<int>> edit) => o.Office.DbAsync(edit);
    }

    private static async Task<string> DrawnAsync(GovernanceOffice o, params (string, object?)[] more)
    {
        var number = await o.RegisterAsync(o.Handler, GovernanceKind.Inspection, [("title", "检查"), ("parts", Enterprises), .. more.Where(m => m.Item1 == "sentOn")]);
        await o.StepAsync(o.Lawyer, number, GovernanceStep.Draw, [("subjectCount", 1), ("officerCount", 2), ("witness", "韩纪检"), ("on", Today), .. more.Where(m => m.Item1 != "sentOn")]);
        return number;
    }

    private static Lots.Entry Entry(string line) => line.Split('｜') is [var name, var code] ? Lots.Entry.Of(name, code) : Lots.Entry.Of(line, null);
}
