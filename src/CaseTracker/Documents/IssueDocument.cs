using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Documents;

/// <summary>Writes a paper out and keeps it as issued, inside the running write; whoever calls it tells the event its number and hash.</summary>
public sealed class IssueDocument(CaseDb db, AttachmentStore store, OfficeClock clock)
{
    /// <param name="Step">The step it comes from.</param>
    public sealed record Command(string RecordKind, Guid RecordId, string Name, Paper Paper, DateOnly IssuedOn, string Step)
    {
        /// <summary>发文字号; null for a form.</summary>
        public string? Number { get; init; }

        /// <summary>Who is to have it; none for a paper of the office.</summary>
        public IReadOnlyList<string> Recipients { get; init; } = [];

        public required Actor MadeBy { get; init; }

        public string? ApprovedByName { get; init; }
    }

    public async Task<IssuedDocument> ExecuteAsync(Command command, CancellationToken cancel)
    {
        var bytes = PaperWriter.Write(command.Paper);
        var id = Guid.NewGuid();
        var storedAs = await store.KeepAsync(id, bytes, cancel);
        db.Undo.Add(() => store.Forget(storedAs));
        var kept = await db.IssuedDocuments.CountAsync(d => d.RecordKind == command.RecordKind && d.RecordId == command.RecordId, cancel);
        var document = new IssuedDocument
        {
            Id = id,
            Position = 1 + kept + db.ChangeTracker.Entries<IssuedDocument>().Count(e => e.State == EntityState.Added && e.Entity.RecordId == command.RecordId),
            RecordKind = command.RecordKind,
            RecordId = command.RecordId,
            Name = command.Name,
            Number = command.Number,
            IssuedOn = command.IssuedOn,
            Step = command.Step,
            Recipients = command.Recipients.Count == 0 ? null : string.Join('、', command.Recipients),
            Sha256 = Fingerprint.Of(bytes),
            Size = bytes.Length,
            StoredAs = storedAs,
            RecordedAt = clock.Now,
            MadeById = command.MadeBy.UserId,
            MadeByName = command.MadeBy.Name,
            ApprovedByName = command.ApprovedByName,
        };
        db.Add(document);
        return document;
    }
}
