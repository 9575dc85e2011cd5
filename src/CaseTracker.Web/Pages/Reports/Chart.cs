namespace CaseTracker.Web.Pages.Reports;

/// <summary>How the numbers of a table are drawn.</summary>
public enum ChartKind
{
    Line,
    Bar,
    Stack,
}

/// <summary>A chart with the table it is drawn from: the script reads the table, whoever has no script reads it himself.</summary>
/// <param name="Corner">Heading of the first column.</param>
public sealed record Chart(string Id, string Title, ChartKind Kind, string Unit, string Corner, IReadOnlyList<string> Series, IReadOnlyList<Chart.Row> Rows)
{
    public sealed record Row(string Name, IReadOnlyList<Cell> Cells);

    /// <param name="Value">Null where there is nothing to divide by: a gap in the line.</param>
    /// <param name="Address">The rows behind it.</param>
    public sealed record Cell(decimal? Value, string Text, string? Address);
}
