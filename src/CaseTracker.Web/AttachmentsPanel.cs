using CaseTracker.Attachments;
using CaseTracker.Data;

namespace CaseTracker.Web;

/// <summary>What the attachments' part of a record's page shows: its files, and the form to add some.</summary>
/// <param name="Address">The record's page, which handles <c>Attach</c> and <c>File</c>.</param>
/// <param name="Steps">Steps a file may belong to; none where the record has none.</param>
public sealed record AttachmentsPanel(string Address, IReadOnlyList<AttachmentRow> Files, IReadOnlyList<(string Id, string Name)> Steps, bool MayAttach, OfficeClock Clock)
{
    /// <summary>What is mostly added here; offered first.</summary>
    public AttachmentKind Usual { get; init; }

    /// <summary>Reads the posted files; too many or too large ones are refused before a byte is read.</summary>
    public static async Task<IReadOnlyList<AddAttachment.Upload>> ReadAsync(IReadOnlyList<IFormFile> files, CancellationToken cancel)
    {
        UploadLimits.Check([.. files.Select(f => (f.FileName, f.Length))]);
        var uploads = new List<AddAttachment.Upload>();
        foreach (var file in files)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancel);
            uploads.Add(new AddAttachment.Upload(file.FileName, bytes.ToArray()));
        }

        return uploads;
    }
}
