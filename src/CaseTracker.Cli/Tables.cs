using Spectre.Console;

namespace CaseTracker.Cli;

/// <summary>Tables: with lines on a screen, tab-separated text when the output goes into a file or another program.</summary>
internal static class Tables
{
    public static void Write(TextWriter output, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string?>> rows)
    {
        if (Console.IsOutputRedirected)
        {
            output.WriteLine(string.Join('\t', headings));
            foreach (var row in rows)
            {
                output.WriteLine(string.Join('\t', row.Select(c => (c ?? "").Replace('\t', ' ').ReplaceLineEndings(" "))));
            }

            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading)));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(c => new Text(c ?? "")));
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
    }

    /// <summary>Columns that a text takes on a screen: Chinese characters take two.</summary>
    public static int Width(string text) => text.EnumerateRunes().Sum(r => r.Value >= 0x1100 ? 2 : 1);
}
