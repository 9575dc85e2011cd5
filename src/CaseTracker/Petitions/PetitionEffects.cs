using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>What each step changes on the petition, beside its state: plain assignments, read from top to bottom.</summary>
internal sealed class PetitionEffects(CaseDb db, ProtectedValues values, Petition petition, Fired<Petition, PetitionState, PetitionStep> fired, DateOnly on, string? number)
{
    private StepData Data => fired.Data;

    public Task ApplyAsync(CancellationToken cancel) => fired.Row.Step switch
    {
        PetitionStep.Correct => new PetitionCorrections(db, values, petition, Data).ApplyAsync(cancel),
        PetitionStep.MarkUrgent => Do(() => petition.IsUrgent = true),
        PetitionStep.ReferOut or PetitionStep.Decline => Do(EndWithNotice),
        PetitionStep.Accept => Do(Accept),
        PetitionStep.Assign => AssignAsync(cancel),
        PetitionStep.Reassign => ReassignAsync(cancel),
        PetitionStep.Investigate => Do(() => petition.InvestigationCount++),
        PetitionStep.Extend => Do(Extend),
        PetitionStep.SubmitOpinion => Do(Draft),
        PetitionStep.ReturnOpinion => Do(() => petition.DraftedById = petition.DraftedForId = null),
        PetitionStep.Sign => Do(Sign),
        PetitionStep.Deliver => Do(Deliver),
        PetitionStep.Lapse => Do(() => petition.EndedOn = on),
        PetitionStep.Terminate => Do(Terminate),
        PetitionStep.Archive => Do(() => petition.Retention = Data.Choice<Retention>("retention")),
        PetitionStep.Register => throw new InvalidOperationException("A petition is registered by RegisterPetition."),
    };

    private static Task Do(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    private void EndWithNotice()
    {
        petition.NoticeOn = petition.EndedOn = on;
        petition.NoticeNumber = number;
        petition.EndReason = Data.Text("organ") ?? Data.Choice<DeclineGround>("ground")?.Display();
        petition.Outcome = Outcome.Told;
    }

    private void Accept()
    {
        petition.NoticeOn = petition.AcceptedOn = on;
        petition.NoticeNumber = number;
        petition.Route = Data.Choice<Route>("route");
    }

    private async Task AssignAsync(CancellationToken cancel)
    {
        petition.DepartmentId = Data.Guid("department");
        petition.InternalDueOn = Data.Date("internalDue");
        await HandToAsync(Data.Guid("handler")!.Value, cancel);
    }

    private async Task ReassignAsync(CancellationToken cancel)
    {
        if (Data.Bool("recused") == true && petition.HandlerId is { } former)
        {
            petition.Recusals.Add(new Recusal { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = former, Reason = Data.Text("reason")! });
            db.Add(petition.Recusals[^1]);
        }

        petition.DepartmentId = Data.Guid("department") ?? petition.DepartmentId;
        await HandToAsync(Data.Guid("handler")!.Value, cancel);
    }

    private async Task HandToAsync(Guid handler, CancellationToken cancel)
    {
        petition.HandlerId = handler;
        petition.HandlerName = await db.Users.Where(u => u.Id == handler).Select(u => u.Name).FirstAsync(cancel);
    }

    // The day of the last approval is the day of the extension.
    private void Extend()
    {
        petition.ExtensionDays = Data.Int("days");
        petition.ExtensionApprovedOn = fired.On;
        petition.ExtensionReason = Data.Text("reason");
        petition.ExtensionNumber = number;
    }

    private void Draft()
    {
        petition.Outcome = Data.Choice<Outcome>("outcome");
        petition.Opinion = Data.Text("opinion");
        petition.Basis = Data.Text("basis");
        petition.HasRisk = Data.Bool("hasRisk") == true;
        petition.IsMajor = Data.Bool("isMajor") == true;
        (petition.DraftedById, petition.DraftedForId) = (fired.Actor.UserId, fired.Hat?.ForUserId);
        foreach (var (demand, answer) in petition.Demands.Zip(Data.List("answers").DefaultIfEmpty(petition.Opinion ?? "")))
        {
            demand.Answer = answer;
        }
    }

    private void Sign()
    {
        petition.SignedOn = on;
        petition.SignedByName = fired.Actor.Name;
        petition.OpinionNumber = number;
    }

    private void Deliver()
    {
        var left = PetitionWorkflow.Undelivered(petition, Data);
        foreach (var person in petition.Petitioners.Where(p => p.DeliveredOn is null && !left.Contains(p)))
        {
            person.DeliveredOn = on;
            person.DeliveryMethod = Data.Choice<DeliveryMethod>("method");
            person.DeliveryProof = Data.Text("proof");
            person.SignedBy = Data.Text("signedBy");
            person.DeliveryRefused = Data.Bool("refused") == true;
            person.Witnesses = Data.Has("witnesses") ? string.Join("、", Data.List("witnesses")) : null;
            person.Attitude = Data.Choice<Attitude>("attitude") ?? Attitude.Unclear;
        }

        if (left.Count == 0)
        {
            petition.DeliveredOn = petition.Petitioners.Max(p => p.DeliveredOn) ?? on;
        }
    }

    private void Terminate()
    {
        petition.EndedOn = on;
        petition.EndReason = Data.Choice<TerminationReason>("ground")?.Display();
    }
}
