using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Benefits;

/// <summary>事项类别, in the words of the book.</summary>
public enum BenefitType
{
    [Display(Name = "补差待遇")] Allowance,
    [Display(Name = "养老金增资")] PensionAdjustment,
    [Display(Name = "困难帮扶")] Hardship,
    [Display(Name = "丧葬抚恤协助")] Funeral,
    [Display(Name = "高龄津贴协助")] OldAge,
    [Display(Name = "其他")] Other,
}

/// <summary>To whom a matter is referred.</summary>
public enum BenefitTarget
{
    [Display(Name = "区财政局")] Finance,
    [Display(Name = "社保经办机构")] SocialSecurity,
    [Display(Name = "街道")] Street,
    [Display(Name = "民政部门")] CivilAffairs,
    [Display(Name = "工会")] Union,
    [Display(Name = "其他单位")] Other,
}

/// <summary>Who has the last word on a sum.</summary>
public enum ApprovalLevel
{
    [Display(Name = "科长")] SectionHead,
    [Display(Name = "分管领导")] Deputy,
    [Display(Name = "局长")] Director,
}

/// <summary>How a person was told.</summary>
public enum NotifiedHow
{
    [Display(Name = "电话")] Call,
    [Display(Name = "信函")] Letter,
    [Display(Name = "微信告知家属")] WeChatFamily,
    [Display(Name = "当面")] InPerson,
    [Display(Name = "其他")] Other,
}

/// <summary>Why a person has no longer a part in a matter.</summary>
public enum DropReason
{
    [Display(Name = "去世")] Died,
    [Display(Name = "更正")] Corrected,
    [Display(Name = "花名册重复")] Doubled,
}

/// <summary>待遇事项: what a retired cadre is owed or helped to get, verified, approved, referred to whoever pays, followed until it is there. Counted by <see cref="ResolvedOn"/>.</summary>
public sealed class Benefit : IVersioned, IApproved, ICase<BenefitState>
{
    public const string Kind = "benefit";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    /// <summary>DY + district + year + 5 digits.</summary>
    public required string Number { get; init; }

    /// <summary>事项编号 of the old book.</summary>
    public string? BookNumber { get; init; }

    public BenefitState State { get; private set; } = BenefitState.Received;

    public required BenefitType Type { get; set; }

    /// <summary>申请日期.</summary>
    public required DateOnly AppliedOn { get; set; }

    /// <summary>申请人.</summary>
    public required string Applicant { get; set; }

    /// <summary>申请事由.</summary>
    public required string Summary { get; set; }

    /// <summary>First day of what is asked for; with <see cref="PeriodTo"/> null where the matter has no period.</summary>
    public DateOnly? PeriodFrom { get; set; }

    public DateOnly? PeriodTo { get; set; }

    /// <summary>依据文件.</summary>
    public string? BasisDocument { get; set; }

    /// <summary>批复文号 as written.</summary>
    public string? ApprovalNumber { get; private set; }

    /// <summary>By which approval numbers are compared: <see cref="KeyOf"/>.</summary>
    public string? ApprovalKey { get; private set; }

    /// <summary>The department of the retired cadres.</summary>
    public required Guid DepartmentId { get; init; }

    /// <summary>核实人.</summary>
    public Guid? OfficerId { get; set; }

    public string? OfficerName { get; set; }

    /// <summary>Day on which the clock of verification began.</summary>
    public DateOnly? VerifyingSince { get; set; }

    /// <summary>核实期限: derived from the days and the calendar; null while papers are missing.</summary>
    public DateOnly? VerifyDueOn { get; set; }

    /// <summary>核实日期.</summary>
    public DateOnly? VerifiedOn { get; set; }

    /// <summary>核实意见.</summary>
    public string? Findings { get; set; }

    /// <summary>复核人: the second pair of eyes.</summary>
    public string? CheckerName { get; set; }

    public Guid? SubmittedById { get; set; }

