using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Cadres;

/// <summary>The rows of 在册状态, each taken and refused; and what they do to the numbers of a year.</summary>
public sealed class CadreStepsTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_new_person_counts_when_the_director_has_approved_and_not_before(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        RegisterCadre.Command typed = new() { PersonNumber = "LGB-066", Name = "新来", Grade = CadreGrade.MiddleDeputy, HandedOverOn = new(2025, 2, 1), Basis = "移交批次" };
        await o.Office.AsAsync(o.Keeper, s => s.GetRequiredService<RegisterCadre>().ExecuteAsync(typed, o.Keeper, default));
        Assert.Equal(CadreState.Proposed, (await o.ViewAsync("LGB-066")).Cadre.State);
        await o.RefusedAsync(() => o.StepAsync(o.Keeper, "LGB-066", CadreStep.HandOver, ("on", "2025-02-01"), ("basis", "移交批次")), "科长");
        Assert.True((await o.StepAsync(o.Head, "LGB-066", CadreStep.HandOver, ("on", "2025-02-01"), ("basis", "移交批次"))).IsProposed);
        Assert.False((await o.ViewAsync("LGB-066")).InCare);
        await o.RefusedAsync(() => o.DecideAsync(o.Deputy, "LGB-066"), "局长");
        Assert.Equal(CadreState.Active, (await o.DecideAsync(o.Director, "LGB-066")).State);
        var view = await o.ViewAsync("LGB-066");
        Assert.True(view.InCare);
        Assert.Equal(1, (await o.MovementAsync(2025)).Total.Added);
        await o.RefusedAsync(() => o.Office.AsAsync(o.Keeper, s => s.GetRequiredService<RegisterCadre>().ExecuteAsync(typed, o.Keeper, default)), "已属于");
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task What_a_section_head_enters_goes_to_the_director_at_once_and_may_come_back(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        RegisterCadre.Command typed = new() { PersonNumber = "LGB-067", Name = "又来", Grade = CadreGrade.PlantDeputy, HandedOverOn = new(2025, 2, 1), Basis = "移交批次" };
        await o.Office.AsAsync(o.Head, s => s.GetRequiredService<RegisterCadre>().ExecuteAsync(typed, o.Head, default));
        await o.RefusedAsync(() => o.StepAsync(o.Head, "LGB-067", CadreStep.HandOver, ("on", "2025-02-01"), ("basis", "移交批次")), "已经报批");
        await o.DecideAsync(o.Director, "LGB-067", ApprovalStep.Return, "依据不足");
        Assert.Equal(CadreState.Proposed, (await o.ViewAsync("LGB-067")).Cadre.State);
        Assert.True((await o.StepAsync(o.Head, "LGB-067", CadreStep.HandOver, ("on", "2025-02-01"), ("basis", "会议纪要"))).IsProposed);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_death_is_reported_by_the_desk_confirmed_with_proof_and_counts_on_its_own_day(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        var number = await o.SomebodyAsync();
        await o.SomebodyAsync(2);
        await o.RefusedAsync(() => o.StepAsync(o.Head, number, CadreStep.ConfirmDeath, ("on", "2024-12-20"), ("proof", DeathProof.Certificate), ("proofNumber", "1")), "在册");
        await o.RefusedAsync(() => o.StepAsync(o.Clerk, number, CadreStep.ReportDeath), "报告人");
        await o.RefusedAsync(() => o.StepAsync(o.Cashier, number, CadreStep.ReportDeath, ("informant", "其子")), "接访员");
        await o.StepAsync(o.Clerk, number, CadreStep.ReportDeath, ("informant", "其子，13800000000"));
        Assert.True((await o.ViewAsync(number)).InCare);
        await o.RefusedAsync(() => o.StepAsync(o.Keeper, number, CadreStep.ConfirmDeath, ("on", "2024-12-20"), ("proof", DeathProof.Certificate), ("proofNumber", "1")), "科长");
        await o.RefusedAsync(() => o.StepAsync(o.Outsider, number, CadreStep.ConfirmDeath, ("on", "2024-12-20"), ("proof", DeathProof.Certificate), ("proofNumber", "1")), "该人员");
        await o.RefusedAsync(() => o.StepAsync(o.Head, number, CadreStep.ConfirmDeath, ("on", "2011-08-14"), ("proof", DeathProof.Certificate), ("proofNumber", "1")), "不得早于移交日期");
        await o.RefusedAsync(() => o.StepAsync(o.Head, number, CadreStep.ConfirmDeath, ("on", o.Today.AddDays(1)), ("proof", DeathProof.Certificate), ("proofNumber", "1")), "不得晚于今天");
        await o.RefusedAsync(() => o.StepAsync(o.Head, number, CadreStep.ConfirmDeath, ("on", "2024-12-20")), "证明");

        var before = o.Office.Clock.GetUtcNow().UtcDateTime;
        o.Office.Clock.Advance(TimeSpan.FromMinutes(1));
        var done = await o.StepAsync(o.Head, number, CadreStep.ConfirmDeath, ("on", "2024-12-20"), ("proof", DeathProof.Cremation), ("proofNumber", "火化证1号"));

        Assert.Contains(done.Told, t => t.Contains("2024年末在册人数由2人变为1人", StringComparison.Ordinal));
        Assert.Equal((2, 1, 1), await Of(o, 2024));
        Assert.Equal((2, 0, 2), await Of(o, 2024, before));
        await o.StepAsync(o.Keeper, number, CadreStep.TellPensionOffice, ("on", o.Today), ("paper", "电话"));
        await o.RefusedAsync(() => o.StepAsync(o.Keeper, number, CadreStep.TellPensionOffice, ("on", o.Today), ("paper", "电话")), "已于");
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_false_report_is_taken_back_and_a_confirmed_death_revoked_by_the_director_alone(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        var number = await o.SomebodyAsync();
        await o.StepAsync(o.Keeper, number, CadreStep.ReportDeath, ("on", "2025-03-01"), ("informant", "邻居"));
        await o.RefusedAsync(() => o.StepAsync(o.Head, number, CadreStep.FalseReport), "理由");
        Assert.Equal(CadreState.Active, (await o.StepAsync(o.Head, number, CadreStep.FalseReport, ("reason", "同名"))).State);
        await o.StepAsync(o.Keeper, number, CadreStep.ReportDeath, ("on", "2024-03-01"), ("informant", "邻居"));
        await o.StepAsync(o.Head, number, CadreStep.ConfirmDeath, ("on", "2024-03-01"), ("proof", DeathProof.Community), ("proofNumber", "社区"));
        Assert.Equal((1, 1, 0), await Of(o, 2024));
        await o.RefusedAsync(() => o.StepAsync(o.Head, number, CadreStep.RevokeDeath, ("proofOfLife", "本人到场"), ("reason", "误报")), "局长");
        var done = await o.StepAsync(o.Director, number, CadreStep.RevokeDeath, ("proofOfLife", "本人到场"), ("reason", "误报"));
        Assert.Equal(CadreState.Active, done.State);
        Assert.Contains(done.Told, t => t.Contains("2024年末在册人数由0人变为1人", StringComparison.Ordinal));
        Assert.Equal((1, 0, 1), await Of(o, 2024));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Whoever_goes_and_comes_back_is_gone_in_between_and_who_dies_elsewhere_is_no_death_of_the_year(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        var number = await o.SomebodyAsync();
        (string, object?)[] paper = [("where", "外省"), ("transferBasis", TransferBasis.Family), ("paper", "申请")];
        await o.RefusedAsync(() => o.StepAsync(o.Keeper, number, CadreStep.TransferOut, [("on", "2024-05-01"), .. paper]), "科长");
        await o.StepAsync(o.Head, number, CadreStep.TransferOut, [("on", "2024-05-01"), .. paper]);
        await o.RefusedAsync(() => o.StepAsync(o.Head, number, CadreStep.Restore, ("on", "2024-04-30"), ("paper", "函")), "不得早于上一次");
        await o.StepAsync(o.Head, number, CadreStep.Restore, ("on", "2024-09-01"), ("paper", "函"));
        await o.RefusedAsync(() => o.StepAsync(o.Head, number, CadreStep.TransferOut, [("on", "2024-08-01"), .. paper]), "不得早于上一次");
        var row = (await o.MovementAsync(2024)).Total;
        Assert.Equal((1, 1, 1, 1), (row.Start, row.TransferredOut, row.Restored, row.End));
        Assert.Equal([1, 0, 0, 1], await o.Office.DbAsync(async db =>
        {
            var now = o.Office.Clock.GetUtcNow().UtcDateTime;
            List<int> counts = [];
            foreach (var day in new DateOnly[] { new(2024, 4, 30), new(2024, 5, 1), new(2024, 8, 31), new(2024, 9, 1) })
            {
                counts.Add(await db.InCareOn(day, now).CountAsync());
            }

            return counts;
        }));

        await o.StepAsync(o.Head, number, CadreStep.TransferOut, [("on", "2025-01-10"), .. paper]);
        await o.StepAsync(o.Head, number, CadreStep.ConfirmDeath, ("on", "2025-02-10"), ("proof", DeathProof.Certificate), ("proofNumber", "2"));
        row = (await o.MovementAsync(2025)).Total;
        Assert.Equal((1, 1, 0, 0), (row.Start, row.TransferredOut, row.Died, row.End));
        Assert.Equal(CadreState.TransferredOut, (await o.StepAsync(o.Director, number, CadreStep.RevokeDeath, ("proofOfLife", "函"), ("reason", "误报"))).State);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_wrong_date_is_corrected_with_both_times_and_the_year_that_changes_is_named(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        var number = await o.SomebodyAsync();
        await o.StepAsync(o.Keeper, number, CadreStep.ReportDeath, ("informant", "其女"));
        await o.StepAsync(o.Head, number, CadreStep.ConfirmDeath, ("on", "2025-01-02"), ("proof", DeathProof.Certificate), ("proofNumber", "3"));
        await o.RefusedAsync(() => o.StepAsync(o.Head, number, CadreStep.CorrectDate, ("fact", DatedStatus.Died), ("was", "2025-01-03"), ("on", "2024-12-30"), ("reason", "笔误")), "没有这样一条状态记录");
        await o.RefusedAsync(() => o.StepAsync(o.Head, number, CadreStep.CorrectDate, ("fact", DatedStatus.Died), ("was", "2025-01-02"), ("on", "2010-12-30"), ("reason", "笔误")), "不得早于移交日期");
        var done = await o.StepAsync(o.Head, number, CadreStep.CorrectDate, ("fact", DatedStatus.Died), ("was", "2025-01-02"), ("on", "2024-12-30"), ("reason", "笔误"));
        Assert.Contains(done.Told, t => t.StartsWith("2024年末", StringComparison.Ordinal));
        Assert.Equal((1, 1, 0), await Of(o, 2024));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_row_entered_twice_points_to_the_one_that_is_kept_and_counts_nowhere(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        var kept = await o.SomebodyAsync(1, c => c with { Name = "王　建国", BirthOn = null });
        var wrong = await o.SomebodyAsync(2, c => c with { Name = "王建国", BirthOn = null });
        Assert.Equal([(kept, "王建国", "姓名相同、出生日期不矛盾")], (await o.ViewAsync(wrong)).Doubles);
        await o.RefusedAsync(() => o.StepAsync(o.Head, wrong, CadreStep.VoidEntry, ("kept", wrong), ("reason", "重复")), "另一个有效的人员");
        await o.RefusedAsync(() => o.StepAsync(o.Keeper, wrong, CadreStep.VoidEntry, ("kept", kept), ("reason", "重复")), "科长");
        await o.StepAsync(o.Head, wrong, CadreStep.VoidEntry, ("kept", kept), ("reason", "重复"));
        await o.DecideAsync(o.Director, wrong);
        var view = await o.ViewAsync(wrong);
        Assert.Equal((CadreState.Void, kept), (view.Cadre.State, view.KeptNumber));
        Assert.Equal((1, 0, 1), await Of(o, 2024));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Health_is_read_by_who_looks_after_them_and_is_hidden_from_desk_and_cashier(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        var number = await o.SomebodyAsync(1, c => c with { Health = "重病", Focus = "独居" });
        var seen = await o.ViewAsync(number);
        Assert.Equal(("重病", true), (seen.Text(seen.Cadre.HealthId), seen.Marks.Contains(CareMark.Ill)));
        var hidden = await o.ViewAsync(number, o.Clerk);
        Assert.Equal(("****", false), (hidden.Text(hidden.Cadre.HealthId), hidden.Marks.Contains(CareMark.Ill)));
        await Assert.ThrowsAsync<RefusedException>(() => o.ViewAsync(number, o.Cashier));
        await Assert.ThrowsAsync<NotFoundException>(() => o.ViewAsync(number, o.Outsider));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_movement_balances_for_every_random_life_and_agrees_with_a_day_by_day_count(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        var random = new Random(20241231);
        var start = new DateOnly(2011, 8, 1);
        for (var n = 1; n <= 40; n++)
        {
            DateOnly Day(DateOnly from) => from.AddDays(random.Next(0, Math.Max(1, o.Today.DayNumber - from.DayNumber)));
            var handed = random.Next(3) == 0 ? Day(start) : start;
            DateOnly? gone = random.Next(3) == 0 ? Day(handed) : null;
            DateOnly? back = gone is { } g && random.Next(2) == 0 ? Day(g) : null;
            DateOnly? died = random.Next(3) == 0 ? Day(handed) : null;
            await o.SomebodyAsync(n, c => c with { HandedOverOn = handed, TransferredOutOn = gone, RestoredOn = back, DiedOn = died });
        }

        for (var year = 2011; year <= 2025; year++)
        {
            var table = await o.MovementAsync(year);
            Assert.All([table.Total, .. table.ByLevel, .. table.ByAge], row => Assert.True(row.Balances, $"{year} {row}"));
            Assert.Equal(table.Total, table.ByLevel.Aggregate((a, b) => new("合计", a.Start + b.Start, a.Added + b.Added, a.Restored + b.Restored, a.Died + b.Died, a.TransferredOut + b.TransferredOut, a.End + b.End)));
            Assert.Equal(table.Total.End, await o.Office.DbAsync(db => db.InCareOn(new DateOnly(year, 12, 31), o.Office.Clock.GetUtcNow().UtcDateTime).CountAsync()));
        }
    }

    private static async Task<(int Start, int Died, int End)> Of(RetireeOffice o, int year, DateTime? knownAt = null)
    {
        var row = (await o.MovementAsync(year, knownAt)).Total;
        return (row.Start, row.Died, row.End);
    }
}
