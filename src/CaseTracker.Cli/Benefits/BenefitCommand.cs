using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Data;
using CaseTracker.Workflow;

namespace CaseTracker.Cli.Benefits;

/// <summary><c>casetracker benefit …</c>: register, open the yearly adjustment, reckon, take steps, decide, show, list.</summary>
public static class BenefitCommand
{
    private static readonly Argument<string> Number = new("number") { Description = "待遇事项编号", HelpName = "编号" };
    private static readonly Argument<string> Step = new("step") { Description = "步骤，如 start-verify 或 开始核实", HelpName = "步骤" };
    private static readonly Option<bool> Template = Options.Flag("--template", "打印一份可直接使用的 JSON 样例");
    private static readonly Option<string> File = Options.Text("--file", "JSON 文件，- 为标准输入", "文件");
    private static readonly Option<string[]> Set = Options.Texts("--set", "直接写一项：名称=内容；同名再写即为列表的又一项", "名称=内容");
    private static readonly Option<string> Opinion = Options.Text("--opinion", "审批意见；退回时必填", "意见");
    private static readonly Option<string> On = Options.Text("--on", "审批日期；不写即为今天", "yyyy-MM-dd");
    private static readonly Option<string> Words = Options.Text("--words", "关键词：编号、对象、事由、批复文号", "关键词");
    private static readonly Option<string> State = Options.Text("--state", "状态，如 verifying 或 核实中", "状态");
    private static readonly Option<string> Type = Options.Text("--type", "类别，如 allowance 或 补差待遇", "类别");
    private static readonly Option<bool> OpenOnly = Options.Flag("--open", "只看未办结");
    private static readonly Option<string> After = Options.Text("--after", "下一页，接上一页末尾给出的位置", "位置");

    public static Command Create() => new("benefit", "待遇事项")
    {
        Register(), OpenBatch(), Rule(), Calculate(), TakeStep(), Decide("approve", "批准", ApprovalStep.Approve), Decide("return", "退回核实", ApprovalStep.Return), Show(), List(),
    };

    private static Command Register() => Of("register", "登记待遇事项", today => new RegisterBenefit.Command
    {
        Type = BenefitType.Allowance,
        AppliedOn = today,
        Applicant = "张三（示例）",
        Summary = "示例：申请落实补差待遇",
        PeriodFrom = new(today.Year - 1, 1, 1),
        PeriodTo = new(today.Year - 1, 12, 31),
        BasisDocument = "示例：会议纪要",
        Cadres = ["LGB-001"],
    }, async (session, command, cancel) => $"已登记 {(await session.Get<RegisterBenefit>().ExecuteAsync(command, session.Actor, cancel)).Number}");

    private static Command OpenBatch() => Of("open-batch", "开立年度养老金增资，名单按通知日期固定",
        today => new OpenPensionBatch.Command { Year = today.Year, NoticeNumber = "示例〔2025〕1号", NoticeOn = today, EffectiveFrom = new(today.Year, 1, 1) },
        async (session, command, cancel) => $"已开立 {(await session.Get<OpenPensionBatch>().ExecuteAsync(command, session.Actor, cancel)).Number}");

    private static Command Rule() => Of("rule", "录入待遇标准",
        today => new SetBenefitRule.Command { Kind = BenefitRuleKind.Allowance, From = today, Basis = "示例：会议纪要", Standards = "厂级 300\n中层 200" },
        async (session, command, cancel) =>
        {
            await session.Get<SetBenefitRule>().ExecuteAsync(command, session.Actor, cancel);
            return $"已录入{command.Kind.Display()}";
        });

    private static Command Of<TCommand>(string name, string description, Func<DateOnly, TCommand> example, Func<Session, TCommand, CancellationToken, Task<string>> run) where TCommand : class, new()
    {
        var command = new Command(name, description) { Template, File };
        command.SetAction(async (given, cancel) =>
        {
            if (given.GetValue(Template))
            {
                await using var shown = await Session.OpenAsync(given, cancel);
                given.InvocationConfiguration.Output.WriteLine(PlainJson.Of(example(shown.Get<OfficeClock>().Today)));
                return;
            }

            var typed = PlainJson.Read<TCommand>(await FileAsync(given, cancel));
            await using var session = await Session.OpenAsync(given, cancel, Permission.Benefits);
            var done = await run(session, typed, cancel);
            given.Print(new { Done = done }, output => output.WriteLine(done));
        });
        return command;
    }

    private static Command Calculate()
    {
        var command = new Command("calculate", "按标准测算") { Number, File };
        command.SetAction(async (given, cancel) =>
        {
            var typed = given.GetValue(File) is null ? new CalculateBenefit.Command() : PlainJson.Read<CalculateBenefit.Command>(await FileAsync(given, cancel));
            await using var session = await Session.OpenAsync(given, cancel, Permission.Benefits);
            var done = await session.Get<CalculateBenefit>().ExecuteAsync(typed with { Number = given.GetRequiredValue(Number) }, session.Actor, cancel);
            given.Print(done, output => output.WriteLine($"{done.Number} 测算合计 {done.Amount?.Text()} 元"));
        });
        return command;
    }

