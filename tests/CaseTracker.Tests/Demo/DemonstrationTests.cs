using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Demo;
using CaseTracker.History;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Demo;

public sealed class DemonstrationTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Every_state_can_be_seen_and_the_year_2024_is_closed(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);
        var loaded = await LoadAsync(office);

        var petitions = await office.DbAsync(db => db.Petitions.IgnoreQueryFilters().AsNoTracking().ToListAsync());
        Assert.Equal(Enum.GetValues<PetitionState>().Except([PetitionState.Draft]), petitions.Select(p => p.State).Distinct().Order());
        Assert.Contains(petitions, p => p.Pending == nameof(PetitionStep.Accept));
        Assert.Contains(petitions, p => p.Pending == nameof(PetitionStep.Extend));
        Assert.Contains(petitions, p => p is { IsGroup: true, State: PetitionState.OpinionReview });
        Assert.Equal([PetitionState.Registered, PetitionState.Confidential], petitions.Where(p => p.IsConfidential).Select(p => p.State).Order());
        var closed = petitions.Where(p => p.RegisteredOn.Year == 2024).ToList();
        Assert.True(closed.Count >= 60, $"{closed.Count}");
        Assert.DoesNotContain(closed, p => p.IsOpen);
        Assert.All(petitions, p => Assert.True(p.RegisteredAt < office.Clock.GetUtcNow().UtcDateTime));
        Assert.True(loaded.Receptions >= 20, $"{loaded.Receptions}");

        Assert.Empty(await office.AsAsync(Actor.System, s => s.GetRequiredService<RecomputeClocks>().ExecuteAsync(dryRun: true, Actor.System, default)));
        Assert.Empty((await office.AsAsync(Actor.System, s => s.GetRequiredService<VerifyAudit>().ExecuteAsync([], default))).Faults);
        var clerk = await office.DbAsync(db => db.Users.Where(u => u.UserName == "xinfang").Select(u => u.Id).SingleAsync());
        var actor = (await office.AsAsync(Actor.System, s => s.GetRequiredService<LoadActor>().ExecuteAsync(clerk, default)))!;
        Assert.NotEmpty(await office.AsAsync(actor, s => s.GetRequiredService<PetitionLedger>().RowsAsync(new(2024, 10, 1), new(2024, 10, 31), default).ToListAsync().AsTask()));
        Assert.True((await office.DbAsync(db => db.BureauAsync(default))).IsDemonstration);

        var days = await office.DbAsync(db => db.Set<CaseTracker.ReceptionDays.ReceptionDay>().AsNoTracking().ToListAsync());
        Assert.Equal([CaseTracker.ReceptionDays.ReceptionDayState.Planned, CaseTracker.ReceptionDays.ReceptionDayState.Published, CaseTracker.ReceptionDays.ReceptionDayState.Held, CaseTracker.ReceptionDays.ReceptionDayState.Missed], days.Select(d => d.State).Distinct().Order());
        var disputes = await office.DbAsync(db => db.Set<CaseTracker.Disputes.Dispute>().AsNoTracking().ToListAsync());
        Assert.Equal([CaseTracker.Disputes.DisputeState.Registered, CaseTracker.Disputes.DisputeState.Resolving, CaseTracker.Disputes.DisputeState.Contained, CaseTracker.Disputes.DisputeState.Closed], disputes.Select(d => d.State).Distinct().Order());
        Assert.Contains(disputes, d => d.PetitionNumber is not null);
        Assert.Equal(2, await office.DbAsync(db => db.Set<ConductRecord>().CountAsync()));

        await DemoGovernanceCounts.HoldAsync(office);
        await DemoReports.HoldAsync(office);

        // Both times grow together: nothing is recorded before it happened.
        var events = await office.DbAsync(db => db.Events.IgnoreQueryFilters().AsNoTracking().OrderBy(e => e.Id).Select(e => new { e.RecordedAt, e.HappenedOn, e.Step }).ToListAsync());
        Assert.Equal(events.Select(e => e.RecordedAt).Order(), events.Select(e => e.RecordedAt));
        Assert.All(events.Where(e => !e.Step.StartsWith("import-", StringComparison.Ordinal)), e => Assert.True(e.HappenedOn.ToDateTime(TimeOnly.MinValue) <= e.RecordedAt.AddHours(8)));
    }

    [Fact]
    public async Task Every_account_signs_in_with_the_printed_password_and_a_second_load_is_refused()
    {
        await using var office = await OpenAsync(DatabaseProvider.Sqlite);
        var loaded = await LoadAsync(office);
        Assert.Equal(Enum.GetValues<Role>().Except([Role.SYS, Role.EXT]).Select(r => r.Display()).Order(), loaded.Accounts.SelectMany(a => a.Roles.Split('、')).Distinct().Order());
        var signed = await office.AsAsync(Actor.System, s => s.GetRequiredService<SignIn>().ExecuteAsync(new() { Account = loaded.Accounts[0].UserName, Password = loaded.Password }, null, default));
        Assert.False(signed.MustChangePassword);
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => LoadAsync(office));
        Assert.Contains("空的数据文件夹", refusal.Message);
    }

    [Fact]
    public async Task The_same_day_gives_the_same_numbers_titles_and_states()
    {
        var told = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await using var office = await OpenAsync(DatabaseProvider.Sqlite);
            await LoadAsync(office);
            told.Add(await office.DbAsync(async db => string.Join('\n',
                (await db.Petitions.IgnoreQueryFilters().OrderBy(p => p.Number).Select(p => new { p.Number, p.Title, p.MainName, p.State, p.RegisteredAt, p.DueOn, p.OpinionNumber }).ToListAsync()).Select(p => p.ToString())
                .Concat((await db.Set<Reception>().IgnoreQueryFilters().OrderBy(r => r.Number).Select(r => new { r.Number, r.ArrivedOn, r.Problem }).ToListAsync()).Select(r => r.ToString())))));
        }

        Assert.Equal(told[0], told[1]);
    }

    private static async Task<TestOffice> OpenAsync(DatabaseProvider provider)
    {
        var office = await TestOffice.OpenAsync(provider);
        office.Clock.SetUtcNow(new DateTimeOffset(2025, 11, 26, 2, 0, 0, TimeSpan.Zero));
        return office;
    }

    private static Task<LoadDemonstration.Result> LoadAsync(TestOffice office) => office.AsAsync(Actor.System, s => s.GetRequiredService<LoadDemonstration>().ExecuteAsync(default));
}
