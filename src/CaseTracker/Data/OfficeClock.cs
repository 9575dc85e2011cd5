using System.ComponentModel.DataAnnotations;
using System.Globalization;

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

    /// <summary>The instant (UTC) at which a day of the office begins.</summary>
    public DateTime StartOf(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The instant (UTC) that somebody names: 2025-01-21 is the end of that day, 2025-01-21 17:00 the office's time, 2025-01-21T09:00:00Z stands as it is; null for anything else.</summary>
    public DateTime? Instant(string? text)
    {
        var given = text?.Trim() ?? "";
        if (DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return StartOf(day.AddDays(1)).AddMicroseconds(-1);
        }

        if (!DateTimeOffset.TryParseExact(given, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return null;
        }

        var isZoned = given.EndsWith('Z') || given.LastIndexOfAny(['+', '-']) > 10;
        return isZoned ? instant.UtcDateTime : TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(instant.DateTime, DateTimeKind.Unspecified), zone);
    }

    private static readonly string[] Instants = [.. from gap in new[] { " ", "'T'" } from time in new[] { "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFF" } from end in new[] { "", "zzz", "'Z'" } select $"yyyy-MM-dd{gap}{time}{end}"];
}