    private static Command TakeStep()
    {
        var command = new Command("step", "办理一个步骤") { Number, Step, Template, File, Set };
        command.SetAction(async (given, cancel) =>
        {
            var step = Options.Choice<BenefitStep>("step", given.GetRequiredValue(Step));
            var number = given.GetRequiredValue(Number);
            if (given.GetValue(Template))
            {
                await using var shown = await Session.OpenAsync(given, cancel, Permission.Benefits);
                var benefit = (await shown.Get<GetBenefit>().ExecuteAsync(number, shown.Actor, cancel)).Benefit;
                var asks = BenefitWorkflow.Engine.Asks(benefit.State, step);
                given.InvocationConfiguration.Output.WriteLine(Ask.Template(asks.Count > 0 ? asks : BenefitWorkflow.Engine.Asks(step), shown.Get<OfficeClock>().Today));
                return;
            }

            var pairs = given.GetValue(Set) ?? [];
            var data = pairs.Length > 0 && given.GetValue(File) is null ? StepJson.Read(pairs)
                : pairs.Length == 0 ? StepJson.Read(PlainJson.ReadObject(await FileAsync(given, cancel)), BenefitWorkflow.Engine.Asks(step))
                : throw RefusedException.At("set", "--set 与 --file 只能用一种");
            await using var session = await Session.OpenAsync(given, cancel, Permission.Benefits);
            Tell(given, step.Display(), await session.Get<TakeBenefitStep>().ExecuteAsync(new(number, step, data), session.Actor, cancel));
        });
        return command;
    }

    private static Command Decide(string name, string description, ApprovalStep decision)
    {
        var command = new Command(name, description) { Number, Opinion, On };
        command.SetAction(async (given, cancel) =>
        {
            var data = StepData.Of((ApprovalWorkflow.Opinion, given.GetValue(Opinion)), (ApprovalWorkflow.HappenedOn, given.Date(On)));
            await using var session = await Session.OpenAsync(given, cancel, Permission.Benefits);
            Tell(given, decision.Display(), await session.Get<TakeBenefitStep>().DecideAsync(given.GetRequiredValue(Number), decision, data, null, null, session.Actor, cancel));
        });
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "一件待遇事项：对象、金额、可办步骤、经过") { Number };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.Benefits);
            var answer = BenefitAnswer.Of(await session.Get<GetBenefit>().ExecuteAsync(given.GetRequiredValue(Number), session.Actor, cancel));
            given.Print(answer, output => Write(output, answer));
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "查询待遇事项，最近申请的在前") { Words, State, Type, OpenOnly, After };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.Benefits);
            var page = await session.Get<FindBenefits>().ExecuteAsync(new() { Q = given.GetValue(Words), State = given.Choice<BenefitState>(State), Type = given.Choice<BenefitType>(Type), OpenOnly = given.GetValue(OpenOnly), After = given.GetValue(After) }, cancel);
            given.Print(page, output =>
            {
                Tables.Write(output, ["编号", "类别", "申请日期", "对象", "金额", "状态", "办结日期"],
                    page.Rows.Select(r => new[] { r.Number, r.Type.Display(), $"{r.AppliedOn:yyyy-MM-dd}", r.PeopleCount > 1 ? $"{r.FirstPerson}等{r.PeopleCount}人" : r.FirstPerson, (r.Paid ?? r.Amount)?.Text() ?? "", r.State.Display(), $"{r.ResolvedOn:yyyy-MM-dd}" }));
                output.WriteLine($"共 {page.Count} 件{(page.Next is { } next ? $"；下一页 --after {next}" : "")}");
            });
        });
        return command;
    }

    private static void Tell(ParseResult given, string step, TakeBenefitStep.Done done) => given.Print(done, output =>
        output.WriteLine($"{done.Number} 已{(done.IsProposed ? "报批" : "办理")}“{step}”，现为“{done.State.Display()}”{(done.DocumentNumber is { } paper ? $"，文书 {paper}" : "")}"));

    private static void Write(TextWriter output, BenefitAnswer b)
    {
        output.WriteLine($"{b.Number} {b.TypeName}：{b.StateName}{(b.Awaits.Count > 0 ? $"，等待{string.Join("或", b.Awaits)}审批" : "")}");
        output.WriteLine($"申请：{b.AppliedOn:yyyy-MM-dd} {b.Applicant}　{b.Summary}");
        output.WriteLine($"金额：{b.Amount?.Text() ?? "—"} 元　发放：{b.PaidOn:yyyy-MM-dd} {b.Paid?.Text()}　办结：{b.ResolvedOn:yyyy-MM-dd}");
        Tables.Write(output, ["对象", "职级", "金额", "核对", "告知", "差异"], b.People.Select(p => new[] { p.Name, p.Grade ?? "", p.Amount?.Text() ?? "", $"{p.CheckedOn:yyyy-MM-dd}", p.NotifiedOn is { } on ? $"{on:yyyy-MM-dd}" : p.NotNotifiedReason ?? "", p.Difference ?? "" }));
        foreach (var step in b.Steps.Where(s => s.IsOpen))
        {
            output.WriteLine($"可办：{step.Name}（{step.Id}）");
        }

        Tables.Write(output, ["日期", "经过", "办理人", "理由"], b.History.Select(h => new[] { $"{h.On:yyyy-MM-dd}", h.Name, h.By, h.Reason ?? "" }));
    }

    private static Task<string> FileAsync(ParseResult given, CancellationToken cancel) =>
        Options.ReadAsync(given.GetValue(File) ?? throw RefusedException.At("file", "请用 --file 写明 JSON 文件；样例用 --template 取得"), cancel);
}
