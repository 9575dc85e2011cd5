using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.ReceptionDays;

public enum ReceptionDayForm
{
    [Display(Name = "定点接访")] Fixed,
    [Display(Name = "重点约访")] Appointed,
    [Display(Name = "带案下访")] Visiting,
}

/// <summary>领导接访日 (条例第十八条第二款): which leader receives when and where, published beforehand; who takes his place when he is absent. Everybody who works on it sees it: it hangs on the notice board.</summary>
public sealed class ReceptionDay : IVersioned, IRecordPart, ICase<ReceptionDayState>
{
    public const string Kind = "reception-day";

    public required Guid Id { get; init; }

    public int Version { get; set; }

    public ReceptionDayState State { get; private set; } = ReceptionDayState.Planned;

    public required DateOnly On { get; set; }

    /// <summary>Time of day in the office.</summary>
    public required TimeOnly From { get; set; }

    public required TimeOnly To { get; set; }

    public required string Place { get; set; }

    /// <summary>Account of the leader, where he has one.</summary>
    public Guid? LeaderId { get; set; }

    public required string LeaderName { get; set; }

    public required string LeaderPost { get; set; }

    /// <summary>分管工作.</summary>
    public string? Portfolio { get; set; }

    public required ReceptionDayForm Form { get; set; }

    /// <summary>陪同科室.</summary>
    public string? Companions { get; set; }

    /// <summary>The last day on which publication is in time.</summary>
    public required DateOnly PublishBy { get; set; }

    /// <summary>公示日期; null while it has not been published as it stands.</summary>
    public DateOnly? PublishedOn { get; set; }

    /// <summary>公示方式.</summary>
    public string? PublishedHow { get; set; }

    /// <summary>Why it was published late, or the day was held without.</summary>
    public string? LateReason { get; set; }

    public Guid? SubstituteId { get; set; }

    /// <summary>代班领导.</summary>
    public string? SubstituteName { get; set; }

    public string? SubstitutePost { get; set; }

    public DateOnly? SubstitutedOn { get; set; }

    /// <summary>接访情况, once the day is over.</summary>
    public string? Summary { get; set; }

    public string? Note { get; set; }

    public required Guid PlannedById { get; init; }

    public required string PlannedByName { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string TableVersion { get; init; }

    /// <summary>Who receives in fact.</summary>
    public string ReceivedBy => SubstituteName ?? LeaderName;

    public string ReceivedByPost => SubstituteName is null ? LeaderPost : SubstitutePost ?? "";

    public Guid? ReceivedById => SubstituteName is null ? LeaderId : SubstituteId;

    ReceptionDayState ICase<ReceptionDayState>.State { get => State; set => State = value; }

    Guid? ICase<ReceptionDayState>.DepartmentId => null;

    bool ICase<ReceptionDayState>.IsRecused(Guid userId) => false;

    string IRecordPart.RecordKind => Kind;

    Guid IRecordPart.RecordId => Id;

    string IRecordPart.PartName => Kind;
}

internal sealed class ReceptionDayConfiguration : IEntityTypeConfiguration<ReceptionDay>
{
    public void Configure(EntityTypeBuilder<ReceptionDay> builder)
    {
        builder.ToTable("reception_days");
        builder.Property(d => d.Place).HasMaxLength(100);
        builder.Property(d => d.LeaderName).HasMaxLength(64);
        builder.Property(d => d.LeaderPost).HasMaxLength(60);
        builder.Property(d => d.Portfolio).HasMaxLength(200);
        builder.Property(d => d.Companions).HasMaxLength(200);
        builder.Property(d => d.PublishedHow).HasMaxLength(100);
        builder.Property(d => d.LateReason).HasMaxLength(500);
        builder.Property(d => d.SubstituteName).HasMaxLength(64);
        builder.Property(d => d.SubstitutePost).HasMaxLength(60);
        builder.Property(d => d.Summary).HasMaxLength(2000);
        builder.Property(d => d.Note).HasMaxLength(500);
        builder.Property(d => d.PlannedByName).HasMaxLength(64);
        builder.Property(d => d.TableVersion).HasMaxLength(40);
        builder.Ignore(d => d.ReceivedBy).Ignore(d => d.ReceivedByPost).Ignore(d => d.ReceivedById);
        builder.HasIndex(d => new { d.On, d.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(d => d.LeaderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(d => d.SubstituteId).OnDelete(DeleteBehavior.Restrict);
    }
}

public static class ReceptionDayTables
{
    extension(CaseDb db)
    {
        public DbSet<ReceptionDay> ReceptionDays => db.Set<ReceptionDay>();

        /// <summary>The matters brought to a leader that the viewer may know of.</summary>
        public DbSet<DayVisit> DayVisits => db.Set<DayVisit>();
    }

    /// <summary>The account of a leader by his name: 局长 and whoever is 分管领导 on a day. Null where nobody or more than one is called so.</summary>
    internal static async Task<(Guid Id, string? Post)?> LeaderAsync(this CaseDb db, string? name, DateOnly on, CancellationToken cancel)
    {
        var found = await db.Leaders(on).Where(u => u.Name == name).OrderBy(u => u.Id).Select(u => new { u.Id, u.Post }).Take(2).ToListAsync(cancel);
        return found is [var only] ? (only.Id, only.Post) : null;
    }

    /// <summary>The leaders of the bureau on a day.</summary>
    public static IQueryable<User> Leaders(this CaseDb db, DateOnly on) => db.Set<User>().AsNoTracking().Where(u => !u.IsClosed
        && (db.Set<RoleGrant>().Any(g => g.UserId == u.Id && g.Role == Role.DG && g.From <= on && (g.To == null || g.To >= on))
            || db.Set<DepartmentHead>().Any(h => h.UserId == u.Id && h.Post == DepartmentPost.LeaderInCharge && h.From <= on && (h.To == null || h.To >= on))));
}
