using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Cli.Workflow;
using CaseTracker.Data;
using CaseTracker.Disputes;

namespace CaseTracker.Cli.Disputes;

/// <summary><c>casetracker dispute …</c>: enter a 矛盾纠纷, take its steps.</summary>
public static class DisputeCommand
{
    private static readonly Argument<string> Number = new("number") { Description = "矛盾纠纷编号", HelpName = "编号" };

    public static Command Create() => new("dispute", "矛盾纠纷")
    {
        SmallCommands.Enter("register", "登记矛盾纠纷", Permission.KeepDisputes, ExampleAsync, async (session, typed, cancel) =>
        {
            var done = await session.Get<RegisterDispute>().ExecuteAsync(typed, session.Actor, cancel);
            return (done, $"已登记 {done.Number}");
        }),
        SmallCommands.TakeStep(DisputeWorkflow.Engine, Number, Permission.SeeDisputes, async (session, number, step, data, cancel) =>
        {
            var done = await session.Get<TakeDisputeStep>().ExecuteAsync(new(number, step, data), session.Actor, cancel);
            return new(done, done.State.Display());
        }),
    };

    private static async Task<RegisterDispute.Command> ExampleAsync(Session session) => new()
    {
        FoundOn = session.Get<OfficeClock>().Today,
        Name = "示例：某企业欠薪纠纷",
        Parties = "示例：某企业与职工",
        PeopleCount = 1,
        Demands = "示例：支付拖欠的工资",
        Risk = (await session.Db.BureauAsync(default)).Risks()[^1],
    };
}
