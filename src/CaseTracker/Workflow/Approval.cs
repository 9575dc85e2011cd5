using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;

namespace CaseTracker.Workflow;

/// <summary>States of the side region 审批.</summary>
public enum ApprovalState
{
    [Display(Name = "无")] None,
    [Display(Name = "待审")] Pending,
    [Display(Name = "通过")] Approved,
    [Display(Name = "退回")] Returned,
    [Display(Name = "已撤回")] Withdrawn,
}

public enum ApprovalStep
{
    [Display(Name = "报批")] Propose,
    [Display(Name = "批准")] Approve,
    [Display(Name = "退回")] Return,
    [Display(Name = "撤回报批")] Withdraw,
}

/// <summary>A step proposed with its data, on its way through its approvers; the last approval fires it.</summary>
public sealed class Approval
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Name of the workflow: petition.</summary>
    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>Identifier of the proposed step: Accept.</summary>
    public required string Step { get; init; }

    /// <summary>What was typed, as canonical JSON.</summary>
    public required string Data { get; init; }

    public required Guid ProposedBy { get; init; }

    public required string ProposedByName { get; init; }

    public Guid? ProposedFor { get; init; }

    public string? ProposedForName { get; init; }

    public required DateOnly ProposedOn { get; init; }

    /// <summary>The approvers in order, alternatives by a bar: SH|VL>DG.</summary>
    public required string Chain { get; init; }

    /// <summary>Which place of the chain decides next, from 0.</summary>
    public int Position { get; internal set; }

    public ApprovalState State { get; internal set; }

    public List<ApprovalDecision> Decisions { get; init; } = [];

    /// <summary>The roles one of which decides next; none once it is over.</summary>
    public IReadOnlyList<Role> Awaits => State == ApprovalState.Pending ? Places[Position] : [];

    public bool IsLast => Position == Places.Count - 1;

    internal IReadOnlyList<IReadOnlyList<Role>> Places => [.. Chain.Split('>').Select(place => (IReadOnlyList<Role>)[.. place.Split('|').Select(Enum.Parse<Role>)])];

    internal static string Write(IEnumerable<IReadOnlyList<Role>> chain) => string.Join('>', chain.Select(place => string.Join('|', place)));
}

/// <summary>What one approver decided, for himself or for an absent colleague: <paramref name="HappenedOn"/> is the day he gives, <paramref name="RecordedAt"/> the instant (UTC) it was entered.</summary>
public sealed record ApprovalDecision(
    Role Role, Guid By, string ByName, Guid? For, string? ForName, bool Approved, string? Opinion, DateOnly HappenedOn, DateTime RecordedAt);

/// <summary>An approval together with the case it is about: what the side region's conditions look at.</summary>
public sealed class ApprovalTurn(Approval approval, Guid? departmentId, Func<Actor, Hat, bool> admits, Func<Guid, bool> isRecused) : ICase<ApprovalState>
{
    public Approval Approval => approval;

    public Guid Id => approval.Id;

    public Guid? DepartmentId => departmentId;

    ApprovalState ICase<ApprovalState>.State { get => approval.State; set => approval.State = value; }

    public bool IsRecused(Guid userId) => isRecused(userId);

    public bool Admits(Actor actor, Hat hat) => admits(actor, hat);
}

/// <summary>The side region 审批, run by the same engine. Proposing is done by the workflow it belongs to.</summary>
public static class ApprovalWorkflow
{
    public const string Opinion = "opinion";
    public const string HappenedOn = "happenedOn";

    private static readonly Ask On = Ask.Date(HappenedOn, "审批日期", required: false, help: "纸质审批在前的，填写签批日期；不填即为今天");

    private static readonly Condition<ApprovalTurn> Turn = new(
        a => a.Hat is { } hat ? a.Case.Approval.Awaits.Contains(hat.Role) : a.Actor.Hats.Any(h => a.Case.Approval.Awaits.Contains(h.Role)),
        "不是本环节的审批人", Say: a => $"本环节须由{Roles.Names(a.Case.Approval.Awaits)}审批", LiftedBy: "本环节的审批人");

    private static readonly Condition<ApprovalTurn> NotAuthor = new(
        a => !a.Persons.Any(p => p == a.Case.Approval.ProposedBy || p == a.Case.Approval.ProposedFor),
        "审批人不得是经办人，代理他人时本人与被代理人均不得是经办人，请由其他有权人员审批", LiftedBy: "其他有权人员");

    private static readonly Condition<ApprovalTurn> IsAuthor = new(
        a => a.Persons.Any(p => p == a.Case.Approval.ProposedBy || p == a.Case.Approval.ProposedFor),
        "只有报批人可以撤回报批，审批人请批准或退回", LiftedBy: "报批人", Say: a => $"只有报批人{a.Case.Approval.ProposedByName}可以撤回报批，审批人请批准或退回");

    private static readonly Condition<ApprovalTurn> NotTwice = new(
        a => !a.Persons.Any(p => a.Case.Approval.Decisions.Any(d => p == d.By || p == d.For)),
        "同一人不得审批两个环节，代理他人时亦同，请由其他有权人员审批", LiftedBy: "其他有权人员");

    private static readonly Condition<ApprovalTurn> AfterProposal = new(
        a => a.Data.Date(HappenedOn) is not { } on || on >= (a.Case.Approval.Decisions.LastOrDefault()?.HappenedOn ?? a.Case.Approval.ProposedOn),
        "审批日期不得早于报批日期和上一环节的审批日期", Field: HappenedOn);

    private static readonly When<ApprovalTurn> Last = new("最后环节", (turn, _) => turn.Approval.IsLast);
    private static readonly When<ApprovalTurn> NotLast = new("尚有下一环节", (turn, _) => !turn.Approval.IsLast);

    public static readonly CaseWorkflow<ApprovalTurn, ApprovalState, ApprovalStep> Engine = new("approval", "审批",
    [
        new(ApprovalState.None, 0, 0),
        new(ApprovalState.Pending, 0, 1),
        new(ApprovalState.Approved, 0, 2, IsEnd: true),
        new(ApprovalState.Returned, 1, 2, IsEnd: true),
        new(ApprovalState.Withdrawn, 1, 1, IsEnd: true),
    ],
    [
        new("1", [ApprovalState.None], ApprovalStep.Propose, ApprovalState.Pending),
        new("2", [ApprovalState.Pending], ApprovalStep.Approve, null)
            { When = NotLast, Conditions = [Turn, NotAuthor, NotTwice, AfterProposal], Asks = [Ask.LongText(Opinion, "审批意见", required: false), On], Duty = "下一环节审批" },
        new("3", [ApprovalState.Pending], ApprovalStep.Approve, ApprovalState.Approved)
            { When = Last, Conditions = [Turn, NotAuthor, NotTwice, AfterProposal], Asks = [Ask.LongText(Opinion, "审批意见", required: false), On], Duty = "报批的步骤随即生效" },
        new("4", [ApprovalState.Pending], ApprovalStep.Return, ApprovalState.Returned)
            { Conditions = [Turn, NotAuthor, NotTwice, AfterProposal], Asks = [Ask.LongText(Opinion, "退回理由"), On], Duty = "经办人修改后重新报批" },
        new("5", [ApprovalState.Pending], ApprovalStep.Withdraw, ApprovalState.Withdrawn)
            { Conditions = [IsAuthor], Asks = [Ask.LongText(Opinion, "撤回理由", required: false)], Duty = "事项不变，可以重新报批" },
    ]);
}
