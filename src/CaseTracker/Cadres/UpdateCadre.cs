using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cadres;

/// <summary>Brings a row of the roster up to date. A fact that differs is retracted and stated anew, so that what was known before stays answerable.</summary>
public sealed class UpdateCadre(CaseDb db, ProtectedValues values, OfficeClock clock)
{
    public sealed record Command : CadreFields
    {
        public Guid Id { get; init; }

        public int Version { get; init; }

        [Display(Name = "更正理由"), Required, StringLength(500), DataType(DataType.MultilineText)]
        public string Reason { get; init; } = "";
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
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
        command.Put(cadre, clock.Today);
        await command.ProtectAsync(cadre, values, cancel);
        await StateLevelAsync(command, cadre, now, cancel);
        await StateStatusesAsync(command, cadre, now, cancel);
        db.Trace(cadre, actor, now, new Act("update-cadre", "更正花名册", clock.Today) { Reason = command.Reason });
    }, cancel);

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

    private async Task StateStatusesAsync(Command command, Cadre cadre, DateTime now, CancellationToken cancel)
    {
        var stated = await db.CadreStatuses.Where(s => s.CadreId == cadre.Id && s.RetractedAt == null && s.Kind != CadreStatusKind.Mistaken).ToListAsync(cancel);
        var wanted = command.Statuses().ToList();
        foreach (var wrong in stated.Where(s => !wanted.Contains((s.Kind, s.From))))
        {
            wrong.RetractedAt = now;
        }

        foreach (var (kind, from) in wanted.Where(w => !stated.Exists(s => (s.Kind, s.From) == w)))
        {
            db.Add(new CadreStatus { Id = Guid.CreateVersion7(), CadreId = cadre.Id, Kind = kind, From = from, RegisteredOn = command.StatusRegisteredOn ?? clock.Today, KnownFrom = now });
        }
    }
}
