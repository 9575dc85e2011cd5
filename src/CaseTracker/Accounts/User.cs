using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Accounts;

/// <summary>An account. <see cref="IdentityUser{TKey}.UserName"/> is the sign-in name (Chinese is allowed), <see cref="Name"/> is what stands in timelines.</summary>
public sealed class User : IdentityUser<Guid>
{
    public required string Name { get; set; }

    /// <summary>职务，as printed beside a leader's name.</summary>
    public string? Post { get; set; }

    public Guid? DepartmentId { get; set; }

    /// <summary>Closed accounts stay in the timelines and may not sign in.</summary>
    public bool IsClosed { get; set; }

    /// <summary>When the holder chose his password; null until he has.</summary>
    public DateTime? PasswordChangedAt { get; set; }

    /// <summary>Hash of the one-time activation code; null once used.</summary>
    public string? ActivationHash { get; set; }

    public DateTime? ActivationExpiresAt { get; set; }

    public DateTime? LastSignInAt { get; set; }
}

/// <summary>A role given to an account, dated. 科长 and 分管领导 are not given here: they follow from <see cref="DepartmentHead"/>.</summary>
public sealed class RoleGrant
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required Role Role { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? To { get; set; }
}

/// <summary>代班：during an absence the colleague acts in the absent person's roles, from–to (both days included).</summary>
public sealed class Cover
{
    public required Guid Id { get; init; }

    public required Guid AbsentUserId { get; init; }

    public required Guid CoveringUserId { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; set; }

    /// <summary>The one role that is covered; null for all of them.</summary>
    public Role? Scope { get; init; }

    public string? Reason { get; init; }
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.HasKey(u => u.Id);
        builder.HasIndex(u => u.NormalizedUserName).IsUnique();
        builder.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        builder.Property(u => u.UserName).HasMaxLength(64);
        builder.Property(u => u.NormalizedUserName).HasMaxLength(64);
        builder.Property(u => u.Email).HasMaxLength(256);
        builder.Property(u => u.NormalizedEmail).HasMaxLength(256);
        builder.Property(u => u.Name).HasMaxLength(64);
        builder.Property(u => u.Post).HasMaxLength(64);
        builder.HasOne<Department>().WithMany().HasForeignKey(u => u.DepartmentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RoleGrantConfiguration : IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<RoleGrant> builder)
    {
        builder.ToTable("role_grants");
        builder.HasOne<User>().WithMany().HasForeignKey(g => g.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(g => g.UserId);
    }
}

internal sealed class CoverConfiguration : IEntityTypeConfiguration<Cover>
{
    public void Configure(EntityTypeBuilder<Cover> builder)
    {
        builder.ToTable("covers");
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.AbsentUserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.CoveringUserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.CoveringUserId);
    }
}

internal sealed class UserClaimConfiguration : IEntityTypeConfiguration<IdentityUserClaim<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder)
    {
        builder.ToTable("user_claims");
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class UserLoginConfiguration : IEntityTypeConfiguration<IdentityUserLogin<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
    {
        builder.ToTable("user_logins");
        builder.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        builder.HasOne<User>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class UserTokenConfiguration : IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.ToTable("user_tokens");
        builder.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
