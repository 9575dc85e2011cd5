using System.ComponentModel.DataAnnotations;

namespace CaseTracker.Data;

/// <summary>Which database the installation keeps its records in.</summary>
public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}

/// <summary>Settings of section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Sqlite (default, one machine) or Postgres (several instances).</summary>
    [EnumDataType(typeof(DatabaseProvider), ErrorMessage = "只能是 Sqlite 或 Postgres")]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>For Postgres only; SQLite's file lies in the installation's folder.</summary>
    public string? ConnectionString { get; set; }
}
