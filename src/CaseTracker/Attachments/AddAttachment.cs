using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;

namespace CaseTracker.Attachments;

/// <summary>Adds files to a record, all or none: checked by content, stored encrypted, written into the record's history.</summary>
public sealed class AddAttachment(CaseDb db, RecordDoors doors, AttachmentStore store, ProtectedValues values, OfficeClock clock)
{
    /// <summary>One uploaded file, wholly in memory (at most 20 MB).</summary>
    public sealed record Upload(string Name, ReadOnlyMemory<byte> Bytes);

    public sealed record Command
    {
        public required string RecordKind { get; init; }

        public required Guid RecordId { get; init; }

        /// <summary>The step the files are handed in with; null when they are added by themselves.</summary>
        public string? Step { get; init; }

        [Display(Name = "附件类别")]
        public AttachmentKind Kind { get; init; } = AttachmentKind.Other;

        [Display(Name = "文件")]
        public required IReadOnlyList<Upload> Files { get; init; }
    }

    /// <returns>Ids of the attachments in the order of the files.</returns>
    public async Task<IReadOnlyList<Guid>> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        var record = await doors.OpenAsync(command.RecordKind, command.RecordId, "该记录", actor, cancel);
        if (!record.MayAttach)
        {
            throw new RefusedException("您不能为该记录添加附件，请交由承办人或登记人添加");
        }

        if (command.Files.Count == 0)
        {
            throw RefusedException.At("File", "请选择要上传的文件");
        }

        // Slow work stays outside the transaction.
        UploadLimits.Check([.. command.Files.Select(f => (f.Name, (long)f.Bytes.Length))]);
        var files = command.Files.Select(f => (f.Bytes, Name: FileNames.Check(f.Name), Kind: FileKind.Of(f.Name, f.Bytes))).ToList();
        var stored = new List<(Guid Id, string StoredAs)>();
        var committed = false;
        try
        {
            foreach (var file in files)
            {
                var id = Guid.NewGuid();
                stored.Add((id, await store.KeepAsync(id, file.Bytes, cancel)));
            }

            await db.WriteAsync(() =>
            {
                foreach (var (file, place) in files.Zip(stored))
                {
                    Add(command, record, actor, file.Name, file.Kind, file.Bytes, place.Id, place.StoredAs);
                }

                return Task.CompletedTask;
            }, cancel);
            committed = true;
        }
        finally
        {
            if (!committed)
            {
                stored.ForEach(s => store.Forget(s.StoredAs));
            }
        }

        return [.. stored.Select(s => s.Id)];
    }

    private void Add(Command command, OpenedRecord record, Actor actor, string name, FileKind kind, ReadOnlyMemory<byte> bytes, Guid id, string storedAs)
    {
        var now = clock.Now;
        var attachment = new Attachment
        {
            Id = id,
            RecordKind = command.RecordKind,
            RecordId = command.RecordId,
            Step = command.Step,
            Kind = command.Kind,
            NameId = values.Keep(command.RecordKind, command.RecordId, ProtectedField.FileName, name, isFindable: false),
            MediaType = kind.MediaType,
            Size = bytes.Length,
            Sha256 = Fingerprint.Of(bytes.Span),
            AddedAt = now,
            AddedById = actor.UserId,
            AddedByName = actor.Name,
            StoredAs = storedAs,
        };
        db.Attachments.Add(attachment);
        db.Trace(attachment, actor, now, new Act("attach", "添加附件", clock.Today)
        {
            Data = new { attachment.Id, attachment.Kind, attachment.Step },
            IsConfidential = record.IsConfidential,
        });
    }
}
