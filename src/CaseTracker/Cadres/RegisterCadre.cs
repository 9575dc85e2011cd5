using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cadres;

/// <summary>Puts a person on the roster. One person stands there once: the same 身份证号 or 人员编号 is refused with the row that is kept.</summary>
public sealed class RegisterCadre(CaseDb db, ProtectedValues values, OfficeClock clock)
{
    public sealed record Command : CadreFields
    {
        /// <summary>From the old book: the handing over was known on its own day, a change of status on the day it was registered.</summary>
        public bool IsImported { get; init; }
    }

    /// <summary>Gives the id of the new row.</summary>
    public Task<Guid> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        CadreFields.MayChange(actor);
        var reasons = command.Reasons(clock.Today);
        await db.LockAsync("roster", cancel);
        reasons.AddRange(await DoublesAsync(db, values, command, null, cancel));
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var now = clock.Now;
        var cadre = new Cadre { Id = Guid.CreateVersion7(), PersonNumber = "", Name = "", NameKey = "", RecordedAt = now };
        command.Put(cadre, clock.Today);
        await command.ProtectAsync(cadre, values, cancel);
        db.Add(cadre);
        var handedKnown = command.IsImported ? CadreFields.KnownFrom(command.HandedOverOn, clock) : now;
        db.Add(new CadreLevel { Id = Guid.CreateVersion7(), CadreId = cadre.Id, Grade = command.Grade!.Value, From = command.GradeFrom ?? command.HandedOverOn!.Value, KnownFrom = handedKnown });
        foreach (var (kind, from) in command.Statuses())
        {
            var isHandover = kind == CadreStatusKind.HandedOver;
            db.Add(new CadreStatus
            {
                Id = Guid.CreateVersion7(),
                CadreId = cadre.Id,
                Kind = kind,
                From = from,
                RegisteredOn = (isHandover ? null : command.StatusRegisteredOn) ?? clock.Today,
                KnownFrom = isHandover ? handedKnown : CadreFields.KnownFrom(command.StatusRegisteredOn, clock),
            });
        }

        db.Trace(cadre, actor, now, new Act("register-cadre", command.IsImported ? "已导入" : "列入花名册", command.HandedOverOn!.Value));
        return cadre.Id;
    }, cancel);

    internal static async Task<IReadOnlyList<Reason>> DoublesAsync(CaseDb db, ProtectedValues values, CadreFields fields, Guid? own, CancellationToken cancel)
    {
        var number = fields.PersonNumber.Trim();
        List<Reason> reasons = [];
        if (await db.Cadres.AsNoTracking().Where(c => c.PersonNumber == number && c.Id != own).Select(c => c.Name).FirstOrDefaultAsync(cancel) is { } taken)
        {
            reasons.Add(new($"人员编号{number}已属于{taken}，请换一个编号，或更新该人员", Field: nameof(CadreFields.PersonNumber)));
        }

        if (Inputs.Tidy(fields.IdNumber) is { } id)
        {
            var owners = await values.FindAsync(Cadre.Kind, ProtectedField.IdNumber, id, cancel);
            if (await db.Cadres.AsNoTracking().Where(c => owners.Contains(c.Id) && c.Id != own && c.KeptCadreId == null).Select(c => new { c.PersonNumber, c.Name }).FirstOrDefaultAsync(cancel) is { } kept)
            {
                reasons.Add(new($"身份证号与花名册中的{kept.PersonNumber} {kept.Name}相同，同一人只登记一次；请保留该行，更正的内容请更新到该行", Field: nameof(CadreFields.IdNumber)));
            }
        }

        return reasons;
    }
}
