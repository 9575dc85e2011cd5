using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Audit;

/// <summary>Adds the present end of the chain to a file kept where the program cannot rewrite it: it proves later that no tail was cut.</summary>
public sealed class ExportAnchor(CaseDb db)
{
    /// <returns>The anchor; null when the chain is empty or the file's last line holds it already.</returns>
    public async Task<AuditAnchor?> ExecuteAsync(string file, CancellationToken cancel)
    {
        var end = await db.AuditEntries.AsNoTracking().OrderByDescending(e => e.Seq).Select(e => new AuditAnchor(e.Seq, e.Mac, e.At)).FirstOrDefaultAsync(cancel);
        if (end is null || (File.Exists(file) && File.ReadLines(file).LastOrDefault() == VerifyAudit.WriteAnchor(end)))
        {
            return null;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.AppendAllTextAsync(file, VerifyAudit.WriteAnchor(end) + "\n", cancel);
        return end;
    }
}
