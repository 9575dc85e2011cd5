using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using System.Text.Json.Serialization;
using CaseTracker.Accounts;
using CaseTracker.Calendar;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Governance;

/// <summary>One entry of 依法治理工作台账, whatever its book: a header, typed parts, a state, the days it is counted by. What its fields are called and which are asked says its <see cref="GovernanceBook"/>.</summary>
public sealed class GovernanceItem : IVersioned, IRecordPart, ICase<GovernanceState>
{
    /// <summary>Record kind in events, attachments and audit.</summary>
    public const string RecordName = "governance";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    /// <summary>Series of the kind + district + year + 5 digits; of an imported one 登记编号 of its book.</summary>
    public required string Number { get; init; }

    /// <summary>登记编号 in the old book; null for what was entered here.</summary>
    public string? BookNumber { get; set; }

    public required GovernanceKind Kind { get; set; }

    /// <summary>子类, one of the words of its book; null where it has none.</summary>
    public string? SubKind { get; set; }

    public GovernanceState State { get; private set; }

    public required string Title { get; set; }

    /// <summary>文号、合同编号、案号、证号: what makes two entries one.</summary>
    public string? DocumentNumber { get; set; }

    /// <summary>承办科室.</summary>
    public required Guid DepartmentId { get; set; }

    /// <summary>送审(发生)日期.</summary>
    public required DateOnly SentOn { get; set; }

    /// <summary>审查(主讲)人.</summary>
    public string? PersonName { get; set; }

    /// <summary>对方(对象).</summary>
    public string? Counterparty { get; set; }

    /// <summary>被投诉单位 of 清欠.</summary>
    public string? OtherParty { get; set; }

    public int? Quantity { get; set; }

    public string? Unit { get; set; }

    public int? Attendees { get; set; }

    /// <summary>金额 in fen: of a contract, of a complaint as claimed.</summary>
    [JsonIgnore]
    public long? AmountFen { get; set; }

    /// <summary>Confirmed of a complaint, in fen.</summary>
    [JsonIgnore]
    public long? ConfirmedFen { get; set; }

    /// <summary>Paid on a complaint so far, in fen.</summary>
    [JsonIgnore]
    public long? PaidFen { get; set; }

    /// <summary>审查意见(结果).</summary>
    public string? Opinion { get; set; }

    /// <summary>审结(完成)日期: what most figures count by.</summary>
    public DateOnly? FinishedOn { get; set; }

    /// <summary>化解N起.</summary>
    public int? ResolvedCount { get; set; }

    /// <summary>调整N项.</summary>
    public int? AdjustedCount { get; set; }

    public int? ProblemCount { get; set; }

    /// <summary>资料 handed out, contracts looked at: 份.</summary>
    public int? Copies { get; set; }

    public int? Hours { get; set; }

    public string? Basis { get; set; }

    public string? Measures { get; set; }

    public string? Progress { get; set; }

    public DateOnly? ProgressOn { get; set; }

    public string? LeaderName { get; set; }

    public string? ResponsibleName { get; set; }

    /// <summary>完成时限: set by the bureau itself, it does not roll.</summary>
    public DateOnly? LimitOn { get; set; }

    public string? Materials { get; set; }

    /// <summary>公平竞争审查 was made; null where nobody was asked.</summary>
    public bool? FairCompetition { get; set; }

    public ContractConclusion? Conclusion { get; set; }

    public bool? Adopted { get; set; }

    public bool? Lost { get; set; }

    public bool? HeadAttended { get; set; }

    /// <summary>印发 of a document, 签订 of a contract.</summary>
    public DateOnly? IssuedOn { get; set; }

    public DateOnly? FiledOn { get; set; }

    /// <summary>备案登记号、档号.</summary>
    public string? RegistryNumber { get; set; }

    public DateOnly? ValidFrom { get; set; }

    public DateOnly? ValidTo { get; set; }

    public CleanupResult? Cleanup { get; set; }

    public DateOnly? CleanedOn { get; set; }

    /// <summary>领域 of an officer's certificate, or that an inspection asks for.</summary>
    public string? Field { get; set; }

    public string? Place { get; set; }

    public DateOnly? EnteredOn { get; set; }

    public DateOnly? PublishedOn { get; set; }

    public DateOnly? RecheckedOn { get; set; }

    public string? ForwardedTo { get; set; }

