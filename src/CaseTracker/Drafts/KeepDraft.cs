using System.Text.Json;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Drafts;

/// <summary>Keeps what was typed into a form so far, in place of what was kept of it before. Also for a POST whose sign-in had expired: it becomes that user's draft.</summary>
public sealed class KeepDraft(CaseDb db, Keys keys, OfficeClock clock)
{
    internal const int LongestKey = 200;

    private const int MostBytes = 256 * 1024;

    /// <param name="FormKey">Path of the form with the record it is about, at most 200 characters.</param>
    /// <param name="Fields">By name; passwords and form tokens are left out here, whoever sends them.</param>
    public sealed record Command(Guid UserId, string FormKey, IReadOnlyDictionary<string, string[]> Fields);

    public async Task ExecuteAsync(Command command, CancellationToken cancel)
    {
        if (command.UserId == Guid.Empty || command.FormKey.Length is 0 or > LongestKey)
        {
            throw new RefusedException("草稿无法保存：表单标识不正确，请刷新页面");
        }

        var fields = command.Fields.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal) && !f.Key.Contains("password", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var content = JsonSerializer.SerializeToUtf8Bytes(fields);
        if (content.Length > MostBytes)
        {
            throw new RefusedException("内容过长，草稿没有保存，请尽快提交或缩短内容");
        }

        await db.WriteAsync(async () =>
        {
            await db.LockAsync($"draft {command.UserId} {command.FormKey}", cancel);
            // The filter would hide the draft of a user whose sign-in has expired.
            var draft = await db.Drafts.IgnoreQueryFilters().FirstOrDefaultAsync(d => d.UserId == command.UserId && d.FormKey == command.FormKey, cancel);
            var bytes = keys.Blobs.Seal(content, ContextOf(command.UserId, command.FormKey));
            if (draft is null)
            {
                db.Drafts.Add(new Draft { Id = Guid.NewGuid(), UserId = command.UserId, FormKey = command.FormKey, Bytes = bytes, SavedAt = clock.Now });
            }
            else
            {
                (draft.Bytes, draft.SavedAt) = (bytes, clock.Now);
            }
        }, cancel);
    }

    internal static string ContextOf(Guid userId, string formKey) => $"drafts.{userId:D}.{formKey}";
}
