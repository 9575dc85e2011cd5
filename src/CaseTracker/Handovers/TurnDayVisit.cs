using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Handovers;

/// <summary>Turns a matter brought to a leader into a petition, through its 来访登记; where that has been turned already, links the petition that came of it. A 检举控告 is never linked to the book of receptions.</summary>
public sealed class TurnDayVisit(CaseDb db, TurnReception receptions, TakeDayVisitStep steps, OfficeClock clock)
{
    public sealed record Command : IPetitionOfVisit
    {
        public Guid Id { get; init; }

        public int Version { get; init; }

        public Guid? RequestId { get; init; }

        [Display(Name = "信访目的")] public Purpose? Purpose { get; init; }

        [Display(Name = "内容分类"), StringLength(12)] public string? CategoryId { get; init; }

        [Display(Name = "问题属地"), StringLength(12)] public string? PlaceId { get; init; }

        [Display(Name = "诉求"), StringLength(4000), DataType(DataType.MultilineText)] public string? Demands { get; init; }

        [Display(Name = "被反映人或单位"), StringLength(200)] public string? Accused { get; init; }

        [Display(Name = "住址不清")] public bool AddressUnclear { get; init; }

        [Display(Name = "重复件编号"), StringLength(40)] public string? RelatedNumber { get; init; }

        [Display(Name = "认定重复的理由"), StringLength(200)] public string? RepeatNote { get; init; }
    }

    public sealed record Done(Guid Id, string PetitionNumber);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "turn-day-visit", clock.Now, async () =>
    {
        Inputs.Demand(command);
        if (command.Purpose == Purpose.Accuse)
        {
            throw RefusedException.At(nameof(Command.Purpose), "检举控告不得与接访台账关联：请把本条作废，再到来访登记里转为检举控告");
        }

        var visit = await db.LoadAsync<DayVisit>(command.Id, command.Version, "该接访事项", cancel);
        var reception = visit.ReceptionId is { } id ? await db.Receptions.AsNoTracking().Where(r => r.Id == id).Select(r => new { r.Number, r.Version, r.State }).FirstOrDefaultAsync(cancel) : null;
        var view = DayVisitWorkflow.Engine.View(visit, DayVisitStep.TurnIntoPetition, actor, clock.Today);
        if (view.Reasons.Count > 0 || reception is null)
        {
            throw new RefusedException(view.Reasons.Count > 0 ? view.Reasons : [new Reason("没有来访登记可转，请先登记来访并在“更正”里填写编号")]);
        }

        if (reception.State != ReceptionState.TurnedIntoCase)
        {
            await receptions.ExecuteAsync(
                new TurnReception.Command
                {
                    Number = reception.Number,
                    Version = reception.Version,
                    Purpose = command.Purpose,
                    CategoryId = command.CategoryId,
                    PlaceId = command.PlaceId,
                    Demands = command.Demands,
                    AddressUnclear = command.AddressUnclear,
                    RelatedNumber = command.RelatedNumber,
                    RepeatNote = command.RepeatNote,
                }, actor, cancel);
            await db.FlushAsync(cancel);
        }

        var petition = await db.Petitions.AsNoTracking().Where(p => p.ReceptionId == visit.ReceptionId && !p.IsVoid && !p.IsConfidential).OrderBy(p => p.RegisteredAt).Select(p => new { p.Id, p.Number }).FirstOrDefaultAsync(cancel)
            ?? throw new RefusedException("这条来访登记转成的事项不是普通信访事项，不能与接访台账关联");
        steps.Turn(visit, petition.Id, petition.Number, actor);
        return new Done(visit.Id, petition.Number);
    }, cancel);
}
