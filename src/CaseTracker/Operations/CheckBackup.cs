using CaseTracker.Audit;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Operations;

/// <summary>Restores a backup on trial into a folder that is thrown away afterwards: whole, complete, its references and counts right, its audit chain unbroken, its protected values readable. Nothing of the installation is touched.</summary>
public sealed class CheckBackup(Installation installation, KeyOptions keyOptions, TimeProvider time)
{
    private const int Sample = 100;

    /// <param name="Links">Links of the audit chain that hold.</param>
    public sealed record Result(BackupManifest Manifest, long Rows, int Attachments, long Links);

    /// <summary>Refused with every fault that was found.</summary>
    public async Task<Result> ExecuteAsync(string file, CancellationToken cancel)
    {
        using var folder = new WorkFolder(installation, "check");
        var (manifest, _, links) = await UnpackAsync(file, folder.Path, cancel);
        return new Result(manifest, manifest.Tables.Values.Sum(), manifest.Parts.Count(p => p.Name.StartsWith(BackupPackage.Attachments, StringComparison.Ordinal)), links);
    }

    /// <summary>Unpacks into a folder, brings an older schema up to this program's and proves everything.</summary>
    internal async Task<(BackupManifest Manifest, Keys Keys, long Links)> UnpackAsync(string file, string folder, CancellationToken cancel)
    {
        var manifest = await BackupPackage.ExtractAsync(Path.GetFullPath(file), folder, cancel);
        await using var copy = DatabaseCopy.OpenFile(Path.Combine(folder, BackupPackage.Database));
        Refuse(await DatabaseCopy.DamageAsync(copy, cancel));
        Refuse(Differences(manifest.Tables, await DatabaseCopy.CountsAsync(copy, cancel)));

        var known = copy.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await copy.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        if (applied.FirstOrDefault(m => !known.Contains(m)) is { } newer)
        {
            throw new RefusedException($"备份由更新版本的程序建立（{newer}），请使用更新的程序恢复");
        }

        if (applied.Count < known.Count)
        {
            await copy.Database.MigrateAsync(cancel);
        }

        var keys = Keys.Open(KeyFile.Open(keyOptions.Of(installation), databaseExists: true, time), await copy.Set<DataKey>().AsNoTracking().ToListAsync(cancel));
        var anchor = Path.Combine(folder, BackupPackage.Anchor);
        var proof = await new VerifyHistory(copy, new VerifyAudit(copy, keys)).ExecuteAsync(File.Exists(anchor) ? VerifyAudit.ReadAnchors(await File.ReadAllTextAsync(anchor, cancel)) : [], cancel);
        Refuse([.. proof.Faults.Take(20).Select(f => $"备份中的审计链不成立：{f.What}")]);
        await DemandReadableAsync(copy, keys, cancel);
        return (manifest, keys, proof.Links);
    }

    /// <summary>Decrypts protected values spread over the whole table.</summary>
    private static async Task DemandReadableAsync(CaseDb copy, Keys keys, CancellationToken cancel)
    {
        var all = await copy.ProtectedValues.OrderBy(v => v.Id).Select(v => v.Id).ToListAsync(cancel);
        try
        {
            await new ProtectedValues(copy, keys).ReadAsync([.. all.Where((_, i) => i % Math.Max(1, all.Count / Sample) == 0)], cancel);
        }
        catch (DamagedValueException damaged)
        {
            throw new RefusedException($"备份中的受保护内容无法解密：{damaged.Message}");
        }
    }

    private static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, long> told, IReadOnlyDictionary<string, long> found) =>
    [
        .. from name in told.Keys.Union(found.Keys).Order(StringComparer.Ordinal)
           let then = told.GetValueOrDefault(name)
           let now = found.GetValueOrDefault(name)
           where then != now
           select $"表 {name} 应有 {then} 行，备份中有 {now} 行",
    ];

    private static void Refuse(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new RefusedException([.. faults.Select(f => new Reason(f))]);
        }
    }
}
