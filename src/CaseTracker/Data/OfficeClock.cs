using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Data;

/// <summary>Settings of section <c>Office</c> that must be known before the database is opened.</summary>
public sealed class OfficeOptions
{
    public const string Section = "Office";

    /// <summary>IANA name of the office's time zone; dates of the world are dates there.</summary>
    [Required(ErrorMessage = "不能为空")]
    public string TimeZone { get; set; } = "Asia/Shanghai";
}

/// <summary>The office's own clock: instants in UTC cut to the microsecond, and today's date in the office's time zone wherever the server stands.</summary>
public sealed class OfficeClock(TimeProvider time, TimeZoneInfo zone)
{
    /// <summary>Now, in UTC.</summary>
    public DateTime Now
    {
        get
        {
            var now = time.GetUtcNow().UtcDateTime;
            return new DateTime(now.Ticks - (now.Ticks % 10), DateTimeKind.Utc);
        }
    }

    public DateOnly Today => DayOf(Now);

    public DateOnly DayOf(DateTime instant) => DateOnly.FromDateTime(Local(instant));

    public DateTime Local(DateTime instant) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(instant, DateTimeKind.Utc), zone);

    /// <summary>The instant (UTC) at which the clocks of the office show a day and time.</summary>
    public DateTime InstantOf(DateTime local) => TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone);

    /// <summary>The instant (UTC) at which a day of the office begins.</summary>
    public DateTime StartOf(DateOnly day) => InstantOf(day.ToDateTime(TimeOnly.MinValue));
}
