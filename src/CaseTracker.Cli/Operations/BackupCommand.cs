using System.CommandLine;
using CaseTracker.Operations;

namespace CaseTracker.Cli.Operations;

/// <summary><c>casetracker backup</c>: database and attachments in one file, restored on trial.</summary>
public static class BackupCommand
{
    private static readonly Option<string> Out = Options.Text("--out", "写到哪个新文件；不写即存入备份目录", "文件");

    public static Command Create()
    {
        var command = new Command("backup", "备份数据库和附件，并试恢复一遍") { Out };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel);
            var backup = await session.Get<TakeBackup>().ExecuteAsync(new TakeBackup.Command(given.GetValue(Out)), cancel);
            given.Print(new { backup.File, backup.TakenAt, backup.Size, backup.Sha256 }, output =>
            {
                output.WriteLine($"{backup.File}（{backup.Size} 字节，已通过试恢复）");
                output.WriteLine($"备份不含密钥；恢复时还需要 {session.Installation.KeysFolder} 中的密钥文件，请另行保存");
            });
        });
        return command;
    }
}
