using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.History;
using CaseTracker.Workflow;

namespace CaseTracker.Petitions;

/// <summary>What may run beside the main way of a petition, each with states and steps of its own.</summary>
public enum SideKind
{
    [Display(Name = "调解")] Mediation,
    [Display(Name = "听证")] Hearing,
    [Display(Name = "督办")] Supervision,
    [Display(Name = "包案")] Lead,
    [Display(Name = "重大紧急")] Urgent,
    [Display(Name = "执行")] Performance,
    [Display(Name = "交办下级")] Order,
}

public enum SideState
{
    [Display(Name = "调解中")] Mediating,
    [Display(Name = "达成协议")] Agreed,
    [Display(Name = "未达成协议")] NotAgreed,
    [Display(Name = "已决定听证")] HearingDecided,
    [Display(Name = "已举行听证")] HearingHeld,
    [Display(Name = "听证结束")] HearingEnded,
    [Display(Name = "督办中")] Supervised,
    [Display(Name = "已反馈")] Answered,
    [Display(Name = "已销")] Lifted,
    [Display(Name = "包案中")] Led,
    [Display(Name = "申请销案")] ClosingAsked,
    [Display(Name = "已销案")] LeadClosed,
    [Display(Name = "已报告")] Reported,
    [Display(Name = "已解除")] Relieved,
    [Display(Name = "待执行")] ToPerform,
    [Display(Name = "已执行")] Performed,
    [Display(Name = "不再执行")] Dropped,
    [Display(Name = "待下级办结")] Ordered,
    [Display(Name = "下级已报结")] OrderDone,
}

public enum SideStep
{
    [Display(Name = "调解未达成")] Fail,
    [Display(Name = "举行听证")] Hold,
    [Display(Name = "形成听证报告")] Report,
    [Display(Name = "反馈")] Answer,
    [Display(Name = "退回反馈")] SendBack,
    [Display(Name = "销号")] Lift,
    [Display(Name = "进展记录")] Progress,
    [Display(Name = "延长期限")] Prolong,
    [Display(Name = "申请销案")] AskClosing,
    [Display(Name = "同意销案")] CloseLead,
    [Display(Name = "退回销案申请")] RefuseClosing,
    [Display(Name = "续报")] Inform,
    [Display(Name = "解除")] Relieve,
    [Display(Name = "执行完毕")] Perform,
    [Display(Name = "下级报结")] CloseOrder,
}

/// <summary>How a leader took up a case he leads.</summary>
public enum LeadAct
{
    [Display(Name = "会商")] Conference,
    [Display(Name = "约谈")] Talk,
    [Display(Name = "走访")] Visit,
    [Display(Name = "帮扶")] Help,
    [Display(Name = "其他")] Other,
}

/// <summary>
/// One matter beside the main way of a petition: a mediation, a hearing, a supervision, a case led by a leader, an urgent report, the performance of a supported claim, an order to a subordinate.
/// </summary>
public sealed class SideMatter : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid PetitionId { get; init; }

    /// <summary>1, 2, 3 … within the case.</summary>
    public required int Position { get; init; }

    public required SideKind Kind { get; init; }

    public SideState State { get; set; }

    /// <summary>立项、决定、报告 date; of a hearing the date of its notice (the clock of 复核 stops after it).</summary>
    public required DateOnly StartedOn { get; init; }

    /// <summary>Until when: feedback of a supervision, limit of a led case, date of performance.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>调解人、主持人、包案领导、执行单位、报告人.</summary>
    public string? Person { get; set; }

    /// <summary>Account of <see cref="Person"/>, where it is a colleague.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>参加人、责任单位、报告对象.</summary>
    public string? Parties { get; set; }

    /// <summary>事项、问题、情况.</summary>
    public required string Subject { get; set; }

    /// <summary>What made a supervision start by itself, by code; null when somebody decided it.</summary>
    public string? Trigger { get; init; }

    /// <summary>发文字号 of its letter.</summary>
    public string? Number { get; set; }

    public DateOnly? HeldOn { get; set; }

    /// <summary>反馈、笔录要点、最近进展.</summary>
    public string? Answer { get; set; }

    public DateOnly? AnsweredOn { get; set; }

    /// <summary>销号、听证报告、销案、执行完毕 date.</summary>
    public DateOnly? EndedOn { get; set; }

    public string? Result { get; set; }

    /// <summary>督办情形.</summary>
    public SupervisionGround? Ground { get; set; }

    /// <summary>信访人态度, of a case that a leader led.</summary>
    public Attitude? Attitude { get; set; }

    /// <summary>几包, of a case that a leader leads.</summary>
    public List<LeadItem> Items { get; } = [];

    /// <summary>Stage of the case when it began: 受理阶段 or 复核.</summary>
    public PetitionState Stage { get; init; }

    public bool IsOpen => EndedOn is null;

    public string RecordKind => Petition.Kinds;

    public Guid RecordId => PetitionId;

    public string PartName => $"side/{Id}";
}

/// <summary>One of the things a leader answers for on a case he leads (包掌握情况、包思想教育 …): who does it, what was done, when.</summary>
public sealed class LeadItem : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid PetitionId { get; init; }

    public required Guid SideId { get; init; }

    public required int Position { get; init; }

    public required string Name { get; init; }

    /// <summary>责任人.</summary>
    public string? Person { get; set; }

    /// <summary>完成情况.</summary>
    public string? Progress { get; set; }

    /// <summary>完成日期.</summary>
    public DateOnly? DoneOn { get; set; }

    public string RecordKind => Petition.Kinds;

    public Guid RecordId => PetitionId;

    public string PartName => $"lead-item/{Id}";
}

/// <summary>What the small tables must know of the case beside which a matter runs.</summary>
public sealed record SideCase(Guid? DepartmentId, Guid? HandlerId, IReadOnlyCollection<Guid> Recused, Func<Actor, Hat, bool> Admits)
{
    public static SideCase Of(Petition petition) => new(petition.DepartmentId, petition.HandlerId, [.. petition.Recusals.Select(r => r.UserId)], petition.Admits);
}

/// <summary>A side matter together with its case: what the conditions of its small table look at.</summary>
/// <param name="actor">Who looks at it: the leader of a case is within his scope whichever department has it.</param>
public sealed class SideTurn(SideMatter side, SideCase beside, Actor? actor = null) : ICase<SideState>
{
    public SideTurn(SideMatter side, Petition petition, Actor? actor = null)
        : this(side, SideCase.Of(petition), actor)
    {
    }

    public SideMatter Side => side;

    public Guid Id => side.Id;

    public Guid? DepartmentId => side.Kind == SideKind.Lead && side.PersonId is { } leader && actor?.Hats.FirstOrDefault(h => h.Role == Role.VL && (h.ForUserId ?? actor.UserId) == leader) is { } hat
        ? hat.DepartmentId
        : beside.DepartmentId;

    SideState ICase<SideState>.State { get => side.State; set => side.State = value; }

    public bool IsRecused(Guid userId) => beside.Recused.Contains(userId);

    public bool Admits(Actor actor, Hat hat) => beside.Admits(actor, hat);
}