    public DateOnly? SubmittedOn { get; set; }

    /// <summary>Who decides on this sum, by the rule in force when it was submitted.</summary>
    public ApprovalLevel ApprovalLevel { get; set; } = ApprovalLevel.Director;

    /// <summary>审批日期.</summary>
    public DateOnly? ApprovedOn { get; set; }

    /// <summary>审批人.</summary>
    public string? ApprovedBy { get; set; }

    /// <summary>转办日期.</summary>
    public DateOnly? ReferredOn { get; set; }

    /// <summary>转办单位.</summary>
    public string? ReferredTo { get; set; }

    /// <summary>请示、函的文号.</summary>
    public string? ReferralNumber { get; set; }

    /// <summary>Next 催办 while nothing has come back.</summary>
    public DateOnly? RemindOn { get; set; }

    public string? PartnerReply { get; set; }

    /// <summary>Approved or reckoned sum, fen.</summary>
    internal long? AmountFen { get; set; }

    /// <summary>In yuan.</summary>
    public decimal? Amount { get => AmountFen?.Yuan(); set => AmountFen = value?.Fen(); }

    internal long? PaidFen { get; set; }

    /// <summary>发放金额, yuan.</summary>
    public decimal? Paid { get => PaidFen?.Yuan(); set => PaidFen = value?.Fen(); }

    /// <summary>发放日期.</summary>
    public DateOnly? PaidOn { get; set; }

    /// <summary>办结日期 of a matter that was resolved: the figures count by it.</summary>
    public DateOnly? ResolvedOn { get; set; }

    public string? Result { get; set; }

    /// <summary>Day on which the refusal was told.</summary>
    public DateOnly? RejectedOn { get; set; }

    public string? RejectReason { get; set; }

    public string? RejectBasis { get; set; }

    /// <summary>Last day of an objection.</summary>
    public DateOnly? ObjectionUntil { get; set; }

    public DateOnly? ObjectedOn { get; set; }

    public string? ObjectionGrounds { get; set; }

    public Guid? ReviewerId { get; set; }

    public string? ReviewerName { get; set; }

    /// <summary>Day on which it ended without being resolved.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <summary>Year of a yearly 养老金增资; only the batch has one.</summary>
    public int? AdjustmentYear { get; init; }

    /// <summary>通知文号.</summary>
    public string? NoticeNumber { get; init; }

