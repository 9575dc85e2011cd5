using System.Collections.Concurrent;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Data;

public sealed class WritingTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Fifty_parallel_writers_draw_numbers_without_gap_or_double(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var drawn = new ConcurrentBag<int>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (i, cancel) => await office.DbAsync(async db =>
        {
            try
            {
                drawn.Add(await db.WriteAsync(async () =>
                {
                    var number = await db.NextNumberAsync("XF", 2025, cancel);
                    return i % 7 == 0 ? throw new RefusedException("改变主意") : number;
                }, cancel));
            }
            catch (RefusedException)
            {
                // every seventh writer changes its mind: its number goes back into the series
            }
        }));

        Assert.Equal(Enumerable.Range(1, drawn.Count), drawn.Order());
        Assert.Equal(200 - 29, drawn.Count);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_new_year_begins_with_one(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);

        var drawn = await office.DbAsync(db => db.WriteAsync(async () => new[]
        {
            await db.NextNumberAsync("XF", 2025, default), await db.NextNumberAsync("XF", 2025, default), await db.NextNumberAsync("XF", 2026, default), await db.NextNumberAsync("XFJ", 2025, default),
        }));

        Assert.Equal([1, 2, 1, 1], drawn);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_same_key_does_its_work_once_however_many_copies_come_at_once(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var key = Guid.NewGuid();
        var done = 0;
        var answers = new ConcurrentBag<int>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 16), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, cancel) => answers.Add(await office.DbAsync(db =>
            db.WriteOnceAsync(key, Guid.Empty, "test", office.Clock.GetUtcNow().UtcDateTime, async () =>
            {
                Interlocked.Increment(ref done);
                return await db.NextNumberAsync("XF", 2025, cancel);
            }, cancel))));

        Assert.Equal(1, done);
        Assert.Equal([1], answers.Distinct());
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_form_does_its_work_once_however_many_copies_come_at_once(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var form = Form(office);
        var told = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 16), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, cancel) =>
        {
            try
            {
                await office.DbAsync(db => db.SendAsync(form with { }, () => AddAsync(db, "综合科"), cancel));
            }
            catch (AlreadyDoneException)
            {
                Interlocked.Increment(ref told);
            }
        });

        Assert.Equal((15, 1, ""), (told, await CountAsync(office), await office.DbAsync(db => db.Set<Submission>().Select(s => s.Answer).SingleAsync())));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_form_with_several_writes_is_done_as_a_whole(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var form = Form(office);

        await SendAsync();
        await Assert.ThrowsAsync<AlreadyDoneException>(SendAsync);

        Assert.Equal(2, await CountAsync(office));

        Task<bool> SendAsync() => office.DbAsync(db => db.SendAsync(form with { }, async () => await AddAsync(db, "综合科") && await AddAsync(db, "财务科"), default));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_refused_form_keeps_its_key_for_the_next_attempt(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var form = Form(office);

        await Assert.ThrowsAsync<RefusedException>(() => office.DbAsync(db => db.SendAsync(form with { }, () => db.WriteAsync<bool>(() => throw new RefusedException("不行")), default)));
        await Assert.ThrowsAsync<RefusedException>(() => office.DbAsync(db => db.SendAsync<bool>(form with { }, async () =>
        {
            await AuditLog.WriteAsync(db, Actor.System, form.At, new AuditNote("change-password", "user", Guid.Empty) { IsRefusal = true }, default);
            await AddAsync(db, "综合科");
            throw new RefusedException("后一半不行");
        }, default)));
        Assert.Equal(0, await office.DbAsync(db => db.Set<Submission>().CountAsync()));

        Assert.True(await office.DbAsync(db => db.SendAsync(form with { }, () => AddAsync(db, "财务科"), default)));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task What_is_read_with_an_audit_entry_may_be_read_again_with_the_same_form(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var form = Form(office);

        for (var i = 0; i < 2; i++)
        {
            await office.DbAsync(db => db.SendAsync(form with { }, async () =>
            {
                await AuditLog.WriteAsync(db, Actor.System, form.At, new AuditNote("reveal", "person", Guid.Empty), default);
                return true;
            }, default));
        }

        Assert.Equal(2, await office.DbAsync(db => db.AuditEntries.CountAsync()));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_copy_that_fails_because_the_first_one_succeeded_is_told_that_it_is_done(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var form = Form(office);

        await Assert.ThrowsAsync<AlreadyDoneException>(() => office.DbAsync(db => db.SendAsync<bool>(form with { }, async () =>
        {
            await office.DbAsync(other => other.SendAsync(form with { }, () => AddAsync(other, "综合科"), default));
            throw new RefusedException("“综合科”已在列表中");
        }, default)));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_use_case_with_an_answer_of_its_own_gives_it_again_under_the_key_of_the_form(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var form = Form(office);

        Assert.Equal((1, true), await SendAsync());
        Assert.Equal((1, true), await SendAsync());
        Assert.Equal(2, await CountAsync(office)); // what the page does besides is its own affair

        Task<(int, bool)> SendAsync() => office.DbAsync(db => db.SendAsync(form with { }, async () =>
        {
            var number = await db.WriteOnceAsync(form.Key, form.UserId, "register", form.At, () => db.NextNumberAsync("XF", 2025, default), default);
            return (number, await AddAsync(db, $"科室{await db.Departments.CountAsync()}"));
        }, default));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_use_case_with_an_answer_of_its_own_after_another_write_of_the_form_is_done_with_the_form(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var form = Form(office);

        Assert.Equal(1, await SendAsync());
        await Assert.ThrowsAsync<AlreadyDoneException>(SendAsync);

        Task<int> SendAsync() => office.DbAsync(db => db.SendAsync(form with { }, async () =>
        {
            await AddAsync(db, "综合科");
            return await db.WriteOnceAsync(form.Key, form.UserId, "register", form.At, () => db.NextNumberAsync("XF", 2025, default), default);
        }, default));
    }

    private static SentForm Form(TestOffice office) => new(Guid.NewGuid(), Guid.Empty, "form /test", DateTime.SpecifyKind(office.Clock.GetUtcNow().UtcDateTime, DateTimeKind.Utc));

    private static Task<bool> AddAsync(CaseDb db, string name) => db.WriteAsync(() =>
    {
        db.Add(new Department { Id = Guid.NewGuid(), Name = name });
        return Task.FromResult(true);
    });

    private static Task<int> CountAsync(TestOffice office) => office.DbAsync(db => db.Departments.CountAsync());

    [Fact]
    public async Task A_connection_that_may_lose_what_was_acknowledged_is_refused()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:"); // memory databases cannot do WAL
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        var refusal = Assert.Throws<InvalidOperationException>(() => SqliteConnectionRules.Prepare(connection));

        Assert.Contains("journal_mode", refusal.Message);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_write_that_fails_leaves_nothing_behind(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);

        await Assert.ThrowsAsync<RefusedException>(() => office.DbAsync(db => db.WriteAsync(async () =>
        {
            db.Add(new Department { Id = Guid.NewGuid(), Name = "经济运行科" });
            AuditLog.Add(db, Actor.System, DateTime.SpecifyKind(office.Clock.GetUtcNow().UtcDateTime, DateTimeKind.Utc), new AuditNote("add-department", "department", Guid.NewGuid()));
            await db.FlushAsync(default);
            throw new RefusedException("不行");
        })));

        Assert.Equal((0, 0), await office.DbAsync(async db => (await db.Departments.CountAsync(), await db.AuditEntries.CountAsync())));
    }
}
