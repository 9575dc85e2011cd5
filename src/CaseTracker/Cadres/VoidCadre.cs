using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cadres;

/// <summary>误登: a row entered by mistake or twice counts nowhere and points to the row that is kept.</summary>
public sealed class VoidCadre(CaseDb db, OfficeClock clock)
{
    public sealed record Command
    {
        public Guid Id { get; init; }

        public int Version { get; init; }

        [Display(Name = "保留的人员")]
        public Guid KeptCadreId { get; init; }

        [Display(Name = "理由"), Required, StringLength(500), DataType(DataType.MultilineText)]
        public string Reason { get; init; } = "";
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        CadreFields.MayChange(actor);
        List<Reason> reasons = [.. Inputs.Faults(command)];
        if (command.KeptCadreId == command.Id || !await db.Cadres.AnyAsync(c => c.Id == command.KeptCadreId && c.KeptCadreId == null, cancel))
        {
            reasons.Add(new("请选择保留的那一行：它须是花名册中另一个有效的人员", Field: nameof(command.KeptCadreId)));
        }

        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var cadre = await db.LoadAsync<Cadre>(command.Id, command.Version, "该人员", cancel);
        if (cadre.KeptCadreId is not null)
        {
            throw new RefusedException("该人员已经标为误登");
        }

        var now = clock.Now;
        cadre.KeptCadreId = command.KeptCadreId;
        db.Add(new CadreStatus { Id = Guid.CreateVersion7(), CadreId = cadre.Id, Kind = CadreStatusKind.Mistaken, From = clock.Today, RegisteredOn = clock.Today, KnownFrom = now });
        db.Trace(cadre, actor, now, new Act("void-cadre", "误登", clock.Today) { Reason = command.Reason });
    }, cancel);
}
