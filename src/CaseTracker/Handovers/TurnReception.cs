using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Handovers;

/// <summary>Turns a reception that stands registered into a petition. Where it proves to be a 检举控告, the arrival is entered anew as a confidential one and the open entry is emptied and voided.</summary>
public sealed class TurnReception(CaseDb db, RegisterReception receptions, RegisterPetition petitions, GetReception reading, TakeReceptionStep steps, ProtectedValues values, OfficeClock clock)
{
    private const string WrongEntry = "登记有误";

    public sealed record Command : IPetitionOfVisit
    {
        public string Number { get; init; } = "";

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

    public Task<RegisterVisit.Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "turn-reception", clock.Now, async () =>
    {
        var typed = await reading.ForCorrectionAsync(command.Number, actor, cancel);
        var reception = await db.LoadAsync<Reception>(typed.Id, command.Version, "该来访登记", cancel);
        var visit = typed with { BackdatedReason = typed.BackdatedReason ?? (reception.ArrivedOn < clock.Today ? $"来访登记{reception.Number}转为信访事项" : null) };
        var accuses = command.Purpose == Purpose.Accuse;
        if (reception.IsConfidential && !accuses)
        {
            throw RefusedException.At(nameof(Command.Purpose), "保密的来访只能转为“揭发控告”");
        }

        if (accuses && !reception.IsConfidential)
        {
            var hidden = await receptions.AddAsync(new RegisterReception.Command
            {
                Visitors = [.. visit.Visitors.Select(v => v with { Id = null })],
                IsAnonymous = visit.IsAnonymous,
                PeopleCount = visit.PeopleCount,
                FamilyCount = visit.FamilyCount,
                Form = visit.Form,
                Nature = ReceptionNature.Petition,
                ArrivedOn = visit.ArrivedOn,
                ArrivedAt = visit.ArrivedAt,
                BackdatedReason = visit.BackdatedReason,
                Demand = visit.Demand,
                Problem = visit.Problem,
                ReceiverId = visit.ReceiverId,
                LeaderName = visit.LeaderName,
                Opinion = visit.Opinion,
                Note = visit.Note,
                IsConfidential = true,
            }, actor, cancel);
            await EmptyAsync(reception, cancel);
            steps.Fire(reception, ReceptionStep.Void, StepData.Of(("reason", WrongEntry)), actor);
            reception = hidden;
        }

        var petition = await PetitionOfVisit.RegisterAsync(petitions, visit, command, reception.Id, reception.ArrivedOn, actor, cancel);
        steps.Fire(reception, ReceptionStep.TurnIntoCase, StepData.Of(("outcome", $"转为信访事项{petition.Number}")), actor);
        return new RegisterVisit.Done(reception.Number, petition.Number);
    }, cancel);

    private async Task EmptyAsync(Reception reception, CancellationToken cancel)
    {
        foreach (var visitor in await db.ReceptionVisitors.Where(v => v.ReceptionId == reception.Id).ToListAsync(cancel))
        {
            foreach (var id in new[] { visitor.IdNumberId, visitor.PhoneId, visitor.AddressId }.OfType<Guid>())
            {
                await values.EraseAsync(id, cancel);
            }

            db.Remove(visitor);
        }

        reception.MainVisitor = reception.LeaderName = reception.Opinion = reception.Note = null;
        reception.Demand = null;
        reception.Problem = WrongEntry;
        reception.IsAnonymous = true;
        reception.PeopleCount = 1;
        reception.FamilyCount = 0;
    }
}
