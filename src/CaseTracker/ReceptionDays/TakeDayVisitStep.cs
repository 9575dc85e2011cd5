using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.ReceptionDays;

/// <summary>Takes a step of a matter brought to a leader: 批示交办, 当场答复, 反馈结果, 回访, 作废.</summary>
public sealed class TakeDayVisitStep(CaseDb db, OfficeClock clock)
{
    /// <param name="Version">The one the user was looking at; null takes the matter as it stands.</param>
    public sealed record Command(Guid Id, DayVisitStep Step, StepData Data, int? Version = null, Guid? RequestId = null);

    public sealed record Done(Guid Id, DayVisitState State, int Version);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, $"day-visit-{command.Step.Kebab()}", clock.Now, async () =>
    {
        if (command.Step is DayVisitStep.Correct or DayVisitStep.TurnIntoPetition)
        {
            throw new RefusedException($"“{command.Step.Display()}”请在它自己的页面或接口地址办理");
        }

        var version = command.Version ?? await db.DayVisits.Where(v => v.Id == command.Id).Select(v => (int?)v.Version).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该接访事项");
        var visit = await db.LoadAsync<DayVisit>(command.Id, version, "该接访事项", cancel);
        await FireAsync(visit, command.Step, command.Data, actor, cancel);
        return new Done(visit.Id, visit.State, visit.Version);
    }, cancel);

    /// <summary>Links the petition that came of it, in the running write.</summary>
    internal void Turn(DayVisit visit, Guid petitionId, string petitionNumber, Actor actor)
    {
        var taken = DayVisitWorkflow.Engine.Take(visit, DayVisitStep.TurnIntoPetition, StepData.Empty, actor, clock.Today);
        (visit.PetitionId, visit.PetitionNumber) = (petitionId, petitionNumber);
        Trace(visit, DayVisitStep.TurnIntoPetition, taken, StepData.Of(("petition", petitionNumber)), clock.Today, actor);
    }

    private async Task FireAsync(DayVisit visit, DayVisitStep step, StepData data, Actor actor, CancellationToken cancel)
    {
        if (data.Text("department") is { } typed)
        {
            var id = Guid.TryParse(typed, out var given) ? given : Guid.Empty;
            var found = await db.Departments.Where(d => (d.Id == id || d.Name == typed) && !d.IsClosed && !d.IsSubordinate).Select(d => new { d.Id, d.Name }).FirstOrDefaultAsync(cancel)
                ?? throw RefusedException.At("department", $"没有名为“{typed}”的科室，请重新选择");
            data = StepData.Of([.. data.Names.Where(n => n != "department").Select(n => (n, (object?)data.Text(n))), ("department", found.Id)]);
            (visit.DepartmentId, visit.UnitName) = (found.Id, found.Name);
        }
        else if (step == DayVisitStep.Instruct)
        {
            (visit.DepartmentId, visit.UnitName) = (null, data.Text("unit") ?? throw new RefusedException(new Reason("请选择责任科室，或者填写责任单位", Field: "department")));
        }

        var taken = DayVisitWorkflow.Engine.Take(visit, step, data, actor, clock.Today);
        var on = clock.Today;
        switch (step)
        {
            case DayVisitStep.Instruct:
                on = data.Date("instructedOn")!.Value;
                (visit.Opinion, visit.PersonName, visit.InstructedOn, visit.LimitOn) = (data.Text("opinion"), data.Text("person"), on, data.Date("limitOn"));
                break;
            case DayVisitStep.Answer:
                on = visit.On;
                (visit.Opinion, visit.Result, visit.FinishedOn) = (data.Text("opinion"), data.Text("result"), visit.On);
                break;
            case DayVisitStep.Report:
                on = data.Date("finishedOn")!.Value;
                (visit.Result, visit.FinishedOn) = (data.Text("result"), on);
                break;
            case DayVisitStep.FollowUp:
                on = data.Date("followedUpOn")!.Value;
                (visit.FollowUp, visit.FollowedUpOn) = (data.Text("followUp"), on);
                break;
            case DayVisitStep.Void or DayVisitStep.Correct or DayVisitStep.TurnIntoPetition:
                break;
        }

        Trace(visit, step, taken, data, on, actor);
    }

    private void Trace(DayVisit visit, DayVisitStep step, Taken<DayVisit, DayVisitState, DayVisitStep> taken, StepData data, DateOnly on, Actor actor) =>
        db.Trace(visit, actor, clock.Now, new Act(step.Kebab(), step.Display(), on)
        {
            From = taken.Fired!.From.ToString(),
            To = taken.Fired.To.ToString(),
            Reason = data.Text("reason"),
            Data = data.Names.ToDictionary(n => n, data.Text),
            Hat = taken.Hat,
            TableVersion = DayVisitWorkflow.Engine.Version,
        });
}
