using CaseTracker.Crypto;
using CaseTracker.Data;

namespace CaseTracker.Attachments;

/// <summary>The encrypted files: <c>attachments/ab/abcdef…</c> under random names, each bound to its attachment. Files are written whole, then named.</summary>
public sealed class AttachmentStore(Installation installation, Keys keys)
{
    /// <summary>Encrypts and stores the bytes of an attachment; gives the name of the file.</summary>
    public async Task<string> KeepAsync(Guid attachment, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var name = Guid.NewGuid().ToString("N");
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".tmp";
        await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            await file.WriteAsync(keys.Attachments.Seal(bytes.Span, ContextOf(attachment)), cancel);
            file.Flush(flushToDisk: true); // the row that names the file must never be safer than the file
        }

        File.Move(temporary, path);
        return name;
    }

    /// <summary>The bytes as they were uploaded. Throws <see cref="DamagedValueException"/> when the file is missing, changed, or another's.</summary>
    public Task<byte[]> ReadAsync(Attachment attachment, CancellationToken cancel) => ReadAsync(attachment.Id, attachment.StoredAs, attachment.Sha256, cancel);

    /// <summary>The same for a file that another row names.</summary>
    /// <param name="sha256">Of the bytes before encryption, as the row has it.</param>
    public async Task<byte[]> ReadAsync(Guid id, string storedAs, string sha256, CancellationToken cancel)
    {
        var path = PathOf(storedAs);
        if (!File.Exists(path))
        {
            throw new DamagedValueException($"附件 {id} 的文件缺失");
        }

        var bytes = keys.Attachments.Open(await File.ReadAllBytesAsync(path, cancel), ContextOf(id));
        return Fingerprint.Of(bytes) == sha256 ? bytes : throw new DamagedValueException($"附件 {id} 的内容与登记的校验值不符");
    }

    /// <summary>Removes a file whose row was not committed.</summary>
    public void Forget(string name) => File.Delete(PathOf(name));

    private string PathOf(string name) => Path.Combine(installation.AttachmentsFolder, name[..2], name);

    private static string ContextOf(Guid attachment) => $"attachments.{attachment:D}";
}
