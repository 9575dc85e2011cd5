using System.Globalization;

namespace CaseTracker.Excel;

/// <summary>What a cell holds.</summary>
public enum CellKind : byte
{
    None,
    Text,
    Number,
    Date,
    DateTime,
}

/// <summary>One value on its way into a sheet or a page; a struct, so that a million of them cost nothing. <c>default</c> is the empty cell.</summary>
public readonly struct Cell
{
    private readonly string? text;
    private readonly decimal number;
    private readonly long ticks;

    private Cell(CellKind kind, string? text = null, decimal number = 0, long ticks = 0)
    {
        Kind = kind;
        this.text = text;
        this.number = number;
        this.ticks = ticks;
    }

    public CellKind Kind { get; }

    /// <summary>The text of a <see cref="CellKind.Text"/> cell, else empty.</summary>
    public string Text => text ?? "";

    /// <summary>The value of a <see cref="CellKind.Number"/> cell, else 0.</summary>
    public decimal Number => number;

    /// <summary>The value of a date cell, in the office's time.</summary>
    public DateTime Moment => new(ticks, DateTimeKind.Unspecified);

    /// <summary>Text; null and empty are the empty cell.</summary>
    public static Cell Of(string? value) => string.IsNullOrEmpty(value) ? default : new(CellKind.Text, text: value);

    /// <summary>A number or an amount of money; null is the empty cell.</summary>
    public static Cell Of(decimal? value) => value is { } number ? new(CellKind.Number, number: number) : default;

    /// <summary>A date of the world; null is the empty cell.</summary>
    public static Cell Of(DateOnly? value) => value is { } date ? new(CellKind.Date, ticks: date.ToDateTime(TimeOnly.MinValue).Ticks) : default;

    /// <summary>A moment in the office's time (a sheet knows no zone); null is the empty cell.</summary>
    public static Cell Of(DateTime? value) => value is { } moment ? new(CellKind.DateTime, ticks: moment.Ticks) : default;

    /// <summary>The cell as a page shows it; <paramref name="column"/> decides how a number is written.</summary>
    public string Display(ColumnKind column) => Kind switch
    {
        CellKind.None => "",
        CellKind.Text => Text,
        CellKind.Number => Number.ToString(column == ColumnKind.Money ? "#,##0.00" : "0.############", CultureInfo.InvariantCulture),
        CellKind.Date => Moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        CellKind.DateTime => Moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
    };
}
