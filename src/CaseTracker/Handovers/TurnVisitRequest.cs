using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Handovers;

/// <summary>What somebody asked for when he was visited becomes a 待遇事项 or a 信访事项 of his.</summary>
public sealed class TurnVisitRequest(CaseDb db, RegisterBenefit benefits, RegisterPetition petitions, OfficeClock clock)
{
    public sealed record Command : IPetitionOfVisit
    {
        public string Number { get; init; } = "";

        /// <summary>Place of the person on the trip, from 1.</summary>
        [Display(Name = "对象")] public int Person { get; init; } = 1;

        public Guid? RequestId { get; init; }

        [Display(Name = "反映的问题"), Required, StringLength(2000), DataType(DataType.MultilineText)] public string Problem { get; init; } = "";

        [Display(Name = "事项类别")] public BenefitType? BenefitType { get; init; }

        [Display(Name = "待遇期间从")] public DateOnly? PeriodFrom { get; init; }

        [Display(Name = "待遇期间至")] public DateOnly? PeriodTo { get; init; }

        [Display(Name = "依据文件"), StringLength(200)] public string? BasisDocument { get; init; }

        [Display(Name = "信访目的")] public Purpose? Purpose { get; init; }

        [Display(Name = "内容分类"), StringLength(12)] public string? CategoryId { get; init; }

        [Display(Name = "问题属地"), StringLength(12)] public string? PlaceId { get; init; }

        [Display(Name = "诉求"), StringLength(4000), DataType(DataType.MultilineText)] public string? Demands { get; init; }

        [Display(Name = "被反映人或单位"), StringLength(200)] public string? Accused { get; init; }

        [Display(Name = "住址不清")] public bool AddressUnclear { get; init; }

        [Display(Name = "重复件编号"), StringLength(40)] public string? RelatedNumber { get; init; }

        [Display(Name = "认定重复的理由"), StringLength(200)] public string? RepeatNote { get; init; }
    }

    /// <summary>What was heard on the visit, to start the form with.</summary>
    public sealed record Heard(string Number, string Name, DateOnly On, string? Request);

    public async Task<Heard> HeardAsync(string number, int person, CancellationToken cancel)
    {
        var (visit, who) = await FindAsync(number, person, cancel);
        return new(visit.Number, who.Name, visit.VisitedOn!.Value, who.Requests);
    }

    public Task<RegisterBenefit.Registered> ToBenefitAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "turn-visit-request", clock.Now, async () =>
    {
        Inputs.Demand(command);
        var (visit, who) = await FindAsync(command.Number, command.Person, cancel);
        return await benefits.AddAsync(new RegisterBenefit.Command
        {
            Type = command.BenefitType ?? throw RefusedException.At(nameof(command.BenefitType), "请选择事项类别"),
            AppliedOn = visit.VisitedOn,
            Applicant = who.Name,
            Summary = command.Problem,
            PeriodFrom = command.PeriodFrom,
            PeriodTo = command.PeriodTo,
            BasisDocument = command.BasisDocument,
            People = [who.CadreId],
            SourceNumber = visit.Number,
        }, actor, cancel);
    }, cancel);

    public Task<RegisterPetition.Registered> ToPetitionAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "turn-visit-request", clock.Now, async () =>
    {
        Inputs.Demand(command);
        var (visit, who) = await FindAsync(command.Number, command.Person, cancel);
        var heard = new RegisterReception.Command
        {
            Form = ReceptionForm.Other,
            Problem = command.Problem,
            BackdatedReason = visit.VisitedOn < clock.Today ? $"走访慰问{visit.Number}时反映" : null,
            Visitors = [new() { Name = who.Name, Identity = VisitorIdentity.Other, CadreId = who.CadreId }],
        };
        return await PetitionOfVisit.RegisterAsync(petitions, heard, command, receptionId: null, visit.VisitedOn, actor, cancel);
    }, cancel);

    private async Task<(CareVisit Visit, CareVisitPerson Person)> FindAsync(string number, int person, CancellationToken cancel)
    {
        var wanted = number.Trim().ToUpperInvariant();
        var visit = await db.CareVisits.AsNoTracking().Include(v => v.Persons).FirstOrDefaultAsync(v => v.Number == wanted, cancel) ?? throw new NotFoundException("该走访慰问");
        if (!visit.IsMade || visit.VisitedOn is null)
        {
            throw new RefusedException("看望以后才能把反映的问题转为待遇事项或信访事项，请先登记看望结果");
        }

        return (visit, visit.Present.FirstOrDefault(p => p.Ordinal == person) ?? throw new NotFoundException("该看望对象"));
    }
}
