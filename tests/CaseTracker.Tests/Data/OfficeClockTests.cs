using System.Globalization;
using CaseTracker.Data;
using Xunit;

namespace CaseTracker.Tests.Data;

/// <summary>Instants as people write them.</summary>
public sealed class OfficeClockTests
{
    private static readonly OfficeClock Clock = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    [Theory]
    [InlineData("2025-01-21", "2025-01-21T15:59:59.999999Z")]
    [InlineData(" 2025-01-21 17:00 ", "2025-01-21T09:00:00Z")]
    [InlineData("2025-01-21T17:00", "2025-01-21T09:00:00Z")]
    [InlineData("2025-01-21 17:00:30", "2025-01-21T09:00:30Z")]
    [InlineData("2025-01-21T17:00:30.25", "2025-01-21T09:00:30.25Z")]
    [InlineData("2025-01-21T09:00:00Z", "2025-01-21T09:00:00Z")]
    [InlineData("2025-01-21T09:00:00+02:00", "2025-01-21T07:00:00Z")]
    [InlineData("2025-01-21T01:00:00-08:00", "2025-01-21T09:00:00Z")]
    public void A_day_is_its_end_and_a_time_is_the_offices_own_unless_it_names_a_zone(string text, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).UtcDateTime, Clock.Instant(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("昨天")]
    [InlineData("2025-02-30")]
    [InlineData("2025-01-21 25:00")]
    [InlineData("2025-01-21 17")]
    [InlineData("21.01.2025 17:00")]
    public void Anything_else_is_no_instant(string? text) => Assert.Null(Clock.Instant(text));
}
