using System.CommandLine;
using CaseTracker.Books;

namespace CaseTracker.Cli.Books;

/// <summary><c>casetracker export …</c>: the bureau's own workbooks, written as they are imported.</summary>
public static class ExportCommand
{
    private static readonly Option<string> Out = Options.Text("--out", "写到哪个 .xlsx 文件", "文件", required: true);
    private static readonly Option<string> Reason = Options.Text("--reason", "为什么需要完整内容（明文）；不写即脱敏，写了会留下记录", "原因");

    public static Command Create()
    {
        var command = new Command("export", "按本单位工作簿的格式导出，可以再导入");
        foreach (var book in ExportBook.Books)
        {
            command.Subcommands.Add(Of(book));
        }

        return command;
    }

    private static Command Of(OfficeBook book)
    {
        var command = new Command(book.Id, book.Title) { Out };
        if (book.Masked.Count > 0)
        {
            command.Options.Add(Reason);
        }

        command.SetAction(async (given, cancel) =>
        {
            var file = OutputFile.Of(given, Out);
            await using var session = await Session.OpenAsync(given, cancel);
            var exported = await session.Get<ExportBook>().ExecuteAsync(new(book, book.Masked.Count > 0 ? given.GetValue(Reason) : null), cancel);
            var summary = await Advance.ShowAsync(given, book.Title, exported.Rows.Count, progress => OutputFile.WriteAsync(file, stream => exported.Rows.WriteAsync(stream, new() { Progress = progress }, cancel)));
            given.Print(new { Book = book.Id, File = file, summary.Rows, exported.IsMasked }, output =>
                output.WriteLine($"{file}：{book.Title}，共 {summary.Rows} 行{(exported.IsMasked ? $"；{string.Join("、", book.Masked)}已脱敏，需要完整内容请用 --reason 写明原因" : "")}"));
        });
        return command;
    }
}
