using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Accounts;

/// <summary>科室. Exactly one is the 信访工作机构 (条例第十四条).</summary>
public sealed class Department
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The 信访机构: cases belong to it until they are assigned.</summary>
    public bool IsPetitionOffice { get; set; }

    /// <summary>老干部工作科室: the services to retired cadres belong to it; at most one.</summary>
    public bool IsRetireeOffice { get; set; }

    /// <summary>Subordinate units (事业单位、代管企业) can be forwarded to, not assigned.</summary>
    public bool IsSubordinate { get; set; }

    public bool IsClosed { get; set; }

    public int Rank { get; set; }
}

/// <summary>A post at the head of a department.</summary>
public enum DepartmentPost
{
    [Display(Name = "科长")] Head,
    [Display(Name = "分管领导")] LeaderInCharge,
}

/// <summary>Who heads a department, or is the leader in charge of it, from–to.</summary>
public sealed class DepartmentHead
{
    public required Guid Id { get; init; }

    public required Guid DepartmentId { get; init; }

    public required Guid UserId { get; init; }

    public required DepartmentPost Post { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? To { get; set; }
}

internal sealed class DepartmentConfiguration : IEntityTypeConfiguration<Department>
{
    public void Configure(EntityTypeBuilder<Department> builder)
    {
        builder.ToTable("departments");
        builder.Property(d => d.Name).HasMaxLength(64);
        builder.HasIndex(d => d.Name).IsUnique();
    }
}

internal sealed class DepartmentHeadConfiguration : IEntityTypeConfiguration<DepartmentHead>
{
    public void Configure(EntityTypeBuilder<DepartmentHead> builder)
    {
        builder.ToTable("department_heads");
        builder.HasOne<Department>().WithMany().HasForeignKey(h => h.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(h => h.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(h => h.UserId);
    }
}
