using CaseTracker.History;
using CaseTracker.People;

namespace CaseTracker.Petitions;

/// <summary>信访人 on a case: what was known of him then, with an optional person. On a 检举控告 the name is sealed and there is never a person.</summary>
public sealed class Petitioner : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid PetitionId { get; init; }

    /// <summary>1, 2, 3 … ; the first is the 主访人.</summary>
    public required int Position { get; init; }

    /// <summary>姓名(名称); empty on a 检举控告.</summary>
    public string Name { get; set; } = "";

    /// <summary>The sealed name on a 检举控告.</summary>
    public Guid? NameId { get; set; }

    public bool IsOrganisation { get; set; }

    public bool IsRepresentative { get; set; }

    /// <summary>Acts for somebody else with a 委托书.</summary>
    public bool IsAgent { get; set; }

    /// <summary>For whom an agent acts.</summary>
    public string? Principal { get; set; }

    public Sex Sex { get; set; }

    public DateOnly? BirthOn { get; set; }

    public Guid? IdNumberId { get; set; }

    /// <summary>证件待核: the check of GB 11643 or GB 32100 failed, which never blocks.</summary>
    public bool IdToCheck { get; set; }

    public Guid? PhoneId { get; set; }

    public Guid? AddressId { get; set; }

    public string? WorkUnit { get; set; }

    /// <summary>身份: 在职、退休、企业主、原厂级干部 …</summary>
    public string? Identity { get; set; }

    public Guid? PersonId { get; set; }

    // 送达回证
    public DateOnly? DeliveredOn { get; set; }

    /// <summary>The day he had the 复查意见; his C7 starts.</summary>
    public DateOnly? ReviewDeliveredOn { get; set; }

    public DeliveryMethod? DeliveryMethod { get; set; }

    public string? DeliveryProof { get; set; }

    public string? SignedBy { get; set; }

    public bool DeliveryRefused { get; set; }

    public string? Witnesses { get; set; }

    public Attitude? Attitude { get; set; }

    public string RecordKind => Petition.Kinds;

    public Guid RecordId => PetitionId;

    public string PartName => $"petitioner/{Id}";
}

/// <summary>诉求项：one demand of the letter; an opinion answers each.</summary>
public sealed class DemandItem : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid PetitionId { get; init; }

    public required int Position { get; set; }

    public required string Text { get; set; }

    /// <summary>Its own way; null while the case has not been sorted.</summary>
    public DemandWay? Way { get; set; }

    public Outcome? Outcome { get; set; }

    public string? Answer { get; set; }

    public string RecordKind => Petition.Kinds;

    public Guid RecordId => PetitionId;

    public string PartName => $"demand/{Id}";
}

/// <summary>回避 (条例第二十八条): this person takes no step on the case.</summary>
public sealed class Recusal : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid PetitionId { get; init; }

    public required Guid UserId { get; init; }

    public required string Reason { get; init; }

    public string RecordKind => Petition.Kinds;

    public Guid RecordId => PetitionId;

    public string PartName => $"recusal/{Id}";
}

/// <summary>Somebody to whom a 检举控告 exists.</summary>
public sealed class NamedReader : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid PetitionId { get; init; }

    public required Guid UserId { get; init; }

    public string RecordKind => Petition.Kinds;

    public Guid RecordId => PetitionId;

    public string PartName => $"reader/{Id}";
}

/// <summary>One round of 复查 or 复核: asked for by a petitioner, decided by the organ above, recorded by the 信访机构.</summary>
public sealed class Review : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid PetitionId { get; init; }

    /// <summary>Round of handling whose opinion is reviewed.</summary>
    public required int Round { get; init; }

    public required ReviewStage Stage { get; init; }

    public required string Organ { get; init; }

    /// <summary>Those who asked, by name.</summary>
    public required string Applicants { get; init; }

    /// <summary>The organ received the request: C6 or C8 starts.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Why a late request was accepted all the same.</summary>
    public string? LateReason { get; init; }

    public string? OpinionNumber { get; set; }

    public DateOnly? OpinionOn { get; set; }

    public ReviewResult? Result { get; set; }

    public string? Conclusion { get; set; }

    /// <summary>The day the last petitioner had it; of a 复查意见 each has his own in <see cref="Petitioner.ReviewDeliveredOn"/>.</summary>
    public DateOnly? DeliveredOn { get; set; }

    public string RecordKind => Petition.Kinds;

    public Guid RecordId => PetitionId;

    public string PartName => $"review/{Id}";
}

/// <summary>An earlier round of handling, closed by an order to handle the matter again: its opinion and its clock stay.</summary>
public sealed class HandlingRound : IRecordPart
{
    public required Guid Id { get; init; }

    public required Guid PetitionId { get; init; }

    public required int Round { get; init; }

    /// <summary>C3 of that round.</summary>
    public required DateOnly StartedOn { get; init; }

    public string? Limit { get; init; }

    public int? ExtensionDays { get; init; }

    public DateOnly? ExtensionApprovedOn { get; init; }

    public DateOnly? SignedOn { get; init; }

    public string? OpinionNumber { get; init; }

    public Outcome? Outcome { get; init; }

    public string? Opinion { get; init; }

    public string? Basis { get; init; }

    public DateOnly? DeliveredOn { get; init; }

    /// <summary>The day the case left that round.</summary>
    public required DateOnly EndedOn { get; init; }

    public string RecordKind => Petition.Kinds;

    public Guid RecordId => PetitionId;

    public string PartName => $"round/{Round}";
}

/// <summary>Another case of the bureau that a step speaks of.</summary>
/// <param name="SamePerson">同人: at least one petitioner or principal in common; of two accusations, the same accused.</param>
internal sealed record LinkedCase(Guid Id, string Number, PetitionState State, bool IsOpen, bool IsConfidential, DateOnly ReceivedOn, bool SamePerson, bool IsFinalized);
