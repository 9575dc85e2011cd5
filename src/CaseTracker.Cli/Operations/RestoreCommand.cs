using System.CommandLine;
using CaseTracker.Operations;

namespace CaseTracker.Cli.Operations;

/// <summary><c>casetracker restore</c>: puts a backup in place, or only proves that it could be.</summary>
public static class RestoreCommand
{
    private static readonly Argument<string> File = new("file") { Description = "备份文件", HelpName = "备份文件" };
    private static readonly Option<bool> Check = Options.Flag("--check", "只试恢复，不改动任何数据");
    private static readonly Option<bool> Replace = Options.Flag("--replace", "取代现有数据（原有数据另行保留）");

    public static Command Create()
    {
        var command = new Command("restore", "从备份恢复，或只作检查") { File, Check, Replace };
        command.SetAction(async (given, cancel) =>
        {
            var file = Path.GetFullPath(given.GetRequiredValue(File));
            if (!System.IO.File.Exists(file))
            {
                throw RefusedException.At("file", $"没有文件 {file}，请核对路径");
            }

            await using var session = Session.Unopened(given);
            if (given.GetValue(Check))
            {
                var sound = await session.Get<CheckBackup>().ExecuteAsync(file, cancel);
                given.Print(new { File = file, sound.Manifest.TakenAt, sound.Manifest.Provider, sound.Manifest.Schema, sound.Rows, sound.Attachments, sound.Links },
                    output => output.WriteLine($"备份完好：{sound.Rows} 行记录，{sound.Attachments} 个附件，审计链 {sound.Links} 条"));
                return;
            }

            var restored = await session.Get<RestoreBackup>().ExecuteAsync(new RestoreBackup.Command(file, given.GetValue(Replace)), cancel);
            given.Print(new { File = file, restored.Manifest.TakenAt, restored.Aside }, output =>
            {
                output.WriteLine($"已恢复 {file}");
                if (restored.Aside is { } aside)
                {
                    output.WriteLine($"原有数据保留在 {aside}");
                }
            });
        });
        return command;
    }
}