    public DateOnly? AcceptedOn { get; set; }

    public DateOnly? ClosedOn { get; set; }

    /// <summary>轮次: 1 and one more for each time it came back.</summary>
    public int Rounds { get; set; } = 1;

    /// <summary>关联编号.</summary>
    public string? LinkedNumber { get; set; }

    public string? Note { get; set; }

    /// <summary>疑似重复: the entry that this one seems to repeat. It is told and counts all the same: the rules of the book know no doubles here.</summary>
    public Guid? RepeatsId { get; set; }

    /// <summary>How many enterprises, powers or subjects it lists; kept with its parts, so that a list need not open them.</summary>
    public int PartCount { get; set; }

    /// <summary>Their names in one line, cut at 500 characters.</summary>
    public string? PartNames { get; set; }

    public required Guid RegistrarId { get; init; }

    public required string RegistrarName { get; init; }

    public required DateOnly RegisteredOn { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string TableVersion { get; set; }

    public List<GovernancePart> Parts { get; } = [];

    public List<GovernanceDraw> Draws { get; } = [];

    [JsonIgnore]
    public GovernanceBook Book => GovernanceBook.Of(Kind);

    /// <summary>审结, 办结, 检查 made, 清偿: what counts as done.</summary>
    public bool IsDone => DoneStates.Contains(State);

    public bool IsOpen => !IsDone && !EndedStates.Contains(State);

    /// <summary>Periods in which a certificate was taken away.</summary>
    [JsonIgnore, NotMapped]
    public IEnumerable<GovernancePart> Suspensions => Parts.Where(p => p is { Kind: GovernancePartKind.Suspension, IsRemoved: false });

    /// <summary>The day by which it must be done, or what was inspected be published; null where there is none.</summary>
    public static DateOnly? DueOn(GovernanceState state, DateOnly? limitOn, DateOnly? finishedOn, WorkCalendar calendar) =>
        !ToPublish.Contains(state) ? limitOn : finishedOn is { } made ? calendar.PublishBy(made) : null;

    /// <summary>Whether its day has passed while something is left to do.</summary>
    public static bool IsOverdue(GovernanceState state, DateOnly? dueOn, DateOnly today) => dueOn < today && (ToPublish.Contains(state) || !(DoneStates.Contains(state) || EndedStates.Contains(state)));

    [NotMapped]
    public decimal? Amount { get => AmountFen?.Yuan(); set => AmountFen = value?.Fen(); }

    [NotMapped]
    public decimal? Confirmed { get => ConfirmedFen?.Yuan(); set => ConfirmedFen = value?.Fen(); }

    [NotMapped]
    public decimal? Paid { get => PaidFen?.Yuan(); set => PaidFen = value?.Fen(); }

    /// <summary>到期: in force by its state, but its paper has run out.</summary>
    public static bool HasExpired(GovernanceKind kind, GovernanceState state, DateOnly? validTo, DateOnly today) =>
        kind is GovernanceKind.Officer or GovernanceKind.LegalAdviser && state is GovernanceState.Handling or GovernanceState.Suspended && validTo < today;

    /// <summary>The states that count as done, of all tables.</summary>
    public static readonly IReadOnlyList<GovernanceState> DoneStates =
    [
        GovernanceState.Finished, GovernanceState.ReviewFinished, GovernanceState.SignedArchived, GovernanceState.Passed, GovernanceState.Discussed, GovernanceState.Issued, GovernanceState.Filed,
        GovernanceState.Amending, GovernanceState.Repealed, GovernanceState.Inspected, GovernanceState.Entered, GovernanceState.Published, GovernanceState.Rechecked, GovernanceState.Repaid, GovernanceState.Closed,
    ];

    /// <summary>The states in which it ended without being done.</summary>
    public static readonly IReadOnlyList<GovernanceState> EndedStates = [GovernanceState.Withdrawn, GovernanceState.Rejected, GovernanceState.Litigating];

    /// <summary>The states in which an inspection was made and waits to be published.</summary>
    public static readonly IReadOnlyList<GovernanceState> ToPublish = [GovernanceState.Inspected, GovernanceState.Entered];

    GovernanceState ICase<GovernanceState>.State { get => State; set => State = value; }

    Guid? ICase<GovernanceState>.DepartmentId => DepartmentId;

    bool ICase<GovernanceState>.IsRecused(Guid userId) => false;

    string IRecordPart.RecordKind => RecordName;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => RecordName;

    /// <summary>The state in the word of its book: 在岗 of an officer is 办理.</summary>
    public string StateWord => Book.WordOf(State);

    /// <summary>Puts it where it stands when it is entered, or stood in the old book.</summary>
    internal void BeginAs(GovernanceState state) => State = state;

    /// <summary>Adds a part and keeps the line of names.</summary>
    internal GovernancePart Add(GovernancePartKind kind, string name, string? code = null, Action<GovernancePart>? more = null)
    {
        var part = new GovernancePart { Id = Guid.CreateVersion7(), ItemId = Id, Ordinal = Parts.Count == 0 ? 1 : Parts.Max(p => p.Ordinal) + 1, Kind = kind, Name = name, Code = code };
        more?.Invoke(part);
        Parts.Add(part);
        CountParts();
        return part;
    }

    internal void CountParts()
    {
        var listed = Parts.Where(p => p.Kind == Book.Parts?.Kind && !p.IsRemoved).OrderBy(p => p.Ordinal).Select(p => p.Name).ToList();
        var names = string.Join('、', listed);
        (PartCount, PartNames) = (listed.Count, listed.Count == 0 ? null : names.Length <= 500 ? names : names[..499] + "…");
    }

    /// <summary>Who sees it: the 信访机构, 法制审核, leaders and 科长 the whole bureau's; a department its own.</summary>
    internal static Expression<Func<GovernanceItem, bool>> VisibleIn(CaseDb db) => i =>
        db.Viewer.IsSystem || db.Viewer.Governs || (db.Viewer.UserId != Guid.Empty && i.RegistrarId == db.Viewer.UserId) || db.Viewer.Departments.Contains(i.DepartmentId);

    /// <summary>The same for one object.</summary>
    public bool IsVisibleTo(Viewer viewer) => viewer.IsSystem || viewer.Governs || (viewer.UserId != Guid.Empty && RegistrarId == viewer.UserId) || viewer.Departments.Contains(DepartmentId);
}

/// <summary>A typed part of an item: an enterprise that was visited, one of the five steps of a decision, a power, a round of review, what was paid.</summary>
public sealed class GovernancePart : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid ItemId { get; init; }