    /// <summary>Day of the notice: its list of people is frozen on this day.</summary>
    public DateOnly? NoticeOn { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>First day of the month in which it is paid, with what is owed since <see cref="EffectiveFrom"/>.</summary>
    public DateOnly? PaymentMonth { get; set; }

    /// <summary>Of 丧葬抚恤.</summary>
    public DateOnly? DiedOn { get; init; }

    /// <summary>By when 社保 must know of the death.</summary>
    public DateOnly? SocialNoticeDueOn { get; set; }

    public DateOnly? SocialNoticeOn { get; set; }

    public DateOnly? HandedToFamilyOn { get; set; }

    public string? FamilyHandler { get; set; }

    public Guid? ReceptionId { get; init; }

    /// <summary>Number of what it came from: a reception, a care visit.</summary>
    public string? SourceNumber { get; init; }

    /// <summary>疑似重复: imported, and counted once with <see cref="RepeatsId"/>.</summary>
    public bool IsSuspectedDouble { get; set; }

    public Guid? RepeatsId { get; set; }

    /// <summary>Of a matter withdrawn because its last person died: where it stood.</summary>
    public BenefitState? StateBeforeDeath { get; set; }

    /// <summary>Steps that wait for approval, by comma.</summary>
    public string? Pending { get; set; }

    public required Guid RegisteredById { get; init; }

    public required string RegisteredByName { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string TableVersion { get; set; }

    public string? Note { get; set; }

    public List<BenefitPerson> People { get; init; } = [];

    public List<BenefitPaper> Papers { get; init; } = [];

    public List<BenefitPause> Pauses { get; init; } = [];

    public bool IsOpen => IsOpenState(State);

    /// <summary>养老金增资 of a year, as one matter for all.</summary>
    public bool IsBatch => AdjustmentYear is not null;

    /// <summary>Who has still a part in it, in order.</summary>
    public IReadOnlyList<BenefitPerson> Active => [.. People.Where(p => p.DroppedOn is null).OrderBy(p => p.Position)];

    /// <summary>The bureau does not decide it: 社保, 民政 do.</summary>
    public bool IsDecidedElsewhere => Type is BenefitType.PensionAdjustment or BenefitType.Funeral or BenefitType.OldAge;

    IEnumerable<string> ICase<BenefitState>.PendingSteps => ProposedSteps.Steps(this);

    /// <summary>Another matter with the same 批复文号 and the same people, looked up before the step that names it.</summary>
    internal string? DoubleNumber { get; set; }

    /// <summary>Attachments added since it was referred, looked up before the step.</summary>
    internal int RepliesOnFile { get; set; }

    BenefitState ICase<BenefitState>.State { get => State; set => State = value; }

    Guid? ICase<BenefitState>.DepartmentId => DepartmentId;

    bool ICase<BenefitState>.IsRecused(Guid userId) => false;

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;

    public static bool IsOpenState(BenefitState state) => state is not (BenefitState.Resolved or BenefitState.ClosedRejected or BenefitState.Withdrawn);

    /// <summary>Keeps a 批复文号 with the key it is compared by.</summary>
    internal void Approve(string? number) => (ApprovalNumber, ApprovalKey) = (Inputs.Tidy(number), KeyOf(number));

    /// <summary>An approval number without blanks and with one kind of bracket, so that 〔2024〕3号 and [2024] 3 号 are the same; null for none.</summary>
    public static string? KeyOf(string? number)
    {
        var key = string.Concat((number ?? "").Where(c => !char.IsWhiteSpace(c)).Select(c => c switch { '[' or '［' or '(' or '（' or '【' => '〔', ']' or '］' or ')' or '）' or '】' => '〕', _ => char.ToUpperInvariant(c) }));
        return key.Length == 0 ? null : key;
    }

    /// <summary>Sets the state of a row of the old book, or of a matter brought back: what no step can do.</summary>
    internal void ImportAs(BenefitState state) => State = state;

    /// <summary>The clock of verification; null before it began.</summary>
    public VerifyClock? Clock(int workdays) => VerifyingSince is { } since ? new(since, workdays, [.. Pauses.Where(p => p.AskedOn >= since).OrderBy(p => p.AskedOn).Select(p => new VerifyPause(p.AskedOn, p.SuppliedOn))]) : null;

    /// <summary>Adds up what the people get.</summary>
    internal void Sum()
    {
        var known = Active.Where(p => p.AmountFen is not null).ToList();
        AmountFen = known.Count == 0 ? null : known.Sum(p => p.AmountFen);
    }

    /// <summary>Who sees it: whoever receives or serves the cadres, the leaders, their department, and finance once it is approved.</summary>
    internal static Expression<Func<Benefit, bool>> VisibleIn(CaseDb db) => b =>
        db.Viewer.IsSystem || db.Viewer.WholeOrdinary || db.Viewer.OrdinaryLines || db.Viewer.Leads || db.Viewer.Departments.Contains(b.DepartmentId)
        || (db.Viewer.Pays && (b.State == BenefitState.Approved || b.State == BenefitState.Referred || b.State == BenefitState.Paid || b.State == BenefitState.Resolved));

    /// <summary>The same for one object.</summary>
    public bool IsVisibleTo(Viewer viewer) => viewer.IsSystem || viewer.WholeOrdinary || viewer.OrdinaryLines || viewer.Leads || viewer.Departments.Contains(DepartmentId)
        || (viewer.Pays && State is (BenefitState.Approved or BenefitState.Referred or BenefitState.Paid or BenefitState.Resolved));
}

/// <summary>One person of a matter, with his name, grade and dates as they were known when he was entered; the roster may change afterwards.</summary>
public sealed class BenefitPerson : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid BenefitId { get; init; }

    public required int Position { get; init; }

    /// <summary>The row of the roster; changes only when that row proves to be a double.</summary>
    public required Guid CadreId { get; set; }

    public required string PersonNumber { get; init; }

    public required string Name { get; init; }

    public CadreGrade? Grade { get; init; }

    public DateOnly? BirthOn { get; init; }

    /// <summary>退休时间, a month or a day.</summary>
    public string? RetiredSince { get; init; }

    internal long? AmountFen { get; set; }

    /// <summary>Yuan: what he is to get; of 养老金增资 and 高龄津贴 a month.</summary>
    public decimal? Amount { get => AmountFen?.Yuan(); set => AmountFen = value?.Fen(); }

    internal long? CalculatedFen { get; set; }

    /// <summary>Yuan: what the rule says; null where there is none.</summary>
    public decimal? Calculated { get => CalculatedFen?.Yuan(); set => CalculatedFen = value?.Fen(); }

    /// <summary>测算 sheet, canonical JSON of <see cref="CalculationSheet"/>.</summary>
    public string? Sheet { get; set; }

    public DateOnly? CheckedOn { get; set; }

    /// <summary>核对差异, in words; null where there is none.</summary>
    public string? Difference { get; set; }

    /// <summary>Day on which the difference was told to 社保.</summary>
    public DateOnly? DifferenceReferredOn { get; set; }

    /// <summary>What became of the difference.</summary>
    public string? DifferenceSettled { get; set; }

    public DateOnly? NotifiedOn { get; set; }

    public NotifiedHow? NotifiedHow { get; set; }

    /// <summary>Why he could not be told.</summary>
    public string? NotNotifiedReason { get; set; }

    internal long? PaidFen { get; set; }

    /// <summary>Yuan: what was paid, of 养老金增资 the back pay.</summary>
    public decimal? Paid { get => PaidFen?.Yuan(); set => PaidFen = value?.Fen(); }

    /// <summary>After his death it goes on for his 遗属.</summary>
    public DateOnly? SurvivorsSince { get; set; }

    public DateOnly? DroppedOn { get; set; }

    public DropReason? DropReason { get; set; }

    public bool HasOpenDifference => Difference is not null && DifferenceSettled is null;

    public bool IsNotified => NotifiedOn is not null || NotNotifiedReason is not null;

    string IRecordPart.RecordKind => Benefit.Kind;

    Guid IRecordPart.RecordId => BenefitId;

    string IRecordPart.PartName => $"person/{Id}";
}

/// <summary>One paper of a checklist.</summary>
public sealed class BenefitPaper : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid BenefitId { get; init; }

    public required int Position { get; init; }

    public required string Name { get; set; }

    public DateOnly? ReceivedOn { get; set; }

    /// <summary>不需要, with the reason.</summary>
    public string? Note { get; set; }

    string IRecordPart.RecordKind => Benefit.Kind;

    Guid IRecordPart.RecordId => BenefitId;

    string IRecordPart.PartName => $"paper/{Id}";
}

/// <summary>补正: what was missing, from when to when.</summary>
public sealed class BenefitPause : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid BenefitId { get; init; }

    public required DateOnly AskedOn { get; init; }

    public required DateOnly DueOn { get; init; }

    /// <summary>One a line.</summary>
    public required string Missing { get; init; }

    public DateOnly? SuppliedOn { get; set; }

    public string? Supplied { get; set; }

    string IRecordPart.RecordKind => Benefit.Kind;

    Guid IRecordPart.RecordId => BenefitId;

    string IRecordPart.PartName => $"pause/{Id}";
}
