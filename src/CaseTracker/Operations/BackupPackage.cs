using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseTracker.Audit;
using CaseTracker.Data;

namespace CaseTracker.Operations;

/// <summary>One file inside a backup.</summary>
public sealed record BackupPart(string Name, long Size, string Sha256);

/// <summary>What a backup says of itself.</summary>
/// <param name="Format">Version of the package; a newer one is refused.</param>
/// <param name="Schema">Last migration of the database in it.</param>
/// <param name="Provider">The database it was taken from.</param>
/// <param name="KeyIds">Keys of the key file that are needed to read it; the keys themselves are never in it.</param>
/// <param name="Tables">Rows by table.</param>
public sealed record BackupManifest(int Format, string Program, string? Schema, string Provider, DateTime TakenAt, IReadOnlyList<string> KeyIds, IReadOnlyDictionary<string, long> Tables, IReadOnlyList<BackupPart> Parts);

/// <summary>
/// The file of a backup: a zip of database, attachments, audit anchor and manifest, whose comment is the SHA-256 of everything before it.
/// Any zip program opens it; a single changed, missing or added byte is noticed.
/// </summary>
internal static class BackupPackage
{
    public const int Format = 1;
    public const string Database = "database.db";
    public const string Anchor = "anchor.jsonl";
    public const string Attachments = "attachments/";
    private const string Manifest = "manifest.json";
    private const int SealLength = 64;

    /// <summary>Writes the package to a new file that appears under its name only when it is whole and on the disk.</summary>
    /// <param name="describe">Makes the manifest from the parts that were written.</param>
    /// <returns>SHA-256 of the file.</returns>
    public static async Task<string> WriteAsync(string file, string database, AuditAnchor? anchor, string attachments, Func<IReadOnlyList<BackupPart>, BackupManifest> describe, CancellationToken cancel)
    {
        var unfinished = file + ".part";
        try
        {
            await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
                {
                    zip.Comment = new string('0', SealLength);
                    var parts = new List<BackupPart>();
                    await using (var from = File.OpenRead(database))
                    {
                        parts.Add(await AddAsync(zip, Database, from, CompressionLevel.Fastest, cancel));
                    }

                    if (anchor is not null)
                    {
                        parts.Add(await AddAsync(zip, Anchor, new MemoryStream(Encoding.UTF8.GetBytes(VerifyAudit.WriteAnchor(anchor) + "\n")), CompressionLevel.NoCompression, cancel));
                    }

                    foreach (var name in FilesOf(attachments))
                    {
                        await using var from = File.OpenRead(Path.Combine(attachments, name));
                        parts.Add(await AddAsync(zip, Attachments + name.Replace(Path.DirectorySeparatorChar, '/'), from, CompressionLevel.NoCompression, cancel)); // encrypted bytes do not shrink
                    }

                    await AddAsync(zip, Manifest, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(describe(parts), CanonicalJson.Options)), CompressionLevel.NoCompression, cancel);
                }

                await SealAsync(stream, cancel);
                stream.Flush(flushToDisk: true);
            }

