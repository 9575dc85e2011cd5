using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Benefits;
using CaseTracker.CareVisits;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
using CaseTracker.Workflow;

namespace CaseTracker.Handovers;

/// <summary>What the clerk decides at the end of the conversation.</summary>
public enum VisitNext
{
    [Display(Name = "只登记来访")] RecordOnly,
    [Display(Name = "转为信访事项")] Petition,
    [Display(Name = "转为待遇事项")] Benefit,
    [Display(Name = "转为走访慰问")] CareVisit,
    [Display(Name = "日常事务")] Everyday,
}

/// <summary>The desk: the arrival and, where the clerk decides so, the petition, benefit or care visit that comes of it, in one transaction. A 检举控告 makes both confidential.</summary>
public sealed class RegisterVisit(CaseDb db, RegisterReception receptions, RegisterPetition petitions, RegisterBenefit benefits, RegisterCareVisit visits, TakeReceptionStep steps, OfficeClock clock)
{
    public sealed record Command : RegisterReception.Command, IPetitionOfVisit, IServiceOfVisit
    {
        [Display(Name = "来访处理")] public VisitNext Next { get; init; }

        [Display(Name = "信访目的")] public Purpose? Purpose { get; init; }

        [Display(Name = "内容分类"), StringLength(12)] public string? CategoryId { get; init; }

        [Display(Name = "问题属地"), StringLength(12)] public string? PlaceId { get; init; }

        [Display(Name = "诉求"), StringLength(4000), DataType(DataType.MultilineText)] public string? Demands { get; init; }

        [Display(Name = "被反映人或单位"), StringLength(200)] public string? Accused { get; init; }

        [Display(Name = "住址不清")] public bool AddressUnclear { get; init; }

        [Display(Name = "重复件编号"), StringLength(40)] public string? RelatedNumber { get; init; }

        [Display(Name = "认定重复的理由"), StringLength(200)] public string? RepeatNote { get; init; }

        [Display(Name = "事项类别")] public BenefitType? BenefitType { get; init; }

        [Display(Name = "待遇期间从")] public DateOnly? PeriodFrom { get; init; }

        [Display(Name = "待遇期间至")] public DateOnly? PeriodTo { get; init; }

        [Display(Name = "依据文件"), StringLength(200)] public string? BasisDocument { get; init; }

        [Display(Name = "看望类型")] public CareVisitType? CareType { get; init; }
    }

    /// <summary>What the desk is told.</summary>
    /// <param name="Service">The benefit or care visit that it became: its kind and number.</param>
    public sealed record Done(string ReceptionNumber, string? PetitionNumber, string? Service = null);

    public Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "register-visit", clock.Now, async () =>
    {
        var isPetition = command.Next == VisitNext.Petition;
        var accuses = isPetition && command.Purpose == Purpose.Accuse;
        if (isPetition && command.IsConfidential && !accuses)
        {
            throw RefusedException.At(nameof(Command.IsConfidential), "保密的来访只能转为“揭发控告”；其他信访事项请去掉“保密”，或者只登记来访");
        }

        List<Reason> reasons = [];
        var reception = await TryAsync(() => receptions.AddAsync(command with
        {
            Nature = command.Next == VisitNext.Everyday ? ReceptionNature.Everyday : ReceptionNature.Petition,
            IsConfidential = command.IsConfidential || accuses,
        }, actor, cancel), reasons);
        var petition = isPetition ? await TryAsync(() => PetitionOfVisit.RegisterAsync(petitions, command, command, reception?.Id, command.ArrivedOn, actor, cancel), reasons) : null;
        string? service = null;
        if (reception is not null && command.Next is VisitNext.Benefit or VisitNext.CareVisit)
        {
            await db.FlushAsync(cancel);
            service = await TryAsync(async () =>
            {
                var (kind, number) = await ServiceOfVisit.RegisterAsync(db, benefits, visits, reception!, command.Next, command, actor, cancel);
                return $"{kind}{number}";
            }, reasons);
        }

        if (reasons.Count > 0 || reception is null)
        {
            throw new RefusedException([.. reasons.DistinctBy(r => (r.Field, r.Field is null ? r.Text : "")).OrderBy(r => r.Field is null)]);
        }

        if (petition is not null)
        {
            steps.Fire(reception, ReceptionStep.TurnIntoCase, StepData.Of(("outcome", $"转为信访事项{petition.Number}")), actor);
        }
        else if (service is not null)
        {
            steps.Fire(reception, ReceptionStep.TurnIntoCase, StepData.Of(("outcome", $"转为{service}")), actor);
        }

        return new Done(reception.Number, petition?.Number, service);
    }, cancel);

    /// <summary>Collects what both halves have against the form, so that the clerk reads it once; the write is given up as a whole.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> half, List<Reason> reasons) where T : class
    {
        try
        {
            return await half();
        }
        catch (RefusedException refused) when (refused is not NotFoundException)
        {
            reasons.AddRange(refused.Reasons);
            return null;
        }
    }
}
