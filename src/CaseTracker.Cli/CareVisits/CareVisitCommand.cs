using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.CareVisits;
using CaseTracker.Cli.Workflow;
using CaseTracker.Data;
using CaseTracker.Workflow;

namespace CaseTracker.Cli.CareVisits;

/// <summary><c>casetracker care-visit …</c>: register, take a step, decide, show, list; make what the plans ask for; keep standards and budgets.</summary>
public static class CareVisitCommand
{
    private static readonly Argument<string> Number = new("number") { Description = "走访编号", HelpName = "编号" };
    private static readonly Option<bool> Preview = Options.Flag("--preview", "只列出，不生成");
    private static readonly Option<string> Words = Options.Text("--words", "关键词：编号、对象、事由、地点", "关键词");
    private static readonly Option<string> State = Options.Text("--state", "状态，如 planned 或 已拟计划", "状态");
    private static readonly Option<string> Type = Options.Text("--type", "类型，如 sick 或 生病看望", "类型");
    private static readonly Option<bool> OpenOnly = Options.Flag("--open", "只看未办结");
    private static readonly Option<string> After = Options.Text("--after", "下一页，接上一页末尾给出的位置", "位置");

    public static Command Create()
    {
        var command = new Command("care-visit", "走访慰问")
        {
            Register(), SmallCommands.TakeStep(CareVisitWorkflow.Engine, Number, Permission.CareVisits, async (session, number, step, data, cancel) =>
                Told(await session.Get<TakeCareVisitStep>().ExecuteAsync(new(number, step, data), session.Actor, cancel))),
            Show(), List(), Due(), Standard(), Budget(),
        };
        foreach (var decide in SmallCommands.Decide(Number, Permission.CareVisits, async (session, number, decision, data, cancel) =>
            Told(await session.Get<TakeCareVisitStep>().DecideAsync(number, null, decision, data, null, null, session.Actor, cancel))))
        {
            command.Add(decide);
        }

        return command;
    }

    private static SmallCommands.Outcome Told(TakeCareVisitStep.Done done) => new(done, done.State.Display(), done.IsProposed, [.. done.Warnings.Select(w => $"注意：{w}")]);

    private static Command Register() => SmallCommands.Enter("register", "登记走访", Permission.CareVisits,
        session => Task.FromResult(new RegisterCareVisit.Command { Type = CareVisitType.Sick, Cause = "示例：住院", TriggeredOn = session.Get<OfficeClock>().Today, Persons = ["LGB-001"] }),
        async (session, typed, cancel) =>
        {
            var done = await session.Get<RegisterCareVisit>().ExecuteAsync(typed, session.Actor, cancel);
            return (done, string.Join('\n', done.Warnings.Select(w => $"注意：{w}").Prepend($"已登记 {done.Number}")));
        });

    private static Command Standard() => SmallCommands.Enter("standard", "登记慰问标准", Permission.CareVisits,
        session => Task.FromResult(new AddCareStandard.Command { Type = CareVisitType.Sick, Form = GiftForm.Money, Limit = 500, Fund = "示例：老干部专项", Basis = "示例：文件名称和文号", From = session.Get<OfficeClock>().Today }),
        async (session, typed, cancel) => (new { Id = await session.Get<AddCareStandard>().ExecuteAsync(typed, session.Actor, cancel) }, "慰问标准已登记"));

    private static Command Budget() => SmallCommands.Enter("budget", "登记经费预算", Permission.CareVisits,
        session => Task.FromResult(new SetCareBudget.Command { Year = session.Get<OfficeClock>().Today.Year, Fund = "示例：老干部专项", Amount = 20000, Basis = "示例：部门预算" }),
        async (session, typed, cancel) =>
        {
            await session.Get<SetCareBudget>().ExecuteAsync(typed, session.Actor, cancel);
            return (new { typed.Year, typed.Fund }, $"{typed.Year}年{typed.Fund}预算已登记");
        });

    private static Command List()
    {
        var command = new Command("list", "查询走访，最近触发的在前") { Words, State, Type, OpenOnly, After };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.CareVisits);
            var page = await session.Get<FindCareVisits>().ExecuteAsync(new() { Q = given.GetValue(Words), State = given.Choice<CareVisitState>(State), Type = given.Choice<CareVisitType>(Type), OpenOnly = given.GetValue(OpenOnly), After = given.GetValue(After) }, cancel);
            given.Print(page, output =>
            {
                Tables.Write(output, ["编号", "类型", "对象", "触发", "计划", "看望", "金额", "状态"],
                    page.Rows.Select(r => new[] { r.Number, r.Type.Display(), r.People, $"{r.TriggeredOn:yyyy-MM-dd}", $"{r.PlannedOn:yyyy-MM-dd}", $"{r.VisitedOn:yyyy-MM-dd}", r.Amount?.Text() ?? "", r.State.Display() }));
                output.WriteLine($"共 {page.Count} 次{(page.Next is { } next ? $"；下一页 --after {next}" : "")}");
            });
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
}
