using CaseTracker.Accounts;
using CaseTracker.Clocks;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;

namespace CaseTracker.Petitions;

/// <summary>
/// 信访事项：one matter. What happened to it stands in its events; the columns are what they add up to.
/// The texts of a 检举控告 are not here but in one protected value (<see cref="SealedId"/>).
/// </summary>
public sealed class Petition : ICase<PetitionState>, IVersioned, IRecordPart
{
    public const string Kinds = "petition";

    public required Guid Id { get; init; }

    /// <summary>XF + 区划 + yyyy + 5 digits; accusations XFJ. An imported record keeps the number of its book.</summary>
    public required string Number { get; init; }

    public int Version { get; set; }

    public PetitionState State { get; private set; }

    /// <summary>Version of the workflow table it was last moved under.</summary>
    public string TableVersion { get; set; } = "";

    /// <summary>No end state yet; the partial index of the queues rests on it.</summary>
    public bool IsOpen { get; set; } = true;

    // What it is
    public required Channel Channel { get; set; }

    public required PetitionSource Source { get; set; }

    public required Purpose Purpose { get; set; }

    public required PetitionKind Kind { get; set; }

    public Route? Route { get; set; }

    /// <summary>检举控告: its texts are sealed, and it exists only for its readers.</summary>
    public bool IsConfidential { get; init; }

    /// <summary>The sealed texts of a 检举控告; null for an ordinary case.</summary>
    public Guid? SealedId { get; set; }

    public required string Title { get; set; }

    /// <summary>概况信息, at most 4,000 characters.</summary>
    public string Summary { get; set; } = "";

    public string? Facts { get; set; }

    public string? Process { get; set; }

    public string? CategoryId { get; set; }

    public string? PlaceId { get; set; }

    public string? CauseId { get; set; }

    public DateOnly? ProblemOn { get; set; }

    // How it came
    public DateOnly? PetitionedOn { get; set; }

    /// <summary>收到日期：the day it reached the bureau by any means; C1 starts here.</summary>
    public required DateOnly ReceivedOn { get; set; }

    public DateOnly? PostmarkedOn { get; set; }

    /// <summary>登记日期 in the office.</summary>
    public required DateOnly RegisteredOn { get; set; }

    public required DateTime RegisteredAt { get; init; }

    /// <summary>查询码 for the petitioner, without its hyphens; null for a 检举控告, which nobody may look up.</summary>
    public string? QueryCode { get; set; }

    /// <summary>By which the public page finds the case.</summary>
    public string? QueryHash { get; set; }

    public required Guid RegisteredById { get; init; }

    public required string RegisteredByName { get; set; }

    /// <summary>接访领导, as the book has it.</summary>
    public string? ReceivingLeader { get; set; }

    /// <summary>Why it is registered after the day (补录).</summary>
    public string? LateEntryReason { get; set; }

    public string? SourceOrgan { get; set; }

    /// <summary>来文号.</summary>
    public string? SourceNumber { get; set; }

    public DateOnly? SourceOn { get; set; }

    public DateOnly? OrderDueOn { get; set; }

    /// <summary>信访件编号 of the national or municipal system, opaque.</summary>
    public string? ExternalNumber { get; set; }

    /// <summary>来访 it arose from; the reception knows nothing of it.</summary>
    public Guid? ReceptionId { get; set; }

    // How many
    /// <summary>信访人数.</summary>
    public int PeopleCount { get; set; } = 1;

    public int? AffectedCount { get; set; }

    public int? VisitorsCount { get; set; }

    /// <summary>集体访: a visit of at least so many as the setting says (5).</summary>
    public bool IsGroup { get; set; }

    public bool IsJoint { get; set; }

    public bool IsAnonymous { get; set; }

    /// <summary>姓名(名称)、住址不清: no notice is owed (条例第二十三条).</summary>
    public bool AddressUnclear { get; set; }

    public bool IsUrgent { get; set; }

    public bool IsThreat { get; set; }

    public bool IsLitigation { get; set; }

    public bool IsBacklog { get; set; }

    public bool ConcernsEnterprise { get; set; }

    /// <summary>依法逐级走访; null unless a visit.</summary>
    public bool? StepByStep { get; set; }

    /// <summary>到访层级, of a visit that was registered above the district first.</summary>
    public VisitLevel? VisitLevel { get; set; }

