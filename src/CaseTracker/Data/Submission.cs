using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseTracker.Data;

/// <summary>A form or API write that was done, by the key it came with: the same key again does nothing and gets the same answer, where one is kept. The answer holds ids and numbers only.</summary>
public sealed class Submission
{
    public const int LongestPurpose = 100;

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
        builder.Property(s => s.Purpose).HasMaxLength(Submission.LongestPurpose);
        builder.HasIndex(s => s.At);
    }
}

/// <summary>A form as it was sent: the key that was made when it was shown, who sent it, and which form it is (its address).</summary>
public sealed record SentForm(Guid Key, Guid UserId, string Purpose, DateTime At)
{
    /// <summary>A write of this request has taken the key.</summary>
    internal bool IsTaken { get; set; }

    /// <summary>The row that stands for it. Nothing is answered a second time, so nothing is kept: a form may show a code or a token once only.</summary>
    internal Submission Done() => new() { Key = Key, UserId = UserId, Purpose = Purpose, Answer = "", At = At };
}

/// <summary>The form was sent before and what it asks is done, or is being done: nothing is done twice.</summary>
public sealed class AlreadyDoneException() : RefusedException("该表单已经提交过，未重复办理");

public static class Submissions
{
    /// <summary>
    /// Does what a form was sent for, once, whatever use cases that takes: the first write takes the key in its own transaction, so that another copy of the form
    /// finds it there (<see cref="AlreadyDoneException"/>). A refused form gives its key back. A write under <see cref="WriteOnceAsync{T}"/> with the same key keeps its answer instead.
    /// </summary>
    /// <param name="form">Null: a form without a key is just done.</param>
    public static async Task<T> SendAsync<T>(this CaseDb db, SentForm? form, Func<Task<T>> work, CancellationToken cancel)
    {
        db.Form = form;
        try
        {
            await db.DemandNewAsync(form, cancel);
            return await work();
        }
        catch (RefusedException refused) when (refused is not AlreadyDoneException)
        {
            if (form is { IsTaken: true })
            {
                await db.WriteAsideAsync(() => db.Set<Submission>().Where(s => s.Key == form.Key && s.UserId == form.UserId && s.Purpose == form.Purpose).ExecuteDeleteAsync(cancel), cancel);
            }
            else
            {
                await db.DemandNewAsync(form, cancel); // refused because the other copy has done it meanwhile: say that
            }

            throw;
        }
        finally
        {
            db.Form = null;
        }
    }

    /// <summary>For work that is long before its first write: takes the key of the form now, so that a second copy does not begin it too.</summary>
    public static Task BeginAsync(this CaseDb db, CancellationToken cancel) => db.Form is null ? Task.CompletedTask : db.WriteAsync(() => Task.CompletedTask, cancel);

    /// <summary>Within the running write: waits for another copy of the form, and refuses when that has done it.</summary>
    internal static async Task TakeAsync(this CaseDb db, SentForm form, CancellationToken cancel)
    {
        await db.LockAsync(LockOf(form.Key), cancel);
        if (await db.DemandNewAsync(form, cancel) is not null)
        {
            throw UsedElsewhere();
        }

        form.IsTaken = true;
    }

    /// <returns>What else the key was sent for; null = nothing.</returns>
    private static async Task<string?> DemandNewAsync(this CaseDb db, SentForm? form, CancellationToken cancel)
    {
        var purpose = form is null ? null : await db.Set<Submission>().Where(s => s.Key == form.Key && s.UserId == form.UserId).Select(s => s.Purpose).FirstOrDefaultAsync(cancel);
        return purpose is not null && purpose == form!.Purpose ? throw new AlreadyDoneException() : purpose;
    }

    private static string LockOf(Guid key) => $"submission {key}";

    private static RefusedException UsedElsewhere() => new("该请求编号已用于另一次提交，请刷新页面后重试");

    /// <summary>Does a write once for a key and a user, however often and from however many clicks it comes, with the same answer each time. Without a key it just writes.</summary>
    /// <param name="purpose">What the key was sent for; the same key for something else is refused.</param>
    public static Task<T> WriteOnceAsync<T>(this CaseDb db, Guid? key, Guid userId, string purpose, DateTime now, Func<Task<T>> work, CancellationToken cancel)
    {
        var form = db.Form?.Key == key ? db.Form : null;
        if (key is not { } k || k == Guid.Empty || form is { IsTaken: true })
        {
            return db.WriteAsync(work, cancel); // an earlier write of the form has taken the key: the form as a whole is done once
        }

        return db.WriteAsideAsync(async () =>
        {
            await db.LockAsync(LockOf(k), cancel);
            form?.IsTaken = true;
            if (await db.Set<Submission>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == k && s.UserId == userId, cancel) is { } done)
            {
                return done.Purpose == purpose ? JsonSerializer.Deserialize<T>(done.Answer)! : throw UsedElsewhere();
            }

            var result = await work();
            db.Add(new Submission { Key = k, UserId = userId, Purpose = purpose, Answer = JsonSerializer.Serialize(result), At = now });
            return result;
        }, cancel);
    }
}
