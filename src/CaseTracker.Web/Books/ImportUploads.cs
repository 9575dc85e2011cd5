using System.Collections.Concurrent;

namespace CaseTracker.Web.Books;

/// <summary>Workbooks between the trial and the confirmation: in memory only, for their uploader only, for half an hour. After a restart the file is chosen again.</summary>
public sealed class ImportUploads(TimeProvider time)
{
    private const int Most = 8;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Guid, Upload> uploads = new();

    public sealed record Upload(Guid UserId, string FileName, byte[] Bytes, DateTimeOffset At);

    /// <summary>Keeps a file; the oldest give way to it.</summary>
    public Guid Keep(Guid userId, string fileName, byte[] bytes)
    {
        foreach (var (old, _) in uploads.Where(u => time.GetUtcNow() - u.Value.At > Kept).Concat(uploads.OrderByDescending(u => u.Value.At).Skip(Most - 1)))
        {
            uploads.TryRemove(old, out _);
        }

        var key = Guid.NewGuid();
        uploads[key] = new Upload(userId, fileName, bytes, time.GetUtcNow());
        return key;
    }

    /// <summary>The file of this user; refused when it is gone.</summary>
    public Upload Find(Guid key, Guid userId) => uploads.TryGetValue(key, out var upload) && upload.UserId == userId && time.GetUtcNow() - upload.At <= Kept
        ? upload
        : throw new RefusedException("文件已不在服务器上（超过半小时，或服务器重启过），请重新选择文件并试导入");

    public void Forget(Guid key) => uploads.TryRemove(key, out _);
}