    /// <summary>重大: signed by the head of the bureau.</summary>
    public bool IsMajor { get; set; }

    public bool IsFirstHere { get; set; } = true;

    public bool IsRepeat { get; set; }

    /// <summary>Number of the case it repeats.</summary>
    public string? RelatedNumber { get; set; }

    public string? RepeatNote { get; set; }

    /// <summary>Name of the first petitioner, for lists and ledgers; empty for a 检举控告.</summary>
    public string MainName { get; set; } = "";

    // Who has it
    /// <summary>承办科室; the 信访机构 until the case is assigned.</summary>
    public Guid? DepartmentId { get; set; }

    public Guid? HandlerId { get; set; }

    public string? HandlerName { get; set; }

    public DateOnly? InternalDueOn { get; set; }

    /// <summary>Steps that wait for approval, by identifier, separated by a comma.</summary>
    public string? Pending { get; set; }

    // What was done
    public DateOnly? NoticeOn { get; set; }

    public string? NoticeNumber { get; set; }

    /// <summary>受理日期 = date of the 受理告知书.</summary>
    public DateOnly? AcceptedOn { get; set; }

    public int InvestigationCount { get; set; }

    public int? ExtensionDays { get; set; }

    public DateOnly? ExtensionApprovedOn { get; set; }

    public string? ExtensionReason { get; set; }

    public string? ExtensionNumber { get; set; }

    public Outcome? Outcome { get; set; }

    public string? Opinion { get; set; }

    public string? Basis { get; set; }

    public bool HasRisk { get; set; }

    public Guid? DraftedById { get; set; }

    public Guid? DraftedForId { get; set; }

    public DateOnly? SignedOn { get; set; }

    public string? SignedByName { get; set; }

    public string? OpinionNumber { get; set; }

    /// <summary>The day the last petitioner had the opinion.</summary>
    public DateOnly? DeliveredOn { get; set; }

    public DateOnly? EndedOn { get; set; }

    public string? EndReason { get; set; }

    // Branches
    /// <summary>异议函 sent: stops C2, not C1.</summary>
    public DateOnly? ObjectionOn { get; set; }

    /// <summary>The subordinate it was passed to, the organ it belongs to, or the organ of the procedure.</summary>
    public string? TargetOrgan { get; set; }

    public DateOnly? DivertedOn { get; set; }

    public Procedure? Procedure { get; set; }

    /// <summary>A limit of its own of the procedure (special law), as <see cref="Clocks.ClockLimit"/> writes it; null: two months for R5, none else.</summary>
    public string? ProcedureLimit { get; set; }

    /// <summary>The case this one was merged into (并案), by number.</summary>
    public string? MergedInto { get; set; }

    /// <summary>简易办理: C9 and C10 count.</summary>
    public bool IsSimple { get; set; }

    /// <summary>The day a simple case went over to the ordinary way; stops C10.</summary>
    public DateOnly? ToOrdinaryOn { get; set; }

    public Adoption? Adoption { get; set; }

    /// <summary>办结报告 of a matter given by order; stops C11.</summary>
    public DateOnly? CompletionReportOn { get; set; }

    // Supported claims
    public string? Performer { get; set; }

    public DateOnly? PerformBy { get; set; }

    // Review
    /// <summary>1; more after an order to handle it again.</summary>
    public int Round { get; set; } = 1;

    /// <summary>The day the order to handle it again was received, or it was reopened: C3 runs anew.</summary>
    public DateOnly? RehandleFrom { get; set; }

    /// <summary>The limit of the order, as <see cref="Clocks.ClockLimit"/> writes it; null: 60 days.</summary>
    public string? RehandleLimit { get; set; }

    public Retention? Retention { get; set; }

    public Satisfaction? Satisfaction { get; set; }

    public DateOnly? EvaluatedOn { get; set; }

    /// <summary>三到位分类 (条例第二十七条), as the book has it.</summary>
    public string? ThreeInPlace { get; set; }

    /// <summary>诉求合理的解决问题到位 (条例第二十七条).</summary>
    public string? Resolved { get; set; }

    /// <summary>诉求无理的思想教育到位.</summary>
    public string? Educated { get; set; }

    /// <summary>生活困难的帮扶救助到位.</summary>
    public string? Helped { get; set; }

    /// <summary>行为违法的依法处理.</summary>
    public string? Disciplined { get; set; }

