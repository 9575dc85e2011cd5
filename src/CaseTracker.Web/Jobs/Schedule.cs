using Quartz;

namespace CaseTracker.Web.Jobs;

/// <summary>Settings of section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>Off on all but one of several machines that share a database.</summary>
    public bool Enabled { get; set; } = true;
}

/// <summary>The work without a user. Every job starts with the site and again every hour, and asks by itself what is due: so whatever was missed while the machine was off is done at the next start.</summary>
public static class Schedule
{
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        if (!CaseTrackerServices.Bind<JobOptions>(configuration, JobOptions.Section).Enabled)
        {
            return services;
        }

        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.ScheduleJob<BackupOfTheNight>(Hourly);
            quartz.ScheduleJob<DailyLapse>(Hourly);
            quartz.ScheduleJob<HourlyAnchor>(Hourly);
        });
        return services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
    }

    private static void Hourly<TJob>(ITriggerConfigurator<TJob> trigger) where TJob : IJob =>
        trigger.StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromHours(1)).RepeatForever());
}
