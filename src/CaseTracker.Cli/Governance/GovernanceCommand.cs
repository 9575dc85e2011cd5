using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Governance;
using CaseTracker.Workflow;

namespace CaseTracker.Cli.Governance;

/// <summary><c>casetracker governance …</c>: enter an item of any book, take its steps, show it, draw its lots again.</summary>
public static class GovernanceCommand
{
    private static readonly Argument<string> Number = new("number") { Description = "事项编号", HelpName = "编号" };
    private static readonly Argument<string> Kind = new("kind") { Description = "类别，如 contract-review 或其中文名称", HelpName = "类别" };
    private static readonly Argument<string> Step = new("step") { Description = "步骤，如 conclude 或其中文名称", HelpName = "步骤" };
    private static readonly Option<bool> Template = Options.Flag("--template", "打印一份可直接使用的 JSON 样例");
    private static readonly Option<string> File = Options.Text("--file", "JSON 文件，- 为标准输入", "文件");
    private static readonly Option<string[]> Set = Options.Texts("--set", "直接写一项：名称=内容；同名再写即为列表的又一项", "名称=内容");
    private static readonly Option<string> Seed = Options.Text("--seed", "另用一个种子试抽，不作记录", "种子");

    public static Command Create() => new("governance", "依法治理") { Kinds(), Register(), TakeStep(), Show(), Redraw() };

    private static Command Kinds()
    {
        var command = new Command("kinds", "各类台账和件数");
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.SeeGovernance);
            var counts = await session.Get<FindGovernance>().CountAsync(cancel);
            given.Print(counts, output => Tables.Write(output, ["类别", "名称", "登记", "在办", "本年办结", "超期"], counts.Select(c => new[] { c.Kind.Kebab(), c.Kind.Display(), $"{c.Count}", $"{c.Open}", $"{c.DoneThisYear}", $"{c.Overdue}" })));
        });
        return command;
    }

    private static Command Register()
    {
        var command = new Command("register", "登记一件") { Kind, Template, File, Set };
        command.SetAction(async (given, cancel) =>
        {
            var kind = Options.Choice<GovernanceKind>("kind", given.GetRequiredValue(Kind));
            var asks = GovernanceBook.Of(kind).Asks;
            if (given.GetValue(Template))
            {
                await using var shown = await Session.OpenAsync(given, cancel);
                given.InvocationConfiguration.Output.WriteLine(Ask.Template(asks.Where(a => a.Required), shown.Get<OfficeClock>().Today));
                return;
            }

            var data = await DataAsync(given, asks, cancel);
            await using var session = await Session.OpenAsync(given, cancel, Permission.KeepGovernance);
            var done = await session.Get<RegisterGovernance>().ExecuteAsync(new(kind, data), session.Actor, cancel);
            given.Print(done, output => output.WriteLine(done.SameAs.Count == 0 ? $"已登记 {done.Number}" : $"已登记 {done.Number}；与 {string.Join("、", done.SameAs)} 是同一编号，只计一次"));
        });
        return command;
    }

    private static Command TakeStep()
    {
        var command = new Command("step", "办理一个步骤") { Number, Step, Template, File, Set };
        command.SetAction(async (given, cancel) =>
        {
            var step = Options.Choice<GovernanceStep>("step", given.GetRequiredValue(Step));
            await using var session = await Session.OpenAsync(given, cancel, Permission.SeeGovernance);
            var item = (await session.Get<GetGovernance>().ExecuteAsync(given.GetRequiredValue(Number), session.Actor, cancel)).Item;
            var engine = GovernanceWorkflow.Of(item.Kind);
            if (given.GetValue(Template))
            {
                given.InvocationConfiguration.Output.WriteLine(Ask.Template(engine.Asks(step).Where(a => a.Required), session.Get<OfficeClock>().Today));
                return;
            }

            var done = await session.Get<TakeGovernanceStep>().ExecuteAsync(new(item.Number, step, await DataAsync(given, engine.Asks(step), cancel)), session.Actor, cancel);
            given.Print(done, output => output.WriteLine($"已办理“{step.Display()}”，现为“{done.StateWord}”{(done.Told is { } told ? $"；{told}" : "")}"));
        });
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "显示一件") { Number };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.SeeGovernance);
            var shown = await session.Get<GetGovernance>().ExecuteAsync(given.GetRequiredValue(Number), session.Actor, cancel);
            given.Print(new { shown.Item, shown.Department, shown.Repeats, shown.Same }, output =>
            {
                output.WriteLine($"{shown.Item.Book.Name} {shown.Item.Number} {shown.Item.StateWord}");
                Tables.Write(output, ["项目", "内容"], shown.Facts.Select(f => new[] { f.Label, f.Text }));
            });
        });
        return command;
    }

    /// <summary>Ends with 2 where what is drawn again differs from the record.</summary>
    private static Command Redraw()
    {
        var command = new Command("redraw", "双随机重抽核对：按留存的名单和种子再抽一次，与记录比较") { Number, Seed };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.SeeGovernance);
            var answer = await session.Get<RedrawLots>().ExecuteAsync(given.GetRequiredValue(Number), session.Actor, cancel, given.GetValue(Seed));
            given.Print(answer, output =>
            {
                Tables.Write(output, ["次", "日期", "种子", "检查对象", "执法人员", "一致"],
                    answer.Drawings.Select(d => new[] { d.Ordinal == 0 ? "试抽" : $"{d.Ordinal}", $"{d.DrawnOn:yyyy-MM-dd}", d.Seed, string.Join("、", d.Subjects), string.Join("、", d.Officers), d.Holds ? "是" : "否" }));
                output.WriteLine(answer.Holds ? "与记录一致" : "与记录不一致：" + string.Join("；", answer.Findings));
            });
            return answer.Holds ? 0 : 2;
        });
        return command;
    }

    private static async Task<StepData> DataAsync(ParseResult given, IReadOnlyList<Ask> asks, CancellationToken cancel)
    {
        var pairs = given.GetValue(Set) ?? [];
        var file = given.GetValue(File);
        return pairs.Length > 0 && file is null ? StepJson.Read(pairs)
            : pairs.Length > 0 ? throw RefusedException.At("set", "--set 与 --file 只能用一种")
            : StepJson.Read(PlainJson.ReadObject(await Options.ReadAsync(file ?? throw RefusedException.At("file", "请用 --file 写明 JSON 文件，或用 --set 逐项写；样例用 --template 取得"), cancel)), asks);
    }
}
