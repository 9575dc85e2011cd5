using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Receptions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.ReceptionDays;

/// <summary>Whom a leader received and about what. With the number of a 来访登记, what is left blank is taken from there.</summary>
public abstract record DayVisitFields
{
    [Display(Name = "来访登记编号"), StringLength(30)] public string? ReceptionNumber { get; init; }

    [Display(Name = "来访人"), StringLength(100)] public string? VisitorName { get; init; }

    [Display(Name = "人数"), Range(1, ReceptionFields.MostPeople)] public int? PeopleCount { get; init; }

    [Display(Name = "单位和住址"), StringLength(200)] public string? UnitOrAddress { get; init; }

    [Display(Name = "主要问题"), StringLength(4000), DataType(DataType.MultilineText)] public string? Problem { get; init; }

    [Display(Name = "问题发生地"), StringLength(100)] public string? Place { get; init; }

    [Display(Name = "产生原因"), StringLength(1000), DataType(DataType.MultilineText)] public string? Cause { get; init; }

    [Display(Name = "备注"), StringLength(500)] public string? Note { get; init; }
}

/// <summary>Enters one 批 on a day whose leader receives or has received. A confidential reception is not entered: the book is read by many.</summary>
public sealed class RecordDayVisit(CaseDb db, OfficeClock clock)
{
    public sealed record Command : DayVisitFields
    {
        public Guid DayId { get; init; }

        public Guid? RequestId { get; init; }
    }

    public sealed record Recorded(Guid Id);

    public Task<Recorded> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "record-day-visit", clock.Now, async () =>
    {
        actor.Demand(Permission.KeepReceptionDays);
        var day = await db.ReceptionDays.FirstOrDefaultAsync(d => d.Id == command.DayId, cancel) ?? throw new NotFoundException("该接访安排");
        if (day.On > clock.Today || day.State is ReceptionDayState.Missed or ReceptionDayState.Cancelled)
        {
            throw new RefusedException(day.On > clock.Today ? $"接访日（{day.On:yyyy-MM-dd}）还没有到，请在接访当日或以后登记" : $"这一天“{day.State.Display()}”，没有接访事项可登记；登记有误的，先撤销登记");
        }

        var (reception, filled) = await FilledAsync(db, command, null, cancel);
        var visit = new DayVisit
        {
            Id = Guid.CreateVersion7(),
            DayId = day.Id,
            On = day.On,
            LeaderId = day.ReceivedById,
            ReceptionId = reception?.Id,
            ReceptionNumber = reception?.Number,
            VisitorName = filled.VisitorName!,
            PeopleCount = filled.PeopleCount ?? 1,
            UnitOrAddress = Inputs.Tidy(filled.UnitOrAddress),
            Problem = filled.Problem!,
            Place = Inputs.Tidy(filled.Place),
            Cause = Inputs.Tidy(filled.Cause),
            Note = Inputs.Tidy(filled.Note),
            RegisteredById = actor.UserId,
            RegisteredByName = actor.Name,
            RecordedAt = clock.Now,
            TableVersion = DayVisitWorkflow.Engine.Version,
        };
        db.Add(visit);
        db.Trace(visit, actor, clock.Now, new Act("receive", "接访登记", day.On) { To = nameof(DayVisitState.Received), TableVersion = visit.TableVersion });
        return new Recorded(visit.Id);
    }, cancel);

    /// <summary>The reception of that number and the fields with its words where they were blank; every fault at once.</summary>
    internal static async Task<(Reception? Reception, TFields Filled)> FilledAsync<TFields>(CaseDb db, TFields fields, Guid? self, CancellationToken cancel) where TFields : DayVisitFields
    {
        List<Reason> reasons = [.. Inputs.Faults(fields)];
        Reception? reception = null;
        if (Inputs.Tidy(fields.ReceptionNumber)?.ToUpperInvariant() is { } number)
        {
            reception = await db.Receptions.AsNoTracking().FirstOrDefaultAsync(r => r.Number == number, cancel);
            var refusal = reception is null ? "没有这个来访登记编号，请核对"
                : reception.IsConfidential ? "保密的来访不写入接访台账，请在来访登记里按检举控告办理"
                : reception.State is ReceptionState.Voided or ReceptionState.Merged ? $"这条来访登记{reception.State.Display()}，请填有效的编号"
                : await db.DayVisits.AnyAsync(v => v.ReceptionId == reception.Id && v.Id != self && v.State != DayVisitState.Voided, cancel) ? "这条来访登记已经写入接访台账，不重复登记"
                : null;
            if (refusal is not null)
            {
                reasons.Add(new(refusal, Field: nameof(fields.ReceptionNumber)));
            }
        }

        var filled = fields with
        {
            VisitorName = Inputs.Tidy(fields.VisitorName) ?? (reception is null ? null : reception.MainVisitor ?? "匿名"),
            PeopleCount = fields.PeopleCount ?? reception?.PeopleCount,
            Problem = Inputs.Tidy(fields.Problem) ?? reception?.Problem,
        };
        if (filled.VisitorName is null)
        {
            reasons.Add(new("请填写来访人，或填写来访登记编号；不愿留名的写“匿名”", Field: nameof(fields.VisitorName)));
        }

        if (filled.Problem is null)
        {
            reasons.Add(new("请填写主要问题，或填写来访登记编号", Field: nameof(fields.Problem)));
        }

        return reasons.Count == 0 ? (reception, filled) : throw new RefusedException(reasons);
    }
}

/// <summary>Corrects what was entered of a 批, with the reason; both versions stay in its history.</summary>
public sealed class CorrectDayVisit(CaseDb db, OfficeClock clock)
{
    public sealed record Command : DayVisitFields
    {
        public Guid Id { get; init; }

        public int Version { get; init; }

        [Display(Name = "更正理由"), Required, StringLength(500)] public string Reason { get; init; } = "";
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var visit = await db.LoadAsync<DayVisit>(command.Id, command.Version, "该接访事项", cancel);
        var (reception, filled) = await RecordDayVisit.FilledAsync(db, command, visit.Id, cancel);
        var taken = DayVisitWorkflow.Engine.Take(visit, DayVisitStep.Correct, StepData.Of(("reason", command.Reason)), actor, clock.Today);
        (visit.ReceptionId, visit.ReceptionNumber) = (reception?.Id, reception?.Number);
        (visit.VisitorName, visit.PeopleCount, visit.Problem) = (filled.VisitorName!, filled.PeopleCount ?? 1, filled.Problem!);
        visit.UnitOrAddress = Inputs.Tidy(command.UnitOrAddress);
        visit.Place = Inputs.Tidy(command.Place);
        visit.Cause = Inputs.Tidy(command.Cause);
        visit.Note = Inputs.Tidy(command.Note);
        db.Trace(visit, actor, clock.Now, new Act("correct", DayVisitStep.Correct.Display(), clock.Today) { Reason = command.Reason, Hat = taken.Hat, TableVersion = DayVisitWorkflow.Engine.Version });
    }, cancel);
}
