using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Disputes;

/// <summary>矛盾纠纷排查登记表: what the sweep writes down.</summary>
public abstract record DisputeFields
{
    [Display(Name = "排查日期")] public DateOnly? FoundOn { get; init; }

    [Display(Name = "排查区域或单位"), StringLength(100)] public string? Area { get; init; }

    [Display(Name = "排查人员"), StringLength(100)] public string? SurveyedBy { get; init; }

    [Display(Name = "矛盾纠纷名称"), Required, StringLength(100)] public string Name { get; init; } = "";

    [Display(Name = "类型")] public DisputeType Type { get; init; }

    [Display(Name = "涉及企业或人员"), Required, StringLength(500)] public string Parties { get; init; } = "";

    [Display(Name = "涉及人数"), Range(1, 999_999)] public int PeopleCount { get; init; } = 1;

    [Display(Name = "主要诉求"), Required, StringLength(2000), DataType(DataType.MultilineText)] public string Demands { get; init; } = "";

    [Display(Name = "成因"), StringLength(2000), DataType(DataType.MultilineText)] public string? Cause { get; init; }

    [Display(Name = "风险等级"), Required(ErrorMessage = "请选择{0}"), StringLength(8)] public string Risk { get; init; } = "";

    [Display(Name = "可能引发集体访")] public bool MayGather { get; init; }

    [Display(Name = "可能引发越级访")] public bool MayBypass { get; init; }

    [Display(Name = "包案领导"), StringLength(64)] public string? LeaderName { get; init; }

    /// <summary>Without it: the department that reports.</summary>
    [Display(Name = "责任科室")] public Guid? DepartmentId { get; init; }

    [Display(Name = "责任人"), StringLength(64)] public string? PersonName { get; init; }

    [Display(Name = "化解措施"), StringLength(2000), DataType(DataType.MultilineText)] public string? Measures { get; init; }

    [Display(Name = "化解时限")] public DateOnly? LimitOn { get; init; }

    [Display(Name = "备注"), StringLength(500)] public string? Note { get; init; }

    /// <summary>Every fault at once, and the place of the risk among the bureau's words.</summary>
    internal int Checked(BureauSettings bureau, DateOnly today)
    {
        List<Reason> reasons = [.. Inputs.Faults(this)];
        var rank = bureau.Risks().ToList().IndexOf(Risk.Trim());
        if (rank < 0 && Risk.Trim().Length > 0)
        {
            reasons.Add(new($"没有“{Risk}”这一风险等级，可选：{bureau.RiskWords}", Field: nameof(Risk)));
        }

        if (FoundOn > today)
        {
            reasons.Add(new($"排查日期不得晚于今天（{today:yyyy-MM-dd}），请核对", Field: nameof(FoundOn)));
        }

        if (LimitOn < (FoundOn ?? today))
        {
            reasons.Add(new("化解时限不得早于排查日期，请核对", Field: nameof(LimitOn)));
        }

        return reasons.Count == 0 ? rank : throw new RefusedException(reasons);
    }
}

/// <summary>Enters a 矛盾纠纷 for one's own department; a 零报告 of that department for the same days becomes a report of what was found.</summary>
public sealed class RegisterDispute(CaseDb db, OfficeClock clock)
{
    public const string Series = "JF";

    public sealed record Command : DisputeFields
    {
        /// <summary>Without it: one's own department.</summary>
        [Display(Name = "填报科室")] public Guid? ReportDepartmentId { get; init; }

        public Guid? RequestId { get; init; }
    }

    public sealed record Registered(Guid Id, string Number);

