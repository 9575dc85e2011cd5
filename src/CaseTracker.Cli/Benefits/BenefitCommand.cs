using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.Cli.Workflow;
using CaseTracker.Data;

namespace CaseTracker.Cli.Benefits;

/// <summary><c>casetracker benefit …</c>: register, open the yearly adjustment, reckon, take steps, decide, show, list.</summary>
public static class BenefitCommand
{
    private static readonly Argument<string> Number = new("number") { Description = "待遇事项编号", HelpName = "编号" };
    private static readonly Option<string> Words = Options.Text("--words", "关键词：编号、对象、事由、批复文号", "关键词");
    private static readonly Option<string> State = Options.Text("--state", "状态，如 verifying 或 核实中", "状态");
    private static readonly Option<string> Type = Options.Text("--type", "类别，如 allowance 或 补差待遇", "类别");
    private static readonly Option<bool> OpenOnly = Options.Flag("--open", "只看未办结");
    private static readonly Option<string> After = Options.Text("--after", "下一页，接上一页末尾给出的位置", "位置");

    public static Command Create()
    {
        var command = new Command("benefit", "待遇事项")
        {
            Register(), OpenBatch(), Rule(), Calculate(), People(), Papers(), Correct(), SmallCommands.TakeStep(BenefitWorkflow.Engine, Number, Permission.Benefits, async (session, number, step, data, cancel) =>
                Told(await session.Get<TakeBenefitStep>().ExecuteAsync(new(number, step, data), session.Actor, cancel))),
            Show(), List(),
        };
        foreach (var decide in SmallCommands.Decide(Number, Permission.Benefits, async (session, number, decision, data, cancel) =>
            Told(await session.Get<TakeBenefitStep>().DecideAsync(number, null, decision, data, null, null, session.Actor, cancel))))
        {
            command.Add(decide);
        }

        return command;
    }

    private static SmallCommands.Outcome Told(TakeBenefitStep.Done done) => new(done, done.State.Display(), done.IsProposed, done.DocumentNumber is { } paper ? [$"文书 {paper}"] : []);

    private static Command Register() => SmallCommands.Enter("register", "登记待遇事项", Permission.Benefits, session =>
    {
        var year = session.Get<OfficeClock>().Today.Year - 1;
        return Task.FromResult(new RegisterBenefit.Command
        {
            Type = BenefitType.Allowance,
            AppliedOn = session.Get<OfficeClock>().Today,
            Applicant = "张三（示例）",
            Summary = "示例：申请落实补差待遇",
            PeriodFrom = new(year, 1, 1),
            PeriodTo = new(year, 12, 31),
            BasisDocument = "示例：会议纪要",
            Cadres = ["LGB-001"],
        });
    }, async (session, command, cancel) =>
    {
        var done = await session.Get<RegisterBenefit>().ExecuteAsync(command, session.Actor, cancel);
        return (done, $"已登记 {done.Number}");
    });

    private static Command OpenBatch() => SmallCommands.Enter("open-batch", "开立年度养老金增资，名单按通知日期固定", Permission.Benefits, session =>
    {
        var today = session.Get<OfficeClock>().Today;
        return Task.FromResult(new OpenPensionBatch.Command { Year = today.Year, NoticeNumber = "示例〔2025〕1号", NoticeOn = today, EffectiveFrom = new(today.Year, 1, 1) });
    }, async (session, command, cancel) =>
    {
        var done = await session.Get<OpenPensionBatch>().ExecuteAsync(command, session.Actor, cancel);
        return (done, $"已开立 {done.Number}");
    });

    private static Command Rule() => SmallCommands.Enter("rule", "录入待遇标准", Permission.Benefits,
        session => Task.FromResult(new SetBenefitRule.Command { Kind = BenefitRuleKind.Allowance, From = session.Get<OfficeClock>().Today, Basis = "示例：会议纪要", Standards = "厂级 300\n中层 200" }),
        async (session, command, cancel) =>
        {
            await session.Get<SetBenefitRule>().ExecuteAsync(command, session.Actor, cancel);
            var line = $"已录入{command.Kind.Display()}";
            return (new { Done = line }, line);
        });

    private static Command Calculate() => SmallCommands.Change("calculate", "按标准测算", Number, Permission.Benefits,
        async (session, number, cancel) => new CalculateBenefit.Command { People = [.. (await OpenAsync(session, number, cancel)).Active.Select(p => new CalculateBenefit.Known { Id = p.Id })] },
        async (session, number, typed, cancel) =>
        {
            var done = await session.Get<CalculateBenefit>().ExecuteAsync(typed with { Number = number }, session.Actor, cancel);
            return (done, $"{done.Number} 测算合计 {done.Amount?.Text()} 元");
        }, mayBeEmpty: true);

    private static Command People() => SmallCommands.Change("people", "逐人登记：核对、差异、告知、月增资额和补发", Number, Permission.Benefits,
        async (session, number, cancel) =>
        {
            var benefit = await OpenAsync(session, number, cancel);
            return new RecordBenefitPeople.Command { People = [.. benefit.Active.Select(RecordBenefitPeople.Of)], PaymentMonth = benefit.PaymentMonth };
        },
        async (session, number, typed, cancel) =>
        {
            var done = await session.Get<RecordBenefitPeople>().ExecuteAsync(typed with { Number = number }, session.Actor, cancel);
            return (done, done.Changed == 0 ? "没有改动" : $"{done.Number} 已登记 {done.Changed} 人");
        });

    private static Command Papers() => SmallCommands.Change("papers", "登记收到的材料", Number, Permission.Benefits,
        async (session, number, cancel) => new TickBenefitPapers.Command { Papers = [.. (await OpenAsync(session, number, cancel)).Papers.OrderBy(p => p.Position).Select(TickBenefitPapers.Of)] },
        async (session, number, typed, cancel) =>
        {
            await session.Get<TickBenefitPapers>().ExecuteAsync(typed with { Number = number }, session.Actor, cancel);
            return (new { number }, $"{number} 的材料已登记");
        });

    private static Command Correct() => SmallCommands.Change("correct", "更正登记的内容", Number, Permission.Benefits,
        async (session, number, cancel) => CorrectBenefit.Of(await OpenAsync(session, number, cancel)) with { Reason = "示例：登记有误" },
        async (session, number, typed, cancel) =>
        {
            await session.Get<CorrectBenefit>().ExecuteAsync(typed with { Number = number }, session.Actor, cancel);
            return (new { number }, $"{number} 已更正");
        });

    private static async Task<Benefit> OpenAsync(Session session, string number, CancellationToken cancel) => (await session.Get<GetBenefit>().ExecuteAsync(number, session.Actor, cancel)).Benefit;

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
}
