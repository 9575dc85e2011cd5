using CaseTracker.Benefits;
using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Receptions;
using CaseTracker.Tests.Cadres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Handovers;

/// <summary>What one feature's act does in the others: a death and its revocation, a row entered twice, a visit at the desk that becomes a service.</summary>
public sealed class RetireeHandoverTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_death_ends_and_opens_what_it_must_and_its_revocation_brings_exactly_that_back(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        var number = await o.SomebodyAsync();
        var visit = await VisitAsync(o, CareVisitType.Sick, number);
        var benefit = await BenefitAsync(o, BenefitType.Hardship, number);

        await o.StepAsync(o.Clerk, number, CadreStep.ReportDeath, ("on", o.Today.AddDays(-1)), ("informant", "其子"));
        var done = await o.StepAsync(o.Head, number, CadreStep.ConfirmDeath, ("on", o.Today.AddDays(-1)), ("proof", DeathProof.Certificate), ("proofNumber", "1"), ("survivor", "李某（配偶）"));

        Assert.Contains(done.Told, t => t.Contains(visit, StringComparison.Ordinal) && t.Contains("撤销", StringComparison.Ordinal));
        Assert.Contains(done.Told, t => t.Contains("通知社保", StringComparison.Ordinal));
        Assert.Contains(done.Told, t => t.Contains("李某（配偶）", StringComparison.Ordinal));
        Assert.Equal((CareVisitState.Cancelled, BenefitState.Withdrawn, 1, 1), await StandAsync(o, visit, benefit));

        await o.StepAsync(o.Director, number, CadreStep.RevokeDeath, ("proofOfLife", "本人到场"), ("reason", "误报"));
        Assert.Equal((CareVisitState.Triggered, BenefitState.Received, 0, 0), await StandAsync(o, visit, benefit));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_false_report_takes_back_the_condolence_it_opened(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        var number = await o.SomebodyAsync();
        await o.StepAsync(o.Clerk, number, CadreStep.ReportDeath, ("informant", "邻居"));
        Assert.Equal(1, await OpenCondolencesAsync(o));
        await o.StepAsync(o.Head, number, CadreStep.FalseReport, ("reason", "同名"));
        Assert.Equal(0, await OpenCondolencesAsync(o));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task What_stands_under_a_row_entered_twice_goes_to_the_person_that_is_kept(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        var (kept, wrong) = (await o.SomebodyAsync(), await o.SomebodyAsync(2));
        await VisitAsync(o, CareVisitType.Sick, wrong);
        await BenefitAsync(o, BenefitType.Hardship, wrong);
        await ReceiveAsync(o, wrong, VisitNext.RecordOnly);
        await o.StepAsync(o.Head, wrong, CadreStep.VoidEntry, ("kept", kept), ("reason", "重复"));
        await o.DecideAsync(o.Director, wrong);

        var id = (await o.ViewAsync(kept)).Cadre.Id;
        var life = await o.Office.AsAsync(o.Keeper, s => s.GetRequiredService<CadreLifeLine>().ExecuteAsync(id, default));
        Assert.Equal(["生病看望", "困难帮扶", "走访（信访接待）"], life.Where(e => e.Number.Length > 0).Select(e => e.Kind).OrderBy(k => k == "生病看望" ? 0 : k == "困难帮扶" ? 1 : 2));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_visit_at_the_desk_becomes_a_benefit_or_a_care_visit_and_keeps_one_link(DatabaseProvider provider)
    {
        await using var o = await RetireeOffice.OpenAsync(provider);
        var number = await o.SomebodyAsync();
        var atOnce = await ReceiveAsync(o, number, VisitNext.Benefit, c => c with { BenefitType = BenefitType.Hardship });
        Assert.StartsWith("待遇事项", atOnce.Service);
        Assert.Equal(ReceptionState.TurnedIntoCase, await o.Office.DbAsync(db => db.Receptions.Where(r => r.Number == atOnce.ReceptionNumber).Select(r => r.State).SingleAsync()));

        var later = await ReceiveAsync(o, number, VisitNext.RecordOnly);
        var version = await o.Office.DbAsync(db => db.Receptions.Where(r => r.Number == later.ReceptionNumber).Select(r => r.Version).SingleAsync());
        TurnReceptionToService.Command turn = new() { Number = later.ReceptionNumber, Version = version, Next = VisitNext.CareVisit, CareType = CareVisitType.Sick };
        var done = await o.Office.AsAsync(o.Keeper, s => s.GetRequiredService<TurnReceptionToService>().ExecuteAsync(turn, o.Keeper, default));
        Assert.Equal("走访慰问", done.Kind);
        await o.RefusedAsync(() => o.Office.AsAsync(o.Keeper, s => s.GetRequiredService<TurnReceptionToService>().ExecuteAsync(turn with { Version = version + 1 }, o.Keeper, default)), "已转办");
    }

    [Fact]
    public async Task Somebody_who_is_not_on_the_roster_gets_no_service_and_nothing_is_half_done()
    {
        await using var o = await RetireeOffice.OpenAsync(DatabaseProvider.Sqlite);
        await o.RefusedAsync(() => ReceiveAsync(o, null, VisitNext.Benefit, c => c with { BenefitType = BenefitType.Hardship }), "没有对上花名册");
        Assert.Equal(0, await o.Office.DbAsync(db => db.Receptions.CountAsync()));
    }

    private static Task<RegisterVisit.Done> ReceiveAsync(RetireeOffice o, string? number, VisitNext next, Func<RegisterVisit.Command, RegisterVisit.Command>? change = null) => o.Office.AsAsync(o.Keeper, async s =>
    {
        var id = number is null ? (Guid?)null : await s.GetRequiredService<CaseDb>().Set<Cadre>().Where(c => c.PersonNumber == number).Select(c => c.Id).SingleAsync();
        RegisterVisit.Command command = new() { Next = next, Problem = "生活困难，请求帮助。", Visitors = [new() { Name = "来访人", CadreId = id }] };
        return await s.GetRequiredService<RegisterVisit>().ExecuteAsync(change?.Invoke(command) ?? command, o.Keeper, default);
    });

    private static Task<string> VisitAsync(RetireeOffice o, CareVisitType type, string number) => o.Office.AsAsync(o.Keeper, async s =>
        (await s.GetRequiredService<RegisterCareVisit>().ExecuteAsync(new() { Type = type, Cause = "住院", Persons = [number] }, o.Keeper, default)).Number);

    private static Task<string> BenefitAsync(RetireeOffice o, BenefitType type, string number) => o.Office.AsAsync(o.Keeper, async s =>
        (await s.GetRequiredService<RegisterBenefit>().ExecuteAsync(new() { Type = type, Applicant = "本人", Summary = "困难", Cadres = [number] }, o.Keeper, default)).Number);

    private static Task<int> OpenCondolencesAsync(RetireeOffice o) => o.Office.DbAsync(db => db.Set<CareVisit>().CountAsync(v => v.Type == CareVisitType.Condolence && v.State != CareVisitState.Cancelled));

    private static Task<(CareVisitState Visit, BenefitState Benefit, int Condolences, int Funerals)> StandAsync(RetireeOffice o, string visit, string benefit) => o.Office.DbAsync(async db => (
        await db.Set<CareVisit>().Where(v => v.Number == visit).Select(v => v.State).SingleAsync(),
        await db.Set<Benefit>().Where(b => b.Number == benefit).Select(b => b.State).SingleAsync(),
        await db.Set<CareVisit>().CountAsync(v => v.Type == CareVisitType.Condolence && v.State != CareVisitState.Cancelled),
        await db.Set<Benefit>().CountAsync(b => b.Type == BenefitType.Funeral && b.State != BenefitState.Withdrawn)));
}