    public required int Ordinal { get; init; }

    public required GovernancePartKind Kind { get; init; }

    public required string Name { get; set; }

    /// <summary>统一社会信用代码、事项编码、执法证号.</summary>
    public string? Code { get; set; }

    public DateOnly? HappenedOn { get; set; }

    /// <summary>Of an officer that was drawn: the last day of his certificate. Of a suspension: the day on which it was given back.</summary>
    public DateOnly? ValidTo { get; set; }

    public int? Count { get; set; }

    [JsonIgnore]
    public long? AmountFen { get; set; }

    [NotMapped]
    public decimal? Amount => AmountFen?.Yuan();

    public string? Note { get; set; }

    /// <summary>Taken off the list; it stays in the history.</summary>
    public bool IsRemoved { get; set; }

    string IRecordPart.RecordKind => GovernanceItem.RecordName;

    Guid IRecordPart.RecordId => ItemId;

    string IRecordPart.PartName => $"part/{Ordinal}";
}

/// <summary>One drawing of lots of a 双随机检查 with everything it rests on: both lists as they were, the seed, what was drawn. By these it can be drawn again and compared.</summary>
public sealed class GovernanceDraw : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid ItemId { get; init; }

    public required int Ordinal { get; init; }

    /// <summary>Name of the rule in <see cref="Lots"/>.</summary>
    public required string Algorithm { get; init; }

    public required string Seed { get; init; }

    /// <summary>The lists and numbers as they went in: canonical JSON of <see cref="Lots.Input"/>.</summary>
    public required string Input { get; init; }

    /// <summary>SHA-256 of <see cref="Input"/> in hex.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Keys that were drawn: canonical JSON of <see cref="Lots.Result"/>.</summary>
    public required string Result { get; init; }

    public required DateOnly DrawnOn { get; init; }

    public required DateTime DrawnAt { get; init; }

    public required string DrawnByName { get; init; }

    /// <summary>见证人.</summary>
    public required string Witness { get; init; }

    /// <summary>Why it was drawn again.</summary>
    public string? Reason { get; init; }

    string IRecordPart.RecordKind => GovernanceItem.RecordName;

    Guid IRecordPart.RecordId => ItemId;

    string IRecordPart.PartName => $"draw/{Ordinal}";
}

