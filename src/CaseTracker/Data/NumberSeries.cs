using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Data;

/// <summary>The last number given in a series in a year. Numbers are drawn in the transaction of the record that bears them: none is lost, none is used twice, each year begins with 1.</summary>
public sealed class NumberSeries
{
    public required string Series { get; init; }

    public required int Year { get; init; }

    public int Last { get; set; }
}

internal sealed class NumberSeriesConfiguration : IEntityTypeConfiguration<NumberSeries>
{
    public void Configure(EntityTypeBuilder<NumberSeries> builder)
    {
        builder.ToTable("number_series");
        builder.HasKey(s => new { s.Series, s.Year });
        builder.Property(s => s.Series).HasMaxLength(60);
    }
}

public static class Numbering
{
    /// <summary>Draws the next number of a series in a year, inside the running write.</summary>
    public static async Task<int> NextNumberAsync(this CaseDb db, string series, int year, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A number is drawn inside the write that uses it.");
        }

        // One statement on both databases: PostgreSQL's row lock makes the second writer wait for the first one's commit.
        var drawn = await db.Database.SqlQuery<int>(
            $"""
             INSERT INTO number_series ("Series", "Year", "Last") VALUES ({series}, {year}, 1)
             ON CONFLICT ("Series", "Year") DO UPDATE SET "Last" = number_series."Last" + 1 RETURNING "Last" AS "Value"
             """).ToListAsync(cancel);
        return drawn.Single();
    }
}