    /// <summary>复查(复核)情况, as the book has it.</summary>
    public string? ReviewNote { get; set; }

    public string? Note { get; set; }

    // Where an imported record comes from
    /// <summary>The book it was imported from; null for one that was registered here.</summary>
    public string? ImportedFrom { get; set; }

    /// <summary>办理期限 as the book has it, when ours differs.</summary>
    public DateOnly? BookDueOn { get; set; }

    /// <summary>Number of the row it seems to repeat (疑似重复); such a record counts once.</summary>
    public string? DoubleOf { get; set; }

    public bool IsVoid { get; set; }

    // Derived for sorting and colours; recomputing them must change nothing
    public ClockId? DueClock { get; set; }

    /// <summary>Safe date of the most pressing clock of the office, or its raw date while the calendar is missing.</summary>
    public DateOnly? DueOn { get; set; }

    public DateOnly? DueRawOn { get; set; }

    public DateOnly? DueLegalOn { get; set; }

    public DateOnly? DueSafeOn { get; set; }

    public DateOnly? DueYellowOn { get; set; }

    /// <summary>办理期限 (C3), for the ledger: stays when the case is done.</summary>
    public DateOnly? HandleDueOn { get; set; }

    /// <summary>延期后期限; null without an extension.</summary>
    public DateOnly? ExtendedDueOn { get; set; }

    /// <summary>First day on which the last petitioner's 30 days for 复查 are over.</summary>
    public DateOnly? LapsesOn { get; set; }

    public List<Petitioner> Petitioners { get; } = [];

    public List<DemandItem> Demands { get; } = [];

    public List<Recusal> Recusals { get; } = [];

    public List<NamedReader> Readers { get; } = [];

    public List<Review> Reviews { get; } = [];

    public List<HandlingRound> Rounds { get; } = [];

    public List<SideMatter> Sides { get; } = [];

    /// <summary>The case a step names (master, repeated, terminated), looked up before the step is judged; not stored.</summary>
    internal LinkedCase? Linked { get; set; }

    /// <summary>Accounts that may never handle this 检举控告: the accused, his unit, who reports to him; looked up before the step is judged; not stored.</summary>
    internal IReadOnlySet<Guid> Barred { get; set; } = new HashSet<Guid>();

    /// <summary>Colleagues who may close a 检举控告; looked up before the step is judged; not stored.</summary>
    internal IReadOnlySet<Guid> Closers { get; set; } = new HashSet<Guid>();

    /// <summary>Nobody of the 信访机构 may take part in this 检举控告 (the accused is its head, or the head of the bureau): the 派驻纪检 alone takes it; looked up before the step is judged; not stored.</summary>
    internal bool DisciplineAlone { get; set; }

    /// <summary>The 3 working days within which 简易受理 may be decided; counted when the case was loaded; not stored.</summary>
    internal Clock? SimpleWindow { get; set; }

    /// <summary>The clocks as counted when the case was loaded; not stored.</summary>
    public IReadOnlyList<Clock> Clocks { get; internal set; } = [];

    /// <summary>Kinds of the attachments it had when it was loaded; not stored.</summary>
    internal IReadOnlyList<string> AttachmentKinds { get; set; } = [];

    /// <summary>Names of the papers issued for it, as loaded; not stored.</summary>
    internal IReadOnlyList<string> IssuedPapers { get; set; } = [];

    PetitionState ICase<PetitionState>.State { get => State; set => State = value; }

    public IEnumerable<string> PendingSteps => Pending?.Split(',') ?? [];

    public string RecordKind => Kinds;

    public Guid RecordId => Id;

    public string PartName => Kinds;

    /// <summary>The review that is running, or the last one.</summary>
    public Review? LastReview => Reviews.Where(r => r.Round == Round).MaxBy(r => r.Stage);

    /// <summary>Of a 检举控告 only its registrar and the named take part.</summary>
    public bool Admits(Actor actor, Hat hat) => !IsConfidential || actor.IsSystem || Readers.Any(r => r.UserId == actor.UserId) || RegisteredById == actor.UserId;

    public bool IsRecused(Guid userId) => Recusals.Any(r => r.UserId == userId);

    /// <summary>Sets the state of an imported record, which no step has led to.</summary>
    internal void ImportAs(PetitionState state) => State = state;
}
