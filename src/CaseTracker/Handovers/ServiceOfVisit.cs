using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Receptions;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Handovers;

/// <summary>What is asked beyond the arrival when a 待遇事项 or a 走访慰问 comes of it.</summary>
public interface IServiceOfVisit
{
    [Display(Name = "事项类别")] BenefitType? BenefitType { get; }

    [Display(Name = "待遇期间从")] DateOnly? PeriodFrom { get; }

    [Display(Name = "待遇期间至")] DateOnly? PeriodTo { get; }

    [Display(Name = "依据文件")] string? BasisDocument { get; }

    [Display(Name = "看望类型")] CareVisitType? CareType { get; }
}

/// <summary>Says a visit in the words of a service to retired cadres: for the people of the roster who came or for whom somebody came.</summary>
internal static class ServiceOfVisit
{
    /// <summary>What it became, with its number.</summary>
    public static async Task<(string Kind, string Number)> RegisterAsync(
        CaseDb db, RegisterBenefit benefits, RegisterCareVisit visits, Reception reception, VisitNext next, IServiceOfVisit asked, Actor actor, CancellationToken cancel)
    {
        if (reception.IsConfidential)
        {
            throw RefusedException.At(nameof(RegisterVisit.Command.Next), "保密的来访不能转为待遇事项或走访慰问");
        }

        var people = await db.ReceptionVisitors.Where(v => v.ReceptionId == reception.Id && v.CadreId != null).OrderBy(v => v.Ordinal).Select(v => v.CadreId!.Value).Distinct().ToListAsync(cancel);
        if (people.Count == 0)
        {
            throw RefusedException.At(nameof(RegisterVisit.Command.Next), "来访人没有对上花名册：请在右侧“已知情况”里选定花名册中的人，或填写其身份证号后再转");
        }

        if (next == VisitNext.Benefit)
        {
            var type = asked.BenefitType ?? throw RefusedException.At(nameof(IServiceOfVisit.BenefitType), "请选择事项类别");
            var benefit = await benefits.AddAsync(new RegisterBenefit.Command
            {
                Type = type,
                AppliedOn = reception.ArrivedOn,
                Applicant = reception.MainVisitor ?? "",
                Summary = reception.Problem ?? "",
                PeriodFrom = asked.PeriodFrom,
                PeriodTo = asked.PeriodTo,
                BasisDocument = asked.BasisDocument,
                People = people,
                ReceptionId = reception.Id,
                SourceNumber = reception.Number,
            }, actor, cancel);
            return ("待遇事项", benefit.Number);
        }

        var visit = await visits.AddAsync(new RegisterCareVisit.Command
        {
            Type = asked.CareType ?? throw RefusedException.At(nameof(IServiceOfVisit.CareType), "请选择看望类型"),
            Cause = reception.Problem is { Length: > 500 } text ? text[..500] : reception.Problem ?? "",
            TriggeredOn = reception.ArrivedOn,
            Persons = [.. people.Select(p => p.ToString())],
            ReceptionId = reception.Id,
        }, actor, cancel);
        return ("走访慰问", visit.Number);
    }
}

/// <summary>Turns a registered reception into a 待遇事项 or a 走访慰问; it keeps its one link and is never counted twice.</summary>
public sealed class TurnReceptionToService(CaseDb db, RegisterBenefit benefits, RegisterCareVisit visits, TakeReceptionStep steps, OfficeClock clock)
{
    public sealed record Command : IServiceOfVisit
    {
        public string Number { get; init; } = "";

        public int Version { get; init; }

        public Guid? RequestId { get; init; }

        /// <summary>待遇事项 or 走访慰问.</summary>
        [Display(Name = "转为")] public VisitNext Next { get; init; } = VisitNext.Benefit;

        [Display(Name = "事项类别")] public BenefitType? BenefitType { get; init; }

        [Display(Name = "待遇期间从")] public DateOnly? PeriodFrom { get; init; }

        [Display(Name = "待遇期间至")] public DateOnly? PeriodTo { get; init; }

        [Display(Name = "依据文件"), StringLength(200)] public string? BasisDocument { get; init; }

        [Display(Name = "看望类型")] public CareVisitType? CareType { get; init; }
    }

    public sealed record Done(string ReceptionNumber, string Kind, string Number)
    {
        public string Address => Kind == "待遇事项" ? $"/benefits/{Number}" : $"/care-visits/{Number}";
    }

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "turn-reception-to-service", clock.Now, async () =>
    {
        Inputs.Demand(command);
        if (command.Next is not (VisitNext.Benefit or VisitNext.CareVisit))
        {
            throw RefusedException.At(nameof(command.Next), "请选择转为待遇事项还是走访慰问");
        }

        var number = command.Number.Trim();
        var id = await db.Receptions.Where(r => r.Number == number).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该来访登记");
        var reception = await db.LoadAsync<Reception>(id, command.Version, "该来访登记", cancel);
        db.Opened.Add(id);
        var (kind, made) = await ServiceOfVisit.RegisterAsync(db, benefits, visits, reception, command.Next, command, actor, cancel);
        steps.Fire(reception, ReceptionStep.TurnIntoCase, Workflow.StepData.Of(("outcome", $"转为{kind}{made}")), actor);
        return new Done(reception.Number, kind, made);
    }, cancel);
}
