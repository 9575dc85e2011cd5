using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Operations;

/// <summary>Takes the backup of the night when it is due: at its hour, or at the next start when the machine was off then.</summary>
public sealed class NightlyBackup(CaseDb db, TakeBackup take, BackupOptions options, OfficeClock clock)
{
    /// <returns>The backup; null when tonight's was taken already.</returns>
    public async Task<Backup?> ExecuteAsync(CancellationToken cancel)
    {
        var local = clock.Local(clock.Now);
        var due = local.Date.AddHours(options.Hour);
        due = due > local ? due.AddDays(-1) : due;
        var since = clock.Now - (local - due);
        return await db.Backups.AnyAsync(b => b.Kind == BackupKind.Nightly && b.Fault == null && b.TakenAt >= since, cancel)
            ? null
            : await take.ExecuteAsync(new TakeBackup.Command(Kind: BackupKind.Nightly), cancel);
    }
}
