using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Cadres;

public sealed class CadreHistoryTests
{
    private static readonly DateOnly Start = new(2024, 1, 1);

    private static RegisterCadre.Command Someone(string number = "LGB-001", string name = "王建国", string? id = "11010519491231002X") => new()
    {
        PersonNumber = number,
        Name = name,
        IdNumber = id,
        Grade = CadreGrade.PlantDeputy,
        HandedOverOn = new(2011, 8, 1),
        OldUnit = "新洲机械厂",
        Phone = "13871000001",
        Pension = 3210.55m,
        IsImported = true,
    };

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Database_and_memory_agree_on_who_is_in_care_and_at_what_level(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var random = new Random(20250305);
        var now = DateTime.SpecifyKind(office.Clock.GetUtcNow().UtcDateTime, DateTimeKind.Utc);
        var cadres = new List<(Guid Id, List<CadreStatus> Statuses, List<CadreLevel> Levels)>();
        await office.DbAsync(db => db.WriteAsync(() =>
        {
            for (var i = 0; i < 60; i++)
            {
                var cadre = new Cadre { Id = Guid.CreateVersion7(), PersonNumber = $"LGB-{i:000}", Name = "某人", NameKey = "某人", RecordedAt = now };
                List<CadreStatus> statuses = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new CadreStatus
                {
                    Id = Guid.CreateVersion7(), CadreId = cadre.Id, Kind = random.Next(12) == 0 ? CadreStatusKind.Mistaken : (CadreStatusKind)random.Next(4), From = Start.AddDays(random.Next(40)),
                    RegisteredOn = Start, KnownFrom = now.AddDays(random.Next(10)), RetractedAt = random.Next(4) == 0 ? now.AddDays(random.Next(10)) : null,
                })];
                List<CadreLevel> levels = [.. Enumerable.Range(0, random.Next(0, 4)).Select(l => new CadreLevel
                {
                    Id = Guid.CreateVersion7(), CadreId = cadre.Id, Grade = (CadreGrade)random.Next(4), From = Start.AddDays(random.Next(20)), KnownFrom = now.AddDays(random.Next(10)).AddSeconds(l),
                    RetractedAt = random.Next(4) == 0 ? now.AddDays(random.Next(10)) : null,
                })];
                db.Add(cadre);
                db.AddRange(statuses);
                db.AddRange(levels);
                db.Trace(cadre, Actor.System, now, new("register-cadre", "已导入", Start));
                cadres.Add((cadre.Id, statuses, levels));
            }

            return Task.CompletedTask;
        }));

        for (var round = 0; round < 40; round++)
        {
            var day = Start.AddDays(random.Next(-1, 42));
            var knownAt = now.AddDays(random.Next(-1, 11));
            var inCare = await office.DbAsync(db => db.InCareOn(day, knownAt).Select(c => c.Id).ToListAsync());
            var levels = await office.DbAsync(db => db.LevelOn(day, knownAt).ToDictionaryAsync(l => l.CadreId, l => l.Grade));

            Assert.Equal(cadres.Where(c => c.Statuses.InCareOn(day, knownAt)).Select(c => c.Id).Order(), inCare.Order());
            Assert.Equal(
                cadres.Select(c => (c.Id, Grade: c.Levels.GradeOn(day, knownAt))).Where(c => c.Grade is not null).Select(c => (c.Id, c.Grade!.Value)).OrderBy(c => c.Id),
                levels.Select(l => (l.Key, l.Value)).OrderBy(l => l.Key));
        }
    }

    [Fact]
    public void The_day_of_death_and_of_transfer_count_as_gone_and_the_day_of_return_as_back()
    {
        var id = Guid.NewGuid();
        var known = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        List<CadreStatus> statuses = [Fact(CadreStatusKind.HandedOver, "2011-08-01"), Fact(CadreStatusKind.TransferredOut, "2020-03-10"), Fact(CadreStatusKind.Restored, "2021-06-01"), Fact(CadreStatusKind.Died, "2024-11-02")];

        Assert.Equal([false, true, true, false, false, true, true, false], new[] { "2011-07-31", "2011-08-01", "2020-03-09", "2020-03-10", "2021-05-31", "2021-06-01", "2024-11-01", "2024-11-02" }
            .Select(d => statuses.InCareOn(DateOnly.Parse(d), known)));

        CadreStatus Fact(CadreStatusKind kind, string from) => new() { Id = Guid.NewGuid(), CadreId = id, Kind = kind, From = DateOnly.Parse(from), RegisteredOn = DateOnly.Parse(from), KnownFrom = known };
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_second_row_of_the_same_person_is_refused_and_names_the_row_kept(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await Register(office, Someone());

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Register(office, Someone("LGB-002", "王 建国", "11010519491231002x")));

        var reason = Assert.Single(refused.Reasons);
        Assert.Equal("IdNumber", reason.Field);
        Assert.Contains("LGB-001 王建国", reason.Text);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_late_death_changes_what_is_known_today_and_not_what_was_known_then(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var id = await Register(office, Someone());
        var before = DateTime.SpecifyKind(office.Clock.GetUtcNow().UtcDateTime, DateTimeKind.Utc);
        office.Clock.Advance(TimeSpan.FromDays(10));
        await office.AsAsync(Actor.System, async s =>
        {
            await s.GetRequiredService<UpdateCadre>().ExecuteAsync(new()
            {
                Id = id,
                Version = 0,
                Reason = "家属来电",
                IsImported = true,
                PersonNumber = "LGB-001",
                Name = "王建国",
                IdNumber = "11010519491231002X",
                Grade = CadreGrade.PlantDeputy,
                HandedOverOn = new(2011, 8, 1),
                DiedOn = new(2024, 12, 20),
            }, Actor.System, default);
            return true;
        });
        var now = DateTime.SpecifyKind(office.Clock.GetUtcNow().UtcDateTime, DateTimeKind.Utc);

        Assert.Equal((1, 0), await office.DbAsync(async db => (await db.InCareOn(new(2024, 12, 31), before).CountAsync(), await db.InCareOn(new(2024, 12, 31), now).CountAsync())));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Numbers_and_health_of_a_cadre_do_not_stand_in_his_row(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await Register(office, Someone() with { Health = "重病", Focus = "重病、独居" });

        var events = await office.DbAsync(async db => string.Concat(await db.Events.IgnoreQueryFilters().Select(e => e.Changes + e.Data).ToListAsync()));
        Assert.DoesNotContain("11010519491231002X", events);
        Assert.DoesNotContain("13871000001", events);
        Assert.DoesNotContain("重病", events);
        Assert.Contains("321055", events);
    }

    private static Task<Guid> Register(TestOffice office, RegisterCadre.Command command) =>
        office.AsAsync(Actor.System, s => s.GetRequiredService<RegisterCadre>().ExecuteAsync(command, Actor.System, default));
}
