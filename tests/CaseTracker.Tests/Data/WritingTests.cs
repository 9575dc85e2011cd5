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