            await using (var whole = File.OpenRead(unfinished))
            {
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(whole, cancel));
                whole.Close();
                File.Move(unfinished, file, overwrite: false);
                return hash;
            }
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Unpacks into an empty folder; refuses, with the reason, whatever is not exactly what was packed.</summary>
    public static async Task<BackupManifest> ExtractAsync(string file, string folder, CancellationToken cancel)
    {
        if (!File.Exists(file))
        {
            throw new NotFoundException($"备份文件 {file} ");
        }

        await using var stream = File.OpenRead(file);
        if (!await IsSealedAsync(stream, cancel))
        {
            throw new RefusedException($"{Path.GetFileName(file)} 不完整或已损坏（整体校验码不符），不能用来恢复，请换用另一份备份");
        }

        try
        {
            await using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return await ExtractAsync(zip, folder, cancel);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or JsonException)
        {
            throw new RefusedException($"{Path.GetFileName(file)} 不是 CaseTracker 的备份文件，或其内容已损坏，请换用另一份备份");
        }
    }

    /// <summary>Writes the SHA-256 of the file into its last bytes.</summary>
    internal static async Task SealAsync(FileStream stream, CancellationToken cancel)
    {
        var seal = await SealOfAsync(stream, cancel);
        stream.Position = stream.Length - SealLength;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(seal), cancel);
    }

    private static async Task<BackupManifest> ExtractAsync(ZipArchive zip, string folder, CancellationToken cancel)
    {
        if (zip.GetEntry(Manifest) is not { } described)
        {
            throw new RefusedException("备份缺少清单 manifest.json，不能用来恢复，请换用另一份备份");
        }

        BackupManifest manifest;
        await using (var json = await described.OpenAsync(cancel))
        {
            manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(json, CanonicalJson.Options, cancel) ?? throw new JsonException();
        }

        if (manifest.Format > Format)
        {
            throw new RefusedException($"备份由更新版本的程序（{manifest.Program}）建立，请使用更新的程序恢复");
        }

        if (zip.Entries.Select(e => e.FullName).Except(manifest.Parts.Select(p => p.Name)).FirstOrDefault(n => n != Manifest) is { } stranger)
        {
            throw new RefusedException($"备份中有清单之外的部分 {stranger}，可能被人改动，不能用来恢复，请换用另一份备份");
        }

        if (manifest.Parts.All(p => p.Name != Database))
        {
            throw new RefusedException($"备份缺少部分 {Database}，不能用来恢复，请换用另一份备份");
        }

        foreach (var part in manifest.Parts)
        {
            var entry = zip.GetEntry(part.Name) ?? throw new RefusedException($"备份缺少部分 {part.Name}，不能用来恢复，请换用另一份备份");
            var to = Path.GetFullPath(Path.Combine(folder, part.Name));
            if (!to.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || (part.Name is not (Database or Anchor) && !part.Name.StartsWith(Attachments, StringComparison.Ordinal)))
            {
                throw new RefusedException($"备份中的部分 {part.Name} 名称不合规则，不能用来恢复，请换用另一份备份");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            await using var from = await entry.OpenAsync(cancel);
            await using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
            if (await CopyAsync(from, target, cancel) is var (size, hash) && (size != part.Size || hash != part.Sha256))
            {
                throw new RefusedException($"备份中的部分 {part.Name} 与清单的校验码不符，已损坏，请换用另一份备份");
            }

            target.Flush(flushToDisk: true);
        }

        return manifest;
    }

    private static IEnumerable<string> FilesOf(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f))
            .Where(f => !f.EndsWith(".tmp", StringComparison.Ordinal) && !f.EndsWith(".part", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : [];

    private static async Task<BackupPart> AddAsync(ZipArchive zip, string name, Stream from, CompressionLevel level, CancellationToken cancel)
    {
        await using var to = await zip.CreateEntry(name, level).OpenAsync(cancel);
        var (size, hash) = await CopyAsync(from, to, cancel);
        return new BackupPart(name, size, hash);
    }

    private static async Task<(long Size, string Sha256)> CopyAsync(Stream from, Stream to, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 17];
        var size = 0L;
        int read;
        while ((read = await from.ReadAsync(buffer, cancel)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            size += read;
        }

        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static async Task<bool> IsSealedAsync(FileStream stream, CancellationToken cancel)
    {
        if (stream.Length <= SealLength)
        {
            return false;
        }

        var expected = await SealOfAsync(stream, cancel);
        var written = new byte[SealLength];
        stream.Position = stream.Length - SealLength;
        await stream.ReadExactlyAsync(written, cancel);
        stream.Position = 0;
        return Encoding.ASCII.GetString(written) == expected;
    }

    private static async Task<string> SealOfAsync(FileStream stream, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 17];
        stream.Position = 0;
        for (var left = stream.Length - SealLength; left > 0;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancel);
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
