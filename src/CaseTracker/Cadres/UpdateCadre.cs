using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cadres;

/// <summary>
/// Brings a row of the roster up to date. A fact that differs is retracted and stated anew, so that what was known before stays answerable.
/// Dated changes of status have steps of their own; only a row of the old book states them here too.
/// </summary>
public sealed class UpdateCadre(CaseDb db, ProtectedValues values, CadreSteps steps, OfficeClock clock)
{
    public sealed record Command : CadreFields
    {
        public Guid Id { get; init; }

        public int Version { get; init; }

        /// <summary>From the old book: its dates of status are facts.</summary>
        public bool IsImported { get; init; }

        public Guid? RequestId { get; init; }

        [Display(Name = "更正理由"), Required, StringLength(500), DataType(DataType.MultilineText)]
        public string Reason { get; init; } = "";
    }

    /// <summary>The row as it stands with those fields changed that somebody names; what is null there is taken away.</summary>
    public static Command Changed(Command now, JsonObject changes)
    {
        var whole = PlainJson.ReadObject(PlainJson.Of(now));
        foreach (var name in new[] { nameof(Command.Id), nameof(Command.Version), nameof(Command.IsImported), nameof(Command.RequestId) })
        {
            whole.Remove(PlainJson.FieldOf(name)!);
        }

        foreach (var (name, node) in changes)
        {
            whole[PlainJson.FieldOf(name)!] = node?.DeepClone();
        }

        return PlainJson.Read<Command>(whole) with { Id = now.Id, Version = now.Version, IsImported = false };
    }

    public Task<string> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "update-cadre", clock.Now, async () =>
    {
        CadreFields.MayChange(actor);
        var reasons = command.Reasons(clock.Today);
        await db.LockAsync("roster", cancel);
        reasons.AddRange(await RegisterCadre.DoublesAsync(db, values, command, command.Id, cancel));
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var cadre = await db.LoadAsync<Cadre>(command.Id, command.Version, "该人员", cancel);
        var now = clock.Now;
        await steps.CompleteAsync(cadre, cancel);
        if (!command.IsImported)
        {
            CadreWorkflow.Engine.Take(cadre, CadreStep.Correct, StepData.Of(("reason", command.Reason)), actor, clock.Today);
        }

        command.Put(cadre, clock.Today);
        await command.ProtectAsync(cadre, values, cancel);
        await StateLevelAsync(command, cadre, now, cancel);
        await StatePaysAsync(command, cadre, now, cancel);
        if (command.IsImported)
        {
            cadre.HandoverOn = command.HandedOverOn;
            cadre.Follow(await StateStatusesAsync(command, cadre, now, cancel));
        }

        db.Trace(cadre, actor, now, new Act(CadreStep.Correct.Kebab(), "更正花名册", clock.Today) { From = cadre.State.ToString(), To = cadre.State.ToString(), Reason = command.Reason, TableVersion = CadreWorkflow.Engine.Version });
        return cadre.PersonNumber;
    }, cancel);

    private async Task StatePaysAsync(Command command, Cadre cadre, DateTime now, CancellationToken cancel)
    {
        var from = command.PayFrom ?? clock.Today;
        var pays = await db.CadrePays.Where(p => p.CadreId == cadre.Id && p.RetractedAt == null).ToListAsync(cancel);
        foreach (var (kind, yuan) in command.Pays().Where(w => pays.PayOn(w.Kind, from, now) != w.Yuan))
        {
            foreach (var wrong in pays.Where(p => p.Kind == kind && p.From >= from))
            {
                wrong.RetractedAt = now;
            }

            db.Add(new CadrePay { Id = Guid.CreateVersion7(), CadreId = cadre.Id, Kind = kind, Fen = yuan.Fen(), Channel = Inputs.Tidy(command.PayChannel), From = from, KnownFrom = now });
        }
    }

    private async Task StateLevelAsync(Command command, Cadre cadre, DateTime now, CancellationToken cancel)
    {
        var levels = await db.CadreLevels.Where(l => l.CadreId == cadre.Id && l.RetractedAt == null).ToListAsync(cancel);
        var from = command.GradeFrom ?? command.HandedOverOn!.Value;
        if (levels.GradeOn(command.GradeFrom ?? clock.Today, now) == command.Grade)
        {
            return;
        }

        foreach (var wrong in levels.Where(l => l.From >= from))
        {
            wrong.RetractedAt = now;
        }

        db.Add(new CadreLevel { Id = Guid.CreateVersion7(), CadreId = cadre.Id, Grade = command.Grade!.Value, From = from, KnownFrom = now });
    }

    private async Task<IReadOnlyList<CadreStatus>> StateStatusesAsync(Command command, Cadre cadre, DateTime now, CancellationToken cancel)
    {
        var stated = await db.CadreStatuses.Where(s => s.CadreId == cadre.Id && s.RetractedAt == null && s.Kind != CadreStatusKind.Mistaken).ToListAsync(cancel);
        var wanted = command.Statuses().ToList();
        foreach (var wrong in stated.Where(s => !wanted.Contains((s.Kind, s.From))))
        {
            wrong.RetractedAt = now;
        }

        foreach (var (kind, from) in wanted.Where(w => !stated.Exists(s => (s.Kind, s.From) == w)))
        {
            var status = new CadreStatus { Id = Guid.CreateVersion7(), CadreId = cadre.Id, Kind = kind, From = from, RegisteredOn = command.StatusRegisteredOn ?? clock.Today, KnownFrom = now };
            db.Add(status);
            stated.Add(status);
        }

        return stated;
    }
}
