using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Accounts;

/// <summary>One signed-in browser. It ends on the server: by signing out, by a newer session, after eight hours, or when the account's password, roles or state change.</summary>
public sealed class Session
{
    /// <summary>At most so many browsers at once; a further one ends the oldest.</summary>
    public const int PerAccount = 2;

    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The account's security stamp at sign-in: it changes with the password and with every act of an administrator on the account.</summary>
    public required string Stamp { get; init; }

    public required DateTime At { get; init; }

    public string? Address { get; init; }

    public DateTime? EndedAt { get; set; }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.Property(s => s.Stamp).HasMaxLength(64);
        builder.Property(s => s.Address).HasMaxLength(64);
        builder.HasOne<User>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.UserId);
    }
}

/// <summary>Whether a browser's session still holds: asked at every request.</summary>
public sealed class ResumeSession(CaseDb db, OfficeClock clock)
{
    public Task<bool> ExecuteAsync(Guid sessionId, Guid userId, CancellationToken cancel)
    {
        var since = clock.Now - Session.Longest;
        return (
            from session in db.Set<Session>().AsNoTracking()
            join user in db.Users on session.UserId equals user.Id
            where session.Id == sessionId && user.Id == userId && session.EndedAt == null && session.At > since && user.SecurityStamp == session.Stamp && !user.IsClosed
            select session.Id).AnyAsync(cancel);
    }
}

/// <summary>退出: ends one session.</summary>
public sealed class SignOut(CaseDb db, OfficeClock clock)
{
    public Task ExecuteAsync(Guid sessionId, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        if (await db.Set<Session>().FirstOrDefaultAsync(s => s.Id == sessionId && s.EndedAt == null, cancel) is { } session)
        {
            session.EndedAt = clock.Now;
        }
    }, cancel);
}
