using System.Globalization;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Operations;

/// <summary>Deletes the files of nightly backups that newer ones stand for: the last of each of 7 days, 4 weeks and 12 months is kept. Backups taken by hand are left alone.</summary>
public sealed class RetireBackups(CaseDb db, BackupOptions options, OfficeClock clock) : IDailyWork
{
    public string Name => "清理旧备份";

    public async Task<int> ExecuteAsync(CancellationToken cancel)
    {
        var nightly = await db.Backups.Where(b => b.Kind == BackupKind.Nightly && b.RetiredAt == null).OrderByDescending(b => b.TakenAt).ToListAsync(cancel);
        var kept = Kept(nightly.Where(b => b.IsGood).Select(b => (b.Id, clock.DayOf(b.TakenAt))), options.Days, options.Weeks, options.Months);
        var retired = nightly.Where((b, i) => i > 0 && !kept.Contains(b.Id)).ToList(); // the newest stays, good or not
        if (retired.Count == 0)
        {
            return 0;
        }

        await db.WriteAsync(() =>
        {
            foreach (var backup in retired)
            {
                backup.RetiredAt = clock.Now;
                AuditLog.Add(db, Actor.System, clock.Now, new AuditNote("retire-backup", "backup", backup.Id) { Details = new { File = Path.GetFileName(backup.File) } });
            }

            return Task.CompletedTask;
        }, cancel);
        foreach (var backup in retired)
        {
            File.Delete(backup.File);
        }

        return retired.Count;
    }

    /// <summary>Of backups, newest first, those that stand for the last days, ISO weeks and months in which there is one: a machine that was off for a month loses none.</summary>
    internal static HashSet<Guid> Kept(IEnumerable<(Guid Id, DateOnly Day)> newestFirst, int days, int weeks, int months)
    {
        var all = newestFirst.ToList();
        return
        [
            .. all.DistinctBy(b => b.Day).Take(days).Select(b => b.Id),
            .. all.DistinctBy(b => (ISOWeek.GetYear(b.Day.ToDateTime(TimeOnly.MinValue)), ISOWeek.GetWeekOfYear(b.Day.ToDateTime(TimeOnly.MinValue)))).Take(weeks).Select(b => b.Id),
            .. all.DistinctBy(b => (b.Day.Year, b.Day.Month)).Take(months).Select(b => b.Id),
        ];
    }
}
