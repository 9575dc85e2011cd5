namespace CaseTracker.Excel;

/// <summary>How a column is written: alignment and number format follow from it.</summary>
public enum ColumnKind
{
    /// <summary>Short text, left, kept as text (<c>@</c>).</summary>
    Text,

    /// <summary>A paragraph, left, wrapped.</summary>
    LongText,

    /// <summary>A count or a rate, centred.</summary>
    Number,

    /// <summary>A day, <c>yyyy-mm-dd</c>.</summary>
    Date,

    /// <summary>A moment in the office's time, <c>yyyy-mm-dd hh:mm</c>.</summary>
    DateTime,

    /// <summary>Yuan, right, <c>#,##0.00</c>.</summary>
    Money,

    /// <summary>ID, phone and case numbers: text (<c>@</c>) down the whole column, so that nothing typed below turns into 4.2E+17.</summary>
    Identity,

    /// <summary>序号: the writer counts.</summary>
    Ordinal,
}

/// <summary>One column of a ledger, declared once: heading, width in characters (one Chinese character is two) and kind.</summary>
public abstract record Column(string Header, double Width, ColumnKind Kind)
{
    /// <summary>The upper heading that this column shares with its neighbours (two-level headings); null without one.</summary>
    public string? Group { get; init; }

    /// <summary>Whether the 合计 row adds this column up (numbers and money only).</summary>
    public bool IsSummed { get; init; }

    /// <summary>Whether text stands in the middle of the cell (short codes such as 初次, 受理).</summary>
    public bool IsCentred { get; init; }

    public static Column<T> Text<T>(string header, double width, Func<T, string?> value) => new(header, width, ColumnKind.Text, row => Cell.Of(value(row)));

    public static Column<T> LongText<T>(string header, double width, Func<T, string?> value) => new(header, width, ColumnKind.LongText, row => Cell.Of(value(row)));

    public static Column<T> Number<T>(string header, double width, Func<T, decimal?> value) => new(header, width, ColumnKind.Number, row => Cell.Of(value(row)));

    public static Column<T> Date<T>(string header, double width, Func<T, DateOnly?> value) => new(header, width, ColumnKind.Date, row => Cell.Of(value(row)));

    /// <summary>A moment; the caller turns the instant into the office's time first.</summary>
    public static Column<T> DateTime<T>(string header, double width, Func<T, DateTime?> value) => new(header, width, ColumnKind.DateTime, row => Cell.Of(value(row)));

    public static Column<T> Money<T>(string header, double width, Func<T, decimal?> value) => new(header, width, ColumnKind.Money, row => Cell.Of(value(row)));

    public static Column<T> Identity<T>(string header, double width, Func<T, string?> value) => new(header, width, ColumnKind.Identity, row => Cell.Of(value(row)));

    public static Column<T> Ordinal<T>(string header = "序号", double width = 5) => new(header, width, ColumnKind.Ordinal, static _ => default);
}

/// <summary>A column of a ledger whose rows are <typeparamref name="T"/>; <paramref name="Value"/> returns what the cell holds, never how it looks.</summary>
public sealed record Column<T>(string Header, double Width, ColumnKind Kind, Func<T, Cell> Value) : Column(Header, Width, Kind)
{
    /// <summary>The same column under an upper heading.</summary>
    public Column<T> Under(string group) => this with { Group = group };

    /// <summary>The same column with its sum in the 合计 row.</summary>
    public Column<T> Summed() => Kind is ColumnKind.Number or ColumnKind.Money
        ? this with { IsSummed = true }
        : throw new InvalidOperationException($"Column {Header} holds no numbers to add up.");

    /// <summary>The same column with its text in the middle.</summary>
    public Column<T> Centred() => this with { IsCentred = true };

    /// <summary>The cell as a page shows it.</summary>
    public string Display(T row) => Value(row).Display(Kind);
}

/// <summary>A column of a form, whose cells are given one by one.</summary>
public sealed record FormColumn(string Header, double Width, ColumnKind Kind = ColumnKind.Text) : Column(Header, Width, Kind)
{
    /// <summary>Has no cells of its own: room for a chart.</summary>
    public bool IsBare { get; init; }
}
