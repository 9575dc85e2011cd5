using System.CommandLine;
using CaseTracker.Accounts;

namespace CaseTracker.Cli.Accounts;

/// <summary><c>casetracker department add</c>.</summary>
public static class DepartmentCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "科室名称", HelpName = "科室" };
    private static readonly Option<string> Rank = Options.Text("--rank", "排列顺序，小的在前", "数字");
    private static readonly Option<bool> Subordinate = Options.Flag("--subordinate", "下属单位，不能作为承办科室");

    private static readonly Option<bool> RetireeOffice = Options.Flag("--retiree-office", "老干部工作科室，全局只有一个");

    public static Command Create()
    {
        var add = new Command("add", "新设科室") { Name, Rank, Subordinate, RetireeOffice };
        add.SetAction(async (given, cancel) =>
        {
            var command = new AddDepartment.Command { Name = given.GetRequiredValue(Name), Rank = given.Int(Rank) ?? 0, IsSubordinate = given.GetValue(Subordinate) };
            Inputs.Demand(command);
            await using var session = await Session.OpenAsync(given, cancel);
            var id = await session.Get<AddDepartment>().ExecuteAsync(command, session.Actor, cancel);
            if (given.GetValue(RetireeOffice))
            {
                await session.Get<ChangeDepartment>().ExecuteAsync(
                    new() { DepartmentId = id, Name = command.Name, Rank = command.Rank, IsSubordinate = command.IsSubordinate, IsRetireeOffice = true }, session.Actor, cancel);
            }

            given.Print(new { DepartmentId = id, command.Name }, output => output.WriteLine($"已新设{command.Name}"));
        });
        return new Command("department", "科室") { add };
    }
}
