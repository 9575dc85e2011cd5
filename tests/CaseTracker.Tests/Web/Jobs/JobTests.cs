using CaseTracker.Data;
using CaseTracker.Operations;
using CaseTracker.Tests.Operations;
using CaseTracker.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseTracker.Tests.Web.Jobs;

public sealed class JobTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_backup_of_the_night_is_taken_once_and_made_up_for_after_a_night_without_power()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(1);
        var job = new BackupOfTheNight(office.Services.GetRequiredService<IServiceScopeFactory>(), NullLogger<BackupOfTheNight>.Instance);
        Task<int> CountAsync() => office.DbAsync(db => db.Backups.CountAsync(b => b.Kind == BackupKind.Nightly, Cancel));

        await job.RunAsync(Cancel); // 09:00: the one of 02:00 is missing
        await job.RunAsync(Cancel);
        Assert.Equal(1, await CountAsync());
        office.Clock.Advance(TimeSpan.FromHours(16)); // 01:00
        await job.RunAsync(Cancel);
        Assert.Equal(1, await CountAsync());
        office.Clock.Advance(TimeSpan.FromHours(1));
        await job.RunAsync(Cancel);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Each_day_old_backups_and_old_answers_go()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(1);
        var scopes = office.Services.GetRequiredService<IServiceScopeFactory>();
        var backup = new BackupOfTheNight(scopes, NullLogger<BackupOfTheNight>.Instance);
        for (var day = 0; day < 9; day++)
        {
            await backup.RunAsync(Cancel);
            office.Clock.Advance(TimeSpan.FromDays(1));
        }

        office.Clock.Advance(TimeSpan.FromDays(22)); // the answer is 31 days old now
        await new DailyLapse(scopes, NullLogger<DailyLapse>.Instance).RunAsync(Cancel);

        Assert.Equal(0, await office.DbAsync(db => db.Set<Submission>().CountAsync(Cancel)));
        var files = Directory.GetFiles(office.Installation.BackupsFolder);
        Assert.Equal(7, files.Length); // 5 to 13 March: the last seven days; the Sunday and the month are among them
        Assert.Equal(7, await office.DbAsync(db => db.Backups.CountAsync(b => b.RetiredAt == null, Cancel)));
    }

    [Fact]
    public async Task The_anchor_of_the_hour_is_added_to_the_file_of_the_installation()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(1);
        var job = new HourlyAnchor(office.Services.GetRequiredService<IServiceScopeFactory>(), NullLogger<HourlyAnchor>.Instance);

        await job.RunAsync(Cancel);
        await job.RunAsync(Cancel);

        Assert.Single(await File.ReadAllLinesAsync(office.Installation.AnchorFile, Cancel));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_schedule_runs_every_job_as_soon_as_the_site_starts_unless_it_is_switched_off()
    {
        await using var office = await TestOffice.OpenAsync(DatabaseProvider.Sqlite);
        await office.FillAsync(1);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging().AddCaseTracker(office.Configuration, office.Installation).AddJobs(office.Configuration);
        using (var running = builder.Build())
        {
            await running.StartAsync(Cancel);
            while (await office.DbAsync(db => db.Backups.CountAsync(Cancel)) == 0 || !File.Exists(office.Installation.AnchorFile))
            {
                await Task.Delay(20, Cancel); // until both have run; the time limit of the test is the only other end
            }

            await running.StopAsync(Cancel);
        }

        var off = new ConfigurationBuilder().AddInMemoryCollection([new("Jobs:Enabled", "false")]).Build();
        Assert.Empty(new ServiceCollection().AddJobs(off));
    }
}
