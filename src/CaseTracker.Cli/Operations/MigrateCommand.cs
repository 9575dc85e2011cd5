using System.CommandLine;

namespace CaseTracker.Cli.Operations;

/// <summary><c>casetracker migrate</c>: brings the database to this program's schema, as every other command does at need.</summary>
public static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "把数据库升级到本程序的版本（升级前自动备份）");
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel);
            given.Print(new { session.Installation.Folder, session.IsNew, session.Warnings }, output =>
            {
                output.WriteLine(session.IsNew ? $"已建立数据库：{session.Installation.Folder}" : $"数据库已是本程序的版本：{session.Installation.Folder}");
                foreach (var warning in session.Warnings)
                {
                    output.WriteLine($"注意：{warning}");
                }
            });
        });
        return command;
    }
}
