using System.CommandLine;
using CaseTracker.Accounts;
using CaseTracker.Cli.Workflow;
using CaseTracker.Data;
using CaseTracker.ReceptionDays;

namespace CaseTracker.Cli.ReceptionDays;

/// <summary><c>casetracker reception-day …</c>: arrange a 领导接访日, take its steps.</summary>
public static class ReceptionDayCommand
{
    private static readonly Argument<string> Day = new("id") { Description = "接访日编号，安排时给出", HelpName = "编号" };

    public static Command Create() => new("reception-day", "领导接访日")
    {
        SmallCommands.Enter("plan", "安排接访", Permission.KeepReceptionDays, ExampleAsync, async (session, typed, cancel) =>
        {
            var done = await session.Get<PlanReceptionDay>().ExecuteAsync(typed, session.Actor, cancel);
            return (done, $"已安排 {done.On:yyyy-MM-dd} 接访，编号 {done.Id}，应在 {done.PublishBy:yyyy-MM-dd} 以前公示");
        }),
        SmallCommands.TakeStep(ReceptionDayWorkflow.Engine, Day, Permission.SeeReceptionDays, async (session, id, step, data, cancel) =>
        {
            var day = Guid.TryParse(id, out var known) ? known : throw RefusedException.At("id", $"“{id}”不是接访日编号，编号在安排时给出，如 0b5e7711-0000-4000-8000-000000000001");
            var done = await session.Get<TakeReceptionDayStep>().ExecuteAsync(new(day, step, data), session.Actor, cancel);
            return new(done, done.State.Display());
        }),
    };

    private static Task<PlanReceptionDay.Command> ExampleAsync(Session session) => Task.FromResult(new PlanReceptionDay.Command
    {
        On = session.Get<OfficeClock>().Today.AddDays(30),
        From = new TimeOnly(9, 0),
        To = new TimeOnly(11, 30),
        Place = "示例：区信访局接待大厅",
        LeaderName = "示例领导",
        LeaderPost = "局长",
        Form = ReceptionDayForm.Fixed,
    });
}
