using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Petitions;

namespace CaseTracker.Cli.Receptions;

/// <summary><c>casetracker reception register</c>: the arrival and, where it says so, the petition that comes of it.</summary>
public static class ReceptionCommand
{
    private static readonly Option<bool> Template = Options.Flag("--template", "打印一份可直接使用的 JSON 样例");
    private static readonly Option<string> File = Options.Text("--file", "JSON 文件，- 为标准输入", "文件");

    public static Command Create()
    {
        var register = new Command("register", "登记来访") { Template, File };
        register.SetAction(async (given, cancel) =>
        {
            if (given.GetValue(Template))
            {
                await using var shown = await Session.OpenAsync(given, cancel);
                given.InvocationConfiguration.Output.WriteLine(PlainJson.Of(Example(shown.Get<OfficeClock>().Today)));
                return;
            }

            var file = given.GetValue(File) ?? throw RefusedException.At("file", "请用 --file 写明 JSON 文件；样例用 --template 取得");
            var command = PlainJson.Read<RegisterVisit.Command>(await Options.ReadAsync(file, cancel));
            Inputs.Demand(command);
            await using var session = await Session.OpenAsync(given, cancel, Permission.Desk);
            var done = await session.Get<RegisterVisit>().ExecuteAsync(command, session.Actor, cancel);
            given.Print(done, output => output.WriteLine(done.PetitionNumber is { } petition ? $"已登记来访 {done.ReceptionNumber}，转为信访事项 {petition}" : $"已登记来访 {done.ReceptionNumber}"));
        });
        return new Command("reception", "来访登记") { register };
    }

    private static RegisterVisit.Command Example(DateOnly today) => new()
    {
        Next = VisitNext.Petition,
        ArrivedOn = today,
        Problem = "示例：反映原单位改制安置补偿未兑现，要求落实。",
        PeopleCount = 1,
        Visitors = [new() { Name = "张三（示例）", Address = "示例路1号" }],
        Purpose = Purpose.Resolve,
        CategoryId = "010100",
        PlaceId = "420117",
    };
}
