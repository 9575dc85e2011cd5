using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.Petitions;
using CaseTracker.Petitions.Papers;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cli.Petitions;

/// <summary><c>casetracker petition …</c>: register, take steps, decide, show, list.</summary>
public static class PetitionCommand
{
    private static readonly Argument<string> Number = new("number") { Description = "信访编号", HelpName = "编号" };
    private static readonly Argument<string> Step = new("step") { Description = "步骤，如 accept 或 受理", HelpName = "步骤" };
    private static readonly Argument<int> Position = new("position") { Description = "事项页上的序号", HelpName = "序号" };
    private static readonly Argument<string> Side = new("step") { Description = "步骤，如 answer 或 反馈", HelpName = "步骤" };
    private static readonly Option<bool> Template = Options.Flag("--template", "打印一份可直接使用的 JSON 样例");
    private static readonly Option<string> File = Options.Text("--file", "JSON 文件，- 为标准输入", "文件");
    private static readonly Option<string[]> Set = Options.Texts("--set", "直接写一项：名称=内容；同名再写即为列表的又一项", "名称=内容");
    private static readonly Option<string> Opinion = Options.Text("--opinion", "审批意见；退回时必填", "意见");
    private static readonly Option<string> On = Options.Text("--on", "审批日期；不写即为今天", "yyyy-MM-dd");
    private static readonly Option<string> Of = Options.Text("--step", "有几个步骤待审批时，审批哪一个", "步骤");
    private static readonly Option<string> Words = Options.Text("--words", "关键词：编号、姓名、概况", "关键词");
    private static readonly Option<string> State = Options.Text("--state", "办理状态，如 handling 或 办理中", "状态");
    private static readonly Option<string> Channel = Options.Text("--channel", "信访形式，如 visit 或 来访", "形式");
    private static readonly Option<string> Purpose = Options.Text("--purpose", "信访目的，如 resolve 或 求决", "目的");
    private static readonly Option<string> Category = Options.Text("--category", "内容分类代码", "代码");
    private static readonly Option<string> Department = Options.Text("--department", "承办科室", "科室");
    private static readonly Option<string> From = Options.Text("--from", "收到日期起", "yyyy-MM-dd");
    private static readonly Option<string> To = Options.Text("--to", "收到日期止", "yyyy-MM-dd");
    private static readonly Option<string> Due = Options.Text("--due", "期限颜色，如 red 或 超期", "期限");
    private static readonly Option<bool> OpenOnly = Options.Flag("--open", "只看未办结");
    private static readonly Option<bool> Repeats = Options.Flag("--repeats", "只看重复件");
    private static readonly Argument<Guid> Paper = new("id") { Description = "文书编号（见 petition documents）", HelpName = "文书" };
    private static readonly Option<string> Out = Options.Text("--out", "写到哪个文件", "文件");
    private static readonly Option<bool> Pdf = Options.Flag("--pdf", "转为 PDF，须装有 LibreOffice");
    private static readonly Option<bool> Receipt = Options.Flag("--receipt", "该文书的送达回证");
    private static readonly Option<string> After = Options.Text("--after", "下一页，接上一页末尾给出的位置", "位置");

    public static Command Create() => new("petition", "信访事项") { Register(), TakeStep(), TakeSide(), Decide("approve", "批准报批的步骤", ApprovalStep.Approve), Decide("return", "退回报批的步骤", ApprovalStep.Return), Withdraw(), Show(), List(), Documents(), Document() };

