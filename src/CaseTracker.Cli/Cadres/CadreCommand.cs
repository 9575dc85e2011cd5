using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Cadres;
using CaseTracker.Cli.Workflow;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Workflow;

namespace CaseTracker.Cli.Cadres;

/// <summary><c>casetracker cadre …</c>: the roster as it stood on any day, one person, what changed in a year; enter, correct, take steps, decide.</summary>
public static class CadreCommand
{
    private static readonly Argument<string> Number = new("number") { Description = "人员编号", HelpName = "编号" };
    private static readonly Option<string> Words = Options.Text("--words", "关键词：编号、姓名、原单位", "关键词");
    private static readonly Option<string> Which = Options.Text("--state", "状态，如 in-care 或 在册；all 为全部", "状态");
    private static readonly Option<string> AsOf = Options.Text("--as-of", "截至日期；不写即为今天", "yyyy-MM-dd");
    private static readonly Option<string> LevelOf = Options.Text("--level", "级别，如 plant 或 厂级", "级别");
    private static readonly Option<string> Year = Options.Text("--year", "年度；不写即为今年", "年度");

    public static Command Create()
    {
        var command = new Command("cadre", "退休干部花名册")
        {
            List(), Show(), Movement(), Register(), Correct(),
            SmallCommands.TakeStep(CadreWorkflow.Engine, Number, Permission.SeeCadres, async (session, number, step, data, cancel) =>
                Told(await session.Get<TakeCadreStep>().ExecuteAsync(new(number, step, data), session.Actor, cancel))),
        };
        foreach (var decide in SmallCommands.Decide(Number, Permission.SeeCadres, async (session, number, decision, data, cancel) =>
            Told(await session.Get<TakeCadreStep>().DecideAsync(number, null, decision, data, null, null, session.Actor, cancel))))
        {
            command.Add(decide);
        }

        return command;
    }

    private static SmallCommands.Outcome Told(TakeCadreStep.Done done) => new(done, done.State.Display(), done.IsProposed, done.Told);

    private static Command Register() => SmallCommands.Enter("register", "登记人员，移交列入经批准后计入在册", Permission.KeepCadres,
        session => Task.FromResult(new RegisterCadre.Command { PersonNumber = "LGB-001", Name = "张三（示例）", Grade = CadreGrade.PlantDeputy, HandedOverOn = session.Get<OfficeClock>().Today, Basis = "示例：会议纪要" }),
        async (session, typed, cancel) =>
        {
            await session.Get<RegisterCadre>().ExecuteAsync(typed with { IsImported = false }, session.Actor, cancel);
            var number = typed.PersonNumber.Trim();
            return (new { number }, $"已登记 {number}");
        });

    private static Command Correct() => SmallCommands.Change("correct", "更正花名册的记载；样例为现在的全部内容", Number, Permission.KeepCadres,
        async (session, number, cancel) => await session.Get<GetCadre>().ForCorrectionAsync(number, session.Actor, cancel) with { Reason = "示例：登记有误" },
        async (session, number, typed, cancel) =>
        {
            var now = await session.Get<GetCadre>().ForCorrectionAsync(number, session.Actor, cancel);
            await session.Get<UpdateCadre>().ExecuteAsync(typed with { Id = now.Id, Version = typed.Version == 0 ? now.Version : typed.Version, IsImported = false }, session.Actor, cancel);
            return (new { number }, $"{number} 已更正");
        });

    private static Command List()
    {
        var command = new Command("list", "花名册，号码已遮挡") { Words, Which, AsOf, LevelOf };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.SeeCadres);
            var found = await session.Get<FindCadres>().ExecuteAsync(new() { Q = given.GetValue(Words), Which = given.Choice<FindCadres.Which>(Which) ?? FindCadres.Which.InCare, AsOf = given.Date(AsOf), Level = given.Choice<Level>(LevelOf) }, session.Actor, cancel);
            given.Print(found, output =>
            {
                Tables.Write(output, ["编号", "姓名", "性别", "年龄", "职级", "原单位", "电话", "状态"],
                    found.Rows.Select(r => new[] { r.PersonNumber, r.Name, r.Sex.Display(), $"{r.Age}", r.Grade?.Display() ?? "", r.OldUnit ?? "", r.Phone, r.State.Display() }));
                output.WriteLine($"列出 {found.Rows.Count} 人；{found.Day:yyyy-MM-dd} 在册 {found.InCare} 人，其中厂级 {found.Plant} 人、中层 {found.Middle} 人");
            });
        });
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "一名人员：基本情况、状态、可办步骤、经过") { Number };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.SeeCadres);
            var c = CadreAnswer.Of(await session.Get<GetCadre>().ExecuteAsync(given.GetRequiredValue(Number), session.Actor, cancel));
            given.Print(c, output =>
            {
                output.WriteLine($"{c.PersonNumber}　{c.Name}　{c.Sex.Display()}　{c.BirthOn:yyyy-MM-dd}　{c.Grade?.Display()}　{c.StateName}{(c.Awaits.Count > 0 ? $"，等待{string.Join("或", c.Awaits)}审批" : "")}");
                output.WriteLine($"{c.OldUnit}　{c.OldPost}　电话 {c.Phone}　{string.Join("、", c.Marks)}");
                Tables.Write(output, ["状态", "日期", "登记", "作废"], c.Statuses.Select(s => new[] { s.Name, $"{s.From:yyyy-MM-dd}", $"{s.RegisteredOn:yyyy-MM-dd}", s.RetractedAt is null ? "" : "是" }));
                foreach (var step in c.Steps)
                {
                    output.WriteLine(step.Access == Access.Refused ? $"不能办：{step.Name}（{step.Id}）：{string.Join("；", step.Reasons)}" : $"可办：{step.Name}（{step.Id}）{(step.Access == Access.Proposable ? "，须报批" : "")}");
                }

                Tables.Write(output, ["日期", "经过", "办理人", "理由"], c.Timeline.Select(e => new[] { $"{e.On:yyyy-MM-dd}", e.Name, e.By, e.Reason ?? "" }));
            });
        });
        return command;
    }

    private static Command Movement()
    {
        var command = new Command("movement", "在册变动：年初 + 新增 + 恢复 − 去世 − 转出 = 年末") { Year };
        command.SetAction(async (given, cancel) =>
        {
            await using var session = await Session.OpenAsync(given, cancel, Permission.SeeCadres);
            var clock = session.Get<OfficeClock>();
            var year = given.Int(Year) ?? clock.Today.Year;
            var end = year is >= 1900 and < 2200 ? new DateOnly(year, 12, 31) : throw RefusedException.At("year", "年度应为四位数，如 2024");
            var table = await session.Get<CountMovement>().ExecuteAsync(new DateOnly(year, 1, 1), end < clock.Today ? end : clock.Today, clock.Now, cancel);
            given.Print(table, output => Tables.Write(output, ["", "年初", "新增", "恢复", "去世", "转出", "年末"],
                new[] { table.Total }.Concat(table.ByLevel).Concat(table.ByAge).Select(r => new[] { r.Name, $"{r.Start}", $"{r.Added}", $"{r.Restored}", $"{r.Died}", $"{r.TransferredOut}", $"{r.End}" })));
        });
        return command;
    }
}
