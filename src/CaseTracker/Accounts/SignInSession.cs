using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Accounts;

/// <summary>One sign-in that lasts. It lives here and not in the cookie alone, so that signing out, a reset or closing the account ends it at once everywhere.</summary>
public sealed class SignInSession
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The account's security stamp at sign-in: it changes with the password and when an administrator resets or closes the account.</summary>
    public required string Stamp { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>Last request, to the minute.</summary>
    public required DateTime LastSeenAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public string? Address { get; init; }
}

internal sealed class SignInSessionConfiguration : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> builder)
    {
        builder.ToTable("sign_in_sessions");
        builder.Property(s => s.Stamp).HasMaxLength(64);
        builder.Property(s => s.Address).HasMaxLength(64);
        builder.HasOne<User>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.UserId, s.EndedAt });
    }
}
