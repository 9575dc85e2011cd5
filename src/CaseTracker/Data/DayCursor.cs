using System.Globalization;

namespace CaseTracker.Data;

/// <summary>The place of a row in a list ordered by day and id, as it travels in an address: 2025-03-05~id.</summary>
public static class DayCursor
{
    public static string Of(DateOnly day, Guid id) => $"{day:yyyy-MM-dd}~{id}";

    /// <summary>Null for anything that is no such place: the list then begins at its beginning.</summary>
    public static (DateOnly Day, Guid Id)? Read(string? text) =>
        text?.Split('~') is [var day, var id] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) && Guid.TryParse(id, out var g) ? (d, g) : null;
}
