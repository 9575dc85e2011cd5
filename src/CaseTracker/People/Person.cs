using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.People;

/// <summary>A person the office knows: petitioner, cadre, family. A petitioner on a case is a snapshot that may point here; an accusation never does.</summary>
public sealed class Person : IVersioned, IRecordPart
{
    /// <summary>Kind of record in events and doors.</summary>
    public const string Kind = "person";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    [Display(Name = "姓名")]
    public required string Name { get; set; }

    /// <summary>The spelling by which the name is compared (<see cref="PersonName.Key"/>).</summary>
    public required string NormalName { get; set; }

    [Display(Name = "性别")]
    public Sex Sex { get; set; }

    [Display(Name = "出生日期")]
    public DateOnly? BirthOn { get; set; }

    /// <summary>Protected value.</summary>
    public Guid? IdNumberId { get; set; }

    /// <summary>Protected value.</summary>
    public Guid? PhoneId { get; set; }

    /// <summary>Protected value.</summary>
    public Guid? AddressId { get; set; }

    [Display(Name = "工作单位")]
    public string? WorkUnit { get; set; }

    /// <summary>When the entry was found wrong; it is offered no more.</summary>
    public DateTime? VoidedAt { get; set; }

    /// <summary>The entry that stands in its place; null while it is good, or when nobody does.</summary>
    public Guid? MergedInto { get; set; }

    public string RecordKind => Kind;

    public Guid RecordId => Id;

    public string PartName => Kind;
}

internal sealed class PersonConfiguration(CaseDb db) : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("persons");
        builder.Ignore(p => p.RecordKind).Ignore(p => p.RecordId).Ignore(p => p.PartName);
        builder.Property(p => p.Name).HasMaxLength(KeepPerson.LongestName);
        builder.Property(p => p.NormalName).HasMaxLength(KeepPerson.LongestName);
        builder.Property(p => p.WorkUnit).HasMaxLength(200);
        builder.HasIndex(p => p.NormalName);
        // The registry is for those who receive people and for the whole-office roles; a handler sees the petitioners of his cases, not the registry.
        builder.HasQueryFilter(p => db.Viewer.WholeOrdinary || db.Viewer.OrdinaryLines);
    }
}

public static class PeopleTables
{
    extension(CaseDb db)
    {
        public DbSet<Person> Persons => db.Set<Person>();
    }
}

/// <summary>The door of the registry: whoever may see it may open each person of it.</summary>
public sealed class PersonDoor(CaseDb db) : IRecordDoor
{
    public string RecordKind => Person.Kind;

    public async Task<OpenedRecord?> OpenAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (!await db.Persons.AnyAsync(p => p.Id == id, cancel))
        {
            return null;
        }

        db.Opened.Add(id);
        return new OpenedRecord(id, IsConfidential: false, MayAttach: false);
    }
}
