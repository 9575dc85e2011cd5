using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Calendar;

/// <summary>One edition of a year's arrangement as it was imported. Editions are kept for ever, the highest one counts.</summary>
public sealed class StoredYear
{
    public required Guid Id { get; init; }

    public required int Year { get; init; }

    /// <summary>1, 2, 3 … within the year.</summary>
    public required int Edition { get; init; }

    public required DateTime ImportedAt { get; init; }

    public required string ImportedBy { get; init; }

    public DateTime? ConfirmedAt { get; set; }

    public string? ConfirmedBy { get; set; }

    public List<StoredDay> Days { get; init; } = [];

    internal static StoredYear Of(int year, int edition, IEnumerable<CalendarDay> days, string by, DateTime now)
    {
        var id = Guid.NewGuid();
        return new StoredYear
        {
            Id = id,
            Year = year,
            Edition = edition,
            ImportedAt = now,
            ImportedBy = by,
            Days = [.. days.Select(d => new StoredDay { YearId = id, Date = d.Date, Kind = d.Kind, Name = d.Name, Notice = d.Notice })],
        };
    }

    internal CalendarYear ToCalendarYear() =>
        new(Year, Edition, ConfirmedAt is not null, [.. Days.OrderBy(d => d.Date).Select(d => new CalendarDay(d.Date, d.Kind, d.Name, d.Notice))]);
}

/// <summary>A day of an edition; see <see cref="CalendarDay"/>.</summary>
public sealed class StoredDay
{
    public required Guid YearId { get; init; }

    public required DateOnly Date { get; init; }

    public required DayKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Notice { get; init; }
}

internal sealed class StoredYearConfiguration : IEntityTypeConfiguration<StoredYear>
{
    public void Configure(EntityTypeBuilder<StoredYear> builder)
    {
        builder.ToTable("calendar_years");
        builder.Property(y => y.ImportedBy).HasMaxLength(64);
        builder.Property(y => y.ConfirmedBy).HasMaxLength(64);
        builder.HasIndex(y => new { y.Year, y.Edition }).IsUnique();
        builder.HasMany(y => y.Days).WithOne().HasForeignKey(d => d.YearId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StoredDayConfiguration : IEntityTypeConfiguration<StoredDay>
{
    public void Configure(EntityTypeBuilder<StoredDay> builder)
    {
        builder.ToTable("calendar_days");
        builder.HasKey(d => new { d.YearId, d.Date });
        builder.Property(d => d.Name).HasMaxLength(CalendarFile.LongestText);
        builder.Property(d => d.Notice).HasMaxLength(CalendarFile.LongestText);
    }
}

public static class CalendarTables
{
    extension(CaseDb db)
    {
        public DbSet<StoredYear> CalendarYears => db.Set<StoredYear>();
    }

    /// <summary>The editions that count: the highest of each year.</summary>
    internal static IQueryable<StoredYear> InForce(this DbSet<StoredYear> years) => years.Where(y => !years.Any(later => later.Year == y.Year && later.Edition > y.Edition));
}
