using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Receptions;

/// <summary>Registers an arrival: unconditionally (条例第二十一条), with a number, whoever comes and whatever about. An identity number that does not check is a mark, never an obstacle.</summary>
public sealed class RegisterReception(CaseDb db, KeepVisitors visitors, ProtectedValues values, OfficeClock clock)
{
    public const string Series = "LF";

    public const string ConfidentialSeries = "LFJ";

    public record Command : ReceptionFields
    {
        /// <summary>The same key again gives the same answer and registers nothing.</summary>
        public Guid? RequestId { get; init; }

        [Display(Name = "事项性质")] public ReceptionNature Nature { get; init; }

        /// <summary>检举控告, or the visitor asks that nobody else learns of it.</summary>
        [Display(Name = "保密")] public bool IsConfidential { get; init; }
    }

    /// <summary>What the desk is told.</summary>
    public sealed record Registered(Guid Id, string Number);

    public Task<Registered> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "register-reception", clock.Now, async () =>
    {
        var reception = await AddAsync(command, actor, cancel);
        return new Registered(reception.Id, reception.Number);
    }, cancel);

    /// <summary>The same inside a running write, for a handover; the reception comes back tracked.</summary>
    internal async Task<Reception> AddAsync(Command command, Actor actor, CancellationToken cancel)
    {
        if (!actor.IsSystem && !actor.Has(Role.RC, Role.XF, Role.LC))
        {
            throw new RefusedException(new Reason("来访由接访员、老干部服务专干或信访机构负责人登记，请转告他们", LiftedBy: "接访员"));
        }

        var today = clock.Today;
        var reasons = command.Reasons(today, today);
        if (reasons.Count > 0)
        {
            throw new RefusedException(reasons);
        }

        var receiver = await ReceiverAsync(db, command.ReceiverId, actor, cancel);
        var now = clock.Now;
        var arrived = command.ArrivedOn ?? today;
        var series = command.IsConfidential ? ConfidentialSeries : Series;
        var bureau = await db.BureauAsync(cancel);
        var number = await db.NextNumberAsync(series, today.Year, cancel);
        var id = Guid.CreateVersion7();
        var reception = new Reception
        {
            Id = id,
            Number = $"{series}{bureau.DistrictCode}{today.Year}{number:00000}",
            ArrivedOn = arrived,
            ArrivedAt = command.ArrivedAt ?? (arrived == today ? new TimeOnly(clock.Local(now).Hour, clock.Local(now).Minute) : null),
            Form = command.Form,
            Nature = command.Nature,
            Demand = command.Demand,
            IsConfidential = command.IsConfidential,
            Problem = command.IsConfidential ? null : Inputs.Tidy(command.Problem),
            ProblemId = command.IsConfidential ? values.Keep(Reception.Kind, id, ProtectedField.AccusationText, Inputs.Tidy(command.Problem)!, isFindable: false) : null,
            ReceiverId = receiver.Id,
            ReceiverName = receiver.Name,
            LeaderName = Inputs.Tidy(command.LeaderName),
            Opinion = Inputs.Tidy(command.Opinion),
            Outcome = Inputs.Tidy(command.Outcome),
            Note = Inputs.Tidy(command.Note),
            BackdatedReason = arrived < today ? Inputs.Tidy(command.BackdatedReason) : null,
            RegisteredById = actor.UserId,
            RegisteredByName = actor.Name,
            RecordedAt = now,
            TableVersion = ReceptionWorkflow.Engine.Version,
        };
        db.Add(reception);
        db.Opened.Add(id);
        await visitors.ExecuteAsync(reception, command, [], cancel);
        if (command.IsConfidential)
        {
            db.AddRange((await visitors.AccusationReadersAsync(today, cancel)).Select(user => new ReceptionReader { ReceptionId = id, UserId = user }));
        }

        db.Trace(reception, actor, now, new Act("register", arrived < today ? "补录" : "登记", arrived)
        {
            To = nameof(ReceptionState.Registered),
            Reason = reception.BackdatedReason,
            TableVersion = reception.TableVersion,
            IsConfidential = command.IsConfidential,
        });
        return reception;
    }

    /// <summary>接待人: who was named, else who registers.</summary>
    internal static async Task<(Guid? Id, string Name)> ReceiverAsync(CaseDb db, Guid? asked, Actor actor, CancellationToken cancel)
    {
        if (asked is not { } id || id == actor.UserId)
        {
            return (actor.IsSystem ? null : actor.UserId, actor.Name);
        }

        var name = await db.Users.AsNoTracking().Where(u => u.Id == id).Select(u => u.Name).FirstOrDefaultAsync(cancel)
            ?? throw RefusedException.At(nameof(ReceptionFields.ReceiverId), "没有这个接待人账号，请重新选择");
        return (id, name);
    }
}
