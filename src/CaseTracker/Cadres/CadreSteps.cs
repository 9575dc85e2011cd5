using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cadres;

/// <summary>The roster's own part of a step, inside the running write: loads the row with what its conditions look at, lets the engine decide and states the dated facts. What a step sets in motion elsewhere follows in the handovers.</summary>
public sealed class CadreSteps(CaseDb db, OfficeClock clock)
{
    public async Task<Cadre> LoadAsync(string number, int? version, CancellationToken cancel)
    {
        var (typed, upper) = (number.Trim(), number.Trim().ToUpperInvariant());
        var found = await db.Cadres.AsNoTracking().Where(c => c.PersonNumber == typed || c.PersonNumber == upper).Select(c => new { c.Id, c.Version }).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该人员");
        var cadre = await db.LoadAsync<Cadre>(found.Id, version ?? found.Version, "该人员", cancel);
        await CompleteAsync(cadre, cancel);
        return cadre;
    }

    /// <summary>Reads with a row what its conditions look at.</summary>
    public async Task CompleteAsync(Cadre cadre, CancellationToken cancel)
    {
        db.Opened.Add(cadre.Id);
        cadre.OfficeId = await db.Departments.Where(d => d.IsRetireeOffice && !d.IsClosed).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel);
        cadre.Statuses = await db.CadreStatuses.AsNoTracking().Where(s => s.CadreId == cadre.Id && s.RetractedAt == null).ToListAsync(cancel);
    }

    /// <summary>Takes or proposes a step; null while it waits for approval.</summary>
    internal async Task<Fired<Cadre, CadreState, CadreStep>?> TakeAsync(Cadre cadre, CadreStep step, StepData data, Actor actor, CancellationToken cancel)
    {
        await LookUpAsync(cadre, step, data, cancel);
        return await ApplyAsync(cadre, db.Take(CadreWorkflow.Engine, cadre, step, data, actor, clock), actor, cancel);
    }

    /// <summary>Approves or returns what was proposed; the last approval takes the step and gives it back.</summary>
    internal async Task<Fired<Cadre, CadreState, CadreStep>?> DecideAsync(Cadre cadre, Guid? approvalId, ApprovalStep decision, StepData data, Actor actor, CancellationToken cancel)
    {
        var approval = await db.ApprovalAsync(cadre, approvalId, cancel);
        await LookUpAsync(cadre, Enum.Parse<CadreStep>(approval.Step), StepData.FromJson(approval.Data), cancel);
        return await ApplyAsync(cadre, await db.DecideAsync(CadreWorkflow.Engine, cadre, approval, decision, data, actor, clock, cancel), actor, cancel);
    }

    private async Task LookUpAsync(Cadre cadre, CadreStep step, StepData data, CancellationToken cancel)
    {
        switch (step)
        {
            case CadreStep.VoidEntry when data.Text(CadreWorkflow.Kept) is { } kept:
                var (typed, upper) = (kept.Trim(), kept.Trim().ToUpperInvariant());
                cadre.Named = await db.Cadres.Where(c => (c.PersonNumber == typed || c.PersonNumber == upper) && c.KeptCadreId == null && c.State != CadreState.Void).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel);
                break;
            case CadreStep.CorrectDate when data.Choice<DatedStatus>(CadreWorkflow.Fact) is { } fact && data.Date(CadreWorkflow.Was) is { } was:
                var kind = Enum.Parse<CadreStatusKind>(fact.ToString());
                cadre.Named = await db.CadreStatuses.Where(s => s.CadreId == cadre.Id && s.Kind == kind && s.From == was && s.RetractedAt == null).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(cancel);
                break;
        }
    }

    private async Task<Fired<Cadre, CadreState, CadreStep>?> ApplyAsync(Cadre cadre, Fired<Cadre, CadreState, CadreStep>? fired, Actor actor, CancellationToken cancel)
    {
        if (fired is null)
        {
            return null;
        }

        var (data, on) = (fired.Data, fired.Data.Date(CadreWorkflow.On));
        switch (fired.Row.Step)
        {
            case CadreStep.HandOver:
                (cadre.HandoverOn, cadre.Basis) = (on, data.Text("basis"));
                State(cadre, CadreStatusKind.HandedOver, on!.Value);
                break;
            case CadreStep.ReportDeath:
                (cadre.ReportedDeathOn, cadre.DeathInformant, cadre.DeathReportedOn) = (on, data.Text("informant"), clock.Today);
                break;
            case CadreStep.ConfirmDeath:
                (cadre.ReportedDeathOn, cadre.DeathReportedOn) = (null, cadre.DeathReportedOn ?? clock.Today);
                cadre.Survivor = data.Text("survivor") ?? (cadre.SpouseState == Cadres.SpouseState.Alive && cadre.SpouseName is { } spouse ? $"{spouse}（配偶）" : cadre.EmergencyContact is { } contact ? $"{contact}（{cadre.EmergencyRelation ?? "紧急联系人"}）" : null);
                State(cadre, CadreStatusKind.Died, on!.Value);
                break;
            case CadreStep.FalseReport:
                (cadre.ReportedDeathOn, cadre.DeathInformant, cadre.DeathReportedOn) = (null, null, null);
                break;
            case CadreStep.TransferOut:
                State(cadre, CadreStatusKind.TransferredOut, on!.Value);
                break;
            case CadreStep.Restore:
                State(cadre, CadreStatusKind.Restored, on!.Value);
                break;
            case CadreStep.RevokeDeath:
                await RetractAsync(cadre, s => s.Kind == CadreStatusKind.Died, cancel);
                (cadre.DeathReportedOn, cadre.DeathInformant, cadre.PensionStoppedOn, cadre.Survivor) = (null, null, null, null);
                break;
            case CadreStep.TellPensionOffice:
                cadre.PensionStoppedOn = on;
                break;
            case CadreStep.CorrectDate:
                var wrong = await db.CadreStatuses.FirstAsync(s => s.Id == cadre.Named, cancel);
                wrong.RetractedAt = clock.Now;
                State(cadre, wrong.Kind, on!.Value);
                cadre.HandoverOn = wrong.Kind == CadreStatusKind.HandedOver ? on : cadre.HandoverOn;
                break;
            case CadreStep.VoidEntry:
                cadre.KeptCadreId = cadre.Named;
                State(cadre, CadreStatusKind.Mistaken, clock.Today);
                break;
            case CadreStep.Correct:
                break;
        }

        db.Trace(cadre, actor, clock.Now, new Act(fired.Row.Step.Kebab(), fired.Row.Step.Display(), on ?? fired.On)
        {
            From = fired.From.ToString(),
            To = fired.To.ToString(),
            Reason = data.Text("reason"),
            Data = data.Told(),
            Hat = fired.Hat,
            TableVersion = CadreWorkflow.Engine.Version,
        });
        return fired;
    }

    private void State(Cadre cadre, CadreStatusKind kind, DateOnly from) =>
        db.Add(new CadreStatus { Id = Guid.CreateVersion7(), CadreId = cadre.Id, Kind = kind, From = from, RegisteredOn = clock.Today, KnownFrom = clock.Now });

    private async Task RetractAsync(Cadre cadre, Func<CadreStatus, bool> which, CancellationToken cancel)
    {
        foreach (var wrong in (await db.CadreStatuses.Where(s => s.CadreId == cadre.Id && s.RetractedAt == null).ToListAsync(cancel)).Where(which))
        {
            wrong.RetractedAt = clock.Now;
        }
    }
}