internal sealed class GovernanceItemConfiguration(CaseDb db) : IEntityTypeConfiguration<GovernanceItem>
{
    public void Configure(EntityTypeBuilder<GovernanceItem> builder)
    {
        builder.ToTable("governance_items");
        builder.Property(i => i.Number).HasMaxLength(40);
        builder.Property(i => i.BookNumber).HasMaxLength(40);
        builder.Property(i => i.SubKind).HasMaxLength(20);
        builder.Property(i => i.Title).HasMaxLength(200);
        builder.Property(i => i.DocumentNumber).HasMaxLength(100);
        builder.Property(i => i.PersonName).HasMaxLength(100);
        builder.Property(i => i.Counterparty).HasMaxLength(500);
        builder.Property(i => i.OtherParty).HasMaxLength(200);
        builder.Property(i => i.Unit).HasMaxLength(20);
        builder.Property(i => i.Opinion).HasMaxLength(2000);
        builder.Property(i => i.Basis).HasMaxLength(500);
        builder.Property(i => i.Measures).HasMaxLength(2000);
        builder.Property(i => i.Progress).HasMaxLength(2000);
        builder.Property(i => i.LeaderName).HasMaxLength(64);
        builder.Property(i => i.ResponsibleName).HasMaxLength(64);
        builder.Property(i => i.Materials).HasMaxLength(1000);
        builder.Property(i => i.RegistryNumber).HasMaxLength(100);
        builder.Property(i => i.Field).HasMaxLength(100);
        builder.Property(i => i.Place).HasMaxLength(200);
        builder.Property(i => i.ForwardedTo).HasMaxLength(200);
        builder.Property(i => i.LinkedNumber).HasMaxLength(100);
        builder.Property(i => i.Note).HasMaxLength(1000);
        builder.Property(i => i.PartNames).HasMaxLength(500);
        builder.Property(i => i.RegistrarName).HasMaxLength(64);
        builder.Property(i => i.TableVersion).HasMaxLength(40);
        builder.Ignore(i => i.Book);
        builder.HasIndex(i => i.Number).IsUnique();
        builder.HasIndex(i => new { i.Kind, i.SentOn, i.Id });
        builder.HasIndex(i => i.DocumentNumber);
        builder.HasOne<Department>().WithMany().HasForeignKey(i => i.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(i => i.Parts).WithOne().HasForeignKey(p => p.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(i => i.Draws).WithOne().HasForeignKey(d => d.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(GovernanceItem.VisibleIn(db));
    }
}

internal sealed class GovernancePartConfiguration(CaseDb db) : IEntityTypeConfiguration<GovernancePart>
{
    public void Configure(EntityTypeBuilder<GovernancePart> builder)
    {
        builder.ToTable("governance_parts");
        builder.Property(p => p.Name).HasMaxLength(200);
        builder.Property(p => p.Code).HasMaxLength(100);
        builder.Property(p => p.Note).HasMaxLength(500);
        builder.HasIndex(p => new { p.ItemId, p.Ordinal }).IsUnique();
        builder.HasQueryFilter(p => db.Opened.Contains(p.ItemId));
    }
}

internal sealed class GovernanceDrawConfiguration(CaseDb db) : IEntityTypeConfiguration<GovernanceDraw>
{
    public void Configure(EntityTypeBuilder<GovernanceDraw> builder)
    {
        builder.ToTable("governance_draws");
        builder.Property(d => d.Algorithm).HasMaxLength(40);
        builder.Property(d => d.Seed).HasMaxLength(200);
        builder.Property(d => d.Fingerprint).HasMaxLength(64);
        builder.Property(d => d.DrawnByName).HasMaxLength(64);
        builder.Property(d => d.Witness).HasMaxLength(200);
        builder.Property(d => d.Reason).HasMaxLength(500);
        builder.HasIndex(d => new { d.ItemId, d.Ordinal }).IsUnique();
        builder.HasQueryFilter(d => db.Opened.Contains(d.ItemId));
    }
}

public static class GovernanceTables
{
    extension(CaseDb db)
    {
        /// <summary>The entries of 依法治理 that the viewer may know of.</summary>
        public DbSet<GovernanceItem> GovernanceItems => db.Set<GovernanceItem>();
    }
}
