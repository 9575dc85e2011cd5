using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Tests.Operations;

/// <summary>Something to back up: accounts, numbers, events with their links of the chain, attachments.</summary>
internal static class Filled
{
    public static async Task FillAsync(this TestOffice office, int records = 20)
    {
        await office.DbAsync(db => db.WriteAsync(async () =>
        {
            var department = new Department { Id = Guid.NewGuid(), Name = "信访科", IsPetitionOffice = true };
            var user = new User
            {
                Id = Guid.NewGuid(),
                Name = "阿依古丽·买买提",
                UserName = "𬭎",
                DepartmentId = department.Id,
                LockoutEnd = new DateTimeOffset(2025, 3, 5, 1, 2, 3, 456, TimeSpan.Zero),
                LastSignInAt = new DateTime(2025, 3, 5, 1, 2, 3, DateTimeKind.Utc).AddTicks(1234560),
            };
            db.AddRange(department, user, new RoleGrant { Id = Guid.NewGuid(), UserId = user.Id, Role = Role.XF, From = new DateOnly(2025, 1, 1) });
            db.Add(new Submission { Key = Guid.NewGuid(), UserId = user.Id, Purpose = "登记", Answer = "{\"number\":1}", At = office.Now() });
            for (var i = 0; i < records; i++)
            {
                await db.NextNumberAsync("XF", 2025, default);
            }
        }));
        for (var i = 0; i < records; i++)
        {
            await office.HappenAsync(new Matter(Guid.NewGuid()), 3, isConfidential: i % 4 == 0);
        }

        Directory.CreateDirectory(Path.Combine(office.Installation.AttachmentsFolder, "ab"));
        await File.WriteAllBytesAsync(Path.Combine(office.Installation.AttachmentsFolder, "ab", "abcdef"), Enumerable.Range(0, 5000).Select(i => (byte)(i * 7)).ToArray());
    }

    public static Task HappenAsync(this TestOffice office, Matter matter, int times, bool isConfidential) => office.DbAsync(db => db.WriteAsync(() =>
    {
        for (var i = 0; i < times; i++)
        {
            db.Trace(matter, Actor.System, office.Now(), new Act("note", "记录", new DateOnly(2025, 3, 5)) { From = "Registered", To = "Accepted", Reason = $"第 {i} 次", Data = new { i }, IsConfidential = isConfidential });
        }

        return Task.CompletedTask;
    }));

    public static DateTime Now(this TestOffice office) => office.Services.GetRequiredService<OfficeClock>().Now;

    /// <summary>Every row of every table of the model as it lies in a SQLite file.</summary>
    public static async Task<List<string>> RowsAsync(string file)
    {
        var rows = new List<string>();
        await using var copy = DatabaseCopy.OpenFile(file);
        await copy.Database.OpenConnectionAsync();
        foreach (var table in DatabaseCopy.InOrder(copy.Model.GetRelationalModel()))
        {
            await using var command = copy.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table.Name}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.Add($"{table.Name}|{string.Join('|', Enumerable.Range(0, reader.FieldCount).OrderBy(reader.GetName).Select(i => $"{reader.GetName(i)}={(reader.GetValue(i) is byte[] b ? Convert.ToHexString(b) : $"{reader.GetValue(i).GetType().Name}:{reader.GetValue(i)}")}"))}");
            }
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>Another machine: a new folder with a copy of the saved keys, on either database.</summary>
    public static ServiceProvider Elsewhere(this TestOffice office, string folder, TestOffice? databaseOf = null)
    {
        var installation = new Installation(folder);
        CopyKeys(office.Installation, installation);
        return new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(office.Clock)
            .AddCaseTracker(databaseOf?.Configuration ?? new ConfigurationBuilder().Build(), installation).BuildServiceProvider(validateScopes: true);
    }

    public static void CopyKeys(Installation from, Installation to)
    {
        if (Directory.Exists(to.KeysFolder))
        {
            Directory.Delete(to.KeysFolder, recursive: true);
        }

        Directory.CreateDirectory(to.KeysFolder);
        foreach (var key in Directory.GetFiles(from.KeysFolder))
        {
            File.Copy(key, Path.Combine(to.KeysFolder, Path.GetFileName(key)));
        }
    }

    public static async Task<T> DoAsync<T>(this IServiceProvider services, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(Actor.System);
        return await work(scope.ServiceProvider);
    }

    internal sealed record Matter(Guid RecordId) : IRecordPart
    {
        public string RecordKind => "matter";

        public string PartName => "matter";
    }
}
