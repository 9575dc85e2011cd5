using System.Text.Json;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>Seals what a 检举控告 says and names those to whom it exists, however it comes: at the desk, by import, or out of a mixed letter.</summary>
public sealed class SealAccusation(CaseDb db, ProtectedValues values, OfficeClock clock)
{
    internal async Task ExecuteAsync(Petition petition, SealedText text, CancellationToken cancel)
    {
        await KeepAsync(petition, text, cancel);
        if (petition.Readers.Count > 0)
        {
            return;
        }

        var accused = await NamedAsync(text.Accused ?? "", cancel);
        foreach (var reader in (await db.AccusationHandlersAsync(clock.Today, cancel)).Where(r => !accused.Contains(r)))
        {
            petition.Readers.Add(new NamedReader { Id = Guid.NewGuid(), PetitionId = petition.Id, UserId = reader });
        }
    }

    /// <summary>Whoever the written name of the accused bars, so that the case does not reach him before its handlers are named.</summary>
    private async Task<HashSet<Guid>> NamedAsync(string accused, CancellationToken cancel)
    {
        var barred = new HashSet<Guid>();
        foreach (var person in await db.Users.AsNoTracking().Where(u => u.Name != "" && accused.Contains(u.Name)).Select(u => u.Id).ToListAsync(cancel))
        {
            barred.UnionWith(await BarredAsync(person, null, cancel));
        }

        foreach (var unit in await db.Departments.AsNoTracking().Where(d => !d.IsClosed && accused.Contains(d.Name)).Select(d => d.Id).ToListAsync(cancel))
        {
            barred.UnionWith(await BarredAsync(null, unit, cancel));
        }

        return barred;
    }

    internal async Task<SealedText?> ReadAsync(Petition petition, CancellationToken cancel) =>
        await values.ReadAsync(petition.SealedId, cancel) is { } json ? JsonSerializer.Deserialize<SealedText>(json, CanonicalJson.Options) : null;

    /// <summary>Remembers, sealed, which colleague or department is accused, so that they stay barred.</summary>
    internal async Task NameAccusedAsync(Petition petition, Guid? account, Guid? unit, CancellationToken cancel)
    {
        if (await ReadAsync(petition, cancel) is { } text)
        {
            await KeepAsync(petition, text with { AccusedAccount = account, AccusedUnit = unit }, cancel);
        }
    }

    internal async Task KeepResultAsync(Petition petition, string result, CancellationToken cancel)
    {
        if (await ReadAsync(petition, cancel) is { } text)
        {
            await KeepAsync(petition, text with { Result = result }, cancel);
        }
    }

    /// <summary>The accused, the people of his unit and whoever reports to him (条例第三十条): none of them may know of the case. Of the head of the bureau: everybody but the 派驻纪检.</summary>
    internal async Task<IReadOnlySet<Guid>> BarredAsync(Guid? account, Guid? unit, CancellationToken cancel)
    {
        var today = clock.Today;
        var barred = new HashSet<Guid>();
        var units = new HashSet<Guid>();
        if (unit is { } named)
        {
            units.Add(named);
        }

        if (account is { } accused)
        {
            barred.Add(accused);
            var roles = await db.RoleGrants.AsNoTracking().Where(g => g.UserId == accused && g.From <= today && (g.To == null || g.To >= today)).Select(g => g.Role).ToListAsync(cancel);
            if (roles.Contains(Role.DG))
            {
                barred.UnionWith(await db.Users.AsNoTracking()
                    .Where(u => !db.Set<RoleGrant>().Any(g => g.UserId == u.Id && g.Role == Role.JW && g.From <= today && (g.To == null || g.To >= today))).Select(u => u.Id).ToListAsync(cancel));
            }

            units.UnionWith(await db.Users.AsNoTracking().Where(u => u.Id == accused && u.DepartmentId != null).Select(u => u.DepartmentId!.Value).ToListAsync(cancel));
            units.UnionWith(await db.Set<DepartmentHead>().AsNoTracking().Where(h => h.UserId == accused && h.From <= today && (h.To == null || h.To >= today)).Select(h => h.DepartmentId).ToListAsync(cancel));
        }

        barred.UnionWith(await db.Users.AsNoTracking().Where(u => u.DepartmentId != null && units.Contains(u.DepartmentId.Value)).Select(u => u.Id).ToListAsync(cancel));
        barred.UnionWith(await db.Set<DepartmentHead>().AsNoTracking().Where(h => units.Contains(h.DepartmentId) && h.Post == DepartmentPost.Head && h.From <= today && (h.To == null || h.To >= today)).Select(h => h.UserId).ToListAsync(cancel));
        return barred;
    }

    /// <summary>The free texts of a step on a 检举控告, each replaced by the id of its sealed copy: approvals and events hold nothing else.</summary>
    internal StepData Seal(Petition petition, StepData data, IEnumerable<Ask> asks)
    {
        var texts = asks.Where(a => a.IsText).Select(a => a.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return StepData.Of(data.Names.Select(n => (n, (object?)(texts.Contains(n) || n.StartsWith("accused", StringComparison.OrdinalIgnoreCase)
            ? values.Keep(Petition.Kinds, petition.Id, ProtectedField.AccusationText, data.Text(n)!, isFindable: false)
            : data.Text(n)))));
    }

    /// <summary>The clear text behind a sealed answer of a step.</summary>
    internal Task<string?> OpenAsync(StepData data, string name, CancellationToken cancel) => values.ReadAsync(data.Guid(name), cancel);

    private async Task KeepAsync(Petition petition, SealedText text, CancellationToken cancel) =>
        petition.SealedId = await values.ReplaceAsync(petition.SealedId, Petition.Kinds, petition.Id, ProtectedField.AccusationText, CanonicalJson.Of(text), cancel, isFindable: false);
}

/// <summary>The texts of a 检举控告, sealed together in one protected value.</summary>
public sealed record SealedText
{
    public string Title { get; init; } = "";

    public string Summary { get; init; } = "";

    public string? Demands { get; init; }

    public string? Facts { get; init; }

    public string? Process { get; init; }

    public string? Accused { get; init; }

    /// <summary>The accused as an account of the bureau, where he has one.</summary>
    public Guid? AccusedAccount { get; init; }

    public Guid? AccusedUnit { get; init; }

    public string? Note { get; init; }

    public string? RepeatNote { get; init; }

    /// <summary>办理结果.</summary>
    public string? Result { get; init; }
}
