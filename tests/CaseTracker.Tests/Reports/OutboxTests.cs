using CaseTracker.Data;
using CaseTracker.Reports;
using CaseTracker.Tests.Petitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Ledgers = CaseTracker.Tests.Excel.Ledgers;

namespace CaseTracker.Tests.Reports;

/// <summary>The ledgers of a month, written by themselves.</summary>
public sealed class OutboxTests
{
    [Fact]
    public async Task From_the_first_working_day_on_the_last_month_is_written_once()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        var folder = Path.Combine(o.Office.Installation.Folder, "outbox");
        o.Office.Clock.SetUtcNow(new DateTimeOffset(2025, 6, 2, 1, 0, 0, TimeSpan.Zero)); // 端午节
        Assert.Equal(0, await RunAsync(o));
        Assert.False(Directory.Exists(folder));

        o.Office.Clock.SetUtcNow(new DateTimeOffset(2025, 6, 3, 1, 0, 0, TimeSpan.Zero));
        Assert.Equal(5, (await MissingAsync(o)).Count);
        Assert.Equal(5, await RunAsync(o));
        var month = Path.Combine(folder, "2025-05");
        Assert.Equal(new[] { "2025年5月_依法治理工作台账.xlsx", "2025年5月_信访事项台账.xlsx", "2025年5月_待遇办理台账.xlsx", "2025年5月_来访登记台账.xlsx", "2025年5月_老干部走访慰问台账.xlsx" }.Order(StringComparer.Ordinal),
            Directory.GetFiles(month).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Ledgers.AssertValid(await File.ReadAllBytesAsync(Directory.GetFiles(month)[0]));
        Assert.Equal(5, await o.Office.DbAsync(db => db.Set<CaseTracker.Audit.AuditEntry>().CountAsync(e => e.Action == "export-ledger")));

        Directory.Delete(month, recursive: true); // the clerk took them away
        Assert.Equal(0, await RunAsync(o));
        Assert.Empty(await MissingAsync(o));
        Assert.Equal(5, (await o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetRequiredService<FillOutbox>().WriteAsync(new(2025, 5, 14), again: true, default))).Count);

        o.Office.Clock.SetUtcNow(new DateTimeOffset(2025, 7, 1, 1, 0, 0, TimeSpan.Zero));
        Assert.Equal(5, await RunAsync(o));
        Assert.Equal(["2025-05", "2025-06"], Directory.GetDirectories(folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_month_that_runs_from_the_21st_is_written_from_there()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        await o.Office.AsAsync(CaseTracker.Accounts.Actor.System, async s =>
        {
            var change = s.GetRequiredService<CaseTracker.Bureau.ChangeSettings>();
            var current = await change.CurrentAsync(default);
            await change.ExecuteAsync(current with { Settings = current.Settings with { ReportMonths = "2025-01 起 21日" } }, CaseTracker.Accounts.Actor.System, default);
            return true;
        });
        o.Office.Clock.SetUtcNow(new DateTimeOffset(2025, 6, 3, 1, 0, 0, TimeSpan.Zero));
        Assert.Equal(5, await RunAsync(o));
        Assert.Contains("2025年4月21日至5月20日_信访事项台账.xlsx", Directory.GetFiles(Path.Combine(o.Office.Installation.Folder, "outbox", "2025-05")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_said_and_stays_missing()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(o.Office.Installation.Folder, "outbox"), "a file where the folder should be");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => RunAsync(o));

        Assert.Contains("请系统管理员核对该目录和设置 Outbox:Folder", refused.Message);
        Assert.Equal(5, (await MissingAsync(o)).Count);
    }

    private static Task<int> RunAsync(PetitionOffice o) => o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetRequiredService<FillOutbox>().ExecuteAsync(default));

    private static Task<IReadOnlyList<CaseTracker.Bureau.LedgerBook>> MissingAsync(PetitionOffice o) => o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetRequiredService<FillOutbox>().MissingAsync(default));
}
