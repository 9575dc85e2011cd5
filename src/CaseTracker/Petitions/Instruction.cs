using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static CaseTracker.Petitions.InstructionState;

namespace CaseTracker.Petitions;

public enum InstructionState
{
    [Display(Name = "待反馈")] Open,
    [Display(Name = "已反馈")] Answered,
    [Display(Name = "已办结")] Closed,
    [Display(Name = "作废")] Voided,
}

public enum InstructionStep
{
    [Display(Name = "催办")] Remind,
    [Display(Name = "记录落实情况")] Progress,
    [Display(Name = "调整时限")] Prolong,
    [Display(Name = "反馈")] Answer,
    [Display(Name = "退回反馈")] SendBack,
    [Display(Name = "办结")] CloseOff,
    [Display(Name = "作废")] Void,
}

/// <summary>领导批示, on a case or without one: what a leader wrote, who answers for it by when, how it was followed up and what came of it.</summary>
public sealed class Instruction : IVersioned, IRecordPart, ICase<InstructionState>
{
    public const string Kind = "instruction";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    /// <summary>PS + district + year + 5 digits.</summary>
    public required string Number { get; init; }

    public InstructionState State { get; private set; }

    /// <summary>批示领导, where he has an account.</summary>
    public Guid? LeaderId { get; init; }

    public required string LeaderName { get; init; }

    /// <summary>批示日期: what the ledger counts by.</summary>
    public required DateOnly InstructedOn { get; init; }

    /// <summary>批示内容.</summary>
    public required string Text { get; init; }

    /// <summary>The ordinary case it speaks of.</summary>
    public Guid? PetitionId { get; init; }

    public string? PetitionNumber { get; init; }

    /// <summary>来文或事项, where there is no case.</summary>
    public string? Subject { get; init; }

    /// <summary>责任科室.</summary>
    public required Guid DepartmentId { get; init; }

    /// <summary>责任人.</summary>
    public string? PersonName { get; init; }

    /// <summary>反馈时限: a day the leader set; it does not roll.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>The newest follow-up; the others stand in the history.</summary>
    public string? Progress { get; set; }

    public DateOnly? ProgressOn { get; set; }

    /// <summary>反馈情况.</summary>
    public string? Feedback { get; set; }

    public DateOnly? FeedbackOn { get; set; }

    public DateOnly? ClosedOn { get; set; }

    public required Guid RecordedById { get; init; }

    public required string RecordedByName { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string TableVersion { get; init; }

    public bool IsOverdue(DateOnly today) => State == Open && DueOn < today;

    InstructionState ICase<InstructionState>.State { get => State; set => State = value; }

    Guid? ICase<InstructionState>.DepartmentId => DepartmentId;

    bool ICase<InstructionState>.IsRecused(Guid userId) => false;

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    /// <summary>Who sees it: whoever sees all ordinary matters, the leaders, the responsible department, and who entered it.</summary>
    internal static Expression<Func<Instruction, bool>> VisibleIn(CaseDb db) => i =>
        db.Viewer.IsSystem || db.Viewer.WholeOrdinary || db.Viewer.Leads || db.Viewer.Departments.Contains(i.DepartmentId)
        || (db.Viewer.UserId != Guid.Empty && i.RecordedById == db.Viewer.UserId);
}

internal sealed class InstructionConfiguration(CaseDb db) : IEntityTypeConfiguration<Instruction>
{
    public void Configure(EntityTypeBuilder<Instruction> builder)
    {
        builder.ToTable("instructions");
        builder.Property(i => i.Number).HasMaxLength(30);
        builder.Property(i => i.LeaderName).HasMaxLength(64);
        builder.Property(i => i.Text).HasMaxLength(2000);
        builder.Property(i => i.PetitionNumber).HasMaxLength(40);
        builder.Property(i => i.Subject).HasMaxLength(200);
        builder.Property(i => i.PersonName).HasMaxLength(64);
        builder.Property(i => i.Progress).HasMaxLength(2000);
        builder.Property(i => i.Feedback).HasMaxLength(2000);
        builder.Property(i => i.RecordedByName).HasMaxLength(64);
        builder.Property(i => i.TableVersion).HasMaxLength(40);
        builder.HasIndex(i => i.Number).IsUnique();
        builder.HasIndex(i => new { i.InstructedOn, i.Id });
        builder.HasIndex(i => new { i.State, i.DueOn });
        builder.HasIndex(i => i.PetitionId);
        builder.HasOne<Department>().WithMany().HasForeignKey(i => i.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(Instruction.VisibleIn(db));
    }
}

/// <summary>The way of a 批示: waits for feedback, is followed up, answered, closed by the 信访机构 or a leader.</summary>
public static class InstructionWorkflow
{
    private static readonly IReadOnlyList<Role> Department = [Role.CW, Role.SH, Role.XF];

    private static readonly IReadOnlyList<Role> Above = [Role.XF, Role.SU, Role.VL, Role.DG];

    private static readonly Ask On = Ask.Date("on", "日期");

    private static readonly Condition<Instruction> NotBefore = new(a => a.Data.Date("on") is not { } on || on >= a.Case.InstructedOn, "日期不得早于批示日期，请核对", Field: "on");

    private static readonly Condition<Instruction> Later = new(a => !(a.Data.Date("due") <= a.Case.DueOn), "新的时限应当晚于原时限，请核对", Field: "due");

    private static Ask Long(string name, string label) => Ask.LongText(name, label) with { MaxLength = 2000 };

    public static readonly CaseWorkflow<Instruction, InstructionState, InstructionStep> Engine = new(Instruction.Kind, "领导批示",
    [
        new(Open, 0, 0),
        new(Answered, 0, 1),
        new(Closed, 0, 2, IsEnd: true),
        new(Voided, 1, 1, IsEnd: true),
    ],
    [
        new("1", [Open], InstructionStep.Remind, null) { Proposers = [Role.SU, Role.XF], Conditions = [NotBefore], Asks = [On, Long("progress", "催办情况")], Duty = "责任科室尽快反馈" },
        new("2", [Open], InstructionStep.Progress, null) { Proposers = Department, Conditions = [NotBefore], Asks = [On, Long("progress", "落实情况")] },
        new("3", [Open], InstructionStep.Prolong, null) { Proposers = [Role.VL, Role.DG, Role.XF], Conditions = [Later], Asks = [Ask.Date("due", "新的反馈时限", future: true), Long("reason", "理由")] },
        new("4", [Open], InstructionStep.Answer, Answered) { Proposers = Department, Conditions = [NotBefore], Asks = [On with { Label = "反馈日期" }, Long("feedback", "反馈情况")], Duty = "报批示领导阅示" },
        new("5", [Answered], InstructionStep.SendBack, Open) { Proposers = Above, Asks = [Ask.Date("due", "新的反馈时限", future: true), Long("reason", "退回理由")], Duty = "重新反馈" },
        new("6", [Answered], InstructionStep.CloseOff, Closed) { Proposers = Above, Conditions = [NotBefore], Asks = [On with { Label = "办结日期" }, Long("opinion", "阅示意见")] },
        new("7", [Open], InstructionStep.Void, Voided) { Proposers = [Role.XF], Asks = [Long("reason", "理由")] },
    ]);
}
