using System.Text;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Crypto;

public sealed class ProtectedValuesTests
{
    private const string Number = "11010519491231002X";
    private static readonly Guid Owner = Guid.NewGuid();

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_value_is_read_and_found_however_it_is_spelled(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var id = await KeepAsync(office, v => v.Keep("person", Owner, ProtectedField.IdNumber, Number));

        Assert.Equal(Number, await WithAsync(office, v => v.ReadAsync(id, default)));
        Assert.Equal([Owner], await WithAsync(office, v => v.FindAsync("person", ProtectedField.IdNumber, "11010519491231002x ", default)));
        Assert.Equal([Owner], await WithAsync(office, v => v.FindAsync("person", ProtectedField.IdNumber, "110105491231002", default)));
        Assert.Empty(await WithAsync(office, v => v.FindAsync("petition", ProtectedField.IdNumber, Number, default)));
        Assert.Empty(await WithAsync(office, v => v.FindAsync("person", ProtectedField.Phone, Number, default)));
        Assert.Equal(new ProtectedValues.Place("person", Owner, ProtectedField.IdNumber), await WithAsync(office, v => v.PlaceOfAsync(id, default)));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_value_of_an_accusation_is_found_by_no_search(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await KeepAsync(office, v => v.Keep("petition", Owner, ProtectedField.Phone, "13812345678", isFindable: false));

        Assert.Empty(await WithAsync(office, v => v.FindAsync("petition", ProtectedField.Phone, "13812345678", default)));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_replaced_value_stays_for_the_history_and_is_found_no_more(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var first = await KeepAsync(office, v => v.Keep("person", Owner, ProtectedField.Phone, "13812345678"));
        var same = await WriteAsync(office, v => v.ReplaceAsync(first, "person", Owner, ProtectedField.Phone, "13812345678", default));
        var second = await WriteAsync(office, v => v.ReplaceAsync(first, "person", Owner, ProtectedField.Phone, "13900000000", default));

        Assert.Equal(first, same);
        Assert.NotEqual(first, second);
        Assert.Equal("13812345678", await WithAsync(office, v => v.ReadAsync(first, default)));
        Assert.Empty(await WithAsync(office, v => v.FindAsync("person", ProtectedField.Phone, "13812345678", default)));
        Assert.Equal([Owner], await WithAsync(office, v => v.FindAsync("person", ProtectedField.Phone, "13900000000", default)));
        Assert.Null(await WriteAsync(office, v => v.ReplaceAsync(second, "person", Owner, ProtectedField.Phone, " ", default)));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Swapped_and_altered_rows_are_found_out(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var one = await KeepAsync(office, v => v.Keep("person", Owner, ProtectedField.Phone, "13812345678"));
        var two = await KeepAsync(office, v => v.Keep("person", Guid.NewGuid(), ProtectedField.Phone, "13900000000"));
        await office.DbAsync(async db =>
        {
            var rows = await db.Set<ProtectedValue>().ToListAsync();
            (rows[0].Bytes, rows[1].Bytes) = (rows[1].Bytes, rows[0].Bytes);
            await db.SaveChangesAsync();
        });

        await Assert.ThrowsAsync<DamagedValueException>(() => WithAsync(office, v => v.ReadAsync(one, default)));
        await Assert.ThrowsAsync<DamagedValueException>(() => WithAsync(office, v => v.ReadAsync(two, default)));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Many_values_are_read_at_once(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        var ids = await office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetRequiredService<CaseDb>().WriteAsync(() =>
            Task.FromResult(Enumerable.Range(0, 1_100).Select(i => s.GetRequiredService<ProtectedValues>().Keep("person", Owner, ProtectedField.Address, $"{i}号")).ToList())));

        var texts = await WithAsync(office, v => v.ReadAsync([.. ids, Guid.NewGuid()], default));

        Assert.Equal(1_100, texts.Count);
        Assert.Equal("1099号", texts[ids[^1]]);
    }

    [Fact]
    public async Task Neither_the_database_nor_its_log_holds_a_value_also_after_it_was_erased()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        var id = await KeepAsync(office, v => v.Keep("petition", Owner, ProtectedField.AccusationText, "举报某人收受礼金"));
        await KeepAsync(office, v => v.Keep("person", Owner, ProtectedField.IdNumber, Number));
        byte[] stored = [];
        await office.DbAsync(async db => stored = (await db.Set<ProtectedValue>().AsNoTracking().SingleAsync(v => v.Id == id)).Bytes);
        Assert.True(Holds(office, stored));

        await WriteAsync(office, async v =>
        {
            await v.EraseAsync(id, default);
            return 0;
        });
        await office.DbAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)"));

        Assert.Null(await WithAsync(office, v => v.ReadAsync(id, default)));
        Assert.False(Holds(office, stored));
        Assert.All([Encoding.UTF8.GetBytes(Number), Encoding.Unicode.GetBytes(Number), Encoding.UTF8.GetBytes("收受礼金"), Encoding.Unicode.GetBytes("收受礼金")], planted => Assert.False(Holds(office, planted)));
    }

    private static bool Holds(TestOffice office, byte[] planted) => Directory.GetFiles(office.Installation.Folder, "*", SearchOption.AllDirectories).Any(f =>
    {
        using var file = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(planted) >= 0;
    });

    private static Task<T> WithAsync<T>(TestOffice office, Func<ProtectedValues, Task<T>> work) => office.AsAsync(CaseTracker.Accounts.Actor.System, s => work(s.GetRequiredService<ProtectedValues>()));

    private static Task<T> WriteAsync<T>(TestOffice office, Func<ProtectedValues, Task<T>> work) =>
        office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetRequiredService<CaseDb>().WriteAsync(() => work(s.GetRequiredService<ProtectedValues>())));

    private static Task<Guid> KeepAsync(TestOffice office, Func<ProtectedValues, Guid> keep) => WriteAsync(office, v => Task.FromResult(keep(v)));
}
