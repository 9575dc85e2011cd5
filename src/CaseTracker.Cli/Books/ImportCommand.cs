using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Books;

namespace CaseTracker.Cli.Books;

/// <summary><c>casetracker import …</c>: the bureau's own workbooks, from CSV or XLSX.</summary>
public static class ImportCommand
{
    private static readonly Argument<string> File = new("file") { Description = "工作簿，.xlsx 或 .csv", HelpName = "文件" };
    private static readonly Option<bool> DryRun = Options.Flag("--dry-run", "只核对，不写入");
    private static readonly Option<bool> Update = Options.Flag("--update", "把差异作为更正写入");
    private static readonly Option<string> Errors = Options.Text("--errors", "把没有导入的行写成工作簿", "文件.xlsx");

    public static Command Create() => new("import", "导入本单位的工作簿")
    {
        Of("petitions", "信访事项台账", (session, stream, name, dryRun, update, cancel) =>
            session.Get<ImportPetitions>().ExecuteAsync(new ImportPetitions.Command(stream, name, dryRun, update), session.Actor, cancel)),
        Of("roster", "老干部花名册", (session, stream, name, dryRun, update, cancel) =>
            session.Get<ImportRoster>().ExecuteAsync(new ImportRoster.Command(stream, name, dryRun, update), session.Actor, cancel)),
        Of("receptions", "来访登记（先导入花名册）", (session, stream, name, dryRun, update, cancel) =>
            session.Get<ImportReceptions>().ExecuteAsync(new ImportReceptions.Command(stream, name, dryRun, update), session.Actor, cancel)),
        Of("care-visits", "走访慰问台账（先导入花名册）", (session, stream, name, dryRun, update, cancel) =>
            session.Get<ImportCareVisits>().ExecuteAsync(new ImportCareVisits.Command(stream, name, dryRun, update), session.Actor, cancel)),
        Of("benefits", "待遇办理台账（先导入花名册）", (session, stream, name, dryRun, update, cancel) =>
            session.Get<ImportBenefits>().ExecuteAsync(new ImportBenefits.Command(stream, name, dryRun, update), session.Actor, cancel)),
    };

    /// <summary>Ends with 0 when rows were taken (the others are named, and come back with <c>--errors</c>), with 2 when not one row could be read.</summary>
    private static Command Of(string book, string description, Func<Session, Stream, string, bool, bool, CancellationToken, Task<ImportResult>> import)
    {
        var command = new Command(book, description) { File, DryRun, Update, Errors };
        command.SetAction(async (given, cancel) =>
        {
            var file = Path.GetFullPath(given.GetRequiredValue(File));
            if (!System.IO.File.Exists(file))
            {
                throw RefusedException.At("file", $"没有文件 {file}，请核对路径");
            }

            await using var session = await Session.OpenAsync(given, cancel, Permission.Import);
            await using var stream = System.IO.File.OpenRead(file);
            var result = await import(session, stream, Path.GetFileName(file), given.GetValue(DryRun), given.GetValue(Update), cancel);
            if (given.GetValue(Errors) is { } errors && result.Refused.Count > 0)
            {
                await using var output = System.IO.File.Create(errors);
                result.WriteErrors(output);
            }

            given.Print(
                new
                {
                    Book = book,
                    File = file,
                    result.IsDryRun,
                    result.WithUpdate,
                    result.RowsRead,
                    result.Imported,
                    result.Unchanged,
                    result.Updated,
                    Differences = result.Differences,
                    Doubles = result.Doubles,
                    Remarks = result.Remarks,
                    Notices = result.Notices,
                    Refused = result.Refused.Select(r => new { Row = r.Row.Number, r.Reasons }).ToList(),
                },
                output => output.Write(result.Summary()));
            foreach (var refused in given.GetValue(Options.Json) ? result.Refused : [])
            {
                await given.InvocationConfiguration.Error.WriteLineAsync($"第{refused.Row.Number}行：{refused.Text}");
            }

            return result.Refused.Count > 0 && result.Refused.Count == result.RowsRead ? 2 : 0;
        });
        return command;
    }
}
