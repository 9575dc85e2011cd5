using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Operations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Operations;

public sealed class StartChecksTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_sound_installation_starts_and_is_told_what_is_still_to_do(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await office.FillAsync(1);

        var warnings = await CheckAsync(office);

        Assert.Contains(warnings, w => w.Contains("备份", StringComparison.Ordinal));
        Assert.DoesNotContain(warnings, w => w.Contains("时间", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Missing_triggers_stop_the_start(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await office.FillAsync(1);
        await office.WithoutTriggersAsync();

        Assert.Contains("触发器", (await Assert.ThrowsAsync<InvalidOperationException>(() => CheckAsync(office))).Message);
    }

    [Fact]
    public async Task A_clock_that_went_back_is_told()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        office.Clock.Advance(TimeSpan.FromDays(1));
        await office.FillAsync(1);
        office.Clock.AdjustTime(office.Clock.GetUtcNow().AddDays(-1));

        Assert.Contains(await CheckAsync(office), w => w.Contains("校准时钟", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unfinished_restore_stops_the_start()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await File.WriteAllTextAsync(RestoreBackup.MarkerOf(office.Installation), "b.zip", TestContext.Current.CancellationToken);

        Assert.Contains("上次恢复没有完成（b.zip）", (await Assert.ThrowsAsync<RefusedException>(() => CheckAsync(office))).Message);
    }

    [Fact]
    public async Task A_key_file_that_others_may_read_stops_the_start_and_so_does_a_missing_one()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(1);
        var file = Directory.GetFiles(office.Installation.KeysFolder).Single();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.GroupRead);
        }

        Assert.Contains("chmod 600", (await Assert.ThrowsAsync<RefusedException>(() => CheckAsync(office))).Message);
        File.Delete(file);
        Assert.Contains("找不到密钥文件", (await Assert.ThrowsAsync<RefusedException>(() => CheckAsync(office))).Message);
    }

    [Theory]
    [InlineData("/srv/data", DriveType.Fixed, "ext4", false)]
    [InlineData("/srv/data", DriveType.Ram, "tmpfs", false)]
    [InlineData("/mnt/share", DriveType.Network, "nfs", true)]
    [InlineData("/mnt/share", DriveType.Unknown, "fuse.sshfs", true)]
    [InlineData("/mnt/share", DriveType.Fixed, "CIFS", true)]
    [InlineData(@"\\server\share", DriveType.Unknown, "", true)]
    public void A_folder_shared_over_a_network_is_recognised(string folder, DriveType type, string format, bool shared) =>
        Assert.Equal(shared, ConnectionChecks.IsShared(folder, type, format));

    private static Task<IReadOnlyList<string>> CheckAsync(TestOffice office) =>
        office.AsAsync(Actor.System, s => s.GetRequiredService<StartChecks>().ExecuteAsync(TestContext.Current.CancellationToken));
}
