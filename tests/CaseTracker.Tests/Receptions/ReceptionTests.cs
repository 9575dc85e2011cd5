using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.People;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Receptions;

public sealed class ReceptionTests
{
    private const string Id = "11010519491231002X";

    private static readonly Actor Li = Clerk("李接访");
    private static readonly Actor Zhao = Clerk("赵接访");
    private static readonly Actor Head = new(Guid.NewGuid(), "周主任", [new Hat(Role.XF, null)]);
    private static readonly Actor Director = new(Guid.NewGuid(), "陈局长", [new Hat(Role.DG, null)]);

    public static Actor Clerk(string name) => new(Guid.NewGuid(), name, [new Hat(Role.RC, null)]);

    private static RegisterReception.Command Visit(string name = "张三", string problem = "反映养老金没有按时调整") => new()
    {
        Visitors = [new() { Name = name, Sex = Sex.Male, Phone = "13871234567", IdNumber = Id, Address = "武汉市新洲区邾城街1号", Unit = "新洲机械厂" }],
        Problem = problem,
    };

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_visit_gets_a_number_and_its_numbers_stand_protected(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);

        var done = await RegisterAsync(office, Li, Visit());

        Assert.Equal("LF420117202500001", done.Number);
        var shown = await GetAsync(office, Zhao, done.Number);
        var person = Assert.Single(shown.People);
        Assert.Equal(("张三", "110105********002X", "138****4567", "武汉市新洲区****", 75), (person.Name, person.IdNumber, person.Phone, person.Address, person.Age!.Value));
        var raw = await office.DbAsync(async db => string.Concat(await db.Events.IgnoreQueryFilters().Select(e => e.Changes + e.Data).ToListAsync()));
        Assert.DoesNotContain("13871234567", raw);
        Assert.DoesNotContain("邾城街1号", raw);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_number_that_does_not_check_is_marked_and_never_blocks(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);

        var done = await RegisterAsync(office, Li, Visit() with { Visitors = [new() { Name = "李四", IdNumber = "420117194912310021" }] });

