using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions;

public sealed class VisibilityTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_filter_the_object_check_and_the_written_rule_agree_on_every_random_pair(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var random = new Random(20250305);
        Guid[] users = [.. Enumerable.Range(0, 6).Select(_ => Guid.NewGuid())];
        Guid[] departments = [o.PetitionUnit, o.Economy, o.Industry];
        var cases = Enumerable.Range(1, 120).Select(i => Any(i, random, users, departments)).ToList();
        await o.Office.DbAsync(db => db.WriteAsync(() =>
        {
            foreach (var petition in cases)
            {
                db.Add(petition);
                db.Trace(petition, Actor.System, petition.RegisteredAt, new Act("import", "导入", petition.RegisteredOn));
            }

            return Task.CompletedTask;
        }));

        for (var i = 0; i < 90; i++)
        {
            var viewer = AnyViewer(random, users, departments);
            await using var scope = o.Office.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CaseDb>().For(viewer);
            var listed = (await db.Petitions.Select(p => p.Id).ToListAsync()).ToHashSet();
            var opened = (await db.Petitions.Where(PetitionVisibility.Opens(db)).Select(p => p.Id).ToListAsync()).ToHashSet();
            var (exists, opens) = (PetitionVisibility.Exists(db).Compile(), PetitionVisibility.Opens(db).Compile());
            foreach (var petition in cases)
            {
                Assert.Equal((petition.Number, MayKnow(viewer, petition)), (petition.Number, listed.Contains(petition.Id)));
                Assert.Equal((petition.Number, MayKnow(viewer, petition)), (petition.Number, exists(petition)));
                Assert.Equal((petition.Number, MayOpen(viewer, petition)), (petition.Number, opens(petition)));
                Assert.Equal((petition.Number, MayKnow(viewer, petition) && MayOpen(viewer, petition)), (petition.Number, opened.Contains(petition.Id)));
            }
        }
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Parts_of_a_case_are_not_read_before_the_case_was_opened(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        await o.RegisterAsync();

        var parts = await o.Office.AsAsync(o.Office1, async s =>
        {
            var db = s.GetRequiredService<CaseDb>();
            return (await db.Set<Petitioner>().CountAsync(), await db.Set<DemandItem>().CountAsync(), await db.Events.CountAsync(), await db.Approvals.CountAsync());
        });

        Assert.Equal((0, 0, 0, 0), parts);
    }

    [Fact]
    public async Task Nobody_sees_nothing()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        await o.RegisterAsync();
        await using var scope = o.Office.Services.CreateAsyncScope();

        Assert.Equal(0, await scope.ServiceProvider.GetRequiredService<CaseDb>().Petitions.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task None_of_the_three_administrators_sees_a_case()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        await o.RegisterAsync();

        foreach (var role in new[] { Role.SA, Role.SEC, Role.AUD })
        {
            var admin = await o.AccountAsync($"管理{role}", null, role);
            Assert.Equal(0, await o.Office.AsAsync(admin, s => s.GetRequiredService<CaseDb>().Petitions.CountAsync()));
        }
    }

    // The rule as an office would write it down, without a look at the expression.
    private static bool MayKnow(Viewer v, Petition p)
    {
        if (p.IsConfidential)
        {
            return v.UserId != Guid.Empty && !p.IsRecused(v.UserId) && (p.RegisteredById == v.UserId || p.Readers.Exists(r => r.UserId == v.UserId));
        }

        var named = v.UserId != Guid.Empty && (p.HandlerId == v.UserId || p.RegisteredById == v.UserId);
        var finished = !p.IsOpen;
        return v.WholeOrdinary || v.OrdinaryLines || named || (p.DepartmentId is { } d && v.Departments.Contains(d)) || (v.Archive && finished);
    }

    private static bool MayOpen(Viewer v, Petition p)
    {
        if (p.Recusals.Exists(r => r.UserId == v.UserId))
        {
            return false;
        }

        return p.IsConfidential || !v.OrdinaryLines ? MayKnow(v, p) : MayKnow(v with { OrdinaryLines = false }, p) || p.State == PetitionState.OpinionIssued;
    }

    private static Viewer AnyViewer(Random random, Guid[] users, Guid[] departments) => new(
        random.Next(8) == 0 ? Guid.Empty : users[random.Next(users.Length)],
        WholeOrdinary: random.Next(4) == 0,
        OrdinaryLines: random.Next(3) == 0,
        Archive: random.Next(4) == 0,
        Departments: [.. departments.Where(_ => random.Next(3) == 0)]);

    private static Petition Any(int i, Random random, Guid[] users, Guid[] departments)
    {
        var petition = new Petition
        {
            Id = Guid.NewGuid(),
            Number = $"T{i:000}",
            Channel = Channel.Letter,
            Source = PetitionSource.Direct,
            Purpose = Purpose.Resolve,
            Kind = PetitionKind.Claim,
            Title = "样本",
            ReceivedOn = new DateOnly(2025, 3, 3),
            RegisteredOn = new DateOnly(2025, 3, 3),
            RegisteredAt = new DateTime(2025, 3, 3, 1, 0, 0, DateTimeKind.Utc),
            RegisteredById = users[random.Next(users.Length)],
            RegisteredByName = "某",
            IsConfidential = random.Next(3) == 0,
            DepartmentId = random.Next(4) == 0 ? null : departments[random.Next(departments.Length)],
            HandlerId = random.Next(2) == 0 ? null : users[random.Next(users.Length)],
        };
        petition.ImportAs(Enum.GetValues<PetitionState>()[random.Next(Enum.GetValues<PetitionState>().Length)]);
        foreach (var user in users.Where(_ => random.Next(6) == 0))
        {
            petition.Readers.Add(new NamedReader { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = user });
        }

        foreach (var user in users.Where(_ => random.Next(8) == 0))
        {
            petition.Recusals.Add(new Recusal { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = user, Reason = "回避" });
        }

        return petition;
    }
}
