using CaseTracker.Crypto;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Operations;

/// <summary>How safe the records are: the last good backup, the last attempt, the copy of the keys, and what to do about it.</summary>
public sealed class BackupState(CaseDb db, OfficeClock clock)
{
    private static readonly TimeSpan Late = TimeSpan.FromHours(26);

    /// <param name="LastGood">The newest backup whose trial restore went well.</param>
    /// <param name="Last">The newest backup.</param>
    /// <param name="Keys">The administrator's word that the present keys are saved elsewhere; null while nobody gave it.</param>
    /// <param name="Warnings">What stands on the administrator's page until it is put right.</param>
    public sealed record Result(Backup? LastGood, Backup? Last, KeyCopy? Keys, IReadOnlyList<string> Warnings);

    public async Task<Result> ExecuteAsync(CancellationToken cancel)
    {
        var kept = db.Backups.AsNoTracking().Where(b => b.RetiredAt == null).OrderByDescending(b => b.TakenAt);
        var last = await kept.FirstOrDefaultAsync(cancel);
        var good = await kept.FirstOrDefaultAsync(b => b.Fault == null, cancel);
        var needed = await db.Set<DataKey>().Select(k => k.WrappedBy).Distinct().ToListAsync(cancel);
        var keys = await db.KeyCopies.AsNoTracking().OrderByDescending(k => k.ConfirmedAt).FirstOrDefaultAsync(cancel);
        if (keys is not null && needed.Except(keys.KeyIds.Split(',')).Any())
        {
            keys = null; // keys were added since: the copy does not hold them
        }

        var warnings = new List<string>();
        if (good is null)
        {
            warnings.Add("还没有一份通过试恢复的备份，请立即备份");
        }
        else if (clock.Now - good.TakenAt is var age && age > Late)
        {
            warnings.Add($"最近一份可用备份已是 {(int)age.TotalHours} 小时之前（{clock.Local(good.TakenAt):yyyy-MM-dd HH:mm}），请立即备份并查看自动备份为何没有完成");
        }

        if (last is { IsGood: false })
        {
            warnings.Add($"最近一次备份没有通过试恢复：{last.Fault}");
        }

        if (good is not null && !File.Exists(good.File))
        {
            warnings.Add($"备份文件 {good.File} 不在原处，请确认它已另行保存，或重新备份");
        }

        if (keys is null)
        {
            warnings.Add("备份中不含密钥：请把密钥文件另存到别处（如封存的优盘），再在此确认；没有密钥，备份打不开");
        }

        return new Result(good, last, keys, warnings);
    }
}
