using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Workflow;

namespace CaseTracker.Cli.CareVisits;

/// <summary><c>casetracker care-visit …</c>: register, take a step, decide, show, and make what the plans ask for.</summary>
public static class CareVisitCommand
{
    private static readonly Argument<string> Number = new("number") { Description = "走访编号", HelpName = "编号" };
    private static readonly Argument<string> Step = new("step") { Description = "步骤，如 plan 或 拟定计划", HelpName = "步骤" };
    private static readonly Option<bool> Template = Options.Flag("--template", "打印一份 JSON 样例");
    private static readonly Option<string> File = Options.Text("--file", "JSON 文件，- 为标准输入", "文件");
    private static readonly Option<string[]> Set = Options.Texts("--set", "直接写一项：名称=内容；同名再写即为列表的又一项", "名称=内容");
    private static readonly Option<string> Opinion = Options.Text("--opinion", "审批意见；退回时必填", "意见");
    private static readonly Option<bool> Preview = Options.Flag("--preview", "只列出，不生成");

    public static Command Create() => new("care-visit", "走访慰问") { Register(), TakeStep(), Decide("approve", "批准报批的步骤", ApprovalStep.Approve), Decide("return", "退回报批的步骤", ApprovalStep.Return), Show(), Due() };

    private static Command Register()
    {
        var command = new Command("register", "登记走访") { Template, File };
        command.SetAction(async (given, cancel) =>
        {
            if (given.GetValue(Template))
            {
                await using var shown = await Session.OpenAsync(given, cancel);
                given.InvocationConfiguration.Output.WriteLine(PlainJson.Of(new RegisterCareVisit.Command { Type = CareVisitType.Sick, Cause = "示例：住院", TriggeredOn = shown.Get<OfficeClock>().Today, Persons = ["LGB-001"] }));
                return;
            }

            var typed = PlainJson.Read<RegisterCareVisit.Command>(await FileAsync(given, cancel));
            await using var session = await Session.OpenAsync(given, cancel, Permission.CareVisits);
            var done = await session.Get<RegisterCareVisit>().ExecuteAsync(typed, session.Actor, cancel);
            given.Print(done, output =>
            {
                output.WriteLine($"已登记 {done.Number}");
                foreach (var warning in done.Warnings)
                {
                    output.WriteLine($"注意：{warning}");
                }
            });
        });
        return command;
    }

    private static Command TakeStep()
    {
        var command = new Command("step", "办理一个步骤，须审批的即为报批") { Number, Step, Template, File, Set };
        command.SetAction(async (given, cancel) =>
        {
            var step = Options.Choice<CareVisitStep>("step", given.GetRequiredValue(Step));
            var asks = CareVisitWorkflow.Engine.Asks(step);
            await using var session = await Session.OpenAsync(given, cancel, Permission.CareVisits);
            if (given.GetValue(Template))
            {
                given.InvocationConfiguration.Output.WriteLine(Ask.Template(asks, session.Get<OfficeClock>().Today));
                return;
            }

            var pairs = given.GetValue(Set) ?? [];
            var data = pairs.Length > 0 && given.GetValue(File) is null ? StepJson.Read(pairs)
                : pairs.Length == 0 ? asks.All(a => !a.Required) && given.GetValue(File) is null ? StepData.Empty : StepJson.Read(PlainJson.ReadObject(await FileAsync(given, cancel)), asks)
                : throw RefusedException.At("set", "--set 与 --file 只能用一种");
            Tell(given, step.Display(), await session.Get<TakeCareVisitStep>().ExecuteAsync(new(given.GetRequiredValue(Number), step, data), session.Actor, cancel));
        });
        return command;
    }

    private static Command Decide(string name, string description, ApprovalStep decision)
    {
        var command = new Command(name, description) { Number, Opinion };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.CareVisits);
            Tell(given, decision.Display(), await session.Get<TakeCareVisitStep>().DecideAsync(given.GetRequiredValue(Number), null, decision, StepData.Of((ApprovalWorkflow.Opinion, given.GetValue(Opinion))), null, null, session.Actor, cancel));
        });
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "一次走访：对象、经费、可办步骤、经过") { Number };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.CareVisits);
            var v = CareVisitAnswer.Of(await session.Get<GetCareVisit>().ExecuteAsync(given.GetRequiredValue(Number), session.Actor, cancel));
            given.Print(v, output =>
            {
                output.WriteLine($"{v.Number}　{v.TypeName}　{v.StateName}　{v.Cause}");
                output.WriteLine($"触发 {v.TriggeredOn:yyyy-MM-dd}　计划 {v.PlannedOn:yyyy-MM-dd}　看望 {v.VisitedOn:yyyy-MM-dd}　期限 {v.DueOn:yyyy-MM-dd}");
                output.WriteLine($"申请 {v.Applied:0.00}　批准 {v.Approved:0.00}　实际 {v.Actual:0.00} 元　{v.Fund}");
                Section("提醒", v.Warnings);
                Section("对象", v.Persons.Select(p => $"{p.Ordinal}. {p.Name}　{p.Grade?.Display()}　{(p.Dropped is { } dropped ? $"移出：{dropped}" : p.Result?.Display())}　{p.SignedBy}"));
                Section("可以办理", v.Steps.Where(s => s.Access != Access.Refused).Select(s => $"{s.Id} {s.Name}{(s.Access == Access.Proposable ? "（须报批）" : "")}"));
                Section("不能办理", v.Steps.Where(s => s.Access == Access.Refused).Select(s => $"{s.Id} {s.Name}：{string.Join("；", s.Reasons)}"));
                Section("经过", v.Timeline.Select(e => $"{e.On:yyyy-MM-dd} {e.Name}　{e.By}　{e.Reason}"));

                void Section(string title, IEnumerable<string> lines)
                {
                    var all = lines.ToList();
                    if (all.Count > 0)
                    {
                        output.WriteLine($"{title}：");
                        all.ForEach(l => output.WriteLine($"  {l.TrimEnd()}"));
                    }
                }
            });
        });
        return command;
    }

    private static Command Due()
    {
        var command = new Command("due", "按走访计划生成到期的走访，并列出不走访的人和原因") { Preview };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.CareVisits);
            var make = session.Get<MakeDueVisits>();
            var made = given.GetValue(Preview) ? [] : await make.ExecuteAsync(session.Actor, cancel);
            var items = await make.DueAsync(cancel);
            given.Print(new { Made = made, Items = items }, output =>
            {
                Tables.Write(output, ["计划", "为什么", "情况"], items.Select(i => new[] { i.Plan, i.Why, i.Number ?? (i.LeftOut is { } why ? $"不走访：{why}" : "待生成") }));
                output.WriteLine(given.GetValue(Preview) ? $"待生成 {items.Count(i => i.IsDue)} 人次" : $"已生成 {made.Count} 次走访");
            });
        });
        return command;
    }

    private static void Tell(ParseResult given, string what, TakeCareVisitStep.Done done) => given.Print(
        new { done.Number, done.State, StateName = done.State.Display(), done.IsProposed, done.Version, done.Warnings },
        output =>
        {
            output.WriteLine(done.IsProposed ? $"{done.Number}：“{what}”已报批，等待审批" : $"{done.Number}：“{what}”已办，现为“{done.State.Display()}”");
            foreach (var warning in done.Warnings)
            {
                output.WriteLine($"注意：{warning}");
            }
        });

    private static Task<string> FileAsync(ParseResult given, CancellationToken cancel) =>
        Options.ReadAsync(given.GetValue(File) ?? throw RefusedException.At("file", "请用 --file 写明 JSON 文件；样例用 --template 取得"), cancel);
}
