using System.IO.Compression;
using System.Text;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Operations;

public sealed class BackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_backup_restored_in_another_folder_is_row_by_row_the_same(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await office.FillAsync();
        using var folder = new Temporary();
        var backup = await TakeAsync(office);
        var rows = await RowsOfAsync(backup.File);

        await using var there = office.Elsewhere(folder.Path);
        var restored = await there.DoAsync(s => s.GetRequiredService<RestoreBackup>().ExecuteAsync(new(backup.File), Cancel));

        Assert.Null(restored.Aside);
        Assert.Equal(60, restored.Manifest.Tables["case_events"]);
        var found = await Filled.RowsAsync(Path.Combine(folder.Path, "casetracker.db"));
        Assert.Equal(rows, found.Where(r => !r.Contains("restore", StringComparison.Ordinal)));
        Assert.Equal(rows.Count + 1, found.Count); // and the link that tells of the restore
        Assert.Equal(5000, new FileInfo(Path.Combine(folder.Path, "attachments", "ab", "abcdef")).Length);
        var proof = await there.DoAsync(s => s.GetRequiredService<VerifyHistory>().ExecuteAsync([], Cancel));
        Assert.Empty(proof.Faults);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder.Path), f => Path.GetFileName(f).StartsWith("restore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_records_move_from_SQLite_to_PostgreSQL_and_back_without_a_change_and_the_numbers_go_on()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await using var server = await TestOffice.OpenAsync(DatabaseProvider.Postgres);
        await office.FillAsync();
        var first = await TakeAsync(office);
        using var folder = new Temporary();
        await using var there = office.Elsewhere(folder.Path, databaseOf: server);
        var moved = await there.DoAsync(s => s.GetRequiredService<RestoreBackup>().ExecuteAsync(new(first.File, Replace: true), Cancel));
        Assert.NotNull(moved.Aside);
        var back = await there.DoAsync(s => s.GetRequiredService<TakeBackup>().ExecuteAsync(new(), Cancel));

        var (before, after) = (await RowsOfAsync(first.File), await RowsOfAsync(back.File));
        Assert.Equal(before, after.Where(r => !r.Contains("restore", StringComparison.Ordinal)));
        await there.DoAsync(async s =>
        {
            var db = s.GetRequiredService<CaseDb>();
            Assert.Equal(21, await db.WriteAsync(() => db.NextNumberAsync("XF", 2025, Cancel), Cancel));
            await db.WriteAsync(() => Task.FromResult(db.Trace(new Filled.Matter(Guid.NewGuid()), Actor.System, office.Now(), new Act("note", "记录", new DateOnly(2025, 3, 6)))), Cancel);
            await AppendOnly.DemandAsync(db, Cancel);
            return Assert.IsType<long>(await db.Events.IgnoreQueryFilters().MaxAsync(e => e.Id, Cancel));
        });
        Assert.Empty((await there.DoAsync(s => s.GetRequiredService<VerifyHistory>().ExecuteAsync([], Cancel))).Faults);
    }

    [Fact]
    public async Task Every_one_of_two_hundred_damages_is_found_and_the_target_stays_untouched()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(5);
        var whole = await File.ReadAllBytesAsync((await TakeAsync(office)).File, Cancel);
        using var folder = new Temporary();
        await using var there = office.Elsewhere(folder.Path);
        var random = new Random(20250305);
        var damaged = Path.Combine(office.Installation.Folder, "damaged.zip");

        for (var i = 0; i < 200; i++)
        {
            var bytes = whole.ToArray();
            var at = random.Next(bytes.Length);
            bytes = (i % 4) switch
            {
                0 or 1 => Flip(bytes, at, 1 << random.Next(8)),
                2 => bytes[..at],
                _ => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + random.Next(64))..]],
            };
            await File.WriteAllBytesAsync(damaged, bytes, Cancel);

            var refusal = await Assert.ThrowsAsync<RefusedException>(() => there.DoAsync(s => s.GetRequiredService<RestoreBackup>().ExecuteAsync(new(damaged), Cancel)));
            Assert.Contains("不完整或已损坏", refusal.Message);
        }

        Assert.Equal(["site.lock"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_backup_that_was_repacked_is_refused_with_what_is_wrong()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(5);
        var backup = await TakeAsync(office);

        Assert.Contains("备份缺少部分 attachments/ab/abcdef", await RepackedAsync(office, backup.File, zip => zip.GetEntry("attachments/ab/abcdef")!.Delete()));
        Assert.Contains("备份缺少部分 database.db", await RepackedAsync(office, backup.File, zip => zip.GetEntry("database.db")!.Delete()));
        Assert.Contains("缺少清单", await RepackedAsync(office, backup.File, zip => zip.GetEntry("manifest.json")!.Delete()));
        Assert.Contains("清单之外的部分 ../evil", await RepackedAsync(office, backup.File, zip => Write(zip, "../evil", "x")));
        Assert.Contains("anchor.jsonl 与清单的校验码不符", await RepackedAsync(office, backup.File, zip =>
        {
            zip.GetEntry("anchor.jsonl")!.Delete();
            Write(zip, "anchor.jsonl", "{}");
        }));
        Assert.Contains("更新版本的程序", await RepackedAsync(office, backup.File, zip =>
        {
            var manifest = Read(zip, "manifest.json").Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal);
            zip.GetEntry("manifest.json")!.Delete();
            Write(zip, "manifest.json", manifest);
        }));
    }

    [Fact]
    public async Task A_backup_of_a_newer_schema_is_refused()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(2);
        await office.DbAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TABLE IF NOT EXISTS \"__EFMigrationsHistory\" (\"MigrationId\" TEXT PRIMARY KEY, \"ProductVersion\" TEXT NOT NULL); INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Future', '10.0.0')"));

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => TakeAsync(office));

        Assert.Contains("更新版本的程序建立（99990101000000_Future）", refusal.Message);
        Assert.Equal(1, await office.DbAsync(db => db.Backups.CountAsync(b => b.Fault != null))); // it is remembered as one that cannot be relied on
    }

    [Fact]
    public async Task A_restore_refuses_records_that_are_there_and_keeps_them_aside_when_told_to_replace_them()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(3);
        var backup = await TakeAsync(office);
        await office.HappenAsync(new Filled.Matter(Guid.NewGuid()), 1, isConfidential: false);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => RestoreAsync(office, new(backup.File)));
        Assert.Contains("--replace", refusal.Message);
        Assert.Equal(10, await EventsAsync(office));

        var restored = await RestoreAsync(office, new(backup.File, Replace: true));

        Assert.Equal(9, await EventsAsync(office));
        Assert.True(File.Exists(Path.Combine(restored.Aside!, "casetracker.db")));
        Assert.True(File.Exists(Path.Combine(restored.Aside!, "attachments", "ab", "abcdef")));
        await office.DbAsync(db => AppendOnly.DemandAsync(db, Cancel));
    }

    [Fact]
    public async Task A_restore_refuses_while_the_site_runs_and_the_site_while_a_restore_runs()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(1);
        var backup = await TakeAsync(office);
        using (InstallationLock.Share(office.Installation))
        using (InstallationLock.Share(office.Installation))
        {
            var refusal = await Assert.ThrowsAsync<RefusedException>(() => RestoreAsync(office, new(backup.File, Replace: true)));
            Assert.Contains("先停止网站", refusal.Message);
        }

        using (InstallationLock.Alone(office.Installation))
        {
            Assert.Throws<RefusedException>(() => InstallationLock.Share(office.Installation));
        }
    }

    [Fact]
    public async Task Without_its_keys_or_with_others_a_backup_is_not_restored()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await using var other = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(1);
        await other.FillAsync(1);
        var backup = await TakeAsync(office);
        using var folder = new Temporary();

        await using var there = other.Elsewhere(folder.Path);
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => there.DoAsync(s => s.GetRequiredService<RestoreBackup>().ExecuteAsync(new(backup.File), Cancel)));
        Assert.Contains("密钥文件不是这个数据库的", refusal.Message);

        Directory.Delete(there.GetRequiredService<Installation>().KeysFolder, recursive: true);
        refusal = await Assert.ThrowsAsync<RefusedException>(() => there.DoAsync(s => s.GetRequiredService<RestoreBackup>().ExecuteAsync(new(backup.File), Cancel)));
        Assert.Contains("找不到密钥文件", refusal.Message);
        Assert.False(File.Exists(Path.Combine(folder.Path, "casetracker.db")));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_backup_with_a_broken_chain_is_written_but_not_relied_on(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await office.FillAsync(5);
        await office.WithoutTriggersAsync();
        await office.DbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE audit_entries SET \"Reason\" = '改' WHERE \"Seq\" = 7"));

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => TakeAsync(office));

        Assert.Contains("第 7 条记录的内容与校验码不符", refusal.Message);
        var state = await office.AsAsync(Actor.System, s => s.GetRequiredService<BackupState>().ExecuteAsync(Cancel));
        Assert.Null(state.LastGood);
        Assert.Contains(state.Warnings, w => w.Contains("没有通过试恢复", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_administrator_takes_backups()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        var clerk = new Actor(Guid.NewGuid(), "王芳", [new Hat(Role.XF, null)]);

        await Assert.ThrowsAsync<RefusedException>(() => office.AsAsync(clerk, s => s.GetRequiredService<TakeBackup>().ExecuteAsync(new(), Cancel)));

        Assert.False(Directory.Exists(office.Installation.BackupsFolder));
    }

    [Fact]
    public async Task The_warnings_tell_an_old_backup_and_keys_that_nobody_saved()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(1);
        Task<BackupState.Result> StateAsync() => office.AsAsync(Actor.System, s => s.GetRequiredService<BackupState>().ExecuteAsync(Cancel));

        Assert.Equal(2, (await StateAsync()).Warnings.Count);
        await TakeAsync(office);
        Assert.Contains("密钥", Assert.Single((await StateAsync()).Warnings));
        await office.AsAsync(Actor.System, s => s.GetRequiredService<ConfirmKeysSaved>().ExecuteAsync(Cancel));
        Assert.Empty((await StateAsync()).Warnings);
        office.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Empty((await StateAsync()).Warnings);
        office.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Contains("27 小时", Assert.Single((await StateAsync()).Warnings));
    }

    [Fact]
    public void Of_three_years_of_nightly_backups_seven_days_four_weeks_and_twelve_months_are_kept()
    {
        var today = new DateOnly(2025, 3, 5);
        var all = Enumerable.Range(0, 1000).Select(i => (Id: Guid.NewGuid(), Day: today.AddDays(-i))).ToList();

        var kept = RetireBackups.Kept(all, 7, 4, 12);

        var days = all.Where(b => kept.Contains(b.Id)).Select(b => b.Day).ToList();
        Assert.Equal(Enumerable.Range(0, 7).Select(i => today.AddDays(-i)), days.Take(7));
        Assert.Contains(new DateOnly(2025, 2, 23), days); // Sunday of the fourth week
        Assert.Contains(new DateOnly(2024, 4, 30), days); // the twelfth month
        Assert.DoesNotContain(new DateOnly(2024, 3, 31), days);
        Assert.Equal(7 + 2 + 10, days.Count); // of four weeks and of twelve months two each are among the days above
    }

    [Fact]
    public async Task A_hundred_thousand_rows_move_to_PostgreSQL_in_reasonable_time()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await using var server = await TestOffice.OpenAsync(DatabaseProvider.Postgres);
        await office.DbAsync(db => db.Database.ExecuteSqlRawAsync("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
            INSERT INTO departments ("Id", "Name", "IsPetitionOffice", "IsSubordinate", "IsClosed", "Rank")
            SELECT printf('%08X-0000-4000-8000-000000000000', i), '科室' || i, 0, 0, 0, i FROM n
            """));
        var started = TimeProvider.System.GetTimestamp();

        await server.DbAsync(async db =>
        {
            await DatabaseCopy.PutAsideAsync(db, "aside", Cancel);
            await DatabaseCopy.CreateTablesAsync(db, Cancel);
            await office.DbAsync(source => DatabaseCopy.CopyRowsAsync(source, db, Cancel));
        });
        var file = Path.Combine(office.Installation.Folder, "back.db");
        await server.DbAsync(db => DatabaseCopy.ToFileAsync(db, file, Cancel));

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.Equal(await Filled.RowsAsync(office.Installation.DatabaseFile), await Filled.RowsAsync(file));
    }

    internal static Task<Backup> TakeAsync(TestOffice office) => office.AsAsync(Actor.System, s => s.GetRequiredService<TakeBackup>().ExecuteAsync(new(), Cancel));

    private static Task<RestoreBackup.Result> RestoreAsync(TestOffice office, RestoreBackup.Command command) =>
        office.AsAsync(Actor.System, s => s.GetRequiredService<RestoreBackup>().ExecuteAsync(command, Cancel));

    private static Task<int> EventsAsync(TestOffice office) => office.DbAsync(db => db.Events.IgnoreQueryFilters().CountAsync());

    private static async Task<List<string>> RowsOfAsync(string backup)
    {
        using var folder = new Temporary();
        await BackupPackage.ExtractAsync(backup, folder.Path, Cancel);
        return await Filled.RowsAsync(Path.Combine(folder.Path, BackupPackage.Database));
    }

    private static async Task<string> RepackedAsync(TestOffice office, string backup, Action<ZipArchive> change)
    {
        var file = Path.Combine(office.Installation.Folder, $"{Guid.NewGuid():N}.zip");
        File.Copy(backup, file);
        await using (var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite))
        {
            await using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
            {
                change(zip);
            }

            await BackupPackage.SealAsync(stream, Cancel);
        }

        return (await Assert.ThrowsAsync<RefusedException>(() => office.AsAsync(Actor.System, s => s.GetRequiredService<CheckBackup>().ExecuteAsync(file, Cancel)))).Message;
    }

    private static byte[] Flip(byte[] bytes, int at, int bit)
    {
        bytes[at] ^= (byte)bit;
        return bytes;
    }

    private static string Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }

    private sealed class Temporary : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("casetracker-elsewhere-").FullName;

        public void Dispose()
        {
            DatabaseCopy.LetGo();
            Directory.Delete(Path, recursive: true);
            if (Directory.Exists(Path + ".keys"))
            {
                Directory.Delete(Path + ".keys", recursive: true);
            }
        }
    }
}
