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

    public required int Position { get; init; }

    public required string Text { get; set; }

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
