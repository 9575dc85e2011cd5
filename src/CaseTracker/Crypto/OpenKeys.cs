using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Crypto;

/// <summary>Settings of section <c>Keys</c>.</summary>
public sealed class KeyOptions
{
    public const string Section = "Keys";

    /// <summary>Where the key file lies; empty = in DIR.keys beside the data folder DIR.</summary>
    public string? Path { get; set; }
}

/// <summary>Opens the keys of the installation at start; makes them for a new database.</summary>
public sealed class OpenKeys(IDbContextFactory<CaseDb> databases, Installation installation, KeyOptions options, TimeProvider time)
{
    public async Task<Keys> ExecuteAsync(CancellationToken cancel)
    {
        await using var db = (await databases.CreateDbContextAsync(cancel)).For(Viewer.System);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAsync("data keys", cancel);
        var rows = await db.Set<DataKey>().ToListAsync(cancel);
        var file = KeyFile.Open(string.IsNullOrWhiteSpace(options.Path) ? KeyFile.Beside(installation.Folder) : options.Path, rows.Count > 0, time);
        var made = Keys.Missing(file, rows, time);
        db.AddRange(made);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return Keys.Open(file, [.. rows, .. made]);
    }
}
