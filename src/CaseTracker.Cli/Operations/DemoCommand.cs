using System.CommandLine;
using CaseTracker.Demo;

namespace CaseTracker.Cli.Operations;

/// <summary><c>casetracker demo</c>: the demonstration, into an empty installation only.</summary>
public static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "在空的安装目录中装入演示数据（单位和人物均为虚构）");
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel);
            var loaded = await session.Get<LoadDemonstration>().ExecuteAsync(cancel);
            given.Print(new { session.Installation.Folder, loaded.Password, loaded.Accounts, loaded.Petitions, loaded.Receptions }, output =>
            {
                output.WriteLine($"已装入演示数据：信访事项 {loaded.Petitions} 件，来访 {loaded.Receptions} 批；单位和人物均为虚构");
                output.WriteLine($"演示账号的密码都是 {loaded.Password}：");
                Tables.Write(output, ["账号", "姓名", "职务", "角色"], loaded.Accounts.Select(a => new[] { a.UserName, a.Name, a.Post, a.Roles }));
            });
        });
        return command;
    }
}
