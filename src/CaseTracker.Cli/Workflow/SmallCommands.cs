using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Workflow;

namespace CaseTracker.Cli.Workflow;

/// <summary>What every small workflow has on the command line: something is entered from a file, and goes on step by step; both print a template that they take back.</summary>
internal static class SmallCommands
{
    private static readonly Option<bool> Template = Options.Flag("--template", "打印一份可直接使用的 JSON 样例");
    private static readonly Option<string> File = Options.Text("--file", "JSON 文件，- 为标准输入", "文件");
    private static readonly Option<string[]> Set = Options.Texts("--set", "直接写一项：名称=内容；同名再写即为列表的又一项", "名称=内容");
    private static readonly Argument<string> Step = new("step") { Description = "步骤，如 resolve 或其中文名称", HelpName = "步骤" };

    /// <param name="example">A command that can be used as it is printed; what is null stays away.</param>
    /// <param name="enter">Enters it; what a program and what a person is told.</param>
    public static Command Enter<TCommand>(string name, string description, Permission permission, Func<Session, Task<TCommand>> example, Func<Session, TCommand, CancellationToken, Task<(object Told, string Line)>> enter)
        where TCommand : class, new()
    {
        var command = new Command(name, description) { Template, File };
        command.SetAction(async (given, cancel) =>
        {
            if (given.GetValue(Template))
            {
                await using var shown = await Session.OpenAsync(given, cancel);
                given.InvocationConfiguration.Output.WriteLine(PlainJson.Of(await example(shown)));
                return;
            }

            var typed = PlainJson.Read<TCommand>(await FileAsync(given, cancel));
            await using var session = await Session.OpenAsync(given, cancel, permission);
            var (told, line) = await enter(session, typed, cancel);
            given.Print(told, output => output.WriteLine(line));
        });
        return command;
    }

    /// <param name="subject">Which record: its number or id.</param>
    public static Command TakeStep<TCase, TState, TStep>(CaseWorkflow<TCase, TState, TStep> workflow, Argument<string> subject, Permission permission, Func<Session, string, TStep, StepData, CancellationToken, Task<(object Told, string State)>> take)
        where TCase : class, ICase<TState>
        where TState : struct, Enum
        where TStep : struct, Enum
    {
        var command = new Command("step", "办理一个步骤") { subject, Step, Template, File, Set };
        command.SetAction(async (given, cancel) =>
        {
            var step = Options.Choice<TStep>("step", given.GetRequiredValue(Step));
            if (given.GetValue(Template))
            {
                await using var shown = await Session.OpenAsync(given, cancel);
                given.InvocationConfiguration.Output.WriteLine(Ask.Template(workflow.Table.Where(r => r.Step.Equals(step)).Take(1).SelectMany(r => r.Asks).Where(a => a.Required), shown.Get<OfficeClock>().Today));
                return;
            }

            var pairs = given.GetValue(Set) ?? [];
            var data = pairs.Length > 0 && given.GetValue(File) is null ? StepJson.Read(pairs)
                : pairs.Length == 0 ? StepJson.Read(PlainJson.ReadObject(await FileAsync(given, cancel)), workflow.Asks(step))
                : throw RefusedException.At("set", "--set 与 --file 只能用一种");
            await using var session = await Session.OpenAsync(given, cancel, permission);
            var (told, state) = await take(session, given.GetRequiredValue(subject), step, data, cancel);
            given.Print(told, output => output.WriteLine($"已办理“{step.Display()}”，现为“{state}”"));
        });
        return command;
    }

    private static Task<string> FileAsync(ParseResult given, CancellationToken cancel) =>
        Options.ReadAsync(given.GetValue(File) ?? throw RefusedException.At("file", "请用 --file 写明 JSON 文件；样例用 --template 取得"), cancel);
}
