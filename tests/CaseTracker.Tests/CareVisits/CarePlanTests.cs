using CaseTracker.Cadres;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.CareVisits;

/// <summary>走访计划: lunar days, each visit made once and explained, whoever is left out named with the reason.</summary>
public sealed class CarePlanTests
{
    public static TheoryData<DatabaseProvider> Databases => TestOffice.Databases;

    [Theory]
    [InlineData(2020, "2020-01-25", "2020-10-25")] // the fourth month twice
    [InlineData(2023, "2023-01-22", "2023-10-23")] // the second month twice
    [InlineData(2024, "2024-02-10", "2024-10-11")]
    [InlineData(2025, "2025-01-29", "2025-10-29")] // the sixth month twice
    [InlineData(2026, "2026-02-17", "2026-10-18")]
    [InlineData(2033, "2033-01-31", "2033-10-01")] // the eleventh month twice, after the ninth
    public void Festivals_fall_on_their_lunar_days(int year, string spring, string ninth) =>
        Assert.Equal((DateOnly.Parse(spring, null), DateOnly.Parse(ninth, null)), (CareDays.SpringFestival(year), CareDays.DoubleNinth(year)));

    [Fact]
    public void A_birthday_of_29_February_is_kept_on_the_28th_in_a_common_year()
    {
        Assert.Equal(new DateOnly(2025, 2, 28), CareDays.Birthday(new(1940, 2, 29), 2025));
        Assert.Equal(new DateOnly(2024, 2, 29), CareDays.Birthday(new(1940, 2, 29), 2024));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Due_visits_are_made_once_with_a_sentence_why(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        // 张建国 is born on 20 March 1945: his 80th birthday is made 15 days before, today.
        var due = await o.Do(o.Officer, s => s.GetRequiredService<MakeDueVisits>().DueAsync(default));
        var item = Assert.Single(due, i => i.IsDue);
        Assert.Equal(("张建国", "逢十寿辰", "张建国 2025-03-20 80岁寿辰（1945-03-20出生）慰问"), (item.Name, item.Plan, item.Why));
        var number = Assert.Single(await MakeAsync(o));
        Assert.Empty(await MakeAsync(o));
        Assert.Equal(0, await o.Do(CaseTracker.Accounts.Actor.System, s => s.GetServices<IDailyWork>().OfType<MakeDueVisits>().Cast<IDailyWork>().Single().ExecuteAsync(default)));
        var visit = (await o.GetAsync(o.Officer, number)).Visit;
        Assert.Equal((CareVisitState.Triggered, CareVisitType.Birthday, new DateOnly(2025, 3, 20), item.Why), (visit.State, visit.Type, visit.DueOn!.Value, visit.Persons[0].Why));
        Assert.Equal(number, (await o.Do(o.Officer, s => s.GetRequiredService<MakeDueVisits>().DueAsync(default))).Single(i => i.Plan == "逢十寿辰").Number);
        // Cancelled is not made anew.
        await o.StepAsync(o.Officer, number, CareVisitStep.Cancel, ("reason", "本人谢绝"));
        Assert.Empty(await MakeAsync(o));
        await Assert.ThrowsAsync<RefusedException>(() => o.Do(o.Finance, s => s.GetRequiredService<MakeDueVisits>().ExecuteAsync(o.Finance, default)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_festival_is_one_trip_and_whoever_stays_out_is_named_with_the_reason(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        await o.StatusAsync("王德胜", CadreStatusKind.Died, new(2025, 2, 1));
        await o.Office.DbAsync(db => db.WriteAsync(async () =>
        {
            (await db.CarePlans.FirstAsync(p => p.Rule == CarePlanRule.DoubleNinth)).Level = Level.Plant;
            CaseTracker.History.TraceExtensions.Trace(db, await db.CarePlans.FirstAsync(p => p.Rule == CarePlanRule.DoubleNinth), CaseTracker.Accounts.Actor.System, o.Office.Services.GetRequiredService<OfficeClock>().Now, new("change-plan", "修改", o.Today));
        }));
        var preview = await o.Do(o.Officer, s => s.GetRequiredService<MakeDueVisits>().PreviewAsync(new(2025, 10, 29), new(2025, 10, 29), default));
        Assert.Equal([("张建国", null), ("李秀英", "本计划只走访厂级"), ("王德胜", "2025-02-01去世，不在册")], preview.Select(i => (i.Name, i.LeftOut)));
        Assert.Equal("张建国 2025-10-29 重阳节（农历九月初九）走访", preview[0].Why);
        await o.Do(o.Officer, async s =>
        {
            var plan = await s.GetRequiredService<CaseDb>().CarePlans.AsNoTracking().FirstAsync(p => p.Rule == CarePlanRule.DoubleNinth);
            await s.GetRequiredService<ChangeCarePlan>().ExecuteAsync(new() { Id = plan.Id, Version = plan.Version, Name = "重阳走访", Type = CareVisitType.DoubleNinth, LeadDays = 15, OneTrip = true, IsOn = true }, o.Officer, default);
            return true;
        });
        o.People.Pass(225); // 2025-10-16
        await o.RegisterAsync(CareVisitType.DoubleNinth, null, null, "李秀英");
        var numbers = await MakeAsync(o);
        var trip = (await o.GetAsync(o.Officer, numbers.Single(n => n.Length > 0))).Visit;
        Assert.Equal(["张建国"], trip.Persons.Select(p => p.Name)); // 李秀英 has one already
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task One_simulated_year_leaves_every_due_visit_explained(DatabaseProvider provider)
    {
        await using var o = await CareOffice.OpenAsync(provider);
        var random = new Random(44);
        for (var i = 4; i <= 44; i++)
        {
            await o.CadreAsync($"LGB-{i:000}", $"老干部{i}", new DateOnly(1935, 1, 1).AddDays(random.Next(7000)), (CadreGrade)random.Next(4));
        }

        await o.StatusAsync("老干部7", CadreStatusKind.Died, new(2025, 6, 1));
        await o.StatusAsync("老干部8", CadreStatusKind.TransferredOut, new(2025, 9, 1));
        await o.Do(o.Officer, async s =>
        {
            var plan = await s.GetRequiredService<CaseDb>().CarePlans.AsNoTracking().FirstAsync(p => p.Rule == CarePlanRule.Quarterly);
            await s.GetRequiredService<ChangeCarePlan>().ExecuteAsync(new() { Id = plan.Id, Version = plan.Version, Name = plan.Name, Type = plan.Type, MinAge = 80, IsOn = true }, o.Officer, default);
            return true;
        });
        var start = o.Today;
        for (var week = 0; week < 52; week++)
        {
            await o.Do(CaseTracker.Accounts.Actor.System, s => s.GetServices<IDailyWork>().OfType<MakeDueVisits>().Cast<IDailyWork>().Single().ExecuteAsync(default));
            o.People.Pass(7);
        }

        var all = await o.Do(o.Officer, s => s.GetRequiredService<MakeDueVisits>().PreviewAsync(start.AddDays(8), o.Today.AddDays(-8), default));
        Assert.True(all.Count(i => i.Number is not null) > 100);
        Assert.DoesNotContain(all, i => i.IsDue); // made, or left out with the reason
        Assert.All(all.Where(i => i.Number is null), i => Assert.False(string.IsNullOrWhiteSpace(i.LeftOut)));
        Assert.All(all, i => Assert.StartsWith($"{i.Name} {i.On:yyyy-MM-dd} ", i.Why));
        Assert.Contains(all, i => i.LeftOut == "2025-06-01去世，不在册");
        Assert.Contains(all, i => i.LeftOut == "2025-09-01转出，不在册");
        Assert.Equal(all.Count(i => i.Number is not null), all.Where(i => i.Number is not null).Select(i => (i.PlanId, i.Occurrence, i.CadreId)).Distinct().Count());
        var entries = await o.Do(o.Officer, s => s.GetRequiredService<CareCalendar>().ExecuteAsync(new(2025, 10, 1), new(2025, 10, 31), default));
        Assert.Contains(entries, e => e.On == new DateOnly(2025, 10, 29) && e.Type == CareVisitType.DoubleNinth && e.Names.Count > 30);
    }

    private static Task<IReadOnlyList<string>> MakeAsync(CareOffice o) => o.Do(o.Officer, s => s.GetRequiredService<MakeDueVisits>().ExecuteAsync(o.Officer, default));
}
