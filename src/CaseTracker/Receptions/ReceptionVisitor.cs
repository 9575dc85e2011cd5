using System.ComponentModel.DataAnnotations;
using CaseTracker.Cadres;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Receptions;

/// <summary>身份 as typed at the desk; the figures read the level from the roster instead.</summary>
public enum VisitorIdentity
{
    [Display(Name = "厂级")] Plant,
    [Display(Name = "中层")] Middle,
    [Display(Name = "职工")] Worker,
    [Display(Name = "企业")] Company,
    [Display(Name = "其他")] Other,
}

/// <summary>主访人与干部关系.</summary>
public enum VisitorRelation
{
    [Display(Name = "本人")] Self,
    [Display(Name = "家属代访")] Family,
    [Display(Name = "遗属")] Survivor,
}

/// <summary>One of the people of an arrival, as he was on that day; the first is the main visitor. Of a confidential reception he is never linked to anyone.</summary>
public sealed class ReceptionVisitor : IRecordPart
{
    public const int MostRepresentatives = 5;

    public required Guid Id { get; init; }

    public required Guid ReceptionId { get; init; }

    /// <summary>1 is the main visitor.</summary>
    public int Ordinal { get; set; }

    /// <summary>Chosen to speak for a group: at most five (条例第二十条).</summary>
    public bool IsRepresentative { get; set; }

    /// <summary>Null where confidential.</summary>
    public string? Name { get; set; }

    /// <summary>By which names are compared: <see cref="PersonName.Key"/>.</summary>
    public string? NameKey { get; set; }

    /// <summary>The protected name of a confidential one.</summary>
    public Guid? NameId { get; set; }

    public Sex Sex { get; set; }

    public DateOnly? BirthOn { get; set; }

    /// <summary>Age on the day, where no date of birth is known.</summary>
    public int? Age { get; set; }

    public VisitorIdentity Identity { get; set; }

    public VisitorRelation Relation { get; set; }

    /// <summary>Whose son, whose widow.</summary>
    public string? RelationNote { get; set; }

    public string? Unit { get; set; }

    public Guid? IdNumberId { get; set; }

    /// <summary>证件待核: the number given does not check; it never blocks.</summary>
    public bool IsIdDoubtful { get; set; }

    public Guid? PhoneId { get; set; }

    public Guid? AddressId { get; set; }

    public Guid? CadreId { get; set; }

    public Guid? PersonId { get; set; }

    string IRecordPart.RecordKind => Reception.Kind;

    Guid IRecordPart.RecordId => ReceptionId;

    string IRecordPart.PartName => $"visitor/{Id}";
}

internal sealed class ReceptionVisitorConfiguration(CaseDb db) : IEntityTypeConfiguration<ReceptionVisitor>
{
    public void Configure(EntityTypeBuilder<ReceptionVisitor> builder)
    {
        builder.ToTable("reception_visitors");
        builder.Property(v => v.Name).HasMaxLength(100);
        builder.Property(v => v.NameKey).HasMaxLength(100);
        builder.Property(v => v.RelationNote).HasMaxLength(60);
        builder.Property(v => v.Unit).HasMaxLength(100);
        builder.HasIndex(v => v.ReceptionId);
        builder.HasIndex(v => v.NameKey);
        builder.HasIndex(v => v.CadreId);
        builder.HasOne<Reception>().WithMany().HasForeignKey(v => v.ReceptionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Cadre>().WithMany().HasForeignKey(v => v.CadreId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(v => db.Set<Reception>().Any(r => r.Id == v.ReceptionId));
    }
}
