using System.Text.Json;
using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Drafts;

/// <summary>Offers the viewer what he had typed into a form; the draft stays until it is sent or dropped.</summary>
public sealed class TakeDraft(CaseDb db, Keys keys)
{
    public sealed record Content(IReadOnlyDictionary<string, string[]> Fields, DateTime SavedAt);

    /// <summary>Null when nothing was kept for this form.</summary>
    public async Task<Content?> ExecuteAsync(string formKey, CancellationToken cancel)
    {
        var draft = await db.Drafts.AsNoTracking().FirstOrDefaultAsync(d => d.FormKey == formKey, cancel);
        return draft is null ? null
            : new Content(JsonSerializer.Deserialize<Dictionary<string, string[]>>(keys.Blobs.Open(draft.Bytes, KeepDraft.ContextOf(draft.UserId, draft.FormKey)))!, draft.SavedAt);
    }
}