    private static Command Register()
    {
        var command = new Command("register", "登记信访事项") { Template, File };
        command.SetAction(async (given, cancel) =>
        {
            if (given.GetValue(Template))
            {
                await using var shown = await Session.OpenAsync(given, cancel);
                given.InvocationConfiguration.Output.WriteLine(PlainJson.Of(shown.Get<PetitionTemplates>().Registration()));
                return;
            }

            var typed = PlainJson.Read<RegisterPetition.Command>(await FileAsync(given, cancel));
            await using var session = await Session.OpenAsync(given, cancel, Permission.Cases);
            var done = await session.Get<RegisterPetition>().ExecuteAsync(typed, session.Actor, cancel);
            given.Print(new { done.Number, done.Warnings }, output =>
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
            var step = Options.Choice<PetitionStep>("step", given.GetRequiredValue(Step));
            var number = given.GetRequiredValue(Number);
            var pairs = given.GetValue(Set) ?? [];
            if (given.GetValue(Template))
            {
                await using var shown = await Session.OpenAsync(given, cancel, Permission.Cases);
                await shown.Get<ShowPetitionLine>().DemandOpenAsync(number, cancel);
                given.InvocationConfiguration.Output.WriteLine(PlainJson.Of(await shown.Get<PetitionTemplates>().StepAsync(number, step, shown.Actor, cancel)));
                return;
            }

            var data = pairs.Length > 0 && given.GetValue(File) is null ? StepJson.Read(pairs)
                : pairs.Length == 0 ? StepJson.Read(PlainJson.ReadObject(await FileAsync(given, cancel)), PetitionWorkflow.Engine.Asks(step))
                : throw RefusedException.At("set", "--set 与 --file 只能用一种");
            await using var session = await Session.OpenAsync(given, cancel, Permission.Cases);
            await session.Get<ShowPetitionLine>().DemandOpenAsync(number, cancel);
            Tell(given, step.Display(), await session.Get<TakePetitionStep>().ExecuteAsync(new TakePetitionStep.Command(number, step, data), session.Actor, cancel));
        });
        return command;
    }

    private static Command TakeSide()
    {
        var command = new Command("side", "办理听证、督办、包案等同时进行的事项的一个步骤") { Number, Position, Side, Template, File, Set };
        command.SetAction(async (given, cancel) =>
        {
            var step = Options.Choice<SideStep>("step", given.GetRequiredValue(Side));
            var asks = SideWorkflow.Asks(step);
            await using var session = await Session.OpenAsync(given, cancel, Permission.Cases);
            if (given.GetValue(Template))
            {
                given.InvocationConfiguration.Output.WriteLine(Ask.Template(asks, session.Get<OfficeClock>().Today));
                return;
            }

            var pairs = given.GetValue(Set) ?? [];
            var data = pairs.Length > 0 ? StepJson.Read(pairs) : StepJson.Read(PlainJson.ReadObject(await FileAsync(given, cancel)), asks);
            var done = await session.Get<TakeSideStep>().ExecuteAsync(new TakeSideStep.Command(given.GetRequiredValue(Number), given.GetRequiredValue(Position), step, data), session.Actor, cancel);
            given.Print(done, output => output.WriteLine($"已办理“{step.Display()}”，现为“{done.State.Display()}”"));
        });
        return command;
    }

    private static Command Decide(string name, string description, ApprovalStep decision)
    {
        var command = new Command(name, description) { Number, Opinion, On, Of };
        command.SetAction(async (given, cancel) =>
        {
            var number = given.GetRequiredValue(Number);
            var data = StepData.Of((ApprovalWorkflow.Opinion, given.GetValue(Opinion)), (ApprovalWorkflow.HappenedOn, given.Date(On)));
            await using var session = await Session.OpenAsync(given, cancel, Permission.Cases);
            await session.Get<ShowPetitionLine>().DemandOpenAsync(number, cancel);
            var approval = await session.Get<FindApproval>().ExecuteAsync(number, given.Choice<PetitionStep>(Of), session.Actor, cancel);
            Tell(given, decision.Display(), await session.Get<TakePetitionStep>().DecideAsync(number, approval, decision, data, null, null, session.Actor, cancel));
        });
        return command;
    }

    private static Command Withdraw()
    {
        var command = new Command("withdraw", "撤回自己报批、还没有批完的步骤") { Number, Opinion, Of };
        command.SetAction(async (given, cancel) =>
        {
            var number = given.GetRequiredValue(Number);
            await using var session = await Session.OpenAsync(given, cancel, Permission.Cases);
            await session.Get<ShowPetitionLine>().DemandOpenAsync(number, cancel);
            var approval = await session.Get<FindApproval>().ExecuteAsync(number, given.Choice<PetitionStep>(Of), session.Actor, cancel, own: true);
            var data = StepData.Of((ApprovalWorkflow.Opinion, given.GetValue(Opinion)));
            Tell(given, ApprovalStep.Withdraw.Display(), await session.Get<TakePetitionStep>().WithdrawAsync(number, approval, data, null, null, session.Actor, cancel));
        });
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "一件信访事项：期限、可办步骤、审批、经过") { Number };
        command.SetAction(async (given, cancel) =>
        {
            var number = given.GetRequiredValue(Number);
            await using var session = await Session.OpenAsync(given, cancel, Permission.Cases);
            await session.Get<ShowPetitionLine>().DemandOpenAsync(number, cancel);
            var answer = PetitionAnswer.Of(await session.Get<GetPetition>().ExecuteAsync(number, session.Actor, cancel));
            var clock = session.Get<OfficeClock>();
            given.Print(answer, output => Write(output, answer, clock));
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "查询信访事项，最近收到的在前") { Words, State, Channel, Purpose, Category, Department, From, To, Due, OpenOnly, Repeats, After };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.Cases);
            var page = await session.Get<FindPetitions>().ExecuteAsync(new FindPetitions.Filter
            {
                Words = given.GetValue(Words),
                State = given.Choice<PetitionState>(State),
                Channel = given.Choice<Channel>(Channel),
                Purpose = given.Choice<Purpose>(Purpose),
                CategoryId = given.GetValue(Category),
                DepartmentId = given.GetValue(Department) is { } name ? await DepartmentAsync(session, name, cancel) : null,
                From = given.Date(From),
                To = given.Date(To),
                Due = given.Choice<DueFilter>(Due),
                OpenOnly = given.GetValue(OpenOnly),
                RepeatsOnly = given.GetValue(Repeats),
                After = given.GetValue(After),
            }, cancel);
            var today = session.Get<OfficeClock>().Today;
            given.Print(page, output =>
            {
                Tables.Write(output, ["编号", "收到日期", "形式", "信访人", "人数", "标题", "状态", "承办人", "期限"], page.Rows.Select(r => new[]
                {
                    r.Number, $"{r.ReceivedOn:yyyy-MM-dd}", r.Channel.Display(), r.MainName, $"{r.PeopleCount}", r.Title, r.State.Display(), r.HandlerName, r.IsOpen ? r.Due?.Words(today) : null,
                }));
                output.WriteLine(page.Count > FindPetitions.MostCounted ? $"共 {FindPetitions.MostCounted}+ 条" : $"共 {page.Count} 条");
                if (page.Next is { } next)
                {
                    output.WriteLine($"下一页：--after {next}");
                }
            });
        });
        return command;
    }

    private static Command Documents()
    {
        var command = new Command("documents", "已签发的文书及送达情况") { Number };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.Cases);
            var petition = await session.Get<LoadPetition>().ReadAsync(given.GetRequiredValue(Number), session.Actor, cancel);
            var found = (await session.Get<FindDocuments>().ExecuteAsync(Petition.Kinds, petition.Id, session.Actor, cancel)).Select(PaperDeliveries.Told).ToList();
            given.Print(found, output => Tables.Write(output, ["文书", "名称", "文号", "日期", "未送达", "SHA-256"], found.Select(d => new[]
            {
                $"{d.Id}", d.Name, d.Number, $"{d.IssuedOn:yyyy-MM-dd}", string.Join('、', d.Undelivered), d.Sha256[..12],
            })));
        });
        return command;
    }

    private static Command Document()
    {
        var command = new Command("document", "取出签发的文书原件") { Number, Paper, Out, Pdf, Receipt };
        command.SetAction(async (given, cancel) =>
        {
            var file = given.GetValue(Out) ?? throw RefusedException.At("out", "请用 --out 写明写到哪个文件");
            await using var session = await Session.OpenAsync(given, cancel, Permission.Cases);
            var petition = await session.Get<LoadPetition>().ReadAsync(given.GetRequiredValue(Number), session.Actor, cancel);
            var open = session.Get<OpenDocument>();
            var content = given.GetValue(Receipt)
                ? await open.ReceiptAsync(Petition.Kinds, petition.Id, given.GetValue(Paper), petition.Number, (await session.Db.BureauAsync(cancel)).Name, given.GetValue(Pdf), session.Actor, cancel)
                : await open.ExecuteAsync(Petition.Kinds, petition.Id, given.GetValue(Paper), given.GetValue(Pdf), session.Actor, cancel);
            try
            {
                await System.IO.File.WriteAllBytesAsync(file, content.Bytes, cancel);
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                throw RefusedException.At("out", $"不能写到 {file}，请核对目录和权限");
            }

            given.Print(new { content.Name, File = file, content.Bytes.Length }, output => output.WriteLine($"已写出 {file}（{content.Name}）"));
        });
        return command;
    }

    private static void Tell(ParseResult given, string what, TakePetitionStep.Done done) => given.Print(
        new { done.Number, done.State, StateName = done.State.Display(), done.IsProposed, done.DocumentNumber, done.Version },
        output => output.WriteLine(done.IsProposed ? $"{done.Number}：“{what}”已报批，等待审批"
            : $"{done.Number}：“{what}”已办，现为“{done.State.Display()}”{(done.DocumentNumber is { } number ? $"，文号 {number}" : "")}"));

    private static void Write(TextWriter output, PetitionAnswer p, OfficeClock clock)
    {
        output.WriteLine($"{p.Number}　{p.StateName}　{p.Channel.Display()}　{p.Purpose.Display()}{(p.IsUrgent ? "　紧急" : "")}{(p.IsGroup ? "　集体访" : "")}");
        output.WriteLine(p.Title);
        output.WriteLine(p.Summary);
        output.WriteLine($"收到 {p.ReceivedOn:yyyy-MM-dd}　登记 {p.RegisteredOn:yyyy-MM-dd}　{p.Category}　{p.Place}　承办：{p.Department} {p.Handler}");
        Section("信访人", p.Petitioners.Select(v => $"{v.Position}. {v.Name}　{v.IdNumber}　{v.Phone}　{v.Address}{(v.IdToCheck ? "　证件待核" : "")}"));
        Section("期限", p.Clocks.Select(c => $"{c.Id} {c.Name}：{c.Words}（法定 {Day(c.Legal)}，安全 {Day(c.Safe)}，{c.Article}）{c.Reason}"));
        Section("可以办理", p.Steps.Where(s => s.Access != Access.Refused).Select(s => $"{s.Id.Kebab()} {s.Name}{(s.Access == Access.Proposable ? "（须报批）" : "")} {s.Article}"));
        Section("不能办理", p.Steps.Where(s => s.Access == Access.Refused).Select(s => $"{s.Id.Kebab()} {s.Name}：{string.Join("；", s.Reasons)}"));
        Section("审批", p.Approvals.Select(a => $"{a.StepName}：{a.State.Display()}{(a.State == ApprovalState.Pending ? $"，等待{a.Awaits}" : "")}（{a.ProposedBy} {a.ProposedOn:yyyy-MM-dd} 报批）"));
        Section("经过", p.Timeline.Select(e => $"{e.HappenedOn:yyyy-MM-dd} {e.Name}　{e.By}{(e.For is { } absent ? $"（代{absent}）" : "")}　记于 {clock.Local(e.RecordedAt):yyyy-MM-dd HH:mm}　{e.Reason}"));

        void Section(string title, IEnumerable<string> lines)
        {
            var all = lines.ToList();
            if (all.Count > 0)
            {
                output.WriteLine($"{title}：");
                all.ForEach(l => output.WriteLine($"  {l.TrimEnd()}"));
            }
        }

        static string Day(DateOnly? date) => date?.ToString("yyyy-MM-dd") ?? "未定";
    }

    private static Task<string> FileAsync(ParseResult given, CancellationToken cancel) =>
        Options.ReadAsync(given.GetValue(File) ?? throw RefusedException.At("file", "请用 --file 写明 JSON 文件；样例用 --template 取得"), cancel);

    private static async Task<Guid> DepartmentAsync(Session session, string name, CancellationToken cancel) =>
        await session.Db.Departments.Where(d => d.Name == name.Trim()).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel)
        ?? throw RefusedException.At("department", $"没有名为“{name}”的科室，请核对名称");
}
