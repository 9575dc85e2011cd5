using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Receptions;

/// <summary>Corrects what was written down, with the reason; the number, the first registrar and the time of entry never change.</summary>
public sealed class CorrectReception(CaseDb db, KeepVisitors visitors, ProtectedValues values, OfficeClock clock)
{
    public sealed record Command : ReceptionFields
    {
        public Guid Id { get; init; }

        public int Version { get; init; }

        [Display(Name = "事项性质")] public ReceptionNature Nature { get; init; }

        [Display(Name = "更正理由"), Required, StringLength(500)] public string Reason { get; init; } = "";
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var reception = await db.LoadAsync<Reception>(command.Id, command.Version, "该来访登记", cancel);
        db.Opened.Add(reception.Id);
        var reasons = command.Reasons(clock.Today, clock.DayOf(reception.RecordedAt));
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var taken = ReceptionWorkflow.Engine.Take(reception, ReceptionStep.Correct, StepData.Of(("reason", command.Reason)), actor, clock.Today);
        var existing = await db.ReceptionVisitors.Where(v => v.ReceptionId == reception.Id).ToListAsync(cancel);
        reception.ArrivedOn = command.ArrivedOn ?? reception.ArrivedOn;
        reception.ArrivedAt = command.ArrivedAt ?? reception.ArrivedAt;
        reception.Form = command.Form;
        reception.Nature = command.Nature;
        reception.Demand = command.Demand;
        if (reception.IsConfidential)
        {
            reception.ProblemId = await values.ReplaceAsync(reception.ProblemId, Reception.Kind, reception.Id, ProtectedField.AccusationText, Inputs.Tidy(command.Problem), cancel, isFindable: false);
        }
        else
        {
            reception.Problem = Inputs.Tidy(command.Problem);
        }

        if (command.ReceiverId is { } asked && asked != reception.ReceiverId)
        {
            (reception.ReceiverId, reception.ReceiverName) = await RegisterReception.ReceiverAsync(db, asked, actor, cancel);
        }

        reception.LeaderName = Inputs.Tidy(command.LeaderName);
        reception.Opinion = Inputs.Tidy(command.Opinion);
        reception.Outcome = Inputs.Tidy(command.Outcome);
        reception.Note = Inputs.Tidy(command.Note);
        reception.BackdatedReason = Inputs.Tidy(command.BackdatedReason);
        await visitors.ExecuteAsync(reception, command, existing, cancel);
        db.Trace(reception, actor, clock.Now, new Act("correct", ReceptionStep.Correct.Display(), clock.Today)
        {
            Reason = command.Reason,
            Hat = taken.Hat,
            TableVersion = ReceptionWorkflow.Engine.Version,
            IsConfidential = reception.IsConfidential,
        });
    }, cancel);
}
