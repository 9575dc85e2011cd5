using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Receptions;

/// <summary>Takes one of the short steps of a reception: 答复, 作废, 合并, 转为事项.</summary>
public sealed class TakeReceptionStep(CaseDb db, OfficeClock clock)
{
    /// <summary>Takes the step in a write of its own, or in the running one.</summary>
    internal Task ExecuteAsync(Guid id, int version, ReceptionStep step, StepData data, Actor actor, CancellationToken cancel, Func<Reception, Task>? also = null) => db.WriteAsync(async () =>
    {
        var reception = await db.LoadAsync<Reception>(id, version, "该来访登记", cancel);
        db.Opened.Add(id);
        if (also is not null)
        {
            await also(reception);
        }

        Fire(reception, step, data, actor);
    }, cancel);

    /// <summary>Takes the step on a reception that this write holds already.</summary>
    internal void Fire(Reception reception, ReceptionStep step, StepData data, Actor actor)
    {
        var taken = ReceptionWorkflow.Engine.Take(reception, step, data, actor, clock.Today);
        reception.Outcome = data.Text("outcome") ?? reception.Outcome;
        db.Trace(reception, actor, clock.Now, new Act(step.Kebab(), step.Display(), data.Date("answeredOn") ?? clock.Today)
        {
            From = taken.Fired!.From.ToString(),
            To = taken.Fired.To.ToString(),
            Reason = data.Text("reason"),
            Data = data.Names.ToDictionary(n => n, data.Text),
            Hat = taken.Hat,
            TableVersion = ReceptionWorkflow.Engine.Version,
            IsConfidential = reception.IsConfidential,
        });
    }
}

/// <summary>答复: the visitor has his answer, nothing more is to be handled.</summary>
public sealed class AnswerReception(TakeReceptionStep steps)
{
    public sealed record Command(Guid Id, int Version, string Outcome, DateOnly? AnsweredOn = null);

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) =>
        steps.ExecuteAsync(command.Id, command.Version, ReceptionStep.Answer, StepData.Of(("outcome", command.Outcome), ("answeredOn", command.AnsweredOn)), actor, cancel);
}

/// <summary>作废: entered by mistake. The number stays used, the reason stands beside it, nothing is deleted.</summary>
public sealed class VoidReception(TakeReceptionStep steps)
{
    public sealed record Command(Guid Id, int Version, string Reason);

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) =>
        steps.ExecuteAsync(command.Id, command.Version, ReceptionStep.Void, StepData.Of(("reason", command.Reason)), actor, cancel);
}

/// <summary>合并: the same people on the same day are one reception; the other entry points to the one that is kept.</summary>
public sealed class MergeReceptions(CaseDb db, TakeReceptionStep steps)
{
    public sealed record Command(Guid Id, int Version, string KeptNumber, string Reason);

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => steps.ExecuteAsync(
        command.Id, command.Version, ReceptionStep.Merge, StepData.Of(("reason", command.Reason), ("keptNumber", command.KeptNumber)), actor, cancel, async reception =>
        {
            var number = command.KeptNumber.Trim();
            var kept = await db.Receptions.AsNoTracking().FirstOrDefaultAsync(r => r.Number == number, cancel)
                ?? throw RefusedException.At(nameof(command.KeptNumber), "没有这个登记编号，请核对要保留的来访登记");
            if (kept.Id == reception.Id || kept.State is ReceptionState.Merged or ReceptionState.Voided || kept.IsConfidential != reception.IsConfidential || kept.ArrivedOn != reception.ArrivedOn)
            {
                throw RefusedException.At(nameof(command.KeptNumber), "只能并入同一天的另一条有效来访登记，请核对登记编号");
            }

            reception.MergedIntoId = kept.Id;
        });
}