    public Task<Registered> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteOnceAsync(command.RequestId, actor.UserId, "register-dispute", clock.Now, async () =>
    {
        actor.Demand(Permission.KeepDisputes);
        var today = clock.Today;
        var bureau = await db.BureauAsync(cancel);
        var rank = command.Checked(bureau, today);
        var reporting = await db.DepartmentForAsync(command.ReportDepartmentId, nameof(command.ReportDepartmentId), actor, cancel);
        var number = await db.NextNumberAsync(Series, today.Year, cancel);
        var dispute = new Dispute
        {
            Id = Guid.CreateVersion7(),
            Number = $"{Series}{bureau.DistrictCode}{today.Year}{number:00000}",
            FoundOn = command.FoundOn ?? today,
            Area = Inputs.Tidy(command.Area),
            SurveyedBy = Inputs.Tidy(command.SurveyedBy) ?? actor.Name,
            Name = Inputs.Tidy(command.Name)!,
            Type = command.Type,
            Parties = Inputs.Tidy(command.Parties)!,
            PeopleCount = command.PeopleCount,
            Demands = Inputs.Tidy(command.Demands)!,
            Cause = Inputs.Tidy(command.Cause),
            Risk = command.Risk.Trim(),
            RiskRank = rank,
            MayGather = command.MayGather,
            MayBypass = command.MayBypass,
            LeaderName = Inputs.Tidy(command.LeaderName),
            DepartmentId = await ResponsibleAsync(db, command.DepartmentId, cancel) ?? reporting,
            PersonName = Inputs.Tidy(command.PersonName),
            Measures = Inputs.Tidy(command.Measures),
            LimitOn = command.LimitOn,
            Note = Inputs.Tidy(command.Note),
            ReportDepartmentId = reporting,
            ReporterId = actor.UserId,
            ReporterName = actor.Name,
            ReportedOn = today,
            RecordedAt = clock.Now,
            TableVersion = DisputeWorkflow.Engine.Version,
        };
        db.Add(dispute);
        db.Trace(dispute, actor, clock.Now, new Act("register", "登记", dispute.FoundOn) { To = nameof(DisputeState.Registered), TableVersion = dispute.TableVersion });
        foreach (var zero in await db.SweepReports.Where(r => r.DepartmentId == reporting && r.IsZero && r.From <= dispute.FoundOn && r.To >= dispute.FoundOn).ToListAsync(cancel))
        {
            zero.IsZero = false;
            zero.Version++;
            db.Trace(zero, actor, clock.Now, new Act("correct-report", "零报告改为有矛盾纠纷", today) { Reason = $"登记矛盾纠纷 {dispute.Number}" });
        }

        return new Registered(dispute.Id, dispute.Number);
    }, cancel);

    /// <summary>责任科室, if one was named: any department of the bureau.</summary>
    internal static async Task<Guid?> ResponsibleAsync(CaseDb db, Guid? asked, CancellationToken cancel) =>
        asked is null || await db.Departments.AnyAsync(d => d.Id == asked && !d.IsClosed && !d.IsSubordinate, cancel) ? asked : throw RefusedException.At(nameof(DisputeFields.DepartmentId), "没有这个科室，请重新选择");
}

/// <summary>Corrects what was written down of a 矛盾纠纷, with the reason; number and first reporter never change.</summary>
public sealed class CorrectDispute(CaseDb db, OfficeClock clock)
{
    public sealed record Command : DisputeFields
    {
        public string Number { get; init; } = "";

        public int Version { get; init; }

        [Display(Name = "更正理由"), Required, StringLength(500)] public string Reason { get; init; } = "";
    }

    public Task ExecuteAsync(Command command, Actor actor, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var id = await db.Disputes.Where(d => d.Number == command.Number).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException("该矛盾纠纷");
        var dispute = await db.LoadAsync<Dispute>(id, command.Version, "该矛盾纠纷", cancel);
        var rank = command.Checked(await db.BureauAsync(cancel), clock.Today);
        var taken = DisputeWorkflow.Engine.Take(dispute, DisputeStep.Correct, StepData.Of(("reason", command.Reason)), actor, clock.Today);
        dispute.FoundOn = command.FoundOn ?? dispute.FoundOn;
        dispute.Area = Inputs.Tidy(command.Area);
        dispute.SurveyedBy = Inputs.Tidy(command.SurveyedBy) ?? dispute.SurveyedBy;
        dispute.Name = Inputs.Tidy(command.Name)!;
        dispute.Type = command.Type;
        dispute.Parties = Inputs.Tidy(command.Parties)!;
        dispute.PeopleCount = command.PeopleCount;
        dispute.Demands = Inputs.Tidy(command.Demands)!;
        dispute.Cause = Inputs.Tidy(command.Cause);
        (dispute.Risk, dispute.RiskRank) = (command.Risk.Trim(), rank);
        (dispute.MayGather, dispute.MayBypass) = (command.MayGather, command.MayBypass);
        dispute.LeaderName = Inputs.Tidy(command.LeaderName);
        dispute.DepartmentId = await RegisterDispute.ResponsibleAsync(db, command.DepartmentId, cancel) ?? dispute.DepartmentId;
        dispute.PersonName = Inputs.Tidy(command.PersonName);
        dispute.Measures = Inputs.Tidy(command.Measures);
        dispute.LimitOn = command.LimitOn;
        dispute.Note = Inputs.Tidy(command.Note);
        db.Trace(dispute, actor, clock.Now, new Act("correct", DisputeStep.Correct.Display(), clock.Today) { Reason = command.Reason, Hat = taken.Hat, TableVersion = DisputeWorkflow.Engine.Version });
    }, cancel);
}