        Assert.True(Assert.Single((await GetAsync(office, Li, done.Number)).People).IsIdDoubtful);
    }

    [Fact]
    public async Task Every_fault_is_said_at_once_at_its_field()
    {
        await using var office = await OpenAsync(DatabaseProvider.Sqlite);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => RegisterAsync(office, Li, new RegisterReception.Command
        {
            Visitors = [.. Enumerable.Range(1, 6).Select(i => new ReceptionFields.Visitor { Name = $"来访人{i}", IsRepresentative = true }), new() { Phone = "123", Address = new string('长', 201) }],
            PeopleCount = 3,
            ArrivedOn = new(2025, 3, 4),
            Problem = " ",
        }));

        Assert.Equal(["BackdatedReason", "PeopleCount", "Problem", "Visitors[0].IsRepresentative", "Visitors[6].Address", "Visitors[6].Name"], refused.Reasons.Select(r => r.Field).Order(StringComparer.Ordinal));
        Assert.Contains(refused.Reasons, r => r.Article == "《信访工作条例》第二十条第二款");
        Assert.Equal(0, await office.DbAsync(db => db.Receptions.CountAsync()));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_backdated_entry_keeps_the_instant_of_recording(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);

        var done = await RegisterAsync(office, Li, Visit() with { ArrivedOn = new(2025, 2, 28), BackdatedReason = "当日系统停电，事后补录" });

        var shown = await GetAsync(office, Li, done.Number);
        Assert.Equal((new DateOnly(2025, 2, 28), office.Clock.GetUtcNow().UtcDateTime), (shown.Reception.ArrivedOn, shown.Reception.RecordedAt));
        Assert.Equal(("补录", new DateOnly(2025, 2, 28)), (shown.Events[0].StepName, shown.Events[0].HappenedOn));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_same_form_sent_twice_registers_once(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);
        var command = Visit() with { RequestId = Guid.NewGuid() };

        Assert.Equal(await RegisterAsync(office, Li, command), await RegisterAsync(office, Li, command));
        Assert.Equal(1, await office.DbAsync(db => db.Receptions.CountAsync()));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_confidential_reception_does_not_exist_for_anyone_not_named(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);
        await using var without = await OpenAsync(provider);
        await RegisterAsync(office, Li, Visit("王五"));
        await RegisterAsync(without, Li, Visit("王五"));
        var hidden = await RegisterAsync(office, Li, Visit("赵六", "反映某科长收受礼金") with { IsConfidential = true });
        var after = await RegisterAsync(office, Li, Visit("钱七"));
        var afterWithout = await RegisterAsync(without, Li, Visit("钱七"));

        Assert.Equal("LFJ420117202500001", hidden.Number);
        Assert.Equal(afterWithout.Number, after.Number);
        foreach (var stranger in new[] { Zhao, Director, Actor.System })
        {
            Assert.Equal(await WorldAsync(without, stranger), await WorldAsync(office, stranger));
            await Assert.ThrowsAsync<NotFoundException>(() => GetAsync(office, stranger, hidden.Number));
        }

        foreach (var named in new[] { Li, Head })
        {
            Assert.Contains("LFJ420117202500001", await WorldAsync(office, named));
            Assert.Equal(("赵六（新洲机械厂）", "反映某科长收受礼金"), await NameAndProblemAsync(office, named, hidden.Number));
        }
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Nothing_of_an_accusation_stands_readable_in_the_rows(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);
        await RegisterAsync(office, Li, Visit("赵六", "反映某科长收受礼金") with { IsConfidential = true });

        var rows = await office.DbAsync(async db => string.Concat(await db.Events.IgnoreQueryFilters().Select(e => e.Changes + e.Data).ToListAsync())
            + System.Text.Json.JsonSerializer.Serialize(await db.ReceptionVisitors.IgnoreQueryFilters().ToListAsync()) + System.Text.Json.JsonSerializer.Serialize(await db.Receptions.IgnoreQueryFilters().ToListAsync()));

        Assert.DoesNotContain("赵六", rows);
        Assert.DoesNotContain("收受礼金", rows);
        Assert.DoesNotContain("新洲机械厂", rows);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Query_filter_and_object_check_agree_on_random_receptions(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);
        Actor[] people = [Li, Zhao, Head, Director, Actor.System, new(Guid.NewGuid(), "承办人", [new Hat(Role.CW, Guid.NewGuid())]), new(Guid.NewGuid(), "系统管理员", [new Hat(Role.SA, null)])];
        var random = new Random(5);
        for (var i = 0; i < 12; i++)
        {
            await RegisterAsync(office, random.Next(2) == 0 ? Li : Zhao, Visit($"来访人{i}") with { IsConfidential = random.Next(2) == 0 });
        }

        var all = await office.DbAsync(db => db.Receptions.IgnoreQueryFilters().AsNoTracking().ToListAsync());
        var readers = await office.DbAsync(db => db.ReceptionReaders.IgnoreQueryFilters().AsNoTracking().ToListAsync());
        foreach (var actor in people)
        {
            var (seen, visitorsOf) = await office.AsAsync(actor, async s =>
            {
                var db = s.GetRequiredService<CaseDb>();
                return (await db.Receptions.Select(r => r.Id).ToListAsync(), await db.ReceptionVisitors.Select(v => v.ReceptionId).Distinct().ToListAsync());
            });
            var expected = all.Where(r => r.IsVisibleTo(actor.Viewer, readers.Where(n => n.ReceptionId == r.Id).Select(n => n.UserId))).Select(r => r.Id).Order().ToList();
            Assert.Equal(expected, seen.Order());
            Assert.Equal(expected, visitorsOf.Order());
        }
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Level_comes_from_the_roster_on_the_day_and_never_from_what_was_typed(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);
        await office.AsAsync(Actor.System, s => s.GetRequiredService<RegisterCadre>().ExecuteAsync(new() { PersonNumber = "LGB-001", Name = "张三", IdNumber = Id, Grade = CadreGrade.PlantHead, HandedOverOn = new(2011, 8, 1), IsImported = true }, Actor.System, default));
        var cadre = await RegisterAsync(office, Li, Visit() with { Visitors = [Visit().Visitors[0] with { Identity = VisitorIdentity.Middle }] });
        var boaster = await RegisterAsync(office, Li, Visit() with { Visitors = [new() { Name = "吹牛的人", Identity = VisitorIdentity.Plant }] });

        var plant = await FindAsync(office, Li, new() { Level = Level.Plant });
        Assert.Equal([cadre.Number], plant.Rows.Select(r => r.Number));
        Assert.Empty((await FindAsync(office, Li, new() { Level = Level.Middle })).Rows);
        var lines = await LedgerAsync(office, Head);
        Assert.Equal([(cadre.Number, "厂级"), (boaster.Number, "其他")], lines.Select(l => (l.Number, l.Identity)));
        Assert.Equal("138****4567", lines[0].Phone);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Pages_of_the_list_join_without_gap_or_double_in_both_directions(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);
        for (var i = 0; i < 47; i++)
        {
            await RegisterAsync(office, Li, Visit($"来访人{i}") with { ArrivedOn = new DateOnly(2025, 3, 5).AddDays(-(i % 5)), BackdatedReason = "补录" });
        }

        var first = await FindAsync(office, Li, new());
        var second = await FindAsync(office, Li, new() { After = first.Rows[^1].Place });
        var third = await FindAsync(office, Li, new() { After = second.Rows[^1].Place });
        var back = await FindAsync(office, Li, new() { Before = third.Rows[0].Place });

        Assert.Equal((20, 20, 7, 47), (first.Rows.Count, second.Rows.Count, third.Rows.Count, first.Total));
        Assert.Equal(47, first.Rows.Concat(second.Rows).Concat(third.Rows).Select(r => r.Number).Distinct().Count());
        Assert.Equal(second.Rows.Select(r => r.Number), back.Rows.Select(r => r.Number));
        Assert.Equal((false, true, true, true, true, false), (first.HasPrevious, first.HasNext, second.HasPrevious, second.HasNext, third.HasPrevious, third.HasNext));
        Assert.Equal(["来访人46"], (await FindAsync(office, Li, new() { Q = "来访人46" })).Rows.Select(r => r.MainVisitor));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Earlier_visits_are_offered_with_the_reason_and_accusations_never(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);
        var earlier = await RegisterAsync(office, Li, Visit());
        await RegisterAsync(office, Li, Visit("张三", "反映某科长收受礼金") with { IsConfidential = true });

        var found = await office.AsAsync(Li, s => s.GetRequiredService<FindEarlierVisits>().ExecuteAsync("张 三", "138-7123-4567", "11010519491231002x", default));

        var only = Assert.Single(found);
        Assert.Equal((earlier.Number, "证件号相同、电话相同、姓名相同"), (only.Number, only.Why));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_correction_keeps_both_versions_and_a_stale_one_is_refused(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);
        var done = await RegisterAsync(office, Li, Visit());
        var typed = await office.AsAsync(Zhao, s => s.GetRequiredService<GetReception>().ForCorrectionAsync(done.Number, Zhao, default));
        Assert.Equal("13871234567", typed.Visitors[0].Phone);
        var command = typed with { Reason = "电话记错一位", Visitors = [typed.Visitors[0] with { Phone = "13871234568" }] };

        await CorrectAsync(command);
        await Assert.ThrowsAsync<StaleException>(() => CorrectAsync(command));

        var shown = await GetAsync(office, Li, done.Number);
        Assert.Equal("138****4568", shown.People[0].Phone);
        Assert.Equal(("更正", "电话记错一位"), (shown.Events[^1].StepName, shown.Events[^1].Reason));
        Assert.Empty(await office.AsAsync(Li, s => s.GetRequiredService<FindEarlierVisits>().ExecuteAsync(null, "13871234567", null, default)));

        Task CorrectAsync(CorrectReception.Command correction) => office.AsAsync(Zhao, async s =>
        {
            await s.GetRequiredService<CorrectReception>().ExecuteAsync(correction, Zhao, default);
            return true;
        });
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_merged_or_voided_entry_is_no_reception_in_the_ledger(DatabaseProvider provider)
    {
        await using var office = await OpenAsync(provider);
        var kept = await RegisterAsync(office, Li, Visit());
        var twice = await RegisterAsync(office, Zhao, Visit());
        var wrong = await RegisterAsync(office, Zhao, Visit("李四"));
        await office.AsAsync(Zhao, async s =>
        {
            await Assert.ThrowsAsync<RefusedException>(() => s.GetRequiredService<MergeReceptions>().ExecuteAsync(new(twice.Id, 0, twice.Number, "同一批人"), Zhao, default));
            return true;
        });
        await office.AsAsync(Zhao, async s =>
        {
            await s.GetRequiredService<MergeReceptions>().ExecuteAsync(new(twice.Id, 0, kept.Number, "同一批人"), Zhao, default);
            await s.GetRequiredService<VoidReception>().ExecuteAsync(new(wrong.Id, 0, "登记错人"), Zhao, default);
            return true;
        });

        Assert.Equal([kept.Number], (await LedgerAsync(office, Head)).Select(l => l.Number));
        var merged = await GetAsync(office, Li, twice.Number);
        Assert.Equal((ReceptionState.Merged, kept.Number), (merged.Reception.State, merged.MergedInto));
        Assert.All(merged.Steps, s => Assert.Equal(CaseTracker.Workflow.Access.Refused, s.Access));
    }

    [Fact]
    public async Task Whoever_sees_only_part_of_the_book_gets_no_ledger()
    {
        await using var office = await OpenAsync(DatabaseProvider.Sqlite);
        var handler = new Actor(Guid.NewGuid(), "承办人", [new Hat(Role.CW, Guid.NewGuid())]);

        await Assert.ThrowsAsync<RefusedException>(() => LedgerAsync(office, handler));
    }

    public static async Task<TestOffice> OpenAsync(DatabaseProvider provider)
    {
        var office = await TestOffice.OpenAsync(provider);
        await office.DbAsync(db => db.WriteAsync(() =>
        {
            foreach (var person in new[] { Li, Zhao, Head, Director })
            {
                db.Add(new User { Id = person.UserId, UserName = person.Name, NormalizedUserName = person.Name, Name = person.Name });
                db.Add(new RoleGrant { Id = Guid.NewGuid(), UserId = person.UserId, Role = person.Hats[0].Role, From = new(2020, 1, 1) });
            }

            return Task.CompletedTask;
        }));
        return office;
    }

    public static Task<RegisterReception.Registered> RegisterAsync(TestOffice office, Actor actor, RegisterReception.Command command) =>
        office.AsAsync(actor, s => s.GetRequiredService<RegisterReception>().ExecuteAsync(command, actor, default));

    private static Task<GetReception.Details> GetAsync(TestOffice office, Actor actor, string number) => office.AsAsync(actor, s => s.GetRequiredService<GetReception>().ExecuteAsync(number, actor, default));

    private static Task<FindReceptions.Found> FindAsync(TestOffice office, Actor actor, FindReceptions.Filter filter) => office.AsAsync(actor, s => s.GetRequiredService<FindReceptions>().ExecuteAsync(filter, default));

    private static Task<List<ReceptionLedger.Line>> LedgerAsync(TestOffice office, Actor actor) => office.AsAsync(actor, async s =>
    {
        var cancel = TestContext.Current.CancellationToken;
        var lines = new List<ReceptionLedger.Line>();
        await foreach (var line in s.GetRequiredService<ReceptionLedger>().RowsAsync(new(), cancel).WithCancellation(cancel))
        {
            lines.Add(line);
        }

        return lines;
    });

    private static async Task<(string, string?)> NameAndProblemAsync(TestOffice office, Actor actor, string number)
    {
        var shown = await GetAsync(office, actor, number);
        return (shown.People[0].Name, shown.Problem);
    }

    /// <summary>Everything a person can learn of the receptions: list, count, search, suggestions, ledger.</summary>
    private static async Task<string> WorldAsync(TestOffice office, Actor actor)
    {
        var list = await FindAsync(office, actor, new());
        var search = await FindAsync(office, actor, new() { Q = "赵六" });
        var words = await FindAsync(office, actor, new() { Q = "礼金" });
        var earlier = await office.AsAsync(actor, s => s.GetRequiredService<FindEarlierVisits>().ExecuteAsync("赵六", "13871234567", Id, default));
        var ledger = await LedgerAsync(office, actor);
        return string.Join('|', [$"{list.Total},{search.Total},{words.Total}", .. list.Rows.Select(r => r.Number), .. earlier.Select(e => e.Number), .. ledger.Select(l => l.Number)]);
    }
}
