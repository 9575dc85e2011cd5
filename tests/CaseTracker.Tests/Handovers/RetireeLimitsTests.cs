using CaseTracker.Benefits;
using CaseTracker.Calendar;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Tests.CareVisits;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Handovers;

/// <summary>A changed calendar moves the 核实期限 of a benefit and the reminder of a visit that nobody has planned, through the hook that the petitions use; counted again it moves nothing.</summary>
public sealed class RetireeLimitsTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_new_rest_day_moves_the_limits_that_count_working_days(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider); // Wednesday 2025-03-05
        var benefit = await o.Do(o.Officer, async s =>
        {
            var made = await s.GetRequiredService<RegisterBenefit>().ExecuteAsync(new() { Type = BenefitType.Hardship, Applicant = "张建国", Summary = "住房漏雨", Cadres = ["LGB-001"] }, o.Officer, default);
            await s.GetRequiredService<TakeBenefitStep>().ExecuteAsync(new(made.Number, BenefitStep.StartVerify, StepData.Of(("officer", o.Officer.UserId), ("on", o.Today))), o.Officer, default);
            return made.Number;
        });
        var sick = (await o.RegisterAsync(CareVisitType.Sick)).Number;
        var planned = (await o.RegisterAsync(CareVisitType.Sick, null, null, "李秀英")).Number;
        await o.PlanAsync(planned, 0, null, ("noMoney", true));
        var before = await o.Do(o.Officer, s => s.GetRequiredService<LoadWorkCalendar>().ExecuteAsync(default));
        Assert.Empty(await RecountAsync(before, apply: true));

        var year = before.Years.Single(y => y.Year == 2025);
        var after = new WorkCalendar([.. before.Years.Where(y => y.Year != 2025), year with { Days = [.. year.Days, new CalendarDay(new(2025, 3, 6), DayKind.Rest, "停电", "通知")] }]);
        var seen = await RecountAsync(after, apply: false);
        Assert.Equal(
            [(benefit, "核实期限", new DateOnly(2025, 3, 26), new DateOnly(2025, 3, 27)), (sick, "走访提醒", new(2025, 3, 10), new(2025, 3, 11))],
            seen.Select(m => (m.Number, m.Limit, m.LegalBefore!.Value, m.LegalAfter!.Value)));
        Assert.Equal(seen, await RecountAsync(after, apply: true));
        Assert.Empty(await RecountAsync(after, apply: true));
        Assert.Equal(new DateOnly(2025, 3, 11), (await o.GetAsync(o.Officer, sick)).Visit.DueOn);
        Assert.Equal("重算期限", (await o.Do(o.Officer, s => s.GetRequiredService<GetBenefit>().ExecuteAsync(benefit, o.Officer, default))).Events[^1].StepName);

        Task<List<MovedLimit>> RecountAsync(WorkCalendar calendar, bool apply) => o.Do(CaseTracker.Accounts.Actor.System, async s =>
        {
            var db = s.GetRequiredService<CaseDb>();
            return await db.WriteAsync(async () =>
            {
                var all = new List<MovedLimit>();
                foreach (var recount in s.GetServices<RecountLimits>())
                {
                    all.AddRange(await recount(db, before, calendar, apply, default));
                }

                return all;
            }, default);
        });
    }
}
