using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Workflow;

namespace CaseTracker.Cli.Workflow;

/// <summary>What every small workflow has on the command line: something is entered from a file, and goes on step by step; both print a template that they take back.</summary>
internal static class SmallCommands
{
    /// <param name="Told">What a program is told.</param>
    /// <param name="State">Where the record stands now.</param>
    /// <param name="IsProposed">It waits for approval.</param>
    /// <param name="More">Whatever else a person has to know, a line each.</param>
    public sealed record Outcome(object Told, string State, bool IsProposed = false, IReadOnlyList<string>? More = null);

    private static readonly Option<bool> Template = Options.Flag("--template", "打印一份可直接使用的 JSON 样例");
    private static readonly Option<string> File = Options.Text("--file", "JSON 文件，- 为标准输入", "文件");
    private static readonly Option<string[]> Set = Options.Texts("--set", "直接写一项：名称=内容；同名再写即为列表的又一项", "名称=内容");
    private static readonly Option<string> Opinion = Options.Text("--opinion", "审批意见；退回时必填", "意见");
    private static readonly Option<string> On = Options.Text("--on", "审批日期；不写即为今天", "yyyy-MM-dd");
    private static readonly Argument<string> Step = new("step") { Description = "步骤，如 resolve 或其中文名称", HelpName = "步骤" };

    /// <param name="example">A command that can be used as it is printed; what is null stays away.</param>
    /// <param name="enter">Enters it; what a program and what a person is told.</param>
    public static Command Enter<TCommand>(string name, string description, Permission permission, Func<Session, Task<TCommand>> example, Func<Session, TCommand, CancellationToken, Task<(object Told, string Line)>> enter)
        where TCommand : class, new() =>
        FromFile(new Command(name, description) { Template, File }, permission, (session, _, _) => example(session), (session, _, typed, cancel) => enter(session, typed, cancel));

    /// <summary>The same for what belongs to a record: the template is the record as it stands.</summary>
    /// <param name="subject">Which record: its number or id.</param>
    /// <param name="mayBeEmpty">It can be done without a file.</param>
    public static Command Change<TCommand>(
        string name, string description, Argument<string> subject, Permission permission, Func<Session, string, CancellationToken, Task<TCommand>> example, Func<Session, string, TCommand, CancellationToken, Task<(object Told, string Line)>> change, bool mayBeEmpty = false)
        where TCommand : class, new() =>
        FromFile(new Command(name, description) { subject, Template, File }, permission, (session, given, cancel) => example(session, given.GetRequiredValue(subject), cancel),
            (session, given, typed, cancel) => change(session, given.GetRequiredValue(subject), typed, cancel), mayBeEmpty);

    /// <param name="subject">Which record: its number or id.</param>
    public static Command TakeStep<TCase, TState, TStep>(CaseWorkflow<TCase, TState, TStep> workflow, Argument<string> subject, Permission permission, Func<Session, string, TStep, StepData, CancellationToken, Task<Outcome>> take)
        where TCase : class, ICase<TState>
        where TState : struct, Enum
        where TStep : struct, Enum
    {
        var command = new Command("step", "办理一个步骤，须审批的即为报批") { subject, Step, Template, File, Set };
        command.SetAction(async (given, cancel) =>
        {
            var step = Options.Choice<TStep>("step", given.GetRequiredValue(Step));
            var asks = workflow.Asks(step);
            if (given.GetValue(Template))
            {
                await using var shown = await Session.OpenAsync(given, cancel);
                given.InvocationConfiguration.Output.WriteLine(Ask.Template(workflow.Table.Where(r => r.Step.Equals(step)).Take(1).SelectMany(r => r.Asks).Where(a => a.Required), shown.Get<OfficeClock>().Today));
                return;
            }

            var pairs = given.GetValue(Set) ?? [];
            var data = pairs.Length > 0 && given.GetValue(File) is null ? StepJson.Read(pairs)
                : pairs.Length > 0 ? throw RefusedException.At("set", "--set 与 --file 只能用一种")
                : given.GetValue(File) is null && asks.All(a => !a.Required) ? StepData.Empty
                : StepJson.Read(PlainJson.ReadObject(await FileAsync(given, cancel)), asks);
            await using var session = await Session.OpenAsync(given, cancel, permission);
            Tell(given, step.Display(), await take(session, given.GetRequiredValue(subject), step, data, cancel));
        });
        return command;
    }

    /// <summary><c>approve</c> and <c>return</c> what waits on a record.</summary>
    public static IEnumerable<Command> Decide(Argument<string> subject, Permission permission, Func<Session, string, ApprovalStep, StepData, CancellationToken, Task<Outcome>> decide)
    {
        foreach (var (decision, description) in new[] { (ApprovalStep.Approve, "批准报批的步骤"), (ApprovalStep.Return, "退回报批的步骤") })
        {
            var command = new Command(decision.Kebab(), description) { subject, Opinion, On };
            command.SetAction(async (given, cancel) =>
            {
                var data = StepData.Of((ApprovalWorkflow.Opinion, given.GetValue(Opinion)), (ApprovalWorkflow.HappenedOn, given.Date(On)));
                await using var session = await Session.OpenAsync(given, cancel, permission);
                Tell(given, decision.Display(), await decide(session, given.GetRequiredValue(subject), decision, data, cancel));
            });
            yield return command;
        }
    }

    private static Command FromFile<TCommand>(Command command, Permission permission, Func<Session, ParseResult, CancellationToken, Task<TCommand>> example, Func<Session, ParseResult, TCommand, CancellationToken, Task<(object Told, string Line)>> enter, bool mayBeEmpty = false)
        where TCommand : class, new()
    {
        command.SetAction(async (given, cancel) =>
        {
            if (given.GetValue(Template))
            {
                await using var shown = await Session.OpenAsync(given, cancel);
                given.InvocationConfiguration.Output.WriteLine(PlainJson.Of(await example(shown, given, cancel)));
                return;
            }

            var typed = mayBeEmpty && given.GetValue(File) is null ? new TCommand() : PlainJson.Read<TCommand>(await FileAsync(given, cancel));
            await using var session = await Session.OpenAsync(given, cancel, permission);
            var (told, line) = await enter(session, given, typed, cancel);
            given.Print(told, output => output.WriteLine(line));
        });
        return command;
    }

    private static void Tell(ParseResult given, string step, Outcome done) => given.Print(done.Told, output =>
    {
        output.WriteLine(done.IsProposed ? $"“{step}”已报批，等待审批" : $"已办理“{step}”，现为“{done.State}”");
        foreach (var line in done.More ?? [])
        {
            output.WriteLine(line);
        }
    });

    private static Task<string> FileAsync(ParseResult given, CancellationToken cancel) =>
        Options.ReadAsync(given.GetValue(File) ?? throw RefusedException.At("file", "请用 --file 写明 JSON 文件；样例用 --template 取得"), cancel);
}
