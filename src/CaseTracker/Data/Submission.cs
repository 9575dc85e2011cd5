using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Data;

/// <summary>A form or API write that was done, by the key it came with: the same key again gets the same answer and does nothing. The answer holds ids and numbers only.</summary>
public sealed class Submission
{
    public required Guid Key { get; init; }

    public required Guid UserId { get; init; }

    public required string Purpose { get; init; }

    public required string Answer { get; init; }

    public required DateTime At { get; init; }
}

internal sealed class SubmissionConfiguration : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.ToTable("submissions");
        builder.HasKey(s => new { s.Key, s.UserId });
        builder.Property(s => s.Purpose).HasMaxLength(100);
        builder.HasIndex(s => s.At);
    }
}

public static class Submissions
{
    /// <summary>Does a write once for a key and a user, however often and from however many clicks it comes. Without a key it just writes.</summary>
    /// <param name="purpose">What the key was sent for; the same key for something else is refused.</param>
    public static Task<T> WriteOnceAsync<T>(this CaseDb db, Guid? key, Guid userId, string purpose, DateTime now, Func<Task<T>> work, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        if (key is not { } k || k == Guid.Empty)
        {
            return await work();
        }

        await db.LockAsync($"submission {k}", cancel);
        if (await db.Set<Submission>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == k && s.UserId == userId, cancel) is { } done)
        {
            return done.Purpose == purpose ? JsonSerializer.Deserialize<T>(done.Answer)! : throw new RefusedException("该请求编号已用于另一次提交，请刷新页面后重试");
        }

        var result = await work();
        db.Add(new Submission { Key = k, UserId = userId, Purpose = purpose, Answer = JsonSerializer.Serialize(result), At = now });
        return result;
    }, cancel);
}
