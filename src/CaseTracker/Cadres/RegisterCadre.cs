using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Cadres;

/// <summary>
/// Enters a person for the roster: he counts when the handing over is approved, which a 科长 proposes with the entry and anybody else leaves to him; a row of the old book counts at once.
/// One person stands there once: the same 身份证号 or 人员编号 is refused with the row that is kept.
/// </summary>
public sealed class RegisterCadre(CaseDb db, ProtectedValues values, CadreSteps steps, OfficeClock clock)
{
    public sealed record Command : CadreFields
    {
        /// <summary>From the old book, where the facts stand that were decided then: the handing over was known on its own day, a change of status on the day it was registered.</summary>
        public bool IsImported { get; init; }

        /// <summary>Of a row of the old book that repeats a person: the row that is kept. It states no facts and counts nowhere; its number leads to the person.</summary>
        internal Guid? KeptCadreId { get; init; }

        public Guid? RequestId { get; init; }
    }

    /// <summary>Gives the id of the new row.</summary>
    public Task<Guid> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "register-cadre", clock.Now, async () =>
    {
        CadreFields.MayChange(actor);
        var reasons = command.Reasons(clock.Today);
        await db.LockAsync("roster", cancel);
        reasons.AddRange(await DoublesAsync(db, values, command.KeptCadreId is null ? command : command with { IdNumber = null }, null, cancel));
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var now = clock.Now;
        var cadre = new Cadre { Id = Guid.CreateVersion7(), PersonNumber = "", Name = "", NameKey = "", RecordedAt = now };
        command.Put(cadre, clock.Today);
        cadre.HandoverOn = command.HandedOverOn;
        await command.ProtectAsync(cadre, values, cancel);
        db.Add(cadre);
        if (command.KeptCadreId is { } kept)
        {
            return await RepeatAsync(cadre, kept, command, actor, cancel);
        }

        var handedKnown = command.IsImported ? CadreFields.KnownFrom(command.HandedOverOn, clock) : now;
        db.Add(new CadreLevel { Id = Guid.CreateVersion7(), CadreId = cadre.Id, Grade = command.Grade!.Value, From = command.GradeFrom ?? command.HandedOverOn!.Value, KnownFrom = handedKnown });
        StatePays(db, cadre, command, command.PayFrom ?? command.HandedOverOn!.Value, handedKnown);
        List<CadreStatus> statuses = [];
        foreach (var (kind, from) in command.IsImported ? command.Statuses() : [])
        {
            var isHandover = kind == CadreStatusKind.HandedOver;
            statuses.Add(new CadreStatus
            {
                Id = Guid.CreateVersion7(),
                CadreId = cadre.Id,
                Kind = kind,
                From = from,
                RegisteredOn = (isHandover ? null : command.StatusRegisteredOn) ?? clock.Today,
                KnownFrom = isHandover ? handedKnown : CadreFields.KnownFrom(command.StatusRegisteredOn, clock),
            });
        }

        db.AddRange(statuses);
        cadre.Follow(statuses);
        db.Trace(cadre, actor, now, new Act("register-cadre", command.IsImported ? "已导入" : "登记人员", command.HandedOverOn!.Value));
        if (!command.IsImported && actor.Has(Role.SH))
        {
            await steps.CompleteAsync(cadre, cancel);
            await steps.TakeAsync(cadre, CadreStep.HandOver, StepData.Of((CadreWorkflow.On, command.HandedOverOn), ("basis", command.Basis)), actor, cancel);
        }

        return cadre.Id;
    }, cancel);

    // Known as mistaken from the first, so that it was never a second person at any instant.
    private async Task<Guid> RepeatAsync(Cadre cadre, Guid kept, Command command, Actor actor, CancellationToken cancel)
    {
        var number = await db.Cadres.Where(c => c.Id == kept).Select(c => c.PersonNumber).FirstAsync(cancel);
        var mistaken = new CadreStatus
        {
            Id = Guid.CreateVersion7(),
            CadreId = cadre.Id,
            Kind = CadreStatusKind.Mistaken,
            From = command.HandedOverOn!.Value,
            RegisteredOn = clock.Today,
            KnownFrom = CadreFields.KnownFrom(command.HandedOverOn, clock),
        };
        db.Add(mistaken);
        cadre.KeptCadreId = kept;
        cadre.Follow([mistaken]);
        db.Trace(cadre, actor, clock.Now, new Act("register-cadre", "已导入：疑似重复", command.HandedOverOn.Value) { To = nameof(CadreState.Void), Reason = $"身份证号与{number}相同，同一人只计一次" });
        return cadre.Id;
    }

    internal static void StatePays(CaseDb db, Cadre cadre, CadreFields fields, DateOnly from, DateTime knownFrom)
    {
        foreach (var (kind, yuan) in fields.Pays())
        {
            db.Add(new CadrePay { Id = Guid.CreateVersion7(), CadreId = cadre.Id, Kind = kind, Fen = yuan.Fen(), Channel = Inputs.Tidy(fields.PayChannel), From = from, KnownFrom = knownFrom });
        }
    }

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
